# What the package scripts share. Nothing in the environment steers them: `sh -p` takes no functions from it, PATH and umask are
# set here, and everything lies below the two folders that the Installer names: $target gets the files, $system is the root of
# the running system. Only where both are the same is anything started or stopped.

PATH=/usr/bin:/bin:/usr/sbin:/sbin
LC_ALL=C
export PATH LC_ALL
umask 022
set -u

say() {
  printf 'Intermission: %s\n' "$*"
}

fail() {
  printf 'Intermission: %s\n' "$*" >&2
  exit 1
}

# Takes the target volume and the root of the running system. `/` is kept as nothing, so that paths can follow.
begin() {
  [ "$(id -u)" = 0 ] || fail 'only root can do this'
  for folder in "$1" "$2"; do
    case $folder in
      /*) [ -d "$folder" ] || fail "$folder is no folder" ;;
      *) fail "$folder is no absolute path" ;;
    esac
  done
  target=${1%/}
  system=${2%/}
}

is_running_system() {
  [ "$target" = "$system" ]
}

launchctl() {
  "$system/bin/launchctl" "$@"
}

# A real folder that belongs to root and that nobody else may write. No link: the mode of a link says nothing on a Mac.
is_closed() {
  { [ -d "$1" ] && [ ! -L "$1" ]; } || return 1
  # shellcheck disable=SC2046 # mode, links and owner are wanted apart
  set -- $(ls -ldn "$1")
  [ "$3" = 0 ] || return 1
  case $1 in
    ?????w* | ????????w*) return 1 ;;
    *) return 0 ;;
  esac
}

# Prints the first folder, from the target down to this one, that others could exchange or write; nothing where all is well.
# What does not exist yet is made by root.
open_folder() {
  walked=$target
  is_closed "${walked:-/}" || {
    echo "${walked:-/}"
    return
  }
  rest=${1#/}
  while [ -n "$rest" ]; do
    walked=$walked/${rest%%/*}
    case $rest in
      */*) rest=${rest#*/} ;;
      *) rest= ;;
    esac
    if [ ! -e "$walked" ] && [ ! -L "$walked" ]; then return; fi
    is_closed "$walked" || {
      echo "$walked"
      return
    }
  done
}

# Root's programs and jobs only go where nobody else can put or change anything.
require_closed() {
  for folder in "$@"; do
    open=$(open_folder "$folder")
    [ -z "$open" ] || fail "$open must be a folder of root, no link, that nobody else can write. Nothing was changed."
  done
}

# Everybody who has a session, on the screen or behind it, one user id a line: launchd knows, asked about each owner of a process.
# Sessions of macOS itself, such as that of the Setup Assistant, have ids below 500.
sessions() {
  ps -A -o uid= | sort -un | while read -r uid; do
    if [ "$uid" -ge 500 ] && launchctl print "gui/$uid" >/dev/null 2>&1; then echo "$uid"; fi
  done
}

is_loaded() {
  launchctl print "$1" >/dev/null 2>&1
}

# Takes a job out of launchd and waits until it is gone: launchd answers before it is (macos.md A5). Not there, no such domain, and
# in progress (3, 113, 112, 125, 36) are as good as done.
boot_out() {
  code=0
  launchctl bootout "$1" 2>/dev/null || code=$?
  case $code in
    0 | 3 | 36 | 112 | 113 | 125) ;;
    *) say "launchctl bootout $1 ended with $code" ;;
  esac
  soon is_gone "$1"
}

is_gone() {
  ! is_loaded "$1"
}

# Looks again and again whether a command succeeds, for about half a minute.
soon() {
  looks=0
  until "$@"; do
    [ "$looks" -lt 150 ] || return 1
    looks=$((looks + 1))
    sleep 0.2
  done
}

# Removes Intermission: the helper, the app, the command, the deferral LaunchDaemons that are ours, records and logs, what the app
# kept in each home folder, and the receipts. Safe to run again. Preferences are the organization's and stay.

usage() {
  cat <<END
Usage: uninstall.sh [--keep-records] [--target VOLUME] [--system ROOT]

  --keep-records   leave state, history and logs where they are
  --target VOLUME  the volume to remove it from (/)
  --system ROOT    the root of the running system (/); jobs are stopped only where it is the target
END
}

main() {
  keep_records=no
  volume=/
  root=/
  while [ $# -gt 0 ]; do
    case $1 in
      --keep-records) keep_records=yes ;;
      --target | --system)
        [ $# -ge 2 ] || fail "$1 needs a folder"
        if [ "$1" = --target ]; then volume=$2; else root=$2; fi
        shift
        ;;
      --help)
        usage
        return 0
        ;;
      *)
        usage >&2
        exit 64
        ;;
    esac
    shift
  done
  begin "$volume" "$root"
  # What root removes here lies in folders that nobody else can exchange under its hands.
  require_closed "$support" "$daemons" "$agents"
  if is_running_system; then stop_programs; fi
  rm -f -- "$target$helper_plist" "$target$agent_plist"
  remove_deferrals
  rm -rf -- "$target$application"
  rm -f -- "$target$command"
  remove_support
  remove_from_homes
  forget_receipts
  [ "$keep_records" = yes ] || [ ! -e "$target$support" ] || fail "$target$support could not be removed"
  say 'removed'
}

# The helper first: it would put back what is removed.
stop_programs() {
  boot_out "system/$helper" || fail 'the helper did not end; nothing was removed'
  for uid in $(sessions); do
    boot_out "gui/$uid/$agent" || say "the app of user $uid did not end"
  done
}

remove_deferrals() {
  for plist in "$target$daemons"/*.plist; do
    is_deferral "$plist" || continue
    rm -f -- "$plist"
    label=${plist##*/}
    label=${label%.plist}
    if ! is_running_system || ! is_loaded "system/$label"; then continue; fi
    if works "$label"; then
      say "$label runs at this moment and is left to end"
    else
      boot_out "system/$label" || say "launchd did not let go of $label"
    fi
  done
}

# Written by the helper for an appointment: it starts our command with `run`. Everybody else's is left alone.
is_deferral() {
  { [ -f "$1" ] && [ ! -L "$1" ]; } || return 1
  start='<key>ProgramArguments</key><array><string>'
  verb='</string><string>run</string><string>--deployment</string>'
  # Without white space, so that each path is, too.
  packed=$(printf '%s' "$job_command" | tr -d ' ')
  case $(head -c 65536 "$1" | tr -d ' \t\r\n\000') in
    *"$start$packed$verb"* | *"$start$command$verb"*) return 0 ;;
    *) return 1 ;;
  esac
}

# Booting out a job whose jamf is at work would end it in the middle; one that still waits for its turn has started nothing, and
# without a helper it would. What launchctl prints is no interface, so at worst a waiting job is left alone.
works() {
  pid=$(launchctl print "system/$1" 2>/dev/null | sed -n 's/^[[:space:]]*pid = \([0-9]*\)$/\1/p' | head -n 1)
  [ -n "$pid" ] && pgrep -P "$pid" >/dev/null
}

remove_support() {
  if [ "$keep_records" = yes ]; then
    [ ! -d "$target$support" ] ||
      find "$target$support" -mindepth 1 -maxdepth 1 ! -name state -exec rm -rf -- {} +
  else
    rm -rf -- "$target$support" "$target$logs"
  fi
}

# As the owner of each home folder, with no right that they do not have: root follows no path through a folder of theirs.
remove_from_homes() {
  for home in "$target"/Users/*; do
    { [ -d "$home" ] && [ ! -L "$home" ]; } || continue
    # shellcheck disable=SC2046 # the owner is wanted apart
    set -- $(ls -ldn "$home")
    [ "$3" -ge 500 ] || continue
    "$system/usr/bin/sudo" -n -u "#$3" rm -rf -- \
      "$home/Library/Application Support/Intermission" \
      "$home/Library/Caches/$bundle_id" \
      "$home/Library/HTTPStorages/$bundle_id" \
      "$home/Library/Preferences/$bundle_id.plist" \
      "$home/Library/Saved Application State/$bundle_id.savedState" ||
      say "something of the app may be left in $home"
  done
}

forget_receipts() {
  for receipt in $receipts; do
    if is_running_system; then
      set -- "$system/usr/sbin/pkgutil"
    else
      set -- "$system/usr/sbin/pkgutil" --volume "$target"
    fi
    if "$@" --pkg-info "$receipt" >/dev/null 2>&1; then "$@" --forget "$receipt" >/dev/null; fi
  done
}

main "$@"
exit 0

# After the files are laid down: has launchd start the new helper and the new app. State and deferral LaunchDaemons are not
# touched, so appointments stand; a run in progress goes on and tells the new helper.

main() {
  begin "${3:-/}" "${4:-/}"
  require_closed "$support" "$daemons" "$agents" "$logs"
  [ -d "$target$logs" ] || mkdir -m 755 "$target$logs" || fail "$target$logs could not be made"
  open=$(open_folder "${command%/*}")
  if [ -n "$open" ]; then
    say "others than root can write $open: policies should call '$job_command' instead of $command"
  fi
  if ! is_running_system; then
    say "installed on $target; it starts when that system does"
    return 0
  fi
  boot_in system "$helper" "$helper_plist" || fail 'the helper could not be started'
  for uid in $(sessions); do
    boot_in "gui/$uid" "$agent" "$agent_plist" || say "the app of user $uid starts at the next login"
  done
  soon answers || fail "the helper does not answer; see $logs/helper.log"
  say "$version is ready"
}

# Loads a job afresh into a domain: $1 domain, $2 label, $3 plist as launchd is to read it. A user may have switched it off, which
# only `enable` takes back; 5, 17 and 37 may mean that the old one is still being let go, and also that the new one is there
# (macos.md A5).
boot_in() {
  launchctl enable "$1/$2" || :
  boot_out "$1/$2" || {
    say "launchd did not let go of $1/$2"
    return 1
  }
  for pause in 1 2 3 4 5; do
    code=0
    launchctl bootstrap "$1" "$3" || code=$?
    case $code in
      0 | 5 | 17 | 37) if is_loaded "$1/$2"; then return 0; fi ;;
      *) break ;;
    esac
    sleep "$pause"
  done
  say "launchd did not take $1/$2: launchctl bootstrap ended with $code"
  return 1
}

answers() {
  "$target$job_command" status >/dev/null 2>&1
}

main "$@"
exit 0

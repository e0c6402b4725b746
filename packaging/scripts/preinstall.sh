# Before the files are laid down. Refuses where root's files would not be safe; changes nothing but this: the app is closed, so that
# no running one finds its own bundle exchanged. The helper goes on working, and a running `intermission run` is left alone.

main() {
  begin "${3:-/}" "${4:-/}"
  require_closed "$support" "$daemons" "$agents" "$logs"
  [ ! -L "$target$application" ] || fail "$target$application is a link. Nothing was changed."
  if [ -L "$target$command" ]; then rm -f -- "$target$command"; fi
  is_running_system || return 0
  for uid in $(sessions); do
    boot_out "gui/$uid/$agent" || say "the app of user $uid did not end"
  done
}

main "$@"
exit 0

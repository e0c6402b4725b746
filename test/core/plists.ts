/** Property lists as the tests need them. */
export const programs = {
  command: '/usr/local/bin/intermission',
  jamf: '/usr/local/bin/jamf',
  log: '/Library/Logs/Intermission/macos.log',
  associatedBundleIdentifier: 'io.intermission.app',
};

/** What Better Jamf Policy Deferral writes (peers.md 1.6). */
export const bjpdPlist = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  Label: 'com.contoso.deferred-policy',
  UserName: 'root',
  GroupName: 'wheel',
  LaunchOnlyOnce: true,
  ProgramArguments: ['/usr/local/bin/jamf', 'policy', '-event', 'install_macos'],
  StartCalendarInterval: { Day: 21, Hour: 15, Minute: 11 },
  ...change,
});

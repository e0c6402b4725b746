/**
 * Every identifier, label and path of Intermission, in one place. Paths are absolute Mac paths; every program resolves them
 * below its `--root` (default `/`), so a folder can stand for a whole Mac.
 */

export const bundleId = 'io.intermission.app';
export const helperLabel = 'io.intermission.helper';
export const agentLabel = 'io.intermission.agent';
/** Labels of deferral LaunchDaemons that the admin did not name: `io.intermission.deployment.<ID>`. */
export const deploymentLabelPrefix = 'io.intermission.deployment';
export const preferenceDomain = 'io.intermission';
/** The receipts that the package leaves: one for each processor. */
export const packageIds = { arm64: 'io.intermission.pkg.arm64', x64: 'io.intermission.pkg.x64' } as const;
export const deploymentPreferenceDomainPrefix = 'io.intermission.deployment';

const support = '/Library/Application Support/Intermission';

export const paths = {
  support,
  /** Root-owned 0755: may be looked through, never written, by users. Holds both doors. */
  runFolder: `${support}/run`,
  adminSocket: `${support}/run/admin.sock`,
  sessionFolder: `${support}/run/session`,
  /** Root-owned 0700. */
  stateFolder: `${support}/state`,
  stateFile: `${support}/state/state.json`,
  historyFile: `${support}/state/history.jsonl`,
  /** One journal file for each run, so that a run is known even when the helper was not there. */
  runsFolder: `${support}/state/runs`,
  /** One file for each app that is being replaced at this moment. */
  movesFolder: `${support}/state/moves`,
  /** Where new versions of open apps wait, a folder for each deployment. */
  stagingFolder: `${support}/Staging`,
  helperProgram: `${support}/helper.cjs`,
  commandProgram: `${support}/intermission.cjs`,
  /** `intermission config`, which the command loads from beside itself when it is asked for. */
  configProgram: `${support}/config.cjs`,
  /** The stock Node LTS binary that runs the helper and the command. */
  nodeRuntime: `${support}/node`,
  /** The command again, where root alone can write: what LaunchDaemons start. `/usr/local/bin` is a user's on some Macs (macos.md D). */
  jobCommand: `${support}/intermission`,
  uninstaller: `${support}/uninstall.sh`,
  /** The licences of everything inside. */
  licences: `${support}/licences`,
  logFolder: '/Library/Logs/Intermission',
  helperLog: '/Library/Logs/Intermission/helper.log',
  launchDaemons: '/Library/LaunchDaemons',
  launchAgents: '/Library/LaunchAgents',
  managedPreferences: '/Library/Managed Preferences',
  /** For Macs without MDM; only what root alone can have written is read. */
  localPreferences: '/Library/Preferences',
  applications: '/Applications',
  application: '/Applications/Intermission.app',
  applicationExecutable: '/Applications/Intermission.app/Contents/MacOS/Intermission',
  command: '/usr/local/bin/intermission',
  /** What the seed's plists name; a link to `jamfBinary` on a real Mac (macos.md E). */
  jamf: '/usr/local/bin/jamf',
  jamfBinary: '/usr/local/jamf/bin/jamf',
  launchctl: '/bin/launchctl',
  scutil: '/usr/sbin/scutil',
  fdesetup: '/usr/bin/fdesetup',
  osascript: '/usr/bin/osascript',
  pmset: '/usr/bin/pmset',
  ps: '/bin/ps',
  rm: '/bin/rm',
  ditto: '/usr/bin/ditto',
  sysctl: '/usr/sbin/sysctl',
  pkgutil: '/usr/sbin/pkgutil',
  softwareUpdate: '/usr/sbin/softwareupdate',
  df: '/bin/df',
  shutdown: '/sbin/shutdown',
  systemVersion: '/System/Library/CoreServices/SystemVersion.plist',
  console: '/dev/console',
  localtime: '/etc/localtime',
} as const;

/** The session door of one console user. `sun_path` holds 104 bytes on macOS (macos.md D), so this stays short. */
export const sessionSocket = (uid: number): string => `${paths.sessionFolder}/${uid}.sock`;

/** Where launchd puts the output of one deployment's runs. */
export const runLog = (deploymentId: string): string => `${paths.logFolder}/${deploymentId}.log`;

/** Root's alone (0700): nobody opens an app from there, or changes it. */
export const stagingFolderOf = (deploymentId: string): string => `${paths.stagingFolder}/${deploymentId}`;

/** Where an app's new version waits, by the path of the installed one: `…/Staging/<deployment ID>/Slack.app`. */
export const stagedBundle = (deploymentId: string, appPath: string): string =>
  stagingFolderOf(deploymentId) + appPath.slice(appPath.lastIndexOf('/'));

/** Root's alone, hidden beside the apps while one of them is replaced: rename works within one volume only. */
export const sideFolderOf = (deploymentId: string): string =>
  `${paths.applications}/.intermission-${deploymentId}`;

/** Where preferences stand on a Mac; what stands in a managed folder wins, key by key. */
export const preferenceFolders = [
  { path: paths.managedPreferences, managed: true },
  { path: paths.localPreferences, managed: false },
] as const;
/** How their files are called. */
export const preferenceNames = {
  organization: preferenceDomain,
  deploymentPrefix: `${deploymentPreferenceDomainPrefix}.`,
} as const;

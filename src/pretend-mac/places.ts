/**
 * Where everything of the pretend Mac lives, as Mac paths. The only file that spells them; `below` turns a Mac path
 * into one of this computer. Real macOS paths first, then what only a pretend Mac has (`/private/var/pretend`).
 */
import { join } from 'node:path';

export const PLACES = {
  launchDaemons: '/Library/LaunchDaemons',
  launchAgents: '/Library/LaunchAgents',
  systemVersion: '/System/Library/CoreServices/SystemVersion.plist',
  disabledJobs: '/private/var/db/com.apple.xpc.launchd/disabled.plist',
  launchdLog: '/private/var/log/com.apple.xpc.launchd/launchd.log',
  receipts: '/private/var/db/receipts',
  localtime: '/private/etc/localtime',
  zoneinfo: '/var/db/timezone/zoneinfo',
  console: '/dev/console',
  jamfBinary: '/usr/local/jamf/bin/jamf',
  jamfLog: '/private/var/log/jamf.log',

  /** What answers for the hardware: clock, launchd's socket, what the tools shall say. */
  pretend: '/private/var/pretend',
  programs: '/private/var/pretend/programs',
  clock: '/private/var/pretend/clock.json',
  clockSocket: '/private/var/pretend/clock.sock',
  launchdSocket: '/private/var/run/pretend-launchd.sock',
  launchdOutput: '/private/var/pretend/launchd.out',
  sessions: '/private/var/pretend/sessions.json',
  start: '/private/var/pretend/start.json',
  computer: '/private/var/pretend/computer.json',
  hardware: '/private/var/pretend/hardware.json',
  fileVault: '/private/var/pretend/filevault.json',
  softwareUpdate: '/private/var/pretend/softwareupdate.json',
  power: '/private/var/pretend/pmset.json',
  screen: '/private/var/pretend/screen.json',
  assertions: '/private/var/pretend/assertions',
  jamfServer: '/private/var/pretend/jamf/server.json',
  jamfPolicies: '/private/var/pretend/jamf/policies.json',
  jamfRunning: '/private/var/pretend/jamf/running',
} as const;

/** Environment variables every process of a pretend Mac carries. The first also tells whose process it is. */
export const ENVIRONMENT = {
  root: 'PRETEND_MAC_ROOT',
  clock: 'PRETEND_MAC_CLOCK',
} as const;

/** The path on this computer of a Mac path. `..` cannot leave the root. */
export function below(root: string, macPath: string): string {
  return join(root, join('/', macPath));
}

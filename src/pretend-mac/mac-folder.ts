/** Lays out the folder that is a Mac: its folders with their owners and modes, its tools, its first state. */
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pretendVariables } from './environment.ts';
import { REACHABLE } from './jamf/policy.ts';
import { below, PLACES } from './places.ts';
import { writeDictionary, type PropertyList } from './property-list.ts';

/** Mac path of each stand-in and the program behind it. Installed if the program is there. */
const TOOLS: Readonly<Record<string, string>> = {
  '/bin/df': 'df',
  '/bin/launchctl': 'launchctl',
  '/bin/ps': 'ps',
  '/bin/rm': 'rm',
  '/sbin/reboot': 'reboot',
  '/sbin/shutdown': 'shutdown',
  '/usr/bin/ditto': 'ditto',
  '/usr/bin/fdesetup': 'fdesetup',
  '/usr/bin/osascript': 'osascript',
  '/usr/bin/pmset': 'pmset',
  '/usr/bin/sudo': 'sudo',
  '/usr/bin/sw_vers': 'sw-vers',
  '/usr/sbin/ioreg': 'ioreg',
  '/usr/sbin/pkgutil': 'pkgutil',
  '/usr/sbin/scutil': 'scutil',
  '/usr/sbin/softwareupdate': 'softwareupdate',
  '/usr/sbin/sysctl': 'sysctl',
  [PLACES.jamfBinary]: 'jamf',
};

const FOLDERS = [
  '/Applications',
  '/Library/Application Support',
  '/Library/LaunchAgents',
  '/Library/LaunchDaemons',
  '/Library/Logs',
  '/Library/Managed Preferences',
  '/Library/Preferences',
  '/System/Library/CoreServices',
  '/Users',
  '/bin',
  '/dev',
  '/private/etc',
  '/private/tmp',
  '/private/var/db/com.apple.xpc.launchd',
  '/private/var/db/receipts',
  '/private/var/log/com.apple.xpc.launchd',
  PLACES.assertions,
  '/private/var/pretend/jamf/running',
  '/private/var/pretend/programs',
  '/private/var/root',
  '/private/var/run',
  '/sbin',
  '/usr/bin',
  '/usr/local/bin',
  '/usr/local/jamf/bin',
  '/usr/sbin',
];

export interface Layout {
  readonly root: string;
  /** Folder with the bundled stand-ins. */
  readonly programs: string;
  readonly zone: string;
}

export function layOut({ root, programs, zone }: Layout): void {
  const before = process.umask(0o022);
  try {
    chmodSync(root, 0o755);
    for (const folder of FOLDERS) mkdirSync(below(root, folder), { recursive: true, mode: 0o755 });
    for (const shared of ['/private/tmp', PLACES.assertions]) chmodSync(below(root, shared), 0o1777);
    for (const name of ['etc', 'tmp', 'var']) symlinkSync(`private/${name}`, join(root, name));
    symlinkSync('../jamf/bin/jamf', below(root, '/usr/local/bin/jamf'));
    writeFileSync(below(root, PLACES.console), '', { mode: 0o600 });
    pointZone(root, zone);
    // Copied, so that users who cannot read the build can run it, and a new build does not change a running Mac.
    cpSync(programs, below(root, PLACES.programs), { recursive: true });
    for (const [macPath, program] of Object.entries(TOOLS)) installTool(root, macPath, program);
    writeFirstState(root);
  } finally {
    process.umask(before);
  }
}

function installTool(root: string, macPath: string, program: string): void {
  const bundle = below(root, `${PLACES.programs}/${program}.cjs`);
  if (!existsSync(bundle)) return;
  const variables = Object.entries(pretendVariables(root)).map(([name, value]) => `${name}=${quoted(value)}`);
  const text = `#!/bin/sh
# A stand-in. Its environment is made whole here, because programs may start tools with an empty one.
export ${variables.join(' ')}
exec ${quoted(process.execPath)} ${quoted(bundle)} --root ${quoted(root)} "$@"
`;
  putFile(root, macPath, text, 0o755);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function writeFirstState(root: string): void {
  writeDictionary(below(root, PLACES.systemVersion), systemVersion('26.6.2', '25G83'));
  putJson(root, PLACES.computer, { computerName: 'Pretend Mac', hostName: 'pretend-mac' });
  putJson(root, PLACES.fileVault, { on: true });
  putJson(root, PLACES.jamfServer, REACHABLE);
  putJson(root, PLACES.jamfPolicies, []);
}

export function systemVersion(version: string, build: string): PropertyList {
  return {
    ProductBuildVersion: build,
    ProductCopyright: '1983-2026 Apple Inc.',
    ProductName: 'macOS',
    ProductUserVisibleVersion: version,
    ProductVersion: version,
  };
}

/** Writes a file of the Mac, making the folders on the way, in one step. */
export function putFile(
  root: string,
  macPath: string,
  content: string | Uint8Array,
  mode: number,
  uid = 0,
  gid = 0,
): void {
  const path = below(root, macPath);
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  writeFileSync(`${path}.new`, content);
  chownSync(`${path}.new`, uid, gid);
  chmodSync(`${path}.new`, mode);
  renameSync(`${path}.new`, path);
}

export function putJson(root: string, macPath: string, value: unknown): void {
  putFile(root, macPath, JSON.stringify(value, null, 2), 0o644);
}

/** As on a Mac, /etc/localtime points into the zone database, which need not be there. */
export function pointZone(root: string, zone: string): void {
  const link = below(root, PLACES.localtime);
  rmSync(`${link}.new`, { force: true });
  symlinkSync(`${PLACES.zoneinfo}/${zone}`, `${link}.new`);
  renameSync(`${link}.new`, link);
}

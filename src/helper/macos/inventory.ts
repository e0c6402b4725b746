/** Looks whether work is really done, and what the Mac has. A tool or file that gives no clear answer means *unknown*. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { paths } from '../../contract/identity.ts';
import type { Deployment } from '../../core/deployment.ts';
import type { MacTraits } from '../../core/requirements.ts';
import type { Result } from '../../core/result.ts';
import type { Seen } from '../../core/screen.ts';
import { allHold, type Finding, type Verification } from '../../core/verification.ts';
import { compareVersions } from '../../core/version.ts';
import { decodePlist, mostPlistBytes } from '../../files/plist-file.ts';
import { readRegular, readTrusted, reasonOf } from '../../files/durable-files.ts';
import type { Inventory } from '../ports/ports.ts';
import { receiptOf } from './receipt.ts';
import { listsUpdates } from './software-update.ts';
import { architectureOf, freeBytesOf } from './traits.ts';
import type { RunTool, ToolResult } from './tool.ts';
import { runVerifier } from './verifier.ts';

/** Where macOS keeps the list of updates that it recommends (macos.md E2). */
const softwareUpdate = '/Library/Preferences/com.apple.SoftwareUpdate.plist';
/** A search for updates asks Apple's servers, and takes its time. */
const searchMs = 180_000;
/** Where apps and users' files lie; the volume of macOS itself is read-only and says nothing. */
const dataVolume = '/System/Volumes/Data';

type App = Extract<Verification, { kind: 'app' }>;

export class MacInventory implements Inventory {
  readonly #root: string;
  readonly #run: RunTool;

  constructor(root: string, run: RunTool) {
    this.#root = root;
    this.#run = run;
  }

  async look({ verification }: Deployment): Promise<Finding> {
    const findings: Finding[] = [];
    for (const it of verification) {
      const finding = await this.#find(it);
      findings.push(finding);
      // Nothing else can make it whole, and a script should not run for nothing.
      if (finding.kind === 'absent') break;
    }
    return allHold(findings);
  }

  async #find(it: Verification): Promise<Finding> {
    switch (it.kind) {
      case 'os-version':
        return atLeast('macOS', await this.#osVersion(), it.minimum);
      case 'filevault':
        return this.#fileVault();
      case 'app':
        return this.#app(it);
      case 'receipt':
        return this.#receipt(it);
      case 'file':
        return this.#file(it.path);
      case 'script':
        return runVerifier(this.#root, it.path);
    }
  }

  /** The tool knows best; where it cannot tell, the list that macOS keeps is asked (macos.md E2). */
  async osUpdatesPending(): Promise<boolean | null> {
    const answer = await this.#run(paths.softwareUpdate, ['--list'], { timeoutMs: searchMs });
    const listed = answer.ok ? listsUpdates(answer.value) : null;
    if (listed !== null) return listed;
    const bytes = await readTrusted(join(this.#root, softwareUpdate), mostPlistBytes);
    if (!bytes.ok || bytes.value === null) return null;
    const decoded = decodePlist(bytes.value);
    const updates = decoded.ok ? decoded.value['RecommendedUpdates'] : undefined;
    return Array.isArray(updates) ? updates.length > 0 : null;
  }

  async traits(): Promise<MacTraits> {
    const quick = { timeoutMs: 5_000 };
    return {
      osVersion: await this.#osVersion(),
      architecture: told(await this.#run(paths.sysctl, ['-n', 'hw.optional.arm64'], quick), architectureOf),
      freeBytes: told(await this.#run(paths.df, ['-P', '-k', dataVolume], quick), freeBytesOf),
    };
  }

  async #osVersion(): Promise<Seen<string>> {
    const info = await this.#plist(paths.systemVersion);
    return info.kind === 'seen' ? textOf(info.value, 'ProductVersion', paths.systemVersion) : info;
  }

  async #fileVault(): Promise<Finding> {
    const answer = await this.#run(paths.fdesetup, ['status']);
    if (!answer.ok) return { kind: 'unknown', why: answer.problem };
    const [line = ''] = answer.value.stdout.split('\n');
    if (/^FileVault is On\./.test(line)) return { kind: 'present', evidence: line };
    if (/^FileVault is Off\./.test(line)) return { kind: 'absent', found: line };
    return { kind: 'unknown', why: `fdesetup says "${line.slice(0, 80)}"` };
  }

  /** An app that is somewhere else behind a link, or whose version nobody can read, does not count. */
  async #app({ path, bundleId, minimum }: App): Promise<Finding> {
    for (const folder of [path, `${path}/Contents`]) {
      const kind = await this.#kindOf(folder);
      if (kind === 'none') return { kind: 'absent', found: `${folder} is not there` };
      if (kind !== 'folder') return { kind: 'unknown', why: `${folder} is ${kind}, not a folder` };
    }
    const place = `${path}/Contents/Info.plist`;
    const info = await this.#plist(place);
    if (info.kind === 'unknown') return info;
    const found = textOf(info.value, 'CFBundleIdentifier', place);
    if (found.kind === 'unknown') return found;
    if (found.value !== bundleId) {
      return { kind: 'absent', found: `${path} has the bundle ID ${found.value.slice(0, 200)}` };
    }
    return atLeast(path, textOf(info.value, 'CFBundleShortVersionString', place), minimum);
  }

  async #receipt({ id, minimum }: Extract<Verification, { kind: 'receipt' }>): Promise<Finding> {
    const answer = await this.#run(paths.pkgutil, ['--pkg-info-plist', id]);
    if (!answer.ok) return { kind: 'unknown', why: answer.problem };
    const receipt = receiptOf(id, answer.value);
    if (receipt === null) return { kind: 'absent', found: `there is no receipt of ${id}` };
    return atLeast(`the receipt of ${id}`, receipt, minimum);
  }

  async #file(path: string): Promise<Finding> {
    const kind = await this.#kindOf(path);
    switch (kind) {
      case 'none':
        return { kind: 'absent', found: `${path} is not there` };
      case 'file':
      case 'folder':
        return { kind: 'present', evidence: `${path} is there` };
      default:
        return { kind: 'unknown', why: `${path} is ${kind}` };
    }
  }

  /** `none`, `file`, `folder`, or in words what else it is. */
  async #kindOf(macPath: string): Promise<string> {
    try {
      const stats = await lstat(join(this.#root, macPath));
      if (stats.isSymbolicLink()) return 'a link';
      return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'something else';
    } catch (error) {
      const reason = reasonOf(error);
      return reason === 'ENOENT' || reason === 'ENOTDIR' ? 'none' : `not to be seen (${reason})`;
    }
  }

  async #plist(macPath: string): Promise<Seen<Readonly<Record<string, unknown>>>> {
    const bytes = await readRegular(join(this.#root, macPath), mostPlistBytes);
    if (!bytes.ok) return { kind: 'unknown', why: bytes.problem };
    if (bytes.value === null) return { kind: 'unknown', why: `${macPath} is not there` };
    const decoded = decodePlist(bytes.value);
    return decoded.ok
      ? { kind: 'seen', value: decoded.value }
      : { kind: 'unknown', why: `${macPath} is no property list` };
  }
}

function textOf(info: Readonly<Record<string, unknown>>, key: string, place: string): Seen<string> {
  const text = info[key];
  return typeof text === 'string' && text.trim() !== ''
    ? { kind: 'seen', value: text.trim().slice(0, 200) }
    : { kind: 'unknown', why: `${place} has no ${key}` };
}

const told = <T>(answer: Result<ToolResult, string>, read: (answer: ToolResult) => Seen<T>): Seen<T> =>
  answer.ok ? read(answer.value) : { kind: 'unknown', why: answer.problem };

/** Whatever version there is, where none is required; but one there must be. */
function atLeast(what: string, version: Seen<string>, minimum: string | null): Finding {
  if (version.kind === 'unknown') return version;
  const difference = compareVersions(version.value, minimum ?? version.value);
  if (difference === null) return { kind: 'unknown', why: `${what} has the version "${version.value}"` };
  return difference >= 0
    ? { kind: 'present', evidence: `${what} is ${version.value}` }
    : { kind: 'absent', found: `${what} is ${version.value}, below ${minimum ?? ''}` };
}

/** Looks whether work is really done. A tool or file that gives no clear answer means *unknown*. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { paths } from '../../contract/identity.ts';
import type { Deployment, Finding } from '../../core/deployment.ts';
import { compareVersions } from '../../core/version.ts';
import type { Inventory } from '../ports/ports.ts';
import { decodePlist, mostPlistBytes } from '../../files/plist-file.ts';
import { readTrusted, reasonOf } from '../../files/durable-files.ts';
import type { RunTool } from './tool.ts';

/** Where macOS keeps the list of updates that it recommends (macos.md E2). */
const softwareUpdate = '/Library/Preferences/com.apple.SoftwareUpdate.plist';

export class MacInventory implements Inventory {
  readonly #root: string;
  readonly #run: RunTool;

  constructor(root: string, run: RunTool) {
    this.#root = root;
    this.#run = run;
  }

  async look({ verification }: Deployment): Promise<Finding> {
    switch (verification.kind) {
      case 'none':
        return { kind: 'unknown', why: 'no verification is configured' };
      case 'os-version': {
        const version = await this.#plistText(paths.systemVersion, 'ProductVersion');
        return atLeast('macOS', version, verification.minimum);
      }
      case 'filevault':
        return this.#fileVault();
      case 'app': {
        const info = `${verification.path}/Contents/Info.plist`;
        const bundleId = await this.#plistText(info, 'CFBundleIdentifier');
        if (bundleId.kind !== 'text') return bundleId.finding;
        if (bundleId.text !== verification.bundleId) {
          return { kind: 'absent', found: `${verification.path} has the bundle ID ${bundleId.text}` };
        }
        if (verification.minimum === null)
          return { kind: 'present', evidence: `${verification.path} is there` };
        const version = await this.#plistText(info, 'CFBundleShortVersionString');
        return atLeast(verification.path, version, verification.minimum);
      }
    }
  }

  async osUpdatesPending(): Promise<boolean | null> {
    const bytes = await readTrusted(join(this.#root, softwareUpdate), mostPlistBytes);
    if (!bytes.ok || bytes.value === null) return null;
    const decoded = decodePlist(bytes.value);
    const updates = decoded.ok ? decoded.value['RecommendedUpdates'] : undefined;
    return Array.isArray(updates) ? updates.length > 0 : null;
  }

  async #fileVault(): Promise<Finding> {
    const answer = await this.#run(paths.fdesetup, ['status']);
    if (!answer.ok) return { kind: 'unknown', why: answer.problem };
    const [line = ''] = answer.value.stdout.split('\n');
    if (/^FileVault is On\./.test(line)) return { kind: 'present', evidence: line };
    if (/^FileVault is Off\./.test(line)) return { kind: 'absent', found: line };
    return { kind: 'unknown', why: `fdesetup says "${line.slice(0, 80)}"` };
  }

  async #plistText(macPath: string, key: string): Promise<PlistText> {
    let bytes;
    try {
      bytes = await readFile(join(this.#root, macPath));
    } catch (error) {
      const reason = reasonOf(error);
      return reason === 'ENOENT' || reason === 'ENOTDIR'
        ? { kind: 'none', finding: { kind: 'absent', found: `${macPath} is not there` } }
        : { kind: 'none', finding: { kind: 'unknown', why: `${macPath}: ${reason}` } };
    }
    const decoded = decodePlist(bytes);
    const text = decoded.ok ? decoded.value[key] : undefined;
    return typeof text === 'string'
      ? { kind: 'text', text }
      : { kind: 'none', finding: { kind: 'unknown', why: `${macPath} has no ${key}` } };
  }
}

type PlistText =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'none'; readonly finding: Finding };

function atLeast(what: string, version: PlistText, minimum: string): Finding {
  if (version.kind !== 'text') return version.finding;
  const difference = compareVersions(version.text, minimum);
  if (difference === null) return { kind: 'unknown', why: `${what} has the version "${version.text}"` };
  return difference >= 0
    ? { kind: 'present', evidence: `${what} is ${version.text}` }
    : { kind: 'absent', found: `${what} is ${version.text}, below ${minimum}` };
}

/** App bundles as real files, on a folder that is laid out as a Mac. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'plist';
import { afterEach } from 'vitest';
import { paths, stagedBundle } from '../../../src/contract/identity.ts';
import type { StagingTarget } from '../../../src/core/staging.ts';
import { layOut } from '../../../src/pretend-mac/mac-folder.ts';
import { pretendPrograms } from '../../pretend-mac/programs.ts';

export const slack: StagingTarget = {
  path: '/Applications/Slack.app',
  bundleId: 'com.tinyspeck.slackmacgap',
  minimum: '4.40',
};
export const staged = stagedBundle('slack', slack.path);
export const stagingFolder = dirname(staged);

export interface BundleFacts {
  readonly version: string | null;
  readonly bundleId?: string;
  /** Who owns everything in it. */
  readonly owner?: readonly [uid: number, gid: number];
}

const undo: (() => void)[] = [];
afterEach(() => {
  for (const action of undo.splice(0).reverse()) action();
});

/** A folder with the tools of a Mac, as root has it, but nothing that runs. */
export async function bareMac(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'mac-'));
  undo.push(() => rmSync(root, { recursive: true, force: true }));
  layOut({ root, programs: await pretendPrograms(), zone: 'Europe/Berlin' });
  mkdirSync(join(root, paths.support), { mode: 0o755 });
  // As on a Mac.
  execFileSync('chown', ['0:80', join(root, '/Applications')]);
  chmodSync(join(root, '/Applications'), 0o775);
  return root;
}

/** Puts a file system of its own over a folder, as another volume would be. */
export function mountOver(folder: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'mode=700', 'tmpfs', folder]);
  undo.push(() => execFileSync('umount', ['-l', folder]));
}

/** With what real bundles have: links inside, programs, several folders, and files that say which version they are of. */
export function putBundle(root: string, macPath: string, facts: BundleFacts): void {
  const { version, bundleId = slack.bundleId, owner = [501, 20] } = facts;
  const contents = join(root, macPath, 'Contents');
  for (const folder of ['MacOS', 'Resources/de.lproj', 'Frameworks/Core.framework/Versions/A']) {
    mkdirSync(join(contents, folder), { recursive: true, mode: 0o755 });
  }
  const info = { CFBundleIdentifier: bundleId, CFBundleExecutable: 'Slack' };
  const versions = version === null ? {} : { CFBundleShortVersionString: version, CFBundleVersion: version };
  writeFileSync(join(contents, 'Info.plist'), build({ ...info, ...versions }));
  writeFileSync(join(contents, 'MacOS/Slack'), `#!/bin/sh\nsleep 600 # ${version ?? ''}\n`);
  chmodSync(join(contents, 'MacOS/Slack'), 0o755);
  for (let index = 0; index < 3; index += 1) {
    writeFileSync(
      join(contents, `Resources/de.lproj/${String(index)}.strings`),
      `${version ?? ''} ${String(index)}`,
    );
  }
  writeFileSync(join(contents, 'Frameworks/Core.framework/Versions/A/Core'), version ?? '');
  symlinkSync('A', join(contents, 'Frameworks/Core.framework/Versions/Current'));
  for (const path of everythingIn(join(root, macPath))) lchownSync(path, ...owner);
}

/** Everything that a move must keep: names, contents, links, owners, modes. */
export function manifest(folder: string): readonly string[] {
  return everythingIn(folder).map((path) => {
    const stats = lstatSync(path);
    const content = stats.isSymbolicLink()
      ? readlinkSync(path)
      : stats.isFile()
        ? readFileSync(path, 'utf8')
        : '';
    const mode = (stats.mode & 0o7777).toString(8);
    return `${path.slice(folder.length)} ${String(stats.uid)}:${String(stats.gid)} ${mode} ${content}`;
  });
}

function everythingIn(folder: string): readonly string[] {
  const below = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return [folder, ...below.sort().map((name) => join(folder, name))];
}

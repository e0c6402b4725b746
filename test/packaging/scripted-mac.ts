/** A root folder with a scripted launchctl, and the package's scripts to be run in it. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll } from 'vitest';
import { packageScript, packageScripts, type PackageScript } from '../../scripts/staging/package-scripts.ts';
import { paths } from '../../src/contract/identity.ts';
import { treeOf } from './tree.ts';

/** Somebody with a process, and so perhaps with a session. */
export const person = { uid: 64_120, gid: 64_120 };
export const asRoot = process.platform === 'linux' && process.getuid?.() === 0;

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

export let scripts: string;
beforeAll(async () => {
  scripts = mkdtempSync(join(tmpdir(), 'intermission-scripts-'));
  for (const name of packageScripts) {
    writeFileSync(join(scripts, name), await packageScript(name), { mode: 0o755 });
  }
  return () => rmSync(scripts, { recursive: true });
});

/** The folders of a Mac, and tools that write down what is asked of them. */
export function macFolder(): string {
  const root = mkdtempSync(join(tmpdir(), 'mac-'));
  roots.push(root);
  chmodSync(root, 0o755);
  for (const folder of [
    '/Applications',
    '/Library/Application Support',
    '/Library/LaunchAgents',
    '/Library/LaunchDaemons',
    '/Library/Logs',
    '/Users',
    '/answers',
    '/bin',
    '/usr/local/bin',
    '/usr/sbin',
  ]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  // Says 113 to `print` and 0 to all else, unless the answers have it otherwise; the last answer stays.
  const tool = `#!/bin/sh
printf '%s\\n' "$*" >>'${root}/asked'
answers='${root}/answers/'$(printf '%s' "$*" | tr '/ ' '__')
if [ -f "$answers" ]; then
  code=$(head -n 1 "$answers")
  [ "$(wc -l <"$answers")" -le 1 ] || sed -i 1d "$answers"
  exit "$code"
fi
case $* in print* | *--pkg-info*) exit 113 ;; esac
`;
  for (const path of ['/bin/launchctl', '/usr/sbin/pkgutil']) program(root, path, tool);
  program(root, paths.jobCommand, '#!/bin/sh\n');
  return root;
}

export function program(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text, { mode: 0o755 });
}

/** What launchctl answers to exactly these words, time after time. */
export function answers(root: string, words: string, ...codes: readonly number[]): void {
  writeFileSync(
    join(root, 'answers', words.replaceAll(/[/ ]/g, '_')),
    codes.map((code) => `${code}\n`).join(''),
  );
}

export const asked = (root: string): string[] =>
  existsSync(join(root, 'asked')) ? readFileSync(join(root, 'asked'), 'utf8').trimEnd().split('\n') : [];

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function perform(
  name: PackageScript,
  args: readonly string[],
  options: { env?: Record<string, string>; uid?: number; shell?: readonly string[] } = {},
): Outcome {
  const [command = '', ...rest] = [...(options.shell ?? []), join(scripts, name), ...args];
  const { status, stdout, stderr } = spawnSync(command, rest, {
    encoding: 'utf8',
    env: options.env ?? {},
    ...(options.uid === undefined ? {} : { uid: options.uid }),
  });
  return { status, stdout, stderr };
}

/** As the Installer calls a script: package, destination, target volume, root of the running system. */
export const install = (
  name: 'preinstall' | 'postinstall',
  target: string,
  system = target,
  options: Parameters<typeof perform>[2] = {},
): Outcome => perform(name, ['/tmp/Intermission.pkg', '/', target, system], options);
export const uninstall = (target: string, system = target, ...more: readonly string[]): Outcome =>
  perform('uninstall', ['--target', target, '--system', system, ...more]);

/** What is in such a folder besides what the tools wrote down. */
export const ownTree = (root: string): string[] =>
  treeOf(root).filter((line) => !/^(asked|answers)\b/.test(line));

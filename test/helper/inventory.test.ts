/** What inventory makes of the words of macOS's tools: everything that is not clear is unknown. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { build } from 'plist';
import { MacInventory } from '../../src/helper/macos/inventory.ts';
import { receiptOf } from '../../src/helper/macos/receipt.ts';
import { listsUpdates } from '../../src/helper/macos/software-update.ts';
import { architectureOf, freeBytesOf } from '../../src/helper/macos/traits.ts';
import { runVerifier } from '../../src/helper/macos/verifier.ts';
import type { Verification } from '../../src/core/verification.ts';
import { aDeployment } from '../core/builders.ts';
import { newMac } from '../pretend-mac/mac.ts';

const recorded = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../fixtures/${name}`), 'utf8');
const answer = (stdout: string, stderr = '', code = 0) => ({ code, stdout, stderr });
const banner = recorded('softwareupdate-list-none.stdout.txt');
const noise = '2024-09-09 11:07:46.969 softwareupdate[25532:32872565] XType: Using static font registry.\n';

describe('softwareupdate --list', () => {
  it.each<[string, ReturnType<typeof answer>, boolean | null]>([
    ['of macOS 26', answer(recorded('softwareupdate-list-26.txt')), true],
    ['of macOS 10.14', answer(recorded('softwareupdate-list-10.14.txt')), true],
    ['with nothing new', answer(banner, recorded('softwareupdate-list-none.stderr.txt')), false],
    ['with nothing new and noise', answer(banner, `${noise}No new software available.\n${noise}`), false],
    ['with nothing new on one stream', answer(`${banner}No new software available.\n`), false],
    ['with noise between', answer(`${banner}${noise}${recorded('softwareupdate-list-26.txt')}`), true],
    [
      'with an update that is not recommended',
      answer(`${banner}Software Update found the following new or updated software:\n- Label: X-1\n`),
      true,
    ],
    [
      'with a background security improvement',
      answer(
        `${banner}Software Update found the following new or updated software:\n* Label: macOS Background Security Improvement (a)-25D771280a\n\tTitle: macOS, Version: 26.3.1 (a), Size: 1K, Recommended: YES, \n`,
      ),
      true,
    ],
    ['with the banner alone', answer(banner), null],
    [
      'that announces and lists nothing',
      answer(`${banner}Software Update found the following new or updated software:\n`),
      null,
    ],
    [
      'that has no connection',
      answer(banner, "Can't connect to the Apple Software Update server\n", 1),
      null,
    ],
    ['that says nothing new, but failed', answer(banner, 'No new software available.\n', 1), null],
    ['that says nothing', answer(''), null],
    ['that prints anything', answer('* \n  * x\n\u0000'), null],
  ])('%s', (_, said, expected) => {
    expect(listsUpdates(said)).toBe(expected);
  });
});

describe('pkgutil --pkg-info-plist', () => {
  const id = 'com.example.pkg';
  const info = { pkgid: id, 'pkg-version': '2.1', volume: '/' };

  it('tells the version', () => {
    expect(receiptOf(id, answer(build(info)))).toEqual({ kind: 'seen', value: '2.1' });
  });

  it('says that there is no receipt', () => {
    expect(receiptOf(id, answer('', `No receipt for '${id}' found at '/'.\n`, 1))).toBeNull();
  });

  it.each([
    ['of another package', answer(build({ ...info, pkgid: 'com.example.other' })), /another package/],
    ['without a version', answer(build({ pkgid: id })), /has no version/],
    ['that is no property list', answer('version: 2.1\n'), /no property list/],
    ['that failed', answer('', 'internal error\n', 3), /ended with 3/],
    [
      'of no receipt of another package',
      answer('', "No receipt for 'com.example' found at '/'.\n", 1),
      /ended with 1/,
    ],
  ])('%s is unknown', (_, said, why) => {
    expect(receiptOf(id, said)).toEqual({ kind: 'unknown', why: expect.stringMatching(why) as string });
  });
});

describe('the Mac itself', () => {
  it.each<[string, ReturnType<typeof answer>, string | null]>([
    ['Apple silicon', answer('1\n'), 'apple-silicon'],
    ['Intel', answer('', "sysctl: unknown oid 'hw.optional.arm64'\n", 1), 'intel'],
    ['an Intel Mac that knows the name', answer('0\n'), 'intel'],
    ['garbled', answer('yes\n'), null],
    ['silent', answer('', '', 1), null],
  ])('is %s', (_, said, expected) => {
    const found = architectureOf(said);
    expect(found.kind === 'seen' ? found.value : null).toBe(expected);
  });

  const header = 'Filesystem   1024-blocks      Used Available Capacity  Mounted on\n';
  it.each<[string, ReturnType<typeof answer>, number | null]>([
    [
      'as df says',
      answer(`${header}/dev/disk3s5   482797652 232797652 250000000    49%    /System/Volumes/Data\n`),
      256_000_000_000,
    ],
    [
      'of a volume whose name has blanks',
      answer(`${header}map auto home   482797652 1 10    1%    /System/Volumes/Data\n`),
      10_240,
    ],
    ['that is none', answer(`${header}/dev/disk3s5 10 10 0 100% /System/Volumes/Data\n`), 0],
    ['that df does not know', answer('', 'df: /System/Volumes/Data: No such file or directory\n', 1), null],
    ['of no volume', answer(header), null],
    ['of words', answer(`${header}a b c d e f\n`), null],
    ['beyond all numbers', answer(`${header}/dev/disk3s5 1 1 ${'9'.repeat(40)} 1% /\n`), null],
  ])('has free space %s', (_, said, expected) => {
    const found = freeBytesOf(said);
    expect(found.kind === 'seen' ? found.value : null).toBe(expected);
  });

  it('is what the stand-ins say', async () => {
    const mac = await newMac();
    const inventory = new MacInventory(mac.root, async (path, args) => {
      const { code, stdout, stderr } = await mac.run(path, [...args]);
      return { ok: true, value: { code: code ?? -1, stdout, stderr } };
    });
    mac.setSystemVersion('26.6');
    mac.setHardware({ freeBytes: 51_200_000_000 });
    expect(await inventory.traits()).toEqual({
      osVersion: { kind: 'seen', value: '26.6' },
      architecture: { kind: 'seen', value: 'apple-silicon' },
      freeBytes: { kind: 'seen', value: 51_200_000_000 },
    });
    mac.setHardware({ processor: 'intel' });
    expect((await inventory.traits()).architecture).toEqual({ kind: 'seen', value: 'intel' });
    const receipt = aDeployment({
      verification: [{ kind: 'receipt', id: 'com.example.pkg', minimum: '2.1' }],
    });
    expect(await inventory.look(receipt)).toMatchObject({ kind: 'absent' });
    mac.addReceipt('com.example.pkg', '2.1.3');
    expect(await inventory.look(receipt)).toMatchObject({ kind: 'present' });
  });
});

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inventory-'));
  chmodSync(root, 0o755);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const place = '/Library/Management/look.sh';
function script(text: string, mode = 0o755): void {
  const path = join(root, place);
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, mode);
}

describe("an admin's script", () => {
  it.each<[string, string, object]>([
    ['ends with 0', 'echo it is there', { kind: 'present', evidence: 'it is there' }],
    ['ends with 0 without a word', 'exit 0', { kind: 'present', evidence: `${place} says that it is done` }],
    ['ends with 1', 'echo not yet; exit 1', { kind: 'absent', found: 'not yet' }],
    ['ends with 2', 'exit 2', { kind: 'unknown', why: `${place} ended with 2` }],
    ['is killed', 'kill -9 $$', { kind: 'unknown', why: `${place} was ended by SIGKILL` }],
    ['takes too long', 'sleep 60', { kind: 'unknown', why: `${place} took longer than 2 seconds` }],
    ['leaves something behind that holds its output', 'sleep 60 & exit 0', { kind: 'present' }],
    ['prints without end', 'yes', { kind: 'unknown', why: `${place} printed too much` }],
    ['says what no terminal should read', "printf 'a\\033[31mb'", { kind: 'present', evidence: 'a[31mb' }],
  ])('that %s', async (_, text, expected) => {
    script(text);
    expect(await runVerifier(root, place, 2_000)).toMatchObject(expected);
  });

  it('gets nothing of the helper’s environment', async () => {
    script('env | sort | grep -v -e "^PWD=" -e "^_=" -e "^SHLVL=" | tr "\\n" " "');
    expect(await runVerifier(root, place)).toMatchObject({ evidence: 'PATH=/usr/bin:/bin:/usr/sbin:/sbin' });
  });

  it('is not run where others could have written it', async () => {
    script('touch "$0.ran"', 0o777);
    expect(await runVerifier(root, place)).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('written by others') as string,
    });
    expect(await runVerifier(root, '/nowhere')).toMatchObject({ kind: 'unknown' });
  });
});

describe('a file or an app', () => {
  const look = (it: Verification) =>
    new MacInventory(root, () => Promise.resolve({ ok: false, problem: 'no tools' })).look(
      aDeployment({ verification: [it] }),
    );
  const app = { kind: 'app', path: '/Applications/A.app', bundleId: 'a.b', minimum: null } as const;
  const bundle = (info: Record<string, string>, name = 'A'): void => {
    const contents = join(root, `Applications/${name}.app/Contents`);
    mkdirSync(contents, { recursive: true });
    writeFileSync(join(contents, 'Info.plist'), build(info));
  };

  it('is there, or it is not; a link is neither', async () => {
    const file = { kind: 'file', path: '/done' } as const;
    expect(await look(file)).toEqual({ kind: 'absent', found: '/done is not there' });
    symlinkSync('/etc/hosts', join(root, 'done'));
    expect(await look(file)).toEqual({ kind: 'unknown', why: '/done is a link' });
    rmSync(join(root, 'done'));
    writeFileSync(join(root, 'done'), '');
    expect(await look(file)).toMatchObject({ kind: 'present' });
  });

  it('counts with its version alone', async () => {
    expect(await look(app)).toMatchObject({ kind: 'absent' });
    bundle({ CFBundleIdentifier: 'a.b' });
    expect(await look(app)).toEqual({
      kind: 'unknown',
      why: '/Applications/A.app/Contents/Info.plist has no CFBundleShortVersionString',
    });
    bundle({ CFBundleIdentifier: 'a.b', CFBundleShortVersionString: '1.2.3-beta' });
    expect(await look(app)).toMatchObject({ kind: 'present' });
    expect(await look({ ...app, minimum: '1.2.3' })).toMatchObject({ kind: 'absent' });
    expect(await look({ ...app, bundleId: 'c.d' })).toMatchObject({ kind: 'absent' });
  });

  it('that is a link is refused', async () => {
    bundle({ CFBundleIdentifier: 'a.b', CFBundleShortVersionString: '1' }, 'B');
    symlinkSync('B.app', join(root, 'Applications/A.app'));
    expect(await look(app)).toEqual({
      kind: 'unknown',
      why: '/Applications/A.app is a link, not a folder',
    });
  });
});

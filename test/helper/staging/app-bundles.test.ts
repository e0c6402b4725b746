/** Apps change places: on real files, as root, with whatever somebody may have put in the way. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths, sideFolderOf } from '../../../src/contract/identity.ts';
import { stagingStep, type StagingStep } from '../../../src/core/staging.ts';
import { MacAppBundles } from '../../../src/helper/macos/app-bundles.ts';
import { BundleMover } from '../../../src/helper/macos/bundle-mover.ts';
import { toolsBelow } from '../../../src/helper/macos/tool.ts';
import { bareMac, manifest, mountOver, putBundle, slack, staged, stagingFolder } from './apps.ts';

interface Scene {
  readonly root: string;
  readonly bundles: MacAppBundles;
  readonly path: (macPath: string) => string;
  readonly step: () => Promise<StagingStep>;
}

/** Slack 4.39 is installed; the staging folder is prepared and empty. */
async function scene(): Promise<Scene> {
  const root = await bareMac();
  const bundles = new MacAppBundles(root, toolsBelow(root));
  expect(await bundles.prepare('slack')).toEqual({ ok: true, value: null });
  putBundle(root, slack.path, { version: '4.39', owner: [0, 80] });
  return {
    root,
    bundles,
    path: (macPath) => join(root, macPath),
    step: async () => stagingStep(slack, await bundles.look('slack', slack)),
  };
}

/** Nothing but the app itself is left in /Applications, and nothing is noted. */
function expectTidy({ path }: Scene): void {
  expect(readdirSync(path('/Applications'))).toEqual(['Slack.app']);
  const notes = path(paths.movesFolder);
  expect(existsSync(notes) ? readdirSync(notes) : []).toEqual([]);
}

const versionAt = (folder: string): string =>
  /<string>(4\.\d+)<\/string>/.exec(
    manifest(folder).find((line) => line.startsWith('/Contents/Info.plist')) ?? '',
  )?.[1] ?? '';

describe('a new version that waits', () => {
  it('is put in place as it is: contents, links, owners and modes', async () => {
    const mac = await scene();
    putBundle(mac.root, staged, { version: '4.40' });
    const before = manifest(mac.path(staged));
    expect(await mac.step()).toMatchObject({ kind: 'move' });
    expect(await mac.bundles.move('slack', slack)).toEqual({ ok: true, value: null });
    expect(manifest(mac.path(slack.path))).toEqual(before);
    expect(existsSync(mac.path(staged))).toBe(false);
    expectTidy(mac);
    expect(await mac.step()).toEqual({ kind: 'nothing' });
  });

  it('is not disturbed by whoever settles, or moves it, at the same time', async () => {
    const mac = await scene();
    putBundle(mac.root, staged, { version: '4.40' });
    const [first, second, ...settled] = await Promise.all([
      mac.bundles.move('slack', slack),
      mac.bundles.move('slack', slack),
      ...Array.from({ length: 5 }, () => mac.bundles.settle()),
    ]);
    expect(first).toEqual({ ok: true, value: null });
    expect(second.ok).toBe(false);
    expect(settled.flat()).toEqual([]);
    expect(versionAt(mac.path(slack.path))).toBe('4.40');
    expectTidy(mac);
  });

  it('is put where no app was before', async () => {
    const mac = await scene();
    rmSync(mac.path(slack.path), { recursive: true });
    putBundle(mac.root, staged, { version: '4.40' });
    expect(await mac.bundles.move('slack', slack)).toEqual({ ok: true, value: null });
    expect(versionAt(mac.path(slack.path))).toBe('4.40');
    expectTidy(mac);
  });

  const xattrs = (path: string): string =>
    execFileSync('python3', [
      '-c',
      `import os,sys\nfor n in os.listxattr(sys.argv[1]): print(n, os.getxattr(sys.argv[1], n).decode())`,
      path,
    ]).toString();
  const hasPython = spawnSync('python3', ['--version']).status === 0;

  it.skipIf(!hasPython).each(['within a volume', 'from another volume'])(
    'keeps its extended attributes, quarantine among them, %s',
    async (where) => {
      const mac = await scene();
      if (where !== 'within a volume') mountOver(mac.path(stagingFolder));
      putBundle(mac.root, staged, { version: '4.40' });
      const inside = `${staged}/Contents/MacOS/Slack`;
      for (const path of [staged, inside]) {
        execFileSync('python3', [
          '-c',
          "import os,sys\nos.setxattr(sys.argv[1], 'user.com.apple.quarantine', b'0083;5f0c;Safari;')",
          mac.path(path),
        ]);
      }
      expect(await mac.bundles.move('slack', slack)).toEqual({ ok: true, value: null });
      for (const path of [slack.path, inside.replace(staged, slack.path)]) {
        expect(xattrs(mac.path(path))).toBe('user.com.apple.quarantine 0083;5f0c;Safari;\n');
      }
    },
  );

  it('comes from another volume just as well, and what is left there is found to be of no use', async () => {
    const mac = await scene();
    mountOver(mac.path(stagingFolder));
    putBundle(mac.root, staged, { version: '4.40' });
    const before = manifest(mac.path(staged));
    expect(await mac.bundles.move('slack', slack)).toEqual({ ok: true, value: null });
    expect(manifest(mac.path(slack.path))).toEqual(before);
    expectTidy(mac);
    expect(await mac.step()).toEqual({ kind: 'discard' });
    expect(await mac.bundles.discard('slack', slack)).toEqual({ ok: true, value: null });
    expect(await mac.step()).toEqual({ kind: 'nothing' });
  });

  it('stays where it is when macOS does not allow to move the old one, and the reason says what helps', async () => {
    const mac = await scene();
    putBundle(mac.root, staged, { version: '4.40' });
    const before = manifest(mac.path('/Applications'));
    // As with App Management: root may not either.
    execFileSync('chattr', ['+i', mac.path(slack.path)]);
    try {
      expect(await mac.bundles.move('slack', slack)).toEqual({
        ok: false,
        problem: 'macOS does not allow it (EPERM): the helper needs the permission for App Management',
      });
    } finally {
      execFileSync('chattr', ['-i', mac.path(slack.path)]);
    }
    expect(manifest(mac.path('/Applications'))).toEqual(before);
    expect(versionAt(mac.path(staged))).toBe('4.40');
    expectTidy(mac);
    expect(await mac.bundles.move('slack', slack)).toEqual({ ok: true, value: null });
  });

  it('is not touched while a policy still writes it', async () => {
    const mac = await scene();
    putBundle(mac.root, staged, { version: '4.40' });
    const writing = setInterval(
      () => writeFileSync(mac.path(`${staged}/Contents/Resources/more`), String(Date.now())),
      100,
    );
    try {
      expect(await mac.bundles.move('slack', slack)).toEqual({
        ok: false,
        problem: 'it is still being written',
      });
    } finally {
      clearInterval(writing);
    }
    expect(versionAt(mac.path(slack.path))).toBe('4.39');
    expectTidy(mac);
  });
});

describe('an app is open', () => {
  it.each([
    ['by its own program', 'MacOS/Slack'],
    ['by a helper inside its bundle', 'Frameworks/Core.framework/Versions/A/Helper'],
  ])('%s', async (_, inside) => {
    const mac = await scene();
    putBundle(mac.root, staged, { version: '4.40' });
    const program = mac.path(`${slack.path}/Contents/${inside}`);
    writeFileSync(program, '#!/bin/sh\nread line\n', { mode: 0o755 });
    const child = spawn(program, { env: { PRETEND_MAC_ROOT: mac.root, PATH: process.env['PATH'] } });
    await once(child, 'spawn');
    try {
      expect(await mac.step()).toMatchObject({ kind: 'wait', app: { app: 'Slack', version: '4.40' } });
      expect(await mac.bundles.move('slack', slack)).toEqual({
        ok: false,
        problem: 'something changed in the last moment',
      });
      expect(versionAt(mac.path(slack.path))).toBe('4.39');
    } finally {
      child.stdin.end();
      await once(child, 'exit');
    }
    expect(await mac.step()).toMatchObject({ kind: 'move' });
  });

  it('is not known where ps fails: then nothing is moved', async () => {
    const mac = await scene();
    putBundle(mac.root, staged, { version: '4.40' });
    writeFileSync(mac.path(paths.ps), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    expect(await mac.step()).toMatchObject({ kind: 'unknown' });
    expect((await mac.bundles.move('slack', slack)).ok).toBe(false);
    expect(versionAt(mac.path(slack.path))).toBe('4.39');
  });
});

describe('what waits is refused', () => {
  const outside = '/private/tmp/evil.app';
  it.each<[string, (mac: Scene) => void, RegExp]>([
    [
      'a link',
      ({ root, path }) => {
        putBundle(root, outside, { version: '4.50' });
        symlinkSync(path(outside), path(staged));
      },
      /Slack\.app is a link$/,
    ],
    [
      'a bundle whose Contents is a link',
      ({ root, path }) => {
        putBundle(root, outside, { version: '4.50' });
        mkdirSync(path(staged));
        symlinkSync(path(`${outside}/Contents`), path(`${staged}/Contents`));
      },
      /Contents is a link$/,
    ],
    [
      'a bundle whose Info.plist is a link',
      ({ root, path }) => {
        putBundle(root, outside, { version: '4.50' });
        mkdirSync(path(`${staged}/Contents`), { recursive: true });
        symlinkSync(path(`${outside}/Contents/Info.plist`), path(`${staged}/Contents/Info.plist`));
      },
      /Info\.plist is a link$/,
    ],
    [
      'a bundle whose Info.plist is a pipe',
      ({ path }) => {
        mkdirSync(path(`${staged}/Contents`), { recursive: true });
        execFileSync('mkfifo', [path(`${staged}/Contents/Info.plist`)]);
      },
      /Info\.plist is not a file$/,
    ],
    ['a file', ({ path }) => writeFileSync(path(staged), 'no bundle'), /is not a folder$/],
    [
      'a folder with an Info.plist that is garbled',
      ({ path }) => {
        mkdirSync(path(`${staged}/Contents`), { recursive: true });
        writeFileSync(path(`${staged}/Contents/Info.plist`), '<plist><dict>');
      },
      /its bundle ID is missing/,
    ],
    [
      'another app',
      ({ root }) => putBundle(root, staged, { version: '4.50', bundleId: 'com.evil' }),
      /its bundle ID is com\.evil/,
    ],
    [
      'an app without a version',
      ({ root }) => putBundle(root, staged, { version: null }),
      /it has no version/,
    ],
    ['an older app', ({ root }) => putBundle(root, staged, { version: '4.38' }), /below 4\.40/],
    [
      'a good app in a folder that every user can write',
      ({ root, path }) => {
        putBundle(root, staged, { version: '4.40' });
        chmodSync(path(stagingFolder), 0o777);
      },
      /Staging\/slack can be written by every user$/,
    ],
    [
      'a good app in a folder that a group can write',
      ({ root, path }) => {
        putBundle(root, staged, { version: '4.40' });
        chmodSync(path(stagingFolder), 0o770);
        chownSync(path(stagingFolder), 0, 20);
      },
      /Staging\/slack can be written by a group of users$/,
    ],
    [
      'a good app in a folder of a user',
      ({ root, path }) => {
        putBundle(root, staged, { version: '4.40' });
        chownSync(path(stagingFolder), 501, 20);
      },
      /Staging\/slack does not belong to root$/,
    ],
    [
      'a good app where the folder above is a link',
      ({ root, path }) => {
        putBundle(root, staged, { version: '4.40' });
        renameSync(path(paths.stagingFolder), path('/private/tmp/Staging'));
        symlinkSync('/private/tmp/Staging', path(paths.stagingFolder));
      },
      /Staging is a link$/,
    ],
    [
      'an app whose place is a link',
      ({ root, path }) => {
        putBundle(root, staged, { version: '4.40' });
        renameSync(path(slack.path), path('/private/tmp/Slack.app'));
        symlinkSync(path('/private/tmp/Slack.app'), path(slack.path));
      },
      /at its place, \/Applications\/Slack\.app is a link$/,
    ],
    [
      'an app where /Applications is a link',
      ({ root, path }) => {
        putBundle(root, staged, { version: '4.40' });
        renameSync(path('/Applications'), path('/private/tmp/Applications'));
        symlinkSync(path('/private/tmp/Applications'), path('/Applications'));
      },
      /at its place, \/Applications is a link$/,
    ],
    [
      'an app where every user can write /Applications',
      ({ root, path }) => {
        putBundle(root, staged, { version: '4.40' });
        chmodSync(path('/Applications'), 0o777);
      },
      /\/Applications can be written by every user$/,
    ],
  ])('%s', async (_, spoil, why) => {
    const mac = await scene();
    spoil(mac);
    const step = await mac.step();
    expect(step.kind).toBe('refuse');
    expect(step.kind === 'refuse' ? step.why : '').toMatch(why);
    expect(versionAt(mac.path(slack.path))).toBe('4.39');
  });

  it('and a folder that stands already is never put right', async () => {
    const mac = await scene();
    chmodSync(mac.path(stagingFolder), 0o777);
    const prepared = await mac.bundles.prepare('slack');
    expect(prepared.ok ? '' : prepared.problem).toMatch(/can be written by every user$/);
    expect(lstatSync(mac.path(stagingFolder)).mode & 0o777).toBe(0o777);
  });

  it("and the folder that is made is nobody's but root's", async () => {
    const mac = await scene();
    const { uid, gid, mode } = lstatSync(mac.path(stagingFolder));
    expect([uid, gid, mode & 0o7777]).toEqual([0, 0, 0o700]);
  });
});

describe('somebody is quicker', () => {
  const moverOf = ({ root }: Scene): BundleMover =>
    new BundleMover(root, toolsBelow(root), () => Promise.resolve(false));

  it.each<[string, (mac: Scene) => void, string]>([
    [
      'with a link in its place',
      ({ path }) => {
        renameSync(path(slack.path), path('/private/tmp/Slack.app'));
        symlinkSync(path('/private/tmp/Slack.app'), path(slack.path));
      },
      'something else was put at its place',
    ],
    [
      'with a file in its place',
      ({ path }) => {
        renameSync(path(slack.path), path('/private/tmp/Slack.app'));
        writeFileSync(path(slack.path), 'mine');
      },
      'something else was put at its place',
    ],
    [
      'with a folder of their own where the old one should go',
      ({ path }) => {
        mkdirSync(path(sideFolderOf('slack')));
        writeFileSync(path(`${sideFolderOf('slack')}/mine`), 'mine');
        chownSync(path(sideFolderOf('slack')), 501, 20);
      },
      'could not be made: EEXIST',
    ],
    [
      'with a link where the old one should go',
      ({ path }) => {
        mkdirSync(path('/private/tmp/mine'));
        symlinkSync('/private/tmp/mine', path(sideFolderOf('slack')));
      },
      'could not be made: EEXIST',
    ],
  ])('%s: nothing is moved or removed', async (_, act, why) => {
    const mac = await scene();
    putBundle(mac.root, staged, { version: '4.40' });
    act(mac);
    const before = readdirSync(mac.path('/Applications'), { recursive: true });
    const moved = await moverOf(mac).move('slack', slack.path);
    expect(moved.ok ? '' : moved.problem).toContain(why);
    expect(readdirSync(mac.path('/Applications'), { recursive: true })).toEqual(before);
    expect(versionAt(mac.path(staged))).toBe('4.40');
  });

  it('and opens the app in the very moment: what it runs from stays until it is quit', async () => {
    const mac = await scene();
    putBundle(mac.root, staged, { version: '4.40' });
    let open = true;
    const mover = new BundleMover(mac.root, toolsBelow(mac.root), () => Promise.resolve(open));
    expect(await mover.move('slack', slack.path)).toEqual({ ok: true, value: null });
    expect(versionAt(mac.path(slack.path))).toBe('4.40');
    expect(await mover.settle()).toEqual(['slack: what was replaced may still be open']);
    expect(versionAt(mac.path(`${sideFolderOf('slack')}/replaced`))).toBe('4.39');
    open = false;
    expect(await mover.settle()).toEqual([]);
    expectTidy(mac);
  });
});

describe('a move that is killed', () => {
  let program = '';
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'move-and-die-'));
    program = join(folder, 'move-and-die.cjs');
    const entryPoints = [join(import.meta.dirname, 'move-and-die.ts')];
    await build({ bundle: true, platform: 'node', format: 'cjs', entryPoints, outfile: program });
  });
  afterAll(() => rmSync(join(program, '..'), { recursive: true, force: true }));

  it.each(['within a volume', 'from another volume'])(
    'at any step leaves one whole app, %s',
    { timeout: 300_000 },
    async (where) => {
      const reached = new Set<string>();
      for (let step = 1; ; step += 1) {
        const mac = await scene();
        if (where !== 'within a volume') mountOver(mac.path(stagingFolder));
        putBundle(mac.root, staged, { version: '4.40' });
        const [oldOne, newOne] = [manifest(mac.path(slack.path)), manifest(mac.path(staged))];
        const { signal } = spawnSync(process.execPath, [program, mac.root, String(step)]);
        const mover = new BundleMover(mac.root, toolsBelow(mac.root), () => Promise.resolve(false));
        const absent = !existsSync(mac.path(slack.path));
        expect(await mover.settle(), `step ${String(step)}`).toEqual([]);
        const present = manifest(mac.path(slack.path));
        const isNew = JSON.stringify(present) === JSON.stringify(newOne);
        expect(isNew ? newOne : oldOne, `step ${String(step)}`).toEqual(present);
        // What did not come to its place still waits, whole.
        if (!isNew) expect(manifest(mac.path(staged))).toEqual(newOne);
        reached.add(`${isNew ? 'new' : 'old'}${absent ? ' after a gap' : ''}`);
        if (signal === null) {
          expect(step).toBeGreaterThan(10);
          expect(isNew).toBe(true);
          break;
        }
        // The next try succeeds, whatever was left.
        if (!isNew) expect(await mover.move('slack', slack.path)).toEqual({ ok: true, value: null });
        expect(manifest(mac.path(slack.path))).toEqual(newOne);
        expectTidy(mac);
      }
      // Both sides of the change were met, and the moment in between.
      expect([...reached].sort()).toEqual(['new', 'old', 'old after a gap']);
    },
  );
});

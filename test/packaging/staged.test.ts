/** What `npm run stage` makes: the app as electron-builder packs it for Mac, the payload to the last entry, the package's description. */
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import { parse } from 'plist';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloadFiles, type Manifest } from '../../scripts/stage.ts';
import { architectures, type MacArchitecture } from '../../scripts/staging/architectures.ts';
import { expectation, sharedFolders } from '../../scripts/staging/expected.ts';
import { entriesBelow, problemsOf } from '../../scripts/staging/manifest.ts';
import { bundleId, packageIds, paths } from '../../src/contract/identity.ts';
import { agentJob, helperDaemon } from '../../src/contract/product-jobs.ts';
import { version } from '../../src/contract/version.ts';
import { expectOnlyTheApp, fusesOf } from './packed-app.ts';
import { stagedPayload } from './staged.ts';

const asRoot = process.platform === 'linux' && process.getuid?.() === 0;

type Plist = Record<string, unknown>;
const plistAt = (path: string): Plist => parse(readFileSync(path, 'utf8')) as Plist;

describe.skipIf(!asRoot)('the staged payload', () => {
  let stage: string;
  const below = (architecture: MacArchitecture, macPath: string): string =>
    join(stage, architecture, 'payload', macPath);
  const manifestOf = (architecture: MacArchitecture): Manifest =>
    JSON.parse(readFileSync(join(stage, architecture, 'manifest.json'), 'utf8')) as Manifest;

  beforeAll(async () => {
    stage = await stagedPayload();
  }, 180_000);

  describe.each(architectures)('for %s: the app', (architecture) => {
    const contents = (): string => below(architecture, `${paths.application}/Contents`);

    it('says in Info.plist who it is, what it needs, and asks for nothing', () => {
      const info = plistAt(join(contents(), 'Info.plist'));
      expect(info).toMatchObject({
        CFBundleIdentifier: bundleId,
        CFBundleName: 'Intermission',
        CFBundleExecutable: 'Intermission',
        CFBundleIconFile: 'icon.icns',
        CFBundleShortVersionString: version,
        CFBundleVersion: version,
        LSUIElement: true,
        NSUserNotificationAlertStyle: 'alert',
        LSApplicationCategoryType: 'public.app-category.utilities',
        LSMinimumSystemVersion: '13.0',
        NSAppTransportSecurity: { NSAllowsArbitraryLoads: false },
      });
      expect(Object.keys(info).filter((key) => key.endsWith('UsageDescription'))).toEqual([]);
      // Several people may be logged in at once, each with their own.
      for (const key of ['CFBundleURLTypes', 'CFBundleDocumentTypes', 'LSMultipleInstancesProhibited']) {
        expect(info).not.toHaveProperty(key);
      }
    });

    it('is bound to its archive by the hash in Info.plist', () => {
      const archive = join(contents(), 'Resources/app.asar');
      const { headerString } = getRawHeader(archive);
      expect(plistAt(join(contents(), 'Info.plist'))['ElectronAsarIntegrity']).toEqual({
        'Resources/app.asar': {
          algorithm: 'SHA256',
          hash: createHash('sha256').update(headerString).digest('hex'),
        },
      });
    });

    it('has the bundles, the page and the icons in its archive, and nothing else', () => {
      expectOnlyTheApp(join(contents(), 'Resources/app.asar'));
    });

    it('has every fuse of Electron set as decided', async () => {
      expect(await fusesOf(below(architecture, paths.application))).toEqual({
        RunAsNode: false,
        EnableCookieEncryption: true,
        EnableNodeOptionsEnvironmentVariable: false,
        EnableNodeCliInspectArguments: false,
        EnableEmbeddedAsarIntegrityValidation: true,
        OnlyLoadAppFromAsar: true,
        LoadBrowserProcessSpecificV8Snapshot: false,
        GrantFileProtocolExtraPrivileges: false,
        WasmTrapHandlers: true,
      });
    });

    it('has its icon, Electron’s licences and the languages of the app, and no other resources', () => {
      const languages =
        'ar cs da de en en_GB es es_419 fi fr he it ja ko nb nl pl pt_BR sv tr zh_CN zh_TW'.split(' ');
      const folders = languages.map((language) => `${language}.lproj`);
      expect(readdirSync(join(contents(), 'Resources')).sort()).toEqual(
        ['LICENSE.electron.txt', 'LICENSES.chromium.html', 'app.asar', 'icon.icns', ...folders].sort(),
      );
      const framework = join(contents(), 'Frameworks/Electron Framework.framework/Resources');
      expect(readdirSync(framework).filter((name) => name.endsWith('.lproj'))).toEqual(folders.sort());
    });

    it('has helpers of its own name, none with a window', () => {
      const helpers = readdirSync(join(contents(), 'Frameworks')).filter((name) => name.endsWith('.app'));
      expect(helpers.length).toBe(4);
      for (const helper of helpers) {
        const info = plistAt(join(contents(), 'Frameworks', helper, 'Contents/Info.plist'));
        expect(info['CFBundleExecutable']).toBe(helper.replace(/\.app$/, ''));
        expect(info['CFBundleIdentifier']).toMatch(/^io\.intermission\.app\.helper/);
        expect(
          existsSync(join(contents(), 'Frameworks', helper, 'Contents/MacOS', helper.slice(0, -4))),
        ).toBe(true);
      }
    });
  });

  describe.each(architectures)('for %s: the rest', (architecture) => {
    it('is root’s alone, leads nowhere else, and holds nothing unexpected', async () => {
      const root = join(stage, architecture, 'payload');
      const entries = await entriesBelow(root);
      expect(await problemsOf(root, entries, expectation(await payloadFiles(architecture)))).toEqual([]);
      // The same again from the plain facts, so that a hole in `problemsOf` does not hide one here.
      for (const { owner, mode, type, path } of entries) {
        expect({ path, owner, type }).toEqual({
          path,
          owner: 'root:wheel',
          type: expect.stringMatching(/^(file|folder|link)$/) as string,
        });
        if (type !== 'link')
          expect({ path, mode }).toEqual({ path, mode: expect.stringMatching(/^0(755|644)$/) as string });
      }
    });

    it('is the manifest, entry by entry', async () => {
      const manifest = manifestOf(architecture);
      const entries = await entriesBelow(join(stage, architecture, 'payload'));
      expect(manifest.entries).toEqual(entries.filter(({ path }) => !sharedFolders.includes(path)));
      expect(manifest).toMatchObject({
        version,
        architecture,
        node: '22.23.2',
        electron: { source: 'skeleton' },
      });
    });

    it('has each file outside the app at its place, and no other', () => {
      const outside = manifestOf(architecture)
        .entries.filter(({ path, type }) => type === 'file' && !path.startsWith(paths.application))
        .map(({ path, mode }) => `${mode} ${path}`);
      expect(outside).toEqual(
        [
          '0755 /Library/Application Support/Intermission/intermission',
          '0644 /Library/Application Support/Intermission/config.cjs',
          '0644 /Library/Application Support/Intermission/helper.cjs',
          '0644 /Library/Application Support/Intermission/intermission.cjs',
          '0644 /Library/Application Support/Intermission/licences/Intermission.txt',
          '0644 /Library/Application Support/Intermission/licences/Node.js.txt',
          '0644 /Library/Application Support/Intermission/licences/packages.txt',
          '0755 /Library/Application Support/Intermission/node',
          '0755 /Library/Application Support/Intermission/uninstall.sh',
          '0644 /Library/LaunchAgents/io.intermission.agent.plist',
          '0644 /Library/LaunchDaemons/io.intermission.helper.plist',
          '0755 /usr/local/bin/intermission',
        ].sort((one, other) => (one.slice(5) < other.slice(5) ? -1 : 1)),
      );
    });

    it('has the Node of its processor, signed by the Node.js Foundation, for a macOS that the app runs on', () => {
      const node = readFileSync(below(architecture, paths.nodeRuntime));
      expect(node.readUInt32LE(0).toString(16)).toBe('feedfacf');
      expect(node.readUInt32LE(4)).toBe(architecture === 'arm64' ? 0x0100000c : 0x01000007);
      expect(node.includes('Developer ID Application: Node.js Foundation (HX7739G8FX)')).toBe(true);
      expect(minimumSystem(node)).toBe('11.0');
    });

    it('has the helper and the command as they were built', () => {
      for (const [macPath, bundle] of [
        [paths.helperProgram, 'helper.cjs'],
        [paths.commandProgram, 'intermission.cjs'],
        [paths.configProgram, 'config.cjs'],
      ] as const) {
        expect(
          readFileSync(below(architecture, macPath)).equals(readFileSync(join('build/helper', bundle))),
        ).toBe(true);
      }
    });

    it('has the command twice: where admins look for it, and where root alone can write', () => {
      for (const path of [paths.command, paths.jobCommand]) {
        expect(readFileSync(below(architecture, path), 'utf8')).toBe(
          `#!/bin/sh -p\nunset NODE_OPTIONS NODE_PATH\nexec '${paths.nodeRuntime}' '${paths.commandProgram}' "$@"\n`,
        );
      }
    });

    it('has jobs with absolute paths into the payload, shown as the app’s, in the right sessions', () => {
      const daemon = plistAt(below(architecture, `${paths.launchDaemons}/${helperDaemon.Label}.plist`));
      const agent = plistAt(below(architecture, `${paths.launchAgents}/${agentJob.Label}.plist`));
      expect([daemon, agent]).toEqual([helperDaemon, agentJob]);
      expect(daemon).toMatchObject({ AbandonProcessGroup: true, KeepAlive: true, RunAtLoad: true });
      expect(daemon).not.toHaveProperty('LimitLoadToSessionType');
      expect(agent).toMatchObject({ LimitLoadToSessionType: 'Aqua' });
      expect(agent).not.toHaveProperty('AbandonProcessGroup');
      for (const job of [daemon, agent]) {
        expect(job['AssociatedBundleIdentifiers']).toEqual([bundleId]);
        for (const argument of job['ProgramArguments'] as string[]) {
          expect(existsSync(below(architecture, argument)), argument).toBe(true);
        }
      }
    });

    it('names in its licences everything that is bundled', () => {
      const packages = readFileSync(below(architecture, `${paths.licences}/packages.txt`), 'utf8');
      for (const name of JSON.parse(readFileSync('build/packages.json', 'utf8')) as string[]) {
        expect(packages).toMatch(new RegExp(`^${name} \\d`, 'm'));
      }
      expect(readFileSync(below(architecture, `${paths.licences}/Node.js.txt`), 'utf8')).toContain(
        'Node.js is licensed',
      );
      expect(readFileSync(below(architecture, `${paths.licences}/Intermission.txt`), 'utf8')).toContain(
        'Apache License',
      );
    });
  });

  it('is the same for both processors but for Node and Electron', () => {
    const [arm64, x64] = architectures.map((one) =>
      manifestOf(one).entries.filter(
        ({ path }) => !path.startsWith(paths.application) && path !== paths.nodeRuntime,
      ),
    );
    expect(arm64).toEqual(x64);
  });

  it('has checksums that shasum understands', () => {
    execFileSync('sha256sum', ['--check', '--status', 'SHA256SUMS'], { cwd: join(stage, 'arm64') });
  });

  it('is one package that the Installer takes the right half of, on a macOS that the app runs on', () => {
    const text = readFileSync(join(stage, 'distribution.xml'), 'utf8');
    expect(unclosed(text)).toEqual([]);
    const config = readFileSync('electron-builder.yml', 'utf8');
    expect(/minimumSystemVersion: '(.*)'/.exec(config)?.[1]).toBe(/os-version min="(.*)"/.exec(text)?.[1]);
    for (const architecture of architectures) {
      expect(text).toContain(`<pkg-ref id="${packageIds[architecture]}" version="${version}"`);
    }
    expect(text).toContain('rootVolumeOnly="true"');
    // As electron-builder's own package says it.
    expect(parse(readFileSync(join(stage, 'component.plist'), 'utf8'))).toEqual([
      {
        RootRelativeBundlePath: 'Applications/Intermission.app',
        BundleIsRelocatable: /isRelocatable: (\w+)/.exec(config)?.[1] === 'true',
        BundleIsVersionChecked: /isVersionChecked: (\w+)/.exec(config)?.[1] === 'true',
        BundleHasStrictIdentifier: /hasStrictIdentifier: (\w+)/.exec(config)?.[1] === 'true',
        BundleOverwriteAction: /overwriteAction: (\w+)/.exec(config)?.[1],
      },
    ]);
  });

  it('allows JIT and nothing else to what is signed', () => {
    for (const name of readdirSync(join(stage, 'entitlements'))) {
      expect(plistAt(join(stage, 'entitlements', name)), name).toEqual({
        'com.apple.security.cs.allow-jit': true,
      });
    }
  });
});

describe.skipIf(!asRoot)('a payload that is not as it must be', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'intermission-payload-'));
    chmodSync(root, 0o755);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const files = [{ path: '/Library/a', executable: false, content: { text: '' } }];
  const lay = (name: string, mode = 0o644): string => {
    mkdirSync(join(root, 'Library'), { recursive: true, mode: 0o755 });
    writeFileSync(join(root, name), '');
    chmodSync(join(root, name), mode);
    return join(root, name);
  };
  const problems = async (): Promise<readonly string[]> =>
    problemsOf(root, await entriesBelow(root), expectation(files));

  it.each<readonly [string, () => string, string]>([
    ['a file that others can write', () => lay('Library/a', 0o666), '/Library/a has mode 0666'],
    ['a file with a mode of its own', () => lay('Library/a', 0o755), '/Library/a is not expected'],
    ['a program that runs as its owner', () => lay('Library/a', 0o4755), '/Library/a has mode 4755'],
    ['a file that nobody knows', () => lay('Library/b'), '/Library/b is not expected'],
    ['a file outside every known folder', () => lay('b'), '/b is not expected'],
    [
      'a link to somewhere else',
      () => {
        mkdirSync(join(root, 'Library'), { recursive: true });
        symlinkSync('/etc/passwd', join(root, 'Library/a'));
        return join(root, 'Library/a');
      },
      '/Library/a leads outside or nowhere',
    ],
    [
      'a link out of the payload',
      () => {
        symlinkSync('../..', join(root, 'Library/a'));
        return join(root, 'Library/a');
      },
      '/Library/a leads outside or nowhere',
    ],
    [
      'somebody else’s file',
      () => {
        const path = lay('Library/a');
        execFileSync('chown', ['501:20', path]);
        return path;
      },
      '/Library/a belongs to 501:20',
    ],
    [
      'a pipe',
      () => {
        execFileSync('mkfifo', ['-m', '644', join(root, 'Library/a')]);
        return join(root, 'Library/a');
      },
      '/Library/a is neither file, folder nor link',
    ],
  ])('%s is found', async (_, make, problem) => {
    const path = make();
    try {
      expect(await problems()).toContain(problem);
    } finally {
      await rm(path);
    }
    expect(await problems()).toEqual([]);
  });

  it.each([
    'Contents/MacOS/other',
    'Contents/Resources/default_app.asar',
    'Contents/Resources/app.asar.unpacked',
    'Contents/Resources/app/main.js',
    'Contents/Resources/fil.lproj',
    'Contents/Frameworks/Other.framework',
    'Contents/Frameworks/Mantle.framework/loose.js',
    'Contents/Frameworks/Intermission Helper.app/Contents/addon.node',
    'Contents/_other',
    'other',
  ])('%s in the app is not expected', (path) => {
    const isExpected = expectation(files);
    const entry = {
      path: `${paths.application}/${path}`,
      type: 'file',
      owner: 'root:wheel',
      mode: '0644',
    } as const;
    expect(isExpected(entry)).toBe(false);
    expect(isExpected({ ...entry, path: `${paths.application}/Contents/Info.plist` })).toBe(true);
  });
});

/** Tags of an XML text that nothing closes, or that close nothing. */
function unclosed(xml: string): readonly string[] {
  const open: string[] = [];
  for (const [, slash, name = '', end] of xml.matchAll(/<(\/?)([\w-]+)[^>]*?(\/?)>/g)) {
    if (end === '/') continue;
    if (slash !== '/') open.push(name);
    else if (open.pop() !== name) return [name];
  }
  return open;
}

/** What a Mach-O program asks for (LC_BUILD_VERSION): major and minor. */
function minimumSystem(program: Buffer): string | null {
  let offset = 32;
  for (let command = program.readUInt32LE(16); command > 0; command -= 1) {
    if (program.readUInt32LE(offset) === 0x32) {
      const packed = program.readUInt32LE(offset + 12);
      return `${packed >>> 16}.${(packed >>> 8) & 0xff}`;
    }
    offset += program.readUInt32LE(offset + 4);
  }
  return null;
}

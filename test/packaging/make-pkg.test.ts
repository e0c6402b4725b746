/** make-pkg: what it asks for before it begins, the commands in their order, and that it stops at the first thing that is wrong. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nodePins } from '../../scripts/staging/node-runtime.ts';
import { packageIds, paths } from '../../src/contract/identity.ts';
import { version } from '../../src/contract/version.ts';
import { stagedPayload } from './staged.ts';

const asRoot = process.platform === 'linux' && process.getuid?.() === 0;

describe.skipIf(!asRoot)('make-pkg', () => {
  let folder: string;
  let stage: string;
  let tools: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'intermission-make-pkg-'));
    stage = join(folder, 'stage');
    tools = join(folder, 'tools');
    const staged = await stagedPayload();
    // A copy to do harm to, with a small file in place of each large program.
    cpSync(staged, stage, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith(paths.nodeRuntime),
    });
    for (const one of ['arm64', 'x64']) {
      writeFileSync(join(stage, one, 'payload', paths.nodeRuntime), 'node');
      const sums = join(stage, one, 'SHA256SUMS');
      const sum = createHash('sha256').update('node').digest('hex');
      const line = new RegExp(`^[0-9a-f]{64}(?=  payload${paths.nodeRuntime}$)`, 'm');
      writeFileSync(sums, readFileSync(sums, 'utf8').replace(line, sum));
    }
    mkdirSync(tools);
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => rmSync(join(folder, 'done'), { force: true }));

  const makePkg = (args: readonly string[], path = process.env['PATH'] ?? '') => {
    const { status, stdout, stderr } = spawnSync(join(stage, 'make-pkg'), args, {
      encoding: 'utf8',
      env: { PATH: path, TMPDIR: folder },
    });
    return { status, stderr, commands: stdout.trimEnd().split('\n') };
  };
  const missing = (stderr: string): string[] =>
    stderr.split('\n').filter((line) => line.startsWith('missing: '));

  it('says everything that is missing at once, and does nothing', () => {
    const { status, stderr, commands } = makePkg([]);
    expect({ status, commands }).toEqual({ status: 69, commands: [''] });
    for (const what of [
      'a payload with a real Electron',
      'a Mac',
      'codesign',
      'pkgbuild',
      'xcrun: xcode-select --install',
      '--application-identity NAME: a certificate "Developer ID Application: …" with its key',
      '--installer-identity NAME: a certificate "Developer ID Installer: …" with its key',
      '--notary-profile NAME: xcrun notarytool store-credentials NAME',
    ]) {
      expect(stderr).toContain(`missing: ${what}`);
    }
    expect(stderr).toContain(`${missing(stderr).length} missing; nothing was done`);
  });

  it('notices a payload that is not as it was staged', () => {
    const helper = join(stage, 'x64/payload', paths.helperProgram);
    const before = readFileSync(helper);
    writeFileSync(helper, 'changed');
    try {
      expect(missing(makePkg([]).stderr)).toContain(
        'missing: a whole payload for x64: files are not as they were staged',
      );
    } finally {
      writeFileSync(helper, before);
    }
    expect(makePkg([]).stderr).not.toContain('a whole payload');
  });

  it('says where the payload comes from when there is none', () => {
    const { status, stderr } = makePkg(['--stage', '/nowhere', '--dry-run']);
    expect({ status, stderr }).toEqual({
      status: 69,
      stderr: expect.stringContaining('missing: the staged payload (/nowhere): npm run stage') as string,
    });
  });

  it.each([[['--force']], [['--stage']]])('does not guess what %j means', (args) => {
    expect(makePkg(args).status).toBe(64);
  });

  it('prints in a dry run every command that it would run, here as on a Mac', async () => {
    const { status, commands } = makePkg([
      '--dry-run',
      ...['--application-identity', 'Developer ID Application: Contoso (AB)'],
      ...['--installer-identity', 'Developer ID Installer: Contoso (AB)'],
      ...['--notary-profile', 'contoso', '--output', '/out'],
    ]);
    expect(status).toBe(0);
    const pins = await nodePins();
    for (const one of ['arm64', 'x64'] as const) {
      const node = `'/tmp/make-pkg/${one}${paths.nodeRuntime}'`;
      const app = `/tmp/make-pkg/${one}${paths.application}`;
      const place = (part: string): number => {
        const index = commands.findIndex((command) => command.includes(part));
        expect(index, part).toBeGreaterThanOrEqual(0);
        return index;
      };
      // Theirs is proved before it is signed anew; what is inside is signed before what is around it; nothing is packed before.
      const order = [
        place(`ditto ${stage}/${one}/payload /tmp/make-pkg/${one}`),
        place(
          `codesign --verify --strict '-R=anchor apple generic and certificate leaf[subject.OU] = "${pins.signedBy}"' ${node}`,
        ),
        place(`--entitlements ${stage}/entitlements/entitlements.node.plist ${node}`),
        place(`'${app}/Contents/Frameworks/Electron Framework.framework/Versions/A/Libraries/libEGL.dylib'`),
        place(`'${app}/Contents/Frameworks/Electron Framework.framework'`),
        place(`entitlements.inherit.plist '${app}/Contents/Frameworks/Intermission Helper (GPU).app'`),
        place(`--entitlements ${stage}/entitlements/entitlements.plist ${app}`),
        place(`codesign --verify --deep --strict ${app}`),
        place(`arch -${one === 'x64' ? 'x86_64' : 'arm64'} ${node}`),
        place(
          `--identifier ${packageIds[one]} --version ${version} --install-location / --ownership recommended`,
        ),
        place(`lsbom -p umf /tmp/make-pkg/${one}.expanded/Bom`),
      ];
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
    expect(commands.slice(-7).map((command) => command.replace(/ .*/, ''))).toEqual([
      'productbuild',
      'pkgutil',
      'xcrun',
      'xcrun',
      'xcrun',
      'spctl',
      'shasum',
    ]);
    const signing = commands.filter((command) => command.startsWith('codesign --force'));
    expect(signing.length).toBe(32);
    for (const command of signing) {
      expect(command).toContain(
        "--timestamp --options runtime --sign 'Developer ID Application: Contoso (AB)'",
      );
    }
    expect(commands).toContain(
      `productbuild --distribution ${stage}/distribution.xml --package-path /tmp/make-pkg --sign 'Developer ID Installer: Contoso (AB)' --timestamp /out/Intermission-${version}.pkg`,
    );
    expect(existsSync('/tmp/make-pkg')).toBe(false);
  });

  describe('with tools that stand in for those of a Mac', () => {
    /** Each writes down that it was called; some do a little of what the real one does. */
    const standIns: Readonly<Record<string, string>> = {
      arch: 'exit 0',
      codesign: 'exit 0',
      ditto: 'mkdir -p "$2" && cp -R "$1"/. "$2"',
      lsbom: `printf '0\\t40755\\t.%s\\n' '${paths.support}'; printf '501\\t40775\\t./Library\\n'`,
      pkgbuild: 'for last; do :; done; echo component >"$last"',
      pkgutil: 'if [ "$1" = --expand ]; then mkdir -p "$3"; fi',
      productbuild: 'for last; do :; done; echo product >"$last"',
      security: `printf '  1) AB "Developer ID Application: Contoso (AB)"\\n  2) CD "Developer ID Installer: Contoso (AB)"\\n'`,
      shasum: 'if [ "$3" = --check ]; then exec sha256sum --check --status "$5"; fi; exec sha256sum "$3"',
      spctl: 'exit 0',
      uname: 'echo Darwin',
      xattr: 'exit 0',
      xcrun: 'exit 0',
    };
    const identities = [
      ...['--application-identity', 'Developer ID Application: Contoso (AB)'],
      ...['--installer-identity', 'Developer ID Installer: Contoso (AB)'],
    ];
    const all = (...more: readonly string[]): readonly string[] => [
      ...identities,
      ...['--notary-profile', 'contoso', '--output', join(folder, 'out'), ...more],
    ];
    const onMac = (args: readonly string[], changed: Readonly<Record<string, string>> = {}) => {
      for (const [name, text] of Object.entries({ ...standIns, ...changed })) {
        writeFileSync(join(tools, name), `#!/bin/sh\necho ${name} "$@" >>'${folder}/done'\n${text}\n`, {
          mode: 0o755,
        });
      }
      rmSync(join(folder, 'out'), { recursive: true, force: true });
      return makePkg(args, `${tools}:${process.env['PATH'] ?? ''}`);
    };
    const done = (): string[] => readFileSync(join(folder, 'done'), 'utf8').trimEnd().split('\n');
    const product = (): string => join(folder, `out/Intermission-${version}.pkg`);

    beforeAll(() => {
      const facts = join(stage, 'facts');
      writeFileSync(
        facts,
        readFileSync(facts, 'utf8').replace('electron_source=skeleton', 'electron_source=release'),
      );
    });

    it('makes the package', () => {
      const { status, stderr, commands } = onMac(all());
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: `${product()} is signed, notarised and stapled\n`,
      });
      expect(readFileSync(product(), 'utf8')).toBe('product\n');
      // It does what a dry run says, in other folders.
      const places = (command: string): string =>
        command.replaceAll(/\S*\/tmp[.\w-]*\/\S*|'[^']*\/tmp[^']*'/g, 'PLACE');
      const verb = (line: string): string => places(line).split(' ')[0] ?? '';
      const planned = makePkg(all('--dry-run')).commands;
      expect(commands.filter((line) => !line.includes('  ')).map(verb)).toEqual(planned.map(verb));
    });

    it('leaves the stage as it was, and no work behind', () => {
      onMac(all());
      expect(makePkg([]).stderr).not.toContain('a whole payload');
      expect(
        spawnSync('find', [folder, '-maxdepth', '1', '-name', 'tmp*'], { encoding: 'utf8' }).stdout,
      ).toBe('');
    });

    it.each([
      [
        'a Node that is not its makers’',
        { codesign: 'case $* in *anchor*) exit 3 ;; esac' },
        /failed: codesign --verify/,
      ],
      [
        'a signature that cannot be made',
        { codesign: 'case $* in *libEGL*) exit 1 ;; esac' },
        /failed: codesign --force.*libEGL/,
      ],
      [
        'a Node that does not run any more',
        { arch: 'case $* in *" -e "*) exit 133 ;; esac' },
        /failed: arch -arm64/,
      ],
      [
        'a folder in the package that others could write',
        { lsbom: `printf '0\\t40775\\t.%s\\n' '${paths.support}'` },
        /not root's alone in the package/,
      ],
      [
        'somebody else’s file in the package',
        { lsbom: `printf '501\\t100644\\t.%s\\n' '${paths.helperProgram}'` },
        /not root's alone in the package/,
      ],
      [
        'a refusal by the notary',
        { xcrun: 'case $* in *submit*) exit 1 ;; esac' },
        /failed: xcrun notarytool submit/,
      ],
    ])('stops at %s', (_, changed, why) => {
      const { status, stderr } = onMac(all(), changed);
      expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(why) as string });
      expect(done().some((line) => line.includes('stapler staple'))).toBe(false);
    });

    it.each([
      [
        'an identity that is not in the keychain',
        { security: 'true' },
        /missing: "Developer ID Application: Contoso \(AB\)" in the keychain/,
      ],
      [
        'a notary profile that is not there',
        { xcrun: 'case $* in *history*) exit 1 ;; esac' },
        /missing: the notary profile contoso/,
      ],
      [
        'Xcode without its notary tool',
        { xcrun: 'case $* in "--find notarytool") exit 1 ;; esac' },
        /missing: notarytool/,
      ],
    ])('does not begin with %s', (_, changed, why) => {
      const { status, stderr } = onMac(all(), changed);
      expect({ status, stderr }).toEqual({ status: 69, stderr: expect.stringMatching(why) as string });
      expect(done().some((line) => line.startsWith('ditto'))).toBe(false);
    });

    it('does not try a Node that this Mac cannot run, and says so', () => {
      const { status, stderr } = onMac(all(), { arch: 'case $1 in -x86_64) exit 1 ;; esac' });
      expect(status).toBe(0);
      expect(stderr).toContain('this Mac does not run x86_64: its Node was not tried');
    });
  });
});

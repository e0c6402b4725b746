/**
 * preinstall and postinstall in a root folder with a scripted launchctl: what they refuse, what they ask of launchd and in which
 * order, and that nothing but their arguments steers them. What they do to a whole Mac is in install.test.ts.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { packageScripts } from '../../scripts/staging/package-scripts.ts';
import { agentLabel, helperLabel, paths } from '../../src/contract/identity.ts';
import {
  answers,
  asked,
  asRoot,
  install,
  macFolder,
  perform,
  person,
  scripts,
  ownTree,
  uninstall,
} from './scripted-mac.ts';

const processes: ChildProcess[] = [];
afterEach(() => {
  for (const child of processes.splice(0)) child.kill('SIGKILL');
});

describe('the scripts', () => {
  it.each(packageScripts)(
    '%s takes no functions from the environment, and is clean for shellcheck',
    (name) => {
      expect(readFileSync(join(scripts, name), 'utf8')).toMatch(/^#!\/bin\/sh -p\n/);
      expect(spawnSync('shellcheck', [join(scripts, name)], { encoding: 'utf8' }).stdout).toBe('');
    },
  );

  it('make-pkg is clean for shellcheck', () => {
    expect(spawnSync('shellcheck', ['scripts/make-pkg'], { encoding: 'utf8' }).stdout).toBe('');
  });
});

describe.skipIf(!asRoot)('an installation is refused, and nothing is changed,', () => {
  const support = paths.support;
  const hostile: readonly (readonly [what: string, make: (root: string) => void, named: string])[] = [
    [
      'when a user owns a folder above',
      (root) => chownSync(join(root, '/Library/Application Support'), 501, 20),
      '/Library/Application Support',
    ],
    ['when a group can write a folder above', (root) => chmodSync(join(root, '/Library'), 0o775), '/Library'],
    [
      'when everybody can write the job folder',
      (root) => chmodSync(join(root, paths.launchDaemons), 0o757),
      paths.launchDaemons,
    ],
    [
      'when a user owns the agents’ folder',
      (root) => chownSync(join(root, paths.launchAgents), 501, 20),
      paths.launchAgents,
    ],
    [
      'when a link stands where the programs go',
      (root) => {
        rmSync(join(root, support), { recursive: true });
        mkdirSync(join(root, 'Users/eve'));
        symlinkSync(join(root, 'Users/eve'), join(root, support));
      },
      support,
    ],
    [
      'when a dangling link stands there',
      (root) => {
        rmSync(join(root, support), { recursive: true });
        symlinkSync('/nowhere', join(root, support));
      },
      support,
    ],
    [
      'when the folder of the programs is a user’s',
      (root) => chownSync(join(root, support), 501, 20),
      support,
    ],
    [
      'when a link stands where the logs go',
      (root) => symlinkSync(join(root, 'Users'), join(root, paths.logFolder)),
      paths.logFolder,
    ],
    [
      'when a file stands where the logs go',
      (root) => writeFileSync(join(root, paths.logFolder), ''),
      paths.logFolder,
    ],
    [
      'when a link stands where the app goes',
      (root) => symlinkSync('/tmp', join(root, paths.application)),
      paths.application,
    ],
    ['when the volume is a user’s', (root) => chownSync(root, 501, 20), ''],
  ];

  it.each(hostile)('%s', (_, make, named) => {
    const root = macFolder();
    make(root);
    const before = ownTree(root);
    const { status, stderr } = install('preinstall', root);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^Intermission: .*Nothing was changed\.\n$/) as string,
    });
    expect(stderr).toContain(` ${root}${named} `);
    expect(ownTree(root)).toEqual(before);
    expect(asked(root)).toEqual([]);
  });

  it.each(hostile.filter(([what]) => !what.includes('the app goes')))(
    'also after the files are laid down, %s',
    (_, make) => {
      const root = macFolder();
      make(root);
      expect(install('postinstall', root).status).toBe(1);
      expect(asked(root)).toEqual([]);
    },
  );

  it.each(packageScripts)('when somebody else than root asks for %s', (name) => {
    const root = macFolder();
    chmodSync(scripts, 0o755);
    const args = name === 'uninstall' ? ['--target', root, '--system', root] : ['', '/', root, root];
    expect(perform(name, args, { uid: person.uid })).toMatchObject({
      status: 1,
      stderr: 'Intermission: only root can do this\n',
    });
    expect(asked(root)).toEqual([]);
  });

  it.each([
    ['a relative volume', 'tmp', 'tmp is no absolute path'],
    ['a volume that is not there', '/nowhere/at/all', '/nowhere/at/all is no folder'],
  ])('with %s', (_, volume, why) => {
    expect(install('preinstall', volume)).toMatchObject({ status: 1, stderr: `Intermission: ${why}\n` });
    expect(uninstall(volume)).toMatchObject({ status: 1, stderr: `Intermission: ${why}\n` });
  });
});

describe.skipIf(!asRoot)('the environment', () => {
  it.each(['preinstall', 'postinstall'] as const)('does not steer %s', (name) => {
    const root = macFolder();
    const trap = join(root, 'Users/trap');
    const sprung = join(root, 'Users/sprung');
    mkdirSync(trap);
    for (const tool of ['ls', 'id', 'ps', 'sort', 'mkdir', 'rm', 'launchctl', 'sleep']) {
      writeFileSync(join(trap, tool), `#!/bin/sh\ntouch '${sprung}'\nexit 1\n`, { mode: 0o755 });
    }
    writeFileSync(join(trap, 'start'), `touch '${sprung}'\n`);
    const env = {
      PATH: trap,
      ENV: join(trap, 'start'),
      BASH_ENV: join(trap, 'start'),
      'BASH_FUNC_ls%%': `() { touch '${sprung}'; }`,
      'BASH_FUNC_say%%': `() { touch '${sprung}'; }`,
      IFS: '/',
      CDPATH: trap,
      POSIXLY_CORRECT: '1',
      INTERMISSION_ROOT: trap,
      target: trap,
      system: trap,
      support: '/Users/trap',
      job_command: '/Users/trap/start',
    };
    for (const shell of [[], ['/bin/bash', '--posix', '-p']]) {
      answers(root, `print system/${helperLabel}`, 113, 0);
      expect(install(name, root, root, { env, shell })).toMatchObject({ status: 0, stderr: '' });
    }
    expect(existsSync(sprung)).toBe(false);
  });
});

/** The words for the helper: what is asked of a launchd that knows nothing of it yet. */
const fresh = [
  `enable system/${helperLabel}`,
  `bootout system/${helperLabel}`,
  `print system/${helperLabel}`,
  `bootstrap system ${paths.launchDaemons}/${helperLabel}.plist`,
  `print system/${helperLabel}`,
];
const aboutHelper = (root: string): string[] => asked(root).filter((words) => words.includes(helperLabel));

describe.skipIf(!asRoot)('the helper is started', () => {
  it.each([
    ['sh', []],
    ['bash as sh, as on a Mac', ['/bin/bash', '--posix', '-p']],
  ] as const)('by %s in the order that launchd wants', (_, shell) => {
    const root = macFolder();
    answers(root, `print system/${helperLabel}`, 113, 0);
    expect(install('postinstall', root, root, { shell })).toMatchObject({ status: 0, stderr: '' });
    expect(aboutHelper(root)).toEqual(fresh);
  });

  it('after the old one is really gone, which launchd says before it is', () => {
    const root = macFolder();
    answers(root, `bootout system/${helperLabel}`, 36);
    answers(root, `print system/${helperLabel}`, 0, 0, 113, 0);
    expect(install('postinstall', root).status).toBe(0);
    const print = `print system/${helperLabel}`;
    expect(aboutHelper(root)).toEqual([...fresh.slice(0, 2), print, print, print, ...fresh.slice(3)]);
  });

  it.each([5, 17, 37])('again when launchd answers %i, which may mean that it still lets go', (code) => {
    const root = macFolder();
    answers(root, `bootstrap system ${paths.launchDaemons}/${helperLabel}.plist`, code, 0);
    answers(root, `print system/${helperLabel}`, 113, 113, 0);
    expect(install('postinstall', root).status).toBe(0);
    expect(aboutHelper(root)).toEqual([...fresh, ...fresh.slice(3)]);
  });

  it('and 5 is good enough when it is loaded', () => {
    const root = macFolder();
    answers(root, `bootstrap system ${paths.launchDaemons}/${helperLabel}.plist`, 5);
    answers(root, `print system/${helperLabel}`, 113, 0);
    expect(install('postinstall', root).status).toBe(0);
    expect(aboutHelper(root)).toEqual(fresh);
  });

  it.each([119, 122, 134])('or the installation fails: launchd answers %i', (code) => {
    const root = macFolder();
    answers(root, `bootstrap system ${paths.launchDaemons}/${helperLabel}.plist`, code);
    expect(install('postinstall', root)).toMatchObject({
      status: 1,
      stdout: `Intermission: launchd did not take system/${helperLabel}: launchctl bootstrap ended with ${code}\n`,
      stderr: 'Intermission: the helper could not be started\n',
    });
  });
});

describe.skipIf(!asRoot)('the app', () => {
  const domain = `gui/${person.uid}`;
  const agent = `${domain}/${agentLabel}`;
  const bootstrap = `bootstrap ${domain} ${paths.launchAgents}/${agentLabel}.plist`;

  /** Somebody is logged in. */
  async function macWithPerson(): Promise<string> {
    const root = macFolder();
    const child = spawn('sleep', ['1000'], { uid: person.uid, gid: person.gid, stdio: 'ignore' });
    processes.push(child);
    await new Promise((resolve) => child.once('spawn', resolve));
    answers(root, `print ${domain}`, 0);
    answers(root, `print system/${helperLabel}`, 113, 0);
    return root;
  }
  const aboutPerson = (root: string): string[] =>
    asked(root).filter((words) => words.includes(`${domain}/`) || words.includes(`${domain} `));

  it('is closed before its bundle is exchanged, and nothing else is stopped', async () => {
    const root = await macWithPerson();
    answers(root, `print ${agent}`, 0, 113);
    expect(install('preinstall', root)).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(asked(root).filter((words) => !words.startsWith('print'))).toEqual([`bootout ${agent}`]);
    expect(aboutPerson(root)).toEqual([`bootout ${agent}`, `print ${agent}`, `print ${agent}`]);
  });

  it('is started afterwards', async () => {
    const root = await macWithPerson();
    answers(root, `print ${agent}`, 113, 0);
    expect(install('postinstall', root).status).toBe(0);
    expect(aboutPerson(root)).toEqual([
      `enable ${agent}`,
      `bootout ${agent}`,
      `print ${agent}`,
      bootstrap,
      `print ${agent}`,
    ]);
  });

  it.each([112, 125])(
    'may not start (%i): the session is about to end, and the installation is none the worse',
    async (code) => {
      const root = await macWithPerson();
      answers(root, `enable ${agent}`, code);
      answers(root, `bootout ${agent}`, code);
      answers(root, bootstrap, code);
      const { status, stdout } = install('postinstall', root);
      expect(status).toBe(0);
      expect(stdout).toContain(`the app of user ${person.uid} starts at the next login`);
      expect(stdout).toContain('is ready');
    },
  );
});

describe.skipIf(!asRoot)('another volume than that of the running system', () => {
  it('gets the files, and launchd is not asked for anything', () => {
    const [system, volume] = [macFolder(), macFolder()];
    expect(install('preinstall', volume, system)).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(install('postinstall', volume, system)).toEqual({
      status: 0,
      stdout: `Intermission: installed on ${volume}; it starts when that system does\n`,
      stderr: '',
    });
    expect(statSync(join(volume, paths.logFolder)).mode & 0o7777).toBe(0o755);
    expect([asked(system), asked(volume)]).toEqual([[], []]);
  });

  it('loses them again, and the running system keeps its own', () => {
    const [system, volume] = [macFolder(), macFolder()];
    const before = ownTree(system);
    expect(uninstall(volume, system)).toMatchObject({ status: 0, stdout: 'Intermission: removed\n' });
    expect(existsSync(join(volume, paths.support))).toBe(false);
    expect(ownTree(system)).toEqual(before);
    expect(asked(system).every((words) => words.startsWith(`--volume ${volume} --pkg-info `))).toBe(true);
  });
});

describe.skipIf(!asRoot)('/usr/local/bin of a user (Homebrew on Intel)', () => {
  it('is said, with the command that nobody can exchange', () => {
    const root = macFolder();
    answers(root, `print system/${helperLabel}`, 113, 0);
    chownSync(join(root, '/usr/local/bin'), person.uid, person.gid);
    const { status, stdout } = install('postinstall', root);
    expect(status).toBe(0);
    expect(stdout).toContain(
      `others than root can write ${root}/usr/local/bin: policies should call '${paths.jobCommand}' instead of ${paths.command}`,
    );
  });

  it('cannot have a link in the place of the command followed', () => {
    const root = macFolder();
    const victim = join(root, 'Library/victim');
    writeFileSync(victim, 'untouched');
    symlinkSync(victim, join(root, paths.command));
    expect(install('preinstall', root).status).toBe(0);
    expect(existsSync(join(root, paths.command))).toBe(false);
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
  });
});

/** launchctl's exit codes and words, as the platform notes have them. */
import { chmodSync, chownSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PretendMac } from '../../src/pretend-mac/mac.ts';
import { launchctl, newMac, writeJob } from './mac.ts';

const LABEL = 'io.example.job';
const SERVICE = `system/${LABEL}`;
const PLIST = `/Library/LaunchDaemons/${LABEL}.plist`;
const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

type Prepare = (mac: PretendMac) => Promise<unknown>;
const nothing: Prepare = () => Promise.resolve();
const written: Prepare = (mac) => Promise.resolve(writeJob(mac, LABEL));
const loaded: Prepare = (mac) => launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL));
const changed =
  (change: (path: string) => void): Prepare =>
  (mac) => {
    change(mac.path(writeJob(mac, LABEL)));
    return Promise.resolve();
  };
const RICHER = 'Try re-running the command as root for richer errors.\n';

interface Row {
  readonly when: string;
  readonly prepare: Prepare;
  readonly asks: readonly string[];
  readonly uid?: number;
  readonly code: number;
  readonly stderr: string;
}

const rows: Row[] = [
  {
    when: 'bootstrap of a new job',
    prepare: written,
    asks: ['bootstrap', 'system', PLIST],
    code: 0,
    stderr: '',
  },
  {
    when: 'bootstrap of a loaded job',
    prepare: loaded,
    asks: ['bootstrap', 'system', PLIST],
    code: 5,
    stderr: fixture('launchctl-bootstrap-5.stderr.txt'),
  },
  {
    when: 'bootstrap of a plist that another user owns',
    prepare: changed((path) => chownSync(path, 501, 20)),
    asks: ['bootstrap', 'system', PLIST],
    code: 5,
    stderr: 'Bootstrap failed: 5: Input/output error\n',
  },
  {
    when: 'bootstrap of a plist that its group may write',
    prepare: changed((path) => chmodSync(path, 0o664)),
    asks: ['bootstrap', 'system', PLIST],
    code: 5,
    stderr: 'Bootstrap failed: 5: Input/output error\n',
  },
  {
    when: 'bootstrap of a plist that everybody may write',
    prepare: changed((path) => chmodSync(path, 0o646)),
    asks: ['bootstrap', 'system', PLIST],
    code: 5,
    stderr: 'Bootstrap failed: 5: Input/output error\n',
  },
  {
    when: 'bootstrap of a disabled job',
    prepare: async (mac) => [await written(mac), await launchctl(mac, 'disable', SERVICE)],
    asks: ['bootstrap', 'system', PLIST],
    code: 5,
    stderr: 'Bootstrap failed: 5: Input/output error\n',
  },
  {
    when: 'bootstrap of a file that is not there',
    prepare: nothing,
    asks: ['bootstrap', 'system', PLIST],
    code: 5,
    stderr: 'Bootstrap failed: 5: Input/output error\n',
  },
  {
    when: 'bootstrap by somebody else than root',
    prepare: written,
    asks: ['bootstrap', 'system', PLIST],
    uid: 501,
    code: 5,
    stderr: `Bootstrap failed: 5: Input/output error\n${RICHER}`,
  },
  {
    when: 'bootstrap into the session of nobody',
    prepare: written,
    asks: ['bootstrap', 'gui/501', PLIST],
    code: 125,
    stderr: 'Bootstrap failed: 125: Domain does not support specified action\n',
  },
  { when: 'bootout of a loaded job', prepare: loaded, asks: ['bootout', SERVICE], code: 0, stderr: '' },
  { when: 'bootout by path', prepare: loaded, asks: ['bootout', 'system', PLIST], code: 0, stderr: '' },
  {
    when: 'bootout of an unknown label',
    prepare: nothing,
    asks: ['bootout', SERVICE],
    code: 3,
    stderr: 'Boot-out failed: 3: No such process\n',
  },
  {
    when: 'bootout of a path that is not loaded',
    prepare: written,
    asks: ['bootout', 'system', PLIST],
    code: 5,
    stderr: 'Boot-out failed: 5: Input/output error\n',
  },
  {
    when: 'bootout by somebody else than root',
    prepare: loaded,
    asks: ['bootout', SERVICE],
    uid: 501,
    code: 1,
    stderr: 'Boot-out failed: 1: Operation not permitted\n',
  },
  {
    when: 'bootout with a flag that is none',
    prepare: nothing,
    asks: ['bootout', '--wait', SERVICE],
    code: 64,
    stderr:
      'Usage: launchctl bootout <domain-target> [service-path1, service-path2, ...] | <service-target>\n',
  },
  {
    when: 'print of an unknown label',
    prepare: nothing,
    asks: ['print', 'system/io.example.absent'],
    code: 113,
    stderr: fixture('launchctl-print-113.stderr.txt'),
  },
  {
    when: 'print of the session of nobody',
    prepare: nothing,
    asks: ['print', 'gui/501'],
    code: 112,
    stderr: 'Could not print domain: 112: Could not find specified domain\n',
  },
  { when: 'print by anybody', prepare: loaded, asks: ['print', SERVICE], uid: 501, code: 0, stderr: '' },
  {
    when: 'kickstart of an unknown label',
    prepare: nothing,
    asks: ['kickstart', SERVICE],
    code: 113,
    stderr: `Could not find service "${LABEL}" in domain for system\n`,
  },
  {
    when: 'kickstart by somebody else than root',
    prepare: loaded,
    asks: ['kickstart', SERVICE],
    uid: 501,
    code: 1,
    stderr: `Could not kickstart service "${LABEL}": 1: Operation not permitted\n`,
  },
  {
    when: 'kill of a job that does not run',
    prepare: loaded,
    asks: ['kill', 'TERM', SERVICE],
    code: 3,
    stderr: 'Could not signal service: 3: No such process\n',
  },
  {
    when: 'enable of an unknown label',
    prepare: nothing,
    asks: ['enable', 'system/io.example.absent'],
    code: 0,
    stderr: '',
  },
  {
    when: 'enable by somebody else than root',
    prepare: nothing,
    asks: ['enable', SERVICE],
    uid: 501,
    code: 1,
    stderr: 'Could not enable service: 1: Operation not permitted\n',
  },
  {
    when: 'load of a loaded job',
    prepare: loaded,
    asks: ['load', PLIST],
    code: 0,
    stderr:
      'Load failed: 5: Input/output error\nTry running `launchctl bootstrap` as root for richer errors.\n',
  },
  {
    when: 'unload of a job that is not loaded',
    prepare: written,
    asks: ['unload', PLIST],
    code: 0,
    stderr:
      'Unload failed: 5: Input/output error\nTry running `launchctl bootout` as root for richer errors.\n',
  },
  {
    when: 'load without a path',
    prepare: nothing,
    asks: ['load'],
    code: 64,
    stderr: 'Usage: launchctl load [-wF] <path> ...\n',
  },
  {
    when: 'an unknown subcommand',
    prepare: nothing,
    asks: ['frobnicate'],
    code: 64,
    stderr: 'Unrecognized subcommand: frobnicate\nUsage: launchctl <subcommand> ... | help [subcommand]\n',
  },
];

describe('launchctl answers', () => {
  it.each(rows)('$when: $code', async ({ prepare, asks, uid, code, stderr }) => {
    const mac = await newMac();
    await prepare(mac);
    const answer = await mac.run('/bin/launchctl', asks, uid === undefined ? {} : { uid });
    expect({ code: answer.code, stderr: answer.stderr }).toEqual({ code, stderr });
  });

  it('what an error number means', async () => {
    const mac = await newMac();
    expect((await launchctl(mac, 'error', '37')).stdout).toBe('37: Operation already in progress\n');
  });

  it('several bad paths with a line each and 133', async () => {
    const mac = await newMac();
    const answer = await launchctl(mac, 'bootstrap', 'system', '/a.plist', '/b.plist');
    expect(answer).toMatchObject({
      code: 133,
      stderr:
        '/a.plist: Input/output error\n/b.plist: Input/output error\nBootstrap failed: 133: Multiple errors were returned; see stderr\n',
    });
  });

  it('a calendar job in the recorded shape', async () => {
    const mac = await newMac();
    const keys = { StartCalendarInterval: { Hour: 3, Minute: 20 } };
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { keys }));
    const { stdout } = await launchctl(mac, 'print', SERVICE);
    expect(stdout).toMatch(
      /^system\/io\.example\.job = \{\n\tactive count = 0\n\tpath = \/Library\/LaunchDaemons\/io\.example\.job\.plist\n\ttype = LaunchDaemon\n\tstate = not running\n\n\tprogram = \/usr\/local\/bin\/io\.example\.job\n\targuments = \{\n\t\t\/usr\/local\/bin\/io\.example\.job\n\t\}\n/,
    );
    expect(stdout)
      .toContain(`\tminimum runtime = 10\n\texit timeout = 5\n\truns = 0\n\tlast exit code = (never exited)\n
\tevent triggers = {
\t\tio.example.job.268435472 => {
\t\t\tkeepalive = 0
\t\t\tservice = io.example.job
\t\t\tstream = com.apple.launchd.calendarinterval
\t\t\tmonitor = com.apple.UserEventAgent-System
\t\t\tdescriptor = {
\t\t\t\t"Minute" => 20
\t\t\t\t"Hour" => 3
\t\t\t}
\t\t}
\t}
`);
    expect(stdout).toMatch(/\tspawn type = daemon \(3\)\n\tproperties = inferred program\n\}\n$/);
  });

  it('the jobs of whoever asks, as a list', async () => {
    const mac = await newMac();
    await loaded(mac);
    expect((await launchctl(mac, 'list')).stdout).toBe(`PID\tStatus\tLabel\n-\t0\t${LABEL}\n`);
    expect((await mac.run('/bin/launchctl', ['list'], { uid: 501 })).stdout).toBe('PID\tStatus\tLabel\n');
    expect((await launchctl(mac, 'list', LABEL)).code).toBe(0);
    expect((await launchctl(mac, 'list', 'io.example.absent')).code).toBe(113);
  });
});

it('a folder stands for the plists in it', async () => {
  const mac = await newMac();
  mkdirSync(mac.path('/jobs'));
  renameSync(mac.path(writeJob(mac, LABEL)), mac.path(`/jobs/${LABEL}.plist`));
  expect(await launchctl(mac, 'bootstrap', 'system', '/jobs')).toMatchObject({ code: 0 });
  expect(await mac.jobs()).toMatchObject([{ label: LABEL, path: `/jobs/${LABEL}.plist` }]);
});

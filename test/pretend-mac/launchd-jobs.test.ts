/** launchd as a process: what it starts, when, and what becomes of it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PretendMac } from '../../src/pretend-mac/mac.ts';
import { jappleseed, launchctl, newMac, Pipe, writeJob } from './mac.ts';

const LABEL = 'io.example.job';
const SERVICE = `system/${LABEL}`;

const spawns = (mac: PretendMac): number => mac.events.all({ type: 'job-spawned', label: LABEL }).length;
const exited = (mac: PretendMac, after = 0) =>
  mac.events.waitFor({ type: 'job-exited', label: LABEL }, { after });

describe('launchd starts a job', () => {
  it('at load when RunAtLoad says so', async () => {
    const mac = await newMac();
    const path = writeJob(mac, LABEL, { script: 'exit 3', keys: { RunAtLoad: true } });
    expect(await launchctl(mac, 'bootstrap', 'system', path)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(await exited(mac)).toMatchObject({ code: 3, signal: null });
    expect(await mac.jobs()).toMatchObject([{ label: LABEL, state: 'not running', runs: 1, lastExit: 3 }]);
  });

  it('not at load otherwise', async () => {
    const mac = await newMac();
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL));
    expect(await mac.jobs()).toMatchObject([{ label: LABEL, state: 'not running', runs: 0, lastExit: null }]);
  });

  it('at the minute of its calendar and not before', async () => {
    const mac = await newMac();
    const keys = { StartCalendarInterval: { Month: 11, Day: 21, Hour: 15, Minute: 10 } };
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { keys }));
    await mac.clock.advanceTo('2026-11-21T15:09:55+01:00');
    expect(spawns(mac)).toBe(0);
    await mac.clock.advanceTo('2026-11-21T15:10:00+01:00');
    const started = await mac.events.waitFor({ type: 'job-spawned', label: LABEL });
    expect(started.at).toBeGreaterThanOrEqual(Date.parse('2026-11-21T15:10:00+01:00'));
    expect(started.at).toBeLessThan(Date.parse('2026-11-21T15:10:05+01:00'));
  });

  it('a year later again, as there is no year in a calendar', async () => {
    const mac = await newMac();
    const keys = { StartCalendarInterval: { Month: 11, Day: 21, Hour: 15, Minute: 10, Year: 2026 } };
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { keys }));
    await mac.clock.advanceTo('2026-11-21T15:10:00+01:00');
    const first = await exited(mac);
    await mac.clock.advanceTo('2027-11-21T15:10:00+01:00');
    await exited(mac, first.sequence);
    expect(spawns(mac)).toBe(2);
  });

  it('only once until the next boot with LaunchOnlyOnce, and keeps its label', async () => {
    const mac = await newMac();
    const keys = { LaunchOnlyOnce: true, StartCalendarInterval: { Hour: 15, Minute: 10 } };
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { keys }));
    await mac.clock.advanceTo('2026-11-21T15:10:00+01:00');
    await exited(mac);
    await mac.clock.advanceTo('2026-11-25T15:10:00+01:00');
    expect(await mac.jobs()).toMatchObject([{ label: LABEL, state: 'not running', runs: 1 }]);
    expect((await launchctl(mac, 'print', SERVICE)).stdout).toContain('\truns = 1\n');
    await mac.restart();
    await mac.clock.advanceTo('2026-11-26T15:10:00+01:00');
    await mac.events.waitFor(
      { type: 'job-exited', label: LABEL },
      { after: mac.events.all({ type: 'power' }).at(-1)?.sequence ?? 0 },
    );
    expect(spawns(mac)).toBe(2);
  });

  it('again after it was booted out and loaded anew, LaunchOnlyOnce or not', async () => {
    const mac = await newMac();
    const path = writeJob(mac, LABEL, { keys: { LaunchOnlyOnce: true, RunAtLoad: true } });
    await launchctl(mac, 'bootstrap', 'system', path);
    const first = await exited(mac);
    await launchctl(mac, 'bootout', SERVICE);
    await launchctl(mac, 'bootstrap', 'system', path);
    await exited(mac, first.sequence);
  });

  it('every StartInterval seconds', async () => {
    const mac = await newMac();
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { keys: { StartInterval: 60 } }));
    let after = 0;
    for (let round = 0; round < 3; round += 1) {
      await mac.clock.advance(60_000);
      after = (await exited(mac, after)).sequence;
    }
    expect(spawns(mac)).toBe(3);
  });

  it('not a second time while it runs: that start is lost', async () => {
    const mac = await newMac();
    const pipe = new Pipe(mac);
    const script = `echo ready > ${pipe.path}; exec sleep 1000`;
    await launchctl(
      mac,
      'bootstrap',
      'system',
      writeJob(mac, LABEL, { script, keys: { StartInterval: 60 } }),
    );
    await mac.clock.advance(60_000);
    await pipe.next();
    await mac.clock.advance(120_000);
    const mark = mac.events.mark();
    await launchctl(mac, 'kill', 'SIGKILL', SERVICE);
    await exited(mac, mark);
    expect(spawns(mac)).toBe(1);
  });

  it('when the clock is set past its time, and not earlier when it is set back', async () => {
    const mac = await newMac();
    const keys = { StartCalendarInterval: { Hour: 15, Minute: 10 } };
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { keys }));
    await mac.clock.set('2026-11-21T09:00:00+01:00');
    await mac.clock.advance(6 * 3_600_000);
    expect(spawns(mac)).toBe(0);
    await mac.clock.set('2026-11-21T16:00:00+01:00');
    await exited(mac);
    expect(spawns(mac)).toBe(1);
  });

  it('by the zone that /etc/localtime points to when it is loaded', async () => {
    const mac = await newMac();
    mac.setZone('Asia/Tokyo');
    const keys = { StartCalendarInterval: { Hour: 19, Minute: 0 } };
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { keys }));
    await mac.clock.advanceTo('2026-11-21T19:00:00+09:00');
    await exited(mac);
  });
});

describe('launchd keeps a job alive', () => {
  it('always, but starts it at most every ten seconds', async () => {
    const mac = await newMac();
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { keys: { KeepAlive: true } }));
    const first = await exited(mac);
    await mac.clock.advance(8000);
    expect(spawns(mac)).toBe(1);
    await mac.clock.advance(2000);
    await exited(mac, first.sequence);
    expect(spawns(mac)).toBe(2);
  });

  it('after a failure only, with SuccessfulExit false', async () => {
    const mac = await newMac();
    const keys = { KeepAlive: { SuccessfulExit: false } };
    const path = writeJob(mac, LABEL, { script: 'exec sleep 1000', keys });
    await launchctl(mac, 'bootstrap', 'system', path);
    await mac.clock.advance(10_000);
    await launchctl(mac, 'kill', 'SIGKILL', SERVICE);
    const crash = await exited(mac);
    expect(crash).toMatchObject({ code: null, signal: 'SIGKILL' });
    await mac.events.waitFor({ type: 'job-spawned', label: LABEL }, { after: crash.sequence });
    mac.installExecutable(`/usr/local/bin/${LABEL}`, '#!/bin/sh\nexit 0\n');
    await mac.clock.advance(10_000);
    // The one before may have read the new script already and be gone: what counts is the end of the one that comes now.
    const after = mac.events.mark();
    await launchctl(mac, 'kickstart', '-k', SERVICE);
    const restarted = await mac.events.waitFor({ type: 'job-exited', label: LABEL, code: 0 }, { after });
    await mac.clock.advance(60_000);
    expect(
      mac.events.history.filter(
        (event) => event.sequence > restarted.sequence && event.type === 'job-spawned',
      ),
    ).toEqual([]);
  });

  it('with a program that does not exist, as status 78 and without giving up', async () => {
    const mac = await newMac();
    const path = `/Library/LaunchDaemons/${LABEL}.plist`;
    mac.writePlist(path, { Label: LABEL, Program: '/nowhere', KeepAlive: true });
    expect(await launchctl(mac, 'bootstrap', 'system', path)).toMatchObject({ code: 0 });
    expect((await launchctl(mac, 'print', SERVICE)).stdout).toContain('\tlast exit code = 78: EX_CONFIG\n');
    await mac.clock.advance(10_000);
    expect(await mac.jobs()).toMatchObject([{ runs: 2, lastExit: 78 }]);
  });
});

describe('the process of a job', () => {
  it('has the default environment, its own variables, its user and no TZ', async () => {
    const mac = await newMac();
    await mac.login(jappleseed);
    const keys = {
      RunAtLoad: true,
      UserName: 'jappleseed',
      EnvironmentVariables: { FRUIT: 'apple' },
      StandardOutPath: '/Library/Logs/example/out.log',
      Umask: 0o077,
    };
    const script = 'id -u; echo "$PATH"; echo "$FRUIT $USER ${TZ-none} $XPC_SERVICE_NAME"; pwd';
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { script, keys }));
    await exited(mac);
    const file = mac.path('/Library/Logs/example/out.log');
    expect(readFileSync(file, 'utf8')).toBe(
      `501\n/usr/bin:/bin:/usr/sbin:/sbin\napple jappleseed none ${LABEL}\n${mac.root}\n`,
    );
    const { mode, uid, gid } = statSync(file);
    expect([mode & 0o777, uid, gid]).toEqual([0o600, 501, 20]);
  });

  it('adds to the files of the run before', async () => {
    const mac = await newMac();
    writeFileSync(mac.path('/Library/Logs/out.log'), 'before\n');
    const keys = {
      RunAtLoad: true,
      StandardOutPath: '/Library/Logs/out.log',
      StandardErrorPath: '/Library/Logs/out.log',
    };
    await launchctl(
      mac,
      'bootstrap',
      'system',
      writeJob(mac, LABEL, { script: 'echo out; echo err >&2', keys }),
    );
    await exited(mac);
    expect(readFileSync(mac.path('/Library/Logs/out.log'), 'utf8')).toBe('before\nout\nerr\n');
  });

  it('takes its process group with it when it ends', async () => {
    const mac = await newMac();
    const pipe = new Pipe(mac);
    const child = `trap 'echo told > ${pipe.path}; exit' TERM; echo ready > ${pipe.path}; while :; do sleep 0.05; done`;
    const script = `(${child}) & read line < ${pipe.path}.go`;
    execFileSync('mkfifo', [`${pipe.path}.go`]);
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { script, keys: { RunAtLoad: true } }));
    expect(await pipe.next()).toBe('ready');
    writeFileSync(`${pipe.path}.go`, 'go\n');
    await exited(mac);
    expect(await pipe.next()).toBe('told');
  });

  it('leaves it alone with AbandonProcessGroup', async () => {
    const mac = await newMac();
    const pipe = new Pipe(mac);
    const child = `trap 'echo told > ${pipe.path}; exit' TERM; echo ready > ${pipe.path}; exec sleep 1000`;
    const keys = { RunAtLoad: true, AbandonProcessGroup: true };
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { script: `(${child}) &`, keys }));
    expect(await pipe.next()).toBe('ready');
    await exited(mac);
    await launchctl(mac, 'bootout', SERVICE);
    expect(pipe.unread).toEqual([]);
    expect(mac.processes().length).toBe(1);
  });
});

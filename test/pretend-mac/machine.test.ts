/** The Mac as a machine: boot, login, sleep, power-off, and that nothing is left of it. */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PretendMac } from '../../src/pretend-mac/mac.ts';
import { processesOf } from '../../src/pretend-mac/launchd/processes.ts';
import { jappleseed, launchctl, newMac, Pipe, writeJob } from './mac.ts';

const LABEL = 'io.example.job';
const spawns = (mac: PretendMac): number => mac.events.all({ type: 'job-spawned', label: LABEL }).length;
const dailyAt15 = { StartCalendarInterval: { Hour: 15, Minute: 0 } };
const stateOf = (pid: number): string => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
};

describe('at boot launchd', () => {
  it('loads what is in /Library/LaunchDaemons, XML or binary, and says why not the rest', async () => {
    const mac = await newMac({ off: true });
    const folder = '/Library/LaunchDaemons';
    writeJob(mac, 'a.good', { keys: { RunAtLoad: true } });
    mac.writePlist(
      `${folder}/b.binary.plist`,
      { Label: 'b.binary', Program: '/bin/launchctl' },
      { binary: true },
    );
    chownSync(mac.path(writeJob(mac, 'c.owner')), 501, 20);
    chmodSync(mac.path(writeJob(mac, 'd.mode')), 0o664);
    mkdirSync(mac.path(`${folder}/e.folder.plist`));
    mac.writeFile(`${folder}/f.torn.plist`, '<?xml version="1.0"?><plist><dict>');
    mac.writePlist(`${folder}/g.nameless.plist`, { Program: '/bin/launchctl' });
    mac.writePlist(`${folder}/h.blank.plist`, { Label: '', Program: '/bin/launchctl' });
    mac.writePlist(`${folder}/i.idle.plist`, { Label: 'i.idle' });
    symlinkSync('nowhere', mac.path(`${folder}/j.dangling.plist`));
    mac.writePlist(`${folder}/k.twice.plist`, { Label: 'a.good', Program: '/bin/launchctl' });
    mac.writeFile(`${folder}/l.plist.new`, 'not looked at');
    await mac.powerOn();
    expect((await mac.jobs()).map((job) => job.label)).toEqual(['a.good', 'b.binary']);
    const skipped = mac.events
      .all({ type: 'job-skipped' })
      .map(({ path, reason }) => [path.slice(folder.length + 1), reason]);
    expect(skipped).toEqual([
      ['c.owner.plist', 'Dubious ownership on file (skipping)'],
      ['d.mode.plist', 'Dubious permissions on file (skipping)'],
      ['e.folder.plist', 'Dubious path. Not a regular file (skipping)'],
      ['f.torn.plist', 'no property list'],
      ['g.nameless.plist', 'missing label'],
      ['h.blank.plist', 'missing label'],
      ['i.idle.plist', 'neither Program nor ProgramArguments'],
      ['j.dangling.plist', 'cannot be read'],
      ['k.twice.plist', 'service already bootstrapped'],
    ]);
    expect(readFileSync(mac.path('/private/var/log/com.apple.xpc.launchd/launchd.log'), 'utf8')).toContain(
      'Dubious ownership',
    );
  });

  it('runs a RunAtLoad job that was left on disk, each time', async () => {
    const mac = await newMac({ off: true });
    writeJob(mac, LABEL, { keys: { RunAtLoad: true } });
    await mac.powerOn();
    const first = await mac.events.waitFor({ type: 'job-exited', label: LABEL });
    await mac.restart();
    await mac.events.waitFor({ type: 'job-exited', label: LABEL }, { after: first.sequence });
  });
});

describe('at login', () => {
  it('the agents start as the user, with the session’s variables, and the console is the user’s', async () => {
    const mac = await newMac();
    const out = '/Users/jappleseed/out.log';
    const script = 'id -u; id -g; echo "$HOME $DISPLAY $USER"';
    writeJob(mac, LABEL, { folder: 'LaunchAgents', script, keys: { RunAtLoad: true, StandardOutPath: out } });
    writeJob(mac, 'io.example.aqua', { folder: 'LaunchAgents', keys: { LimitLoadToSessionType: 'Aqua' } });
    writeJob(mac, 'io.example.window', {
      folder: 'LaunchAgents',
      keys: { LimitLoadToSessionType: ['LoginWindow'] },
    });
    await mac.login({ ...jappleseed, environment: { DISPLAY: ':7' } });
    await mac.events.waitFor({ type: 'job-exited', label: LABEL });
    expect(readFileSync(mac.path(out), 'utf8')).toBe(
      `501\n20\n${mac.path('/Users/jappleseed')} :7 jappleseed\n`,
    );
    expect(statSync(mac.path('/dev/console')).uid).toBe(501);
    expect((await mac.jobs()).map((job) => `${job.domain}/${job.label}`)).toEqual([
      'gui/501/io.example.aqua',
      `gui/501/${LABEL}`,
    ]);
  });

  it('and are gone after logout, with the session', async () => {
    const mac = await newMac();
    writeJob(mac, LABEL, { folder: 'LaunchAgents', script: 'exec sleep 1000', keys: { KeepAlive: true } });
    await mac.login(jappleseed);
    await mac.logout();
    expect(mac.events.all({ type: 'job-exited' })).toMatchObject([{ label: LABEL, signal: 'SIGTERM' }]);
    expect(statSync(mac.path('/dev/console')).uid).toBe(0);
    expect(mac.processes()).toEqual([]);
    expect((await launchctl(mac, 'print', 'gui/501')).code).toBe(112);
  });
});

describe('sleep', () => {
  it('stops every process and makes one start of all that came due, on waking', async () => {
    const mac = await newMac();
    const keys = { StartCalendarInterval: [{ Minute: 0 }, { Minute: 30 }] };
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { keys }));
    const pipe = new Pipe(mac);
    mac.installExecutable('/usr/local/bin/app', `#!/bin/sh\necho ready > ${pipe.path}\nexec sleep 1000\n`);
    const app = mac.start('/usr/local/bin/app');
    await pipe.next();
    await mac.sleep();
    expect(stateOf(app.pid)).toBe('T');
    await mac.clock.advance(8 * 3_600_000);
    expect(spawns(mac)).toBe(0);
    await mac.wake();
    expect(stateOf(app.pid)).toBe('S');
    const run = await mac.events.waitFor({ type: 'job-exited', label: LABEL });
    expect(run.at).toBeGreaterThanOrEqual(Date.parse('2026-11-21T18:00:30+01:00'));
    await mac.clock.advance(60_000);
    expect(spawns(mac)).toBe(1);
  });

  it('does not count for StartInterval', async () => {
    const mac = await newMac();
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { keys: { StartInterval: 600 } }));
    await mac.sleep();
    await mac.clock.advance(3_600_000);
    await mac.wake();
    await mac.clock.advance(500_000);
    expect(spawns(mac)).toBe(0);
    await mac.clock.advance(100_000);
    expect(spawns(mac)).toBe(1);
  });

  it('nothing can be run meanwhile', async () => {
    const mac = await newMac();
    await mac.sleep();
    expect(() => mac.start('/usr/bin/sw_vers')).toThrow('the Mac is asleep');
  });
});

describe('power-off', () => {
  it('forgets the appointments that pass: the next one is the next that the calendar names', async () => {
    const mac = await newMac();
    writeJob(mac, LABEL, { keys: dailyAt15 });
    await mac.restart();
    await mac.powerOff();
    await mac.clock.advanceTo('2026-11-21T16:00:00+01:00');
    await mac.powerOn();
    await mac.clock.advanceTo('2026-11-22T14:59:55+01:00');
    expect(spawns(mac)).toBe(0);
    await mac.clock.advanceTo('2026-11-22T15:00:00+01:00');
    await mac.events.waitFor({ type: 'job-spawned', label: LABEL });
  });

  it('asks every process to end first, agents before daemons', async () => {
    const mac = await newMac();
    writeJob(mac, 'io.example.agent', {
      folder: 'LaunchAgents',
      script: 'exec sleep 1000',
      keys: { RunAtLoad: true },
    });
    await launchctl(
      mac,
      'bootstrap',
      'system',
      writeJob(mac, LABEL, { script: 'exec sleep 1000', keys: { RunAtLoad: true } }),
    );
    await mac.login(jappleseed);
    mac.installExecutable('/usr/local/bin/app', '#!/bin/sh\nexec sleep 1000\n');
    const app = mac.start('/usr/local/bin/app');
    await mac.powerOff();
    expect(mac.events.all({ type: 'job-exited' })).toMatchObject([
      { label: 'io.example.agent', signal: 'SIGTERM' },
      { label: LABEL, signal: 'SIGTERM' },
    ]);
    expect(await app.finished).toMatchObject({ signal: 'SIGTERM' });
    expect(mac.processes()).toEqual([]);
  });

  it('by pulling the plug asks nobody', async () => {
    const mac = await newMac();
    const pipe = new Pipe(mac);
    const script = `trap 'echo told > ${pipe.path}; exit' TERM; echo ready > ${pipe.path}; while :; do sleep 0.05; done`;
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { script, keys: { KeepAlive: true } }));
    await pipe.next();
    await mac.powerOff({ abrupt: true });
    expect(mac.events.all({ type: 'job-exited' })).toMatchObject([{ label: LABEL, signal: 'SIGKILL' }]);
    expect(pipe.unread).toEqual([]);
    expect(mac.processes()).toEqual([]);
    await mac.powerOn();
    expect(await mac.jobs()).toMatchObject([{ label: LABEL, runs: 1 }]);
  });

  it('kills what does not listen after its exit timeout', async () => {
    const mac = await newMac();
    const pipe = new Pipe(mac);
    const script = `trap '' TERM; echo ready > ${pipe.path}; while :; do sleep 0.05; done`;
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { script, keys: { KeepAlive: true } }));
    await pipe.next();
    const off = mac.powerOff();
    await mac.events.waitFor({ type: 'power', state: 'shutting-down' });
    await mac.clock.advance(5000);
    await off;
    expect(mac.events.all({ type: 'job-exited' })).toMatchObject([{ label: LABEL, signal: 'SIGKILL' }]);
  });

  it('comes with a restart that a program asks for', async () => {
    const mac = await newMac();
    await mac.login(jappleseed);
    const mark = mac.events.mark();
    expect(await mac.run('/sbin/shutdown', ['-r', 'now'], { uid: 501 })).toMatchObject({ code: 1 });
    await mac.run('/sbin/shutdown', ['-r', 'now']);
    await mac.events.waitFor({ type: 'power', state: 'off' }, { after: mark });
    await mac.events.waitFor({ type: 'power', state: 'on' }, { after: mark });
    expect((await mac.run('/usr/sbin/scutil', [], { stdin: 'show State:/Users/ConsoleUser\n' })).stdout).toBe(
      '  No such key\n',
    );
  });
});

describe('destroying a Mac', () => {
  it('leaves no process and no file, at once', async () => {
    const mac = await newMac();
    const pipe = new Pipe(mac);
    const script = `trap '' TERM; (setsid sleep 1000) & echo ready > ${pipe.path}; while :; do sleep 0.05; done`;
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { script, keys: { KeepAlive: true } }));
    await pipe.next();
    expect(mac.processes().length).toBeGreaterThan(1);
    const before = performance.now();
    await mac.destroy();
    expect(performance.now() - before).toBeLessThan(2000);
    expect(processesOf(mac.root)).toEqual([]);
    expect(existsSync(mac.root)).toBe(false);
  });

  it('is what happens when its maker dies', async () => {
    const mac = await newMac();
    await launchctl(
      mac,
      'bootstrap',
      'system',
      writeJob(mac, LABEL, { script: 'exec sleep 1000', keys: { KeepAlive: true } }),
    );
    const [job] = await mac.jobs();
    expect(stateOf(job?.pid ?? 0)).toBe('S');
    writeFileSync(mac.path('/private/tmp/x'), '');
    const off = mac.events.waitFor({ type: 'power', state: 'off' });
    mac.letGo();
    await off;
    expect(mac.processes()).toEqual([]);
  });
});

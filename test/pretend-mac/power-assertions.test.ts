/** pmset lists assertions as it was recorded to (macos.md C6), and processes hold them as powerd lets them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assertionReport } from '../../src/pretend-mac/power/assertion-report.ts';
import { takeAssertion, type Assertion, type TakenAssertion } from '../../src/pretend-mac/power/assertion.ts';
import type { PretendMac } from '../../src/pretend-mac/mac.ts';
import { newMac } from './mac.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

const reports = async (mac: PretendMac): Promise<string> =>
  (await mac.run('/usr/bin/pmset', ['-g', 'assertions'])).stdout;
const listed = async (mac: PretendMac): Promise<readonly string[]> =>
  (await reports(mac)).split('\n').filter((line) => line.startsWith('   pid '));

const slideShow: Assertion = {
  pid: 812,
  process: 'Keynote',
  type: 'NoDisplaySleepAssertion',
  name: 'Slide show',
};

/** What a recorded report holds, read back: the other way round. */
function recorded(report: string, now: number): readonly TakenAssertion[] {
  const line = /^ {3}pid (\d+)\((.*)\): \[0x([0-9a-f]{16})\] (\d+):(\d\d):(\d\d) (\S+) named: "(.*)" {2}$/;
  const taken: (TakenAssertion & { details: string[] })[] = [];
  for (const text of report.split('\n')) {
    if (text.startsWith('\t')) taken.at(-1)?.details.push(text.slice(1));
    const [, pid, process = '', id = '', hours, minutes, seconds, type = '', name = ''] =
      line.exec(text) ?? [];
    if (pid === undefined) continue;
    const age = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
    taken.push({
      ...{ pid: Number(pid), process, id, type, name, details: [] },
      ...{ takenAt: now - age, endsWithProcess: false },
    });
  }
  return taken;
}

describe('the report', () => {
  const now = Date.parse('2026-09-16T12:02:11Z');

  it('of a call is the recorded one, but for the last line', () => {
    const call = fixture('pmset-assertions-call.txt');
    const [date = ''] = call.split('\n');
    expect(
      `${assertionReport(date, now, recorded(call, now))}Idle sleep preventers: IODisplayWrangler\n`,
    ).toBe(call);
  });

  it('lists an assertion that is more than a day old as it was recorded', () => {
    const idle = fixture('pmset-assertions-idle.txt');
    const [, listing] = idle.split('system-wide:\n')[1]?.split('Listed by') ?? [];
    const report = assertionReport('', now, recorded(idle, now));
    expect(report.split('Listed by')[1]).toBe(listing);
  });
});

describe('an assertion', () => {
  it('is listed from when it is taken until it is released', async () => {
    const mac = await newMac();
    expect(await listed(mac)).toEqual([]);
    const id = mac.assertions.take({ ...slideShow, id: '00000000000a0001' });
    await mac.clock.advance(3_725_000);
    expect(await listed(mac)).toEqual([
      expect.stringMatching(
        /^ {3}pid 812\(Keynote\): \[0x00000000000a0001\] 01:02:0[5-9] NoDisplaySleepAssertion named: "Slide show" {2}$/,
      ),
    ]);
    expect(await reports(mac)).toContain('   PreventUserIdleDisplaySleep    1\n');
    mac.assertions.release(id);
    expect(await listed(mac)).toEqual([]);
    expect(await reports(mac)).toContain('   PreventUserIdleDisplaySleep    0\n');
  });

  it.each([
    ['in whose name parentheses stand', { process: 'Microsoft Teams (work or school)' }],
    ['with a name in another language', { name: 'Präsentation läuft' }],
  ])('may belong to a process %s', async (_, difference) => {
    const mac = await newMac();
    const wanted = { ...slideShow, ...difference };
    mac.assertions.take(wanted);
    const [line] = await listed(mac);
    expect(line).toContain(`pid 812(${wanted.process}): [0x`);
    expect(line).toContain(`named: "${wanted.name}"  `);
  });

  it.each([
    [{ timedOut: true }, 'named: "Slide show" (timed out) '],
    [{ suspended: true }, 'named: "Slide show"  (Suspended)'],
  ])('counts no more when it is %o, and is listed still', async (difference, end) => {
    const mac = await newMac();
    mac.assertions.take({ ...slideShow, ...difference });
    const [line = ''] = await listed(mac);
    expect(line.endsWith(end)).toBe(true);
    expect(await reports(mac)).toContain('   PreventUserIdleDisplaySleep    0\n');
  });

  it('is held for the built-in camera while that is in use', async () => {
    const mac = await newMac();
    mac.screen.setCameraInUse(true);
    expect(await listed(mac)).toEqual([
      expect.stringContaining('(cameracaptured): [0x000000000000ca0e] 00:00:00 PreventUserIdleSystemSleep'),
    ]);
    mac.screen.setCameraInUse(false);
    expect(await listed(mac)).toEqual([]);
  });

  it('ends with the process that took it', async () => {
    const mac = await newMac();
    const holder = spawn('sleep', ['1000']);
    takeAssertion(
      mac.root,
      { ...slideShow, pid: holder.pid ?? 0 },
      { now: mac.clock.now(), endsWithProcess: true },
    );
    expect(await listed(mac)).toHaveLength(1);
    holder.kill();
    await once(holder, 'close');
    expect(await listed(mac)).toEqual([]);
  });

  it('may be taken by any user', async () => {
    const mac = await newMac();
    const folder = mac.path('/private/var/pretend/assertions');
    mac.installExecutable('/usr/local/bin/touch-there', `#!/bin/sh\ntouch '${folder}/own.json'\n`);
    expect(await mac.run('/usr/local/bin/touch-there', [], { uid: 501 })).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await listed(mac)).toEqual([]);
  });
});

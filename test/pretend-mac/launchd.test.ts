/** launchd as a process: what it starts, when, and what becomes of it. */
import { readFileSync, statSync, existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jappleseed, launchctl, newMac, writeJob } from './mac.ts';

const LABEL = 'io.example.job';

describe('a job of launchd', () => {
  it('runs at load when RunAtLoad says so', async () => {
    const mac = await newMac();
    const path = writeJob(mac, LABEL, { script: 'exit 3', keys: { RunAtLoad: true } });
    expect(await launchctl(mac, 'bootstrap', 'system', path)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(await mac.events.waitFor({ type: 'job-exited', label: LABEL })).toMatchObject({
      code: 3,
      signal: null,
    });
    expect(await mac.jobs()).toMatchObject([{ label: LABEL, state: 'not running', runs: 1, lastExit: 3 }]);
  });

  it('runs at the minute of its calendar and not before', async () => {
    const mac = await newMac();
    const path = writeJob(mac, LABEL, {
      keys: { StartCalendarInterval: { Month: 11, Day: 21, Hour: 15, Minute: 10 } },
    });
    await launchctl(mac, 'bootstrap', 'system', path);
    await mac.clock.advanceTo('2026-11-21T15:09:59+01:00');
    expect(mac.events.all({ type: 'job-spawned' })).toEqual([]);
    await mac.clock.advanceTo('2026-11-21T15:10:00+01:00');
    const started = await mac.events.waitFor({ type: 'job-spawned', label: LABEL });
    expect(started.at - Date.parse('2026-11-21T15:10:00+01:00')).toBeLessThan(5000);
  });
});

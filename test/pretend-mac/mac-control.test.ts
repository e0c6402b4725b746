/** The command with which a person drives a running pretend Mac. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newMac, writeJob } from './mac.ts';
import { pretendPrograms } from './programs.ts';

it('a person can log in, look, let time pass, sleep and restart', async () => {
  const mac = await newMac();
  const program = join(await pretendPrograms(), 'mac-control.cjs');
  const control = (...words: string[]): string =>
    execFileSync(process.execPath, [program, '--root', mac.root, ...words], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
  writeJob(mac, 'io.example.agent', {
    folder: 'LaunchAgents',
    script: 'exec sleep 1000',
    keys: { RunAtLoad: true },
  });
  control('login', 'jappleseed', '501', 'DISPLAY=:7');
  expect(control('jobs')).toMatch(/^gui\/501\/io\.example\.agent: running, pid \d+, runs 1\n$/);
  control('advance', '1.5h');
  expect(new Date((JSON.parse(control('clock')) as { now: number }).now).toISOString()).toMatch(
    /^2026-11-21T10:30:/,
  );
  control('set', '2026-12-24T18:00+01:00');
  control('rate', '60');
  expect(JSON.parse(control('clock'))).toMatchObject({ rate: 60 });
  control('sleep');
  control('wake');
  control('restart');
  expect(control('jobs')).toBe('');
  const restarted = await mac.events.waitFor({ type: 'power', state: 'off' });
  control('unplug');
  await mac.events.waitFor({ type: 'power', state: 'off' }, { after: restarted.sequence });
  expect(() => control('dance')).toThrow('mac-control --root DIR COMMAND');
});

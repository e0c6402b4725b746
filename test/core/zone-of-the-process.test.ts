/** The zone is an argument of every rule: under whatever `TZ` the process runs, the core answers the same. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { answers } from './zone-battery.ts';

const battery = join(import.meta.dirname, 'zone-battery.ts');

const here = answers();
const digest = createHash('sha256').update(here).digest('hex');

async function under(zone: string): Promise<{ readonly midnight: string; readonly digest: string }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', battery], {
    env: { ...process.env, TZ: zone },
  });
  return JSON.parse(stdout) as { midnight: string; digest: string };
}

it.each([
  ['Asia/Kolkata', '2026-06-30T18:30:00.000Z'],
  ['America/New_York', '2026-07-01T04:00:00.000Z'],
  ['Australia/Lord_Howe', '2026-06-30T13:30:00.000Z'],
])('in %s, where the process says that midnight is %s', async (zone, midnight) => {
  expect(await under(zone)).toEqual({ midnight, digest });
});

it('says something: the answers are many', () => {
  expect(here.length).toBeGreaterThan(300_000);
});

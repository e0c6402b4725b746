/** The demo as the README's first command runs it, without a display. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';

const repository = join(import.meta.dirname, '../..');

/** Processes of any pretend Mac, by the mark in their environment. */
function processesOfPretendMacs(): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes('PRETEND_MAC_ROOT=');
    } catch {
      return false;
    }
  });
}

test('the demo tells the main job up to Installed, leaves pictures and no process', async () => {
  test.setTimeout(240_000);
  const before = processesOfPretendMacs();
  const demo = spawn(join(repository, 'node_modules/.bin/tsx'), ['scripts/demo.ts', '--headless'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((settle) => demo.once('close', settle));
  const transcript = await text(demo.stdout);
  expect(await ended, transcript).toBe(0);
  for (const said of [
    '● filevault: Installed; confirmed',
    '● macos-26.7: Installed; confirmed',
    '● slack: Installed; confirmed',
    '<key>StartCalendarInterval</key>',
    'the Mac has restarted',
    'LaunchDaemons left behind: none',
  ]) {
    expect(transcript).toContain(said);
  }
  expect(readdirSync(join(repository, 'demo-output')).length).toBeGreaterThan(12);
  expect(processesOfPretendMacs()).toEqual(before);
});

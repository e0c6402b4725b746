/** The demo as the README's first command runs it, without a display. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';

const repository = join(import.meta.dirname, '../..');

/** Processes of this pretend Mac, by the mark in their environment. */
function processesOf(root: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`PRETEND_MAC_ROOT=${root}`);
    } catch {
      return false;
    }
  });
}

test('the demo tells the main job up to Installed, leaves pictures and no process', async () => {
  test.setTimeout(240_000);
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
    'The question waits since',
    'Its time has come; the run waits since',
    'LaunchDaemons left behind: none',
  ]) {
    expect(transcript).toContain(said);
  }
  expect(readdirSync(join(repository, 'demo-output')).length).toBeGreaterThan(12);
  const root = /the whole Mac is the folder (\S+)/.exec(transcript)?.[1] ?? '';
  expect(root).not.toBe('');
  expect({ processes: processesOf(root), folder: existsSync(root) }).toEqual({
    processes: [],
    folder: false,
  });
});

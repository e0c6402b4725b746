/** Whose processes are whose: by the mark in their environment, also where there is no /proc. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { fromPs } from '../../src/pretend-mac/launchd/processes.ts';

it('finds the marked processes in what ps prints', async () => {
  const child = spawn('sleep', ['60'], {
    env: { PATH: process.env['PATH'], PRETEND_MAC_ROOT: '/tmp/mac-for-ps' },
  });
  await once(child, 'spawn');
  try {
    const all = fromPs('PRETEND_MAC_ROOT=/tmp/mac-for-ps');
    expect(all.filter(({ marked }) => marked)).toEqual([
      { pid: child.pid, parent: process.pid, session: expect.any(Number) as number, marked: true },
    ]);
    expect(all.length).toBeGreaterThan(1);
  } finally {
    child.kill();
    await once(child, 'exit');
  }
});

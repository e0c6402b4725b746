/** A broken tool fails as it says, and is whole again afterwards. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breakTool, type Failure } from '../../src/pretend-mac/broken-tool.ts';
import { isAlive } from '../../src/pretend-mac/launchd/processes.ts';
import { newMac } from './mac.ts';

const osascript = '/usr/bin/osascript';
const question = ['-l', 'JavaScript', '-e', '1 + 1'];

describe('a broken tool', () => {
  it.each<[Failure, object]>([
    [
      { kind: 'killed', by: 'SEGV' },
      { code: null, signal: 'SIGSEGV', stdout: '' },
    ],
    [
      { kind: 'killed', by: 'KILL' },
      { code: null, signal: 'SIGKILL', stdout: '' },
    ],
    [
      { kind: 'prints', text: `it's "garbage" %s\\n` },
      { code: 0, stdout: `it's "garbage" %s\\n` },
    ],
    [
      { kind: 'prints', text: '', code: 1 },
      { code: 1, stdout: '' },
    ],
  ])('%o', async (failure, wanted) => {
    const mac = await newMac();
    const repair = breakTool(mac, osascript, failure);
    expect(await mac.run(osascript, question)).toMatchObject(wanted);
    repair();
    expect(await mac.run(osascript, question)).toMatchObject({ code: 0, stdout: '2\n' });
  });

  it.each<[Failure, string]>([
    [{ kind: 'missing' }, 'ENOENT'],
    [{ kind: 'not-executable' }, 'EACCES'],
  ])('cannot be started: %o', async (failure, error) => {
    const mac = await newMac();
    const repair = breakTool(mac, osascript, failure);
    await expect(mac.run(osascript, question)).rejects.toThrow(error);
    repair();
    expect(await mac.run(osascript, question)).toMatchObject({ code: 0, stdout: '2\n' });
  });

  it('hangs until it is killed, and no longer than its Mac lives', async () => {
    const mac = await newMac();
    breakTool(mac, osascript, { kind: 'hangs' });
    const deaf = mac.start(osascript, question);
    const forgotten = mac.start(osascript, question);
    await expect.poll(() => readFileSync(`/proc/${deaf.pid}/comm`, 'utf8')).toBe('sleep\n');
    process.kill(deaf.pid, 'SIGTERM');
    process.kill(deaf.pid, 'SIGKILL');
    expect(await deaf.finished).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(isAlive(forgotten.pid)).toBe(true);
    await mac.destroy();
    expect(await forgotten.finished).toMatchObject({ signal: 'SIGKILL' });
  });
});

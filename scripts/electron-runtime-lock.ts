/**
 * One process at a time, across processes: `flock` holds the lock as long as its stdin is open, so the kernel gives it
 * back however this process ends. Nothing to clean up, nothing to poll. Linux only, as is what it protects.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const holder = spawn('flock', [file, 'sh', '-c', 'echo held; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const held = await Promise.race([once(holder.stdout, 'data'), once(holder, 'close')]);
  if (!Buffer.isBuffer(held[0])) throw new Error(`cannot lock ${file}`);
  try {
    return await work();
  } finally {
    const closed = once(holder, 'close');
    holder.stdin.end();
    await closed;
  }
}

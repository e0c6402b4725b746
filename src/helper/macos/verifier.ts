/**
 * Runs an admin's own program that tells whether the work is done. As root, so its path is checked as jamf's is; without arguments and
 * with next to no environment; bounded in time and output, together with everything that it starts.
 */
import { spawn } from 'node:child_process';
import type { Finding } from '../../core/verification.ts';
import { trustedProgram } from '../../files/trusted-program.ts';

const longestMs = 30_000;
const mostOutput = 64 * 1024;

/** Ends with 0: done; with 1: not done; anything else cannot be told. */
export async function runVerifier(root: string, macPath: string, timeoutMs = longestMs): Promise<Finding> {
  const program = await trustedProgram(root, macPath);
  if (!program.ok) return { kind: 'unknown', why: program.problem };
  return new Promise((settle) => {
    // A group of its own, so that nothing that it started outlives it.
    const child = spawn(program.value, [], {
      cwd: '/',
      detached: true,
      env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    let settled = false;
    const end = (finding: Finding): void => {
      if (settled) return;
      settled = true;
      clearTimeout(limit);
      killGroup(child.pid);
      child.stdout.destroy();
      settle(finding);
    };
    const unknown = (why: string): void => end({ kind: 'unknown', why: `${macPath} ${why}` });
    const limit = setTimeout(
      () => unknown(`took longer than ${String(timeoutMs / 1000)} seconds`),
      timeoutMs,
    );
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (output.length > mostOutput) unknown('printed too much');
    });
    child.once('error', (error) => unknown(`could not be started: ${error.message}`));
    child.once('exit', () => killGroup(child.pid));
    child.once('close', (code, signal) => {
      const said = firstLine(output);
      if (code === 0) end({ kind: 'present', evidence: said || `${macPath} says that it is done` });
      else if (code === 1) end({ kind: 'absent', found: said || `${macPath} says that it is not done` });
      else unknown(signal === null ? `ended with ${String(code)}` : `was ended by ${signal}`);
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing is left of it.
  }
}

/** What it says goes into logs and onto admins' terminals. */
const firstLine = (output: string): string =>
  (output.trim().split('\n')[0] ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 200);

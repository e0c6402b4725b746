/**
 * On a Mac a process is in its parent's session whatever its environment says. Here a session is two environment variables, so a
 * process that was started without them takes those of the nearest process above it that belongs to the same Mac and has them.
 */
import { readFileSync } from 'node:fs';
import { ENVIRONMENT } from '../places.ts';
import { parentOf } from '../launchd/processes.ts';

const variables = ['DISPLAY', 'XAUTHORITY'];

export function joinSession(): void {
  if (process.env['DISPLAY'] !== undefined) return;
  const mac = process.env[ENVIRONMENT.root];
  for (let pid = process.ppid; pid > 1; pid = parentOf(pid)) {
    const environment = environmentOf(pid);
    if (environment?.[ENVIRONMENT.root] !== mac) return;
    if (environment?.['DISPLAY'] === undefined) continue;
    for (const name of variables) process.env[name] = environment[name] ?? '';
    return;
  }
}

/** What it was started with. Undefined when it is another user's, or gone. */
function environmentOf(pid: number): Readonly<Record<string, string>> | undefined {
  try {
    const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return Object.fromEntries(entries.map((entry) => entry.split(/=(.*)/s).slice(0, 2) as [string, string]));
  } catch {
    return undefined;
  }
}

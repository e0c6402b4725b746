/**
 * `/bin/ps -o pid=,comm= -p PID,…` and, for all processes, `/bin/ps -axww -o pid=,comm=`: executables as paths of this Mac. macOS prints
 * whole paths for `comm`.
 */
import { readlinkSync } from 'node:fs';
import { RunningApps } from '../apps/running-apps.ts';
import { run } from '../command-line.ts';
import { processesOf } from '../launchd/processes.ts';

run(({ root, arguments: parameters }) => {
  const pids = pidsOf(root, parameters);
  if (pids === null) {
    process.stderr.write('the stand-in for ps knows -o pid=,comm= with -p PIDS or -axww only\n');
    return 64;
  }
  const apps = new RunningApps(root);
  const lines = pids.flatMap((pid) => {
    const executable =
      pid === '1' ? '/sbin/launchd' : (apps.executableOf(Number(pid)) ?? readExecutable(root, pid));
    return executable === undefined ? [] : [`${pid.padStart(5)} ${executable}\n`];
  });
  process.stdout.write(lines.join(''));
  return lines.length > 0 ? 0 : 1;
});

/** Null where it was asked in a way that nobody asks it. */
function pidsOf(root: string, parameters: readonly string[]): readonly string[] | null {
  const words = parameters.join(' ');
  if (words === '-axww -o pid=,comm=') return ['1', ...processesOf(root).map(String)];
  const [, pids] = /^-o pid=,comm= -p (\S+)$/.exec(words) ?? [];
  return pids === undefined ? null : pids.split(',');
}

/** Another user's process, and one that has ended, tell nothing. */
function readExecutable(root: string, pid: string): string | undefined {
  try {
    const path = readlinkSync(`/proc/${pid}/exe`);
    return path.startsWith(`${root}/`) ? path.slice(root.length) : path;
  } catch {
    return undefined;
  }
}

/** `/bin/ps -o pid=,comm= -p PID,…`: the executables of processes as paths of this Mac. macOS prints whole paths for `comm`. */
import { readlinkSync } from 'node:fs';
import { RunningApps } from '../apps/running-apps.ts';
import { run } from '../command-line.ts';

run(({ root, arguments: parameters }) => {
  const [output, columns, choose, pids = '', ...more] = parameters;
  if (output !== '-o' || columns !== 'pid=,comm=' || choose !== '-p' || more.length > 0) {
    process.stderr.write('the stand-in for ps knows -o pid=,comm= -p PIDS only\n');
    return 64;
  }
  const apps = new RunningApps(root);
  const lines = pids.split(',').flatMap((pid) => {
    const executable = apps.executableOf(Number(pid)) ?? readExecutable(root, pid);
    return executable === undefined ? [] : [`${pid.padStart(5)} ${executable}\n`];
  });
  process.stdout.write(lines.join(''));
  return lines.length > 0 ? 0 : 1;
});

/** Another user's process, and one that has ended, tell nothing. */
function readExecutable(root: string, pid: string): string | undefined {
  try {
    const path = readlinkSync(`/proc/${pid}/exe`);
    return path.startsWith(`${root}/`) ? path.slice(root.length) : path;
  } catch {
    return undefined;
  }
}

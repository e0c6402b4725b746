/** Which apps are open, by the executables of all processes: also helpers and services inside a bundle count. */
import { paths } from '../../contract/identity.ts';
import type { RunTool } from './tool.ts';

/**
 * On macOS `comm` is the whole path of the executable, as it was started. `-ww` because a line may otherwise end at the width of a
 * terminal that is not there [U].
 */
const everyProcess = ['-axww', '-o', 'pid=,comm='];

/** The executables of all processes; null where that cannot be told. */
export async function runningExecutables(run: RunTool): Promise<readonly string[] | null> {
  const answer = await run(paths.ps, everyProcess, { timeoutMs: 5_000 });
  if (!answer.ok || answer.value.code !== 0) return null;
  const executables = answer.value.stdout.split('\n').flatMap((line) => {
    const path = /^\s*\d{1,9}\s+(\S.*?)\s*$/.exec(line)?.[1];
    return path === undefined ? [] : [path];
  });
  // There is always something that runs.
  return executables.length === 0 ? null : executables;
}

/** The same folder under another name (firmlinks). */
const dataVolume = '/system/volumes/data';

/**
 * Whether an executable lies in this bundle. Upper and lower case are the same on a Mac's disk. A quarantined app may run from a
 * mount of its own, somewhere else under the same name: that counts, too [U].
 */
export function liesIn(bundle: string, executable: string): boolean {
  const [inside, path] = [`${bundle}/`.toLowerCase(), executable.toLowerCase()];
  const name = inside.slice(inside.lastIndexOf('/', inside.length - 2));
  return (
    path.startsWith(inside) ||
    path.startsWith(`${dataVolume}${inside}`) ||
    (path.includes('/apptranslocation/') && path.includes(name))
  );
}

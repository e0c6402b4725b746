/** What a process is called of which only the pid is known: a helper of an app, or a service that is no app. */
import { shortText } from './short-text.ts';

/** For `/bin/ps`: one line for each pid, with the path of its executable (on macOS `comm` is the whole path). */
export const psArguments = (pids: readonly number[]): readonly string[] => [
  '-o',
  'pid=,comm=',
  '-p',
  pids.join(','),
];

/** Lines that are not known are passed over. A helper goes by the name of the app that it lies in. */
export function readProcesses(output: string): ReadonlyMap<number, string> {
  const lines = output.split('\n').flatMap((line): [number, string][] => {
    const [, pid, path] = /^\s*(\d{1,9})\s+(\S.*?)\s*$/.exec(line) ?? [];
    return pid === undefined || path === undefined ? [] : [[Number(pid), shortText(nameOf(path))]];
  });
  return new Map(lines);
}

const nameOf = (path: string): string =>
  /(?:^|\/)([^/]+)\.app\//.exec(path)?.[1] ?? path.slice(path.lastIndexOf('/') + 1);

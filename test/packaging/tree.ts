/** What is on a disk, and tools to change it. */
import { execFileSync } from 'node:child_process';

/** Everything in a folder, a line each: name, mode, owner, and where a link leads. */
export function treeOf(root: string): string[] {
  return run('find', [root, '-printf', '%P %M %U:%G %l\\n']).trimEnd().split('\n').sort();
}

export const run = (command: string, args: readonly string[]): string =>
  execFileSync(command, args, { encoding: 'utf8' });

/** Several deployments at once, and in which order jamf ran them. */
import { existsSync, readFileSync } from 'node:fs';
import type { Piece } from './deployments.ts';
import type { World } from './world.ts';

/** Work that only prints a line, with a trigger by which jamf's log knows it. */
export const pieceOf = (id: string, change: Partial<Piece> = {}): Piece => ({
  id,
  trigger: `do_${id}`,
  payload: [{ do: 'print', lines: ['Done.'] }],
  ...change,
  keys: { Trigger: `do_${id}`, Title: id, ...change.keys },
});

/** The IDs of those that jamf ran, in order. */
export function jamfOrder({ mac }: World): string[] {
  const log = mac.path('/private/var/log/jamf.log');
  if (!existsSync(log)) return [];
  return readFileSync(log, 'utf8')
    .split('\n')
    .flatMap((line) => /policies triggered by "do_([^"]+)"/.exec(line)?.[1] ?? []);
}

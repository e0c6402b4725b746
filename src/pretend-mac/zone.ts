/** The Mac's time zone: where its /etc/localtime points to. */
import { readlinkSync } from 'node:fs';
import { below, PLACES } from './places.ts';

export function currentZone(root: string): string {
  try {
    return readlinkSync(below(root, PLACES.localtime)).split('/zoneinfo/')[1] ?? 'UTC';
  } catch {
    return 'UTC';
  }
}

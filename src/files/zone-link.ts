/** The Mac's time zone, as `/etc/localtime` tells it. */
import { readlinkSync } from 'node:fs';
import { isZone } from '../core/names.ts';
import { isKnownZone, type Zone } from '../core/time.ts';

/**
 * Where the link points to (…/zoneinfo/Europe/Berlin); null where there is no link, or it names no zone that is known here.
 * `before`: what it named the last time, which need not be looked up again.
 */
export function zoneOfLink(path: string, before: Zone | null = null): Zone | null {
  try {
    const name = readlinkSync(path).split('/zoneinfo/')[1] ?? '';
    return name === before || (isZone(name) && isKnownZone(name)) ? name : null;
  } catch {
    return null;
  }
}

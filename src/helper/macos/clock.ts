/** The Mac's clock and zone. */
import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../contract/identity.ts';
import { isZone } from '../../core/names.ts';
import { isKnownZone, type Instant, type Zone } from '../../core/time.ts';
import type { Clock } from '../ports/ports.ts';

/**
 * A timer of a process says nothing about the clock on the wall: it may stand still in sleep, and the clock may be moved. So
 * no timer is longer than this, and a ring that comes this much off tells that something happened.
 */
const longestTimerMs = 60_000;
const skewMs = 5_000;

export class MacClock implements Clock {
  readonly #root: string;
  #timer: NodeJS.Timeout | null = null;
  #zone: Zone = 'UTC';

  constructor(root: string) {
    this.#root = root;
  }

  now(): Instant {
    return Temporal.Instant.fromEpochMilliseconds(Date.now());
  }

  /**
   * Where `/etc/localtime` points to (…/zoneinfo/Europe/Berlin). Node itself reads the zone only once, so a long-lived process
   * must look for itself. What cannot be read leaves the zone as it was.
   */
  zone(): Zone {
    try {
      const name = readlinkSync(join(this.#root, paths.localtime)).split('/zoneinfo/')[1] ?? '';
      if (name !== this.#zone && isZone(name) && isKnownZone(name)) this.#zone = name;
    } catch {
      // No link: the zone stays.
    }
    return this.#zone;
  }

  wakeAt(instant: Instant | null, ring: () => void): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (instant === null) return;
    const zone = this.zone();
    const wait = (): void => {
      const before = Date.now();
      const delay = Math.max(0, Math.min(longestTimerMs, instant.epochMilliseconds - before));
      this.#timer = setTimeout(() => {
        const after = Date.now();
        const off = Math.abs(after - before - delay) > skewMs;
        if (off || after >= instant.epochMilliseconds || this.zone() !== zone) ring();
        else wait();
      }, delay);
    };
    wait();
  }
}

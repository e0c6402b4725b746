/** The Mac's clock and zone. */
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../contract/identity.ts';
import type { Instant, Zone } from '../../core/time.ts';
import { zoneOfLink } from '../../files/zone-link.ts';
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
   * Node itself reads the zone only once, so a long-lived process must look for itself. What cannot be read leaves the zone as it
   * was.
   */
  zone(): Zone {
    this.#zone = zoneOfLink(join(this.#root, paths.localtime), this.#zone) ?? this.#zone;
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

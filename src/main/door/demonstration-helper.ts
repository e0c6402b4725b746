/** Stands in for the helper while a profile is demonstrated: knows one snapshot, accepts everything, does nothing. */
import type { Demonstration } from '../../contract/demonstration.ts';
import type { Intent, IntentAnswer, Picture, Snapshot } from '../../contract/session-door.ts';
import { afterIntent } from '../app/demonstration.ts';
import type { HelperLink, LinkEvent } from '../ports/helper-link.ts';
import type { Clock } from '../ports/ports.ts';

export class DemonstrationHelper implements HelperLink {
  readonly #pictures: Demonstration['pictures'];
  readonly #clock: Clock;
  #snapshot: Snapshot;
  #listener: (event: LinkEvent) => void = () => undefined;

  constructor({ snapshot, pictures }: Demonstration, clock: Clock) {
    this.#snapshot = snapshot;
    this.#pictures = pictures;
    this.#clock = clock;
  }

  start(listener: (event: LinkEvent) => void): void {
    this.#listener = listener;
    listener({ kind: 'snapshot', snapshot: this.#snapshot });
    listener({ kind: 'link', link: { kind: 'connected' } });
  }

  sendIntent(intent: Intent): Promise<IntentAnswer> {
    const { snapshot, due } = afterIntent(this.#snapshot, intent, this.#clock.now());
    this.#snapshot = snapshot;
    // As the helper does: the snapshot is on its way when the answer comes.
    this.#listener({ kind: 'snapshot', snapshot });
    return Promise.resolve({ kind: 'accepted', due: due?.toString() ?? null });
  }

  image(digest: string): Promise<Picture | null> {
    return Promise.resolve(Object.hasOwn(this.#pictures, digest) ? (this.#pictures[digest] ?? null) : null);
  }

  report(): void {
    // Nobody to tell.
  }

  close(): void {
    // Nothing is open.
  }
}

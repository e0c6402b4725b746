/** Tells the app what it may show: a snapshot to whoever subscribes, and a new one whenever something worth telling changed. */
import type { Snapshot } from '../../contract/session-door.ts';
import type { Clock } from '../ports/ports.ts';
import type { Ledger } from './ledger.ts';
import { deploymentView, viewKey } from './views.ts';

export class Publisher {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #observeEvery: () => number | null;
  readonly #listeners = new Set<(snapshot: Snapshot) => void>();
  #revision = 0;
  #lastTold = '';

  constructor(ledger: Ledger, clock: Clock, observeEvery: () => number | null) {
    this.#ledger = ledger;
    this.#observeEvery = observeEvery;
    this.#clock = clock;
  }

  snapshot(): Snapshot {
    const { organizationName, supportContact } = this.#ledger.preferences;
    const now = this.#clock.now();
    const zone = this.#clock.zone();
    return {
      revision: this.#revision,
      now: now.toString(),
      zone,
      organization: organizationName,
      supportContact,
      observeEvery: this.#observeEvery(),
      deployments: this.#ledger.courses
        .filter(({ record }) => record.stage.kind !== 'resting')
        .map((it) => deploymentView(it, now, zone)),
    };
  }

  /** Calls back with every new snapshot until the returned function is called. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the listeners, unless there is nothing that they do not know. */
  publish(): void {
    const snapshot = this.snapshot();
    const told = JSON.stringify([
      snapshot.zone,
      snapshot.organization,
      snapshot.supportContact,
      snapshot.observeEvery,
      snapshot.deployments.map(viewKey),
    ]);
    if (told === this.#lastTold) return;
    this.#lastTold = told;
    this.#revision += 1;
    for (const listener of this.#listeners) listener({ ...snapshot, revision: this.#revision });
  }
}

/** Tells the app what it may show: a snapshot to whoever subscribes, and a new one whenever something worth telling changed. */
import { deploymentView } from '../../contract/deployment-view.ts';
import type { DeploymentView, Snapshot } from '../../contract/session-door.ts';
import { togetherView } from '../../contract/together-view.ts';
import type { Clock } from '../ports/ports.ts';
import type { Ledger } from './ledger.ts';
import type { Logos } from './logos.ts';
import { viewKey, type Course } from './views.ts';

export class Publisher {
  readonly #ledger: Ledger;
  readonly #logos: Logos;
  readonly #clock: Clock;
  readonly #observeEvery: () => number | null;
  readonly #listeners = new Set<(snapshot: Snapshot) => void>();
  #revision = 0;
  #lastTold = '';

  constructor(ledger: Ledger, logos: Logos, clock: Clock, observeEvery: () => number | null) {
    this.#ledger = ledger;
    this.#logos = logos;
    this.#observeEvery = observeEvery;
    this.#clock = clock;
  }

  snapshot(): Snapshot {
    const { organizationName, supportContact, branding } = this.#ledger.preferences;
    const now = this.#clock.now();
    const zone = this.#clock.zone();
    return {
      revision: this.#revision,
      now: now.toString(),
      zone,
      organization: organizationName,
      supportContact,
      branding: { ...branding, logo: this.#logos.digestsOf(branding.logo) },
      observeEvery: this.#observeEvery(),
      deployments: this.#ledger.courses
        .filter(({ record }) => record.stage.kind !== 'resting')
        .map((it) => this.viewOf(it)),
      together: togetherView(this.#ledger.courses, now, zone),
    };
  }

  /** What the app may show of one deployment. */
  viewOf(course: Course): DeploymentView {
    const shared = this.#ledger.preferences.branding.logo;
    const own = course.deployment.branding.logo;
    const isShared = own.light === shared.light && own.dark === shared.dark;
    const logo = isShared ? null : this.#logos.digestsOf(own);
    return deploymentView(course, logo, this.#clock.now(), this.#clock.zone());
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
      snapshot.branding,
      snapshot.observeEvery,
      snapshot.deployments.map(viewKey),
      snapshot.together === null ? null : viewKey(snapshot.together),
    ]);
    if (told === this.#lastTold) return;
    this.#lastTold = told;
    this.#revision += 1;
    for (const listener of this.#listeners) listener({ ...snapshot, revision: this.#revision });
  }
}

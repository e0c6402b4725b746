/**
 * Looking whether work is done, still needed, and possible on this Mac. Tools and admins' scripts may take half a minute, so no turn of
 * the engine waits for them: a look goes on by itself, one at a time, and what it finds has a turn of its own. The rules are the
 * core's (`core/run-course.ts`, `core/eligibility.ts`).
 */
import { comesBack } from '../../core/course.ts';
import { describeFinding, describeNotMet } from '../../core/describe.ts';
import type { Deployment } from '../../core/deployment.ts';
import { fitnessJudged, followsFitness } from '../../core/eligibility.ts';
import type { DeploymentRecord } from '../../core/record.ts';
import { fitnessOf, requiresAnything, type Fitness, type MacTraits } from '../../core/requirements.ts';
import type { Result } from '../../core/result.ts';
import { newRound } from '../../core/round.ts';
import { isDone, looked, minutesBetweenIdleLooks } from '../../core/look-course.ts';
import { isAfter, isBefore, plusMinutes, type Instant, type Zone } from '../../core/time.ts';
import type { Finding } from '../../core/verification.ts';
import type { Ports, User } from '../ports/ports.ts';
import type { Change, Ledger } from './ledger.ts';
import type { Staging } from './staging.ts';
import type { Course } from './views.ts';

/** What is needed of the engine. */
interface Looker {
  readonly ports: Pick<Ports, 'clock' | 'inventory' | 'log'>;
  readonly ledger: Ledger;
  readonly staging: Pick<Staging, 'find' | 'isAwaited'>;
  readonly user: User | null;
  readonly zone: Zone;
  commit(changes: readonly Change[], cause: string): Promise<Result<null, string>>;
  inTurn<T>(operation: () => Promise<T>): Promise<T>;
  look(cause: string): Promise<void>;
}

/** What one look found; null where nothing is to be looked at. */
export interface WorkLook {
  readonly finding: Finding | null;
  readonly fitness: Fitness | null;
  /** False: macOS surely lists none, so the question whether to install them is idle. */
  readonly updates: boolean | null;
}

/** Before a question comes back, a look that is no older than this is good enough, in minutes. */
const freshMinutes = 5;
/** Whoever waits, or failed by what the Mac lacks, is looked at this often, in minutes. */
const minutesBetweenFitnessLooks = 60;
/** A run that waits for its turn is looked at this often, in minutes. */
const runMinutes = 1;
/** What the Mac is changes slowly; several deployments share one look at it. */
const traitsMinutes = 1;

interface Seen {
  readonly at: Instant;
  /** What the look was about: with other preferences it counts no more. */
  readonly about: string;
}

export class Looking {
  readonly #engine: Looker;
  readonly #seen = new Map<string, Seen>();
  readonly #lastLooks = new Map<string, Seen & { readonly look: WorkLook }>();
  readonly #current = new Map<string, Promise<WorkLook>>();
  readonly #underWay = new Set<string>();
  #queue: Promise<unknown> = Promise.resolve();
  #isAfterLook = false;
  #traits: { readonly at: Instant; readonly traits: Promise<MacTraits> } | null = null;

  constructor(engine: Looker) {
    this.#engine = engine;
  }

  /** A look at this deployment goes on: what time alone would change waits for it. */
  isUnderWay = (id: string): boolean => this.#underWay.has(id);

  /** Nothing is to be seen of this deployment. */
  static isBlind = ({ verification, requirements, askOnlyWhile }: Deployment): boolean =>
    verification.length === 0 && !requiresAnything(requirements) && askOnlyWhile === null;

  /** Begins every look that is due, each for itself. */
  beginDue(): void {
    const now = this.#engine.ports.clock.now();
    for (const it of this.#engine.ledger.courses) {
      if (Looking.isBlind(it.deployment) || this.isUnderWay(it.deployment.id)) continue;
      const at = this.#dueAt(it);
      const isDue = at !== null && !isAfter(at, now);
      if (isDue || (!this.#isAfterLook && this.#engine.staging.isAwaited(it))) this.begin(it);
    }
  }

  /** Looks now, and acts on what it finds in a turn of its own. */
  begin(it: Course): void {
    const { id } = it.deployment;
    if (this.isUnderWay(id)) return;
    this.#underWay.add(id);
    // One after another: no number of deployments starts a crowd of tools, and whoever is waited for goes before them.
    const looking = this.#queue.then(() => this.lookAt(it));
    this.#queue = looking.catch(() => undefined);
    const done = looking.then((look) =>
      this.#engine.inTurn(async () => {
        this.#underWay.delete(id);
        await this.#noticed(id, look);
        // What is awaited from outside is looked at when something outside changes, not because of a look.
        this.#isAfterLook = true;
        try {
          await this.#engine.look('inventory was looked at');
        } finally {
          this.#isAfterLook = false;
        }
      }),
    );
    done.catch((error: unknown) => {
      this.#underWay.delete(id);
      this.#engine.ports.log.warn(String(error));
    });
  }

  /** Looks at once, but at one deployment never twice at the same time: a look may put an app in its place. */
  lookAt(it: Course): Promise<WorkLook> {
    const { id } = it.deployment;
    const before = this.#current.get(id) ?? Promise.resolve();
    const current = before
      .catch(() => undefined)
      .then(() => this.#look(this.#engine.ledger.course(id) ?? it));
    this.#current.set(id, current);
    return current;
  }

  /** The same for a job at its minute, which may ask again and again while it waits: a look of a moment ago will do. */
  async lookBeforeRun(it: Course): Promise<WorkLook> {
    const { id } = it.deployment;
    await this.#current.get(id)?.catch(() => undefined);
    const last = this.#lastLooks.get(id);
    const now = this.#engine.ports.clock.now();
    const isFresh =
      last?.about === aboutOf(it.deployment) &&
      !isBefore(now, last.at) &&
      isBefore(now, plusMinutes(last.at, runMinutes));
    return isFresh ? last.look : this.lookAt(it);
  }

  /** When something wants to be looked at, besides what the records say themselves; null where nothing does. */
  nextLook(): Instant | null {
    let first: Instant | null = null;
    for (const it of this.#engine.ledger.courses) {
      if (Looking.isBlind(it.deployment) || this.isUnderWay(it.deployment.id)) continue;
      const at = this.#dueAt(it);
      if (at !== null && (first === null || isBefore(at, first))) first = at;
    }
    return first;
  }

  /** Null where no look is due. A record that was never looked at is due by its fitness, but not by its rhythm. */
  #dueAt({ deployment, record }: Course): Instant | null {
    const now = this.#engine.ports.clock.now();
    if (record.stage.kind === 'checking') return record.stage.nextLook;
    const seen = this.#lastSeen(deployment);
    if (comesBack(record, deployment, now)) {
      return seen === null ? now : plusMinutes(seen, freshMinutes);
    }
    if (requiresAnything(deployment.requirements) && followsFitness(record, deployment)) {
      return seen === null ? now : plusMinutes(seen, minutesBetweenFitnessLooks);
    }
    const minutes = deployment.verification.length === 0 ? null : minutesBetweenIdleLooks(record);
    if (minutes === null) return null;
    if (seen === null) this.#see(deployment, now);
    return plusMinutes(seen ?? now, minutes);
  }

  /** A question is about to come up by itself, and nobody has looked yet whether it is still needed. */
  mustWait({ deployment, record }: Course): boolean {
    const now = this.#engine.ports.clock.now();
    if (Looking.isBlind(deployment) || !comesBack(record, deployment, now)) return false;
    const seen = this.#lastSeen(deployment);
    return seen === null || isAfter(now, plusMinutes(seen, freshMinutes));
  }

  #lastSeen(deployment: Deployment): Instant | null {
    const seen = this.#seen.get(deployment.id);
    return seen?.about === aboutOf(deployment) ? seen.at : null;
  }

  #see(deployment: Deployment, at: Instant): void {
    this.#seen.set(deployment.id, { at, about: aboutOf(deployment) });
  }

  async #look(it: Course): Promise<WorkLook> {
    const { deployment, record } = it;
    const { inventory, clock } = this.#engine.ports;
    try {
      const finding = deployment.verification.length === 0 ? null : await this.#engine.staging.find(it);
      const isNeeded = finding === null || !isDone(finding);
      const fitness =
        isNeeded && requiresAnything(deployment.requirements)
          ? fitnessOf(deployment.requirements, await this.#macTraits())
          : null;
      const asks = isNeeded && mayAsk(record) && deployment.askOnlyWhile !== null;
      const look = { finding, fitness, updates: asks ? await inventory.osUpdatesPending() : null };
      this.#lastLooks.set(deployment.id, { look, about: aboutOf(deployment), at: clock.now() });
      return look;
    } finally {
      this.#see(deployment, clock.now());
    }
  }

  #macTraits(): Promise<MacTraits> {
    const now = this.#engine.ports.clock.now();
    const known = this.#traits;
    const isFresh =
      known !== null && !isBefore(now, known.at) && isBefore(now, plusMinutes(known.at, traitsMinutes));
    if (isFresh) return known.traits;
    const traits = this.#engine.ports.inventory.traits();
    this.#traits = { at: now, traits };
    return traits;
  }

  async #noticed(id: string, look: WorkLook): Promise<void> {
    const it = this.#engine.ledger.course(id);
    if (it === null) return;
    const { record, cause } = afterLook(it, look, this.#engine);
    await this.#engine.commit([{ course: it, record }], cause);
  }
}

const aboutOf = ({ verification, requirements, askOnlyWhile }: Deployment): string =>
  JSON.stringify([verification, requirements, askOnlyWhile]);

/** A question follows on this look, or may come back. */
const mayAsk = ({ stage }: DeploymentRecord): boolean =>
  stage.kind === 'resting' || stage.kind === 'asking' || stage.kind === 'installed';

/** What follows from a look for a deployment that waits, has ended or failed. What is under way is not touched. */
export function afterLook(
  { deployment, record }: Course,
  { finding, fitness, updates }: WorkLook,
  { ports, user, zone }: Pick<Looker, 'ports' | 'user' | 'zone'>,
): { readonly record: DeploymentRecord; readonly cause: string } {
  const now = ports.clock.now();
  const seen = finding === null ? record : looked(record, deployment, finding, now, zone);
  if (finding !== null && (seen !== record || fitness === null)) {
    return { record: seen, cause: `inventory: ${describeFinding(finding)}` };
  }
  if (updates === false && record.stage.kind === 'asking') {
    return { record: newRound(record, { kind: 'resting' }), cause: 'macOS lists no updates' };
  }
  const follows = followsFitness(record, deployment) || comesBack(record, deployment, now);
  if (fitness === null || !follows) return { record, cause: 'nothing has changed' };
  return {
    record: fitnessJudged(record, deployment, fitness, user !== null, now, zone),
    cause: fitnessCause(fitness),
  };
}

export function fitnessCause(fitness: Fitness): string {
  switch (fitness.kind) {
    case 'met':
      return 'this Mac meets the requirements';
    case 'not-met':
      return `this Mac does not meet the requirements: ${describeNotMet(fitness)}`;
    case 'unknown':
      return `whether this Mac meets the requirements is unknown: ${fitness.why}`;
  }
}

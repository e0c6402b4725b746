/**
 * The staging folder as the service sees it: whatever inventory is asked about an app, what waits for that app counts as well, and is
 * put in place once it is not open. The rule is the core's (`core/staging.ts`).
 */
import type { Deployment } from '../../core/deployment.ts';
import { stagingStep, stagingTargetOf, type StagingTarget } from '../../core/staging.ts';
import { isBefore, plusMinutes, type Instant } from '../../core/time.ts';
import { allHold, type Finding, type StagedApp } from '../../core/verification.ts';
import type { Ports } from '../ports/ports.ts';
import type { Ledger } from './ledger.ts';
import type { Course } from './views.ts';

/** How often is looked whether an app that is waited for was quit, in minutes, where nobody tells of it. */
const minutesBetweenLooks = 1;
/** A move that did not work is tried again after this, in minutes. */
const minutesToNextTry = 5;
/** While the person said to be quitting it: every so many seconds, for so long. */
const eager = { everySeconds: 2, forSeconds: 120 } as const;

/** What is needed of the engine. */
interface Stager {
  readonly ports: Pick<Ports, 'appBundles' | 'clock' | 'inventory' | 'log'>;
  readonly ledger: Ledger;
}

export class Staging {
  readonly #engine: Stager;
  /** Until when the person is thought to be quitting an app. */
  #eagerUntil: Instant | null = null;
  /** Why a deployment's folder is not used. */
  readonly #folders = new Map<string, string>();
  /** Why what waits in it is not put in place. */
  readonly #bundles = new Map<string, string>();
  /** Moves that did not work: why, and when they are tried again. */
  readonly #failed = new Map<string, { readonly why: string; readonly again: Instant }>();
  /** What is left of interrupted moves. */
  #left: readonly string[] = [];

  constructor(engine: Stager) {
    this.#engine = engine;
  }

  /** Makes the folders before anybody else could; the preferences may name other deployments than before. */
  async prepare(): Promise<void> {
    for (const { deployment } of this.#engine.ledger.courses) {
      if (stagingTargetOf(deployment) !== null) await this.#prepareFor(deployment);
    }
  }

  /** The problem with its folder; null where there is none. */
  async #prepareFor({ id }: Deployment): Promise<string | null> {
    const prepared = await this.#engine.ports.appBundles.prepare(id);
    const problem = prepared.ok ? null : `its staging folder is not used: ${prepared.problem}`;
    this.#note(this.#folders, id, problem);
    return problem;
  }

  /** Whether something waits for a moment that may have come. */
  isAwaited({ deployment, record: { stage } }: Course): boolean {
    return stage.kind === 'staged' || (stage.kind === 'checking' && this.#triesAgain(deployment.id));
  }

  /** What inventory finds, with what waits. Moves it where the app is not open. */
  async find({ deployment, record }: Course): Promise<Finding> {
    const target = stagingTargetOf(deployment);
    // While its policy runs, what is in the folder may be half of an app.
    return target === null || record.stage.kind === 'running'
      ? this.#engine.ports.inventory.look(deployment)
      : this.#findStaged(deployment, target);
  }

  async #findStaged(deployment: Deployment, target: StagingTarget): Promise<Finding> {
    const { appBundles, inventory, log } = this.#engine.ports;
    await this.settle();
    const unusable = await this.#prepareFor(deployment);
    if (unusable !== null) return this.#without(deployment, unusable);
    const step = stagingStep(target, await appBundles.look(deployment.id, target));
    const refused =
      step.kind === 'refuse' ? `what waits in its staging folder is refused: ${step.why}` : null;
    if (step.kind !== 'move') {
      this.#failed.delete(deployment.id);
      this.#note(this.#bundles, deployment.id, refused);
    }
    switch (step.kind) {
      case 'nothing':
        return inventory.look(deployment);
      case 'wait':
        return this.#withOthers(deployment, { ...step.app, kind: 'staged' });
      case 'discard': {
        const discarded = await appBundles.discard(deployment.id, target);
        const what = 'what waited is installed already, and was removed';
        log.info(`${deployment.id}: ${discarded.ok ? what : discarded.problem}`);
        return inventory.look(deployment);
      }
      case 'refuse':
        return this.#without(deployment, refused ?? '');
      case 'unknown':
        return step;
      case 'move':
        return this.#move(deployment, target, step.app);
    }
  }

  async #move(deployment: Deployment, target: StagingTarget, { app, version }: StagedApp): Promise<Finding> {
    const { appBundles, inventory, clock, log } = this.#engine.ports;
    const { id } = deployment;
    const before = this.#failed.get(id);
    if (before !== undefined && !this.#triesAgain(id)) return { kind: 'unknown', why: before.why };
    const moved = await appBundles.move(id, target);
    await this.settle();
    if (!moved.ok) {
      const why = `${app} ${version} could not be put in place: ${moved.problem}`;
      this.#note(this.#bundles, id, why);
      this.#failed.set(id, { why, again: plusMinutes(clock.now(), minutesToNextTry) });
      return { kind: 'unknown', why };
    }
    this.#failed.delete(id);
    this.#note(this.#bundles, id, null);
    log.info(`${id}: ${app} ${version} was put in place`);
    const finding = await inventory.look(deployment);
    return finding.kind === 'present'
      ? { ...finding, evidence: `${finding.evidence}; it was put in place from the staging folder` }
      : finding;
  }

  #triesAgain(id: string): boolean {
    const again = this.#failed.get(id)?.again;
    return again !== undefined && !isBefore(this.#engine.ports.clock.now(), again);
  }

  /** Whatever else must be so is looked at as always. */
  async #withOthers(deployment: Deployment, staged: Finding): Promise<Finding> {
    const verification = deployment.verification.filter(({ kind }) => kind !== 'app');
    if (verification.length === 0) return staged;
    return allHold([staged, await this.#engine.ports.inventory.look({ ...deployment, verification })]);
  }

  /** What is installed has to speak for itself. */
  async #without(deployment: Deployment, why: string): Promise<Finding> {
    const finding = await this.#engine.ports.inventory.look(deployment);
    return finding.kind === 'absent' ? { ...finding, found: `${finding.found}; ${why}` } : finding;
  }

  /** The person is about to quit the app that is waited for: it is looked more often. False where none is. */
  quitting(id: string): boolean {
    if (this.#engine.ledger.course(id)?.record.stage.kind !== 'staged') return false;
    this.#failed.delete(id);
    this.#eagerUntil = this.#engine.ports.clock.now().add({ seconds: eager.forSeconds });
    return true;
  }

  /** When must be looked again; null while nothing waits. */
  nextLook(): Instant | null {
    const waits = this.#engine.ledger.courses.some(({ record }) => record.stage.kind === 'staged');
    const tries = [...this.#failed.keys()].some((id) => this.#engine.ledger.course(id) !== null);
    if (!waits && !tries && this.#left.length === 0) return null;
    const now = this.#engine.ports.clock.now();
    return this.#eagerUntil !== null && isBefore(now, this.#eagerUntil)
      ? now.add({ seconds: eager.everySeconds })
      : plusMinutes(now, minutesBetweenLooks);
  }

  /** For the status report. */
  get problems(): readonly string[] {
    const known = [...this.#folders, ...this.#bundles].filter(
      ([id]) => this.#engine.ledger.course(id) !== null,
    );
    return [...known.map(([id, problem]) => `${id}: ${problem}`), ...this.#left];
  }

  /** Ends what could not be ended before. */
  async look(): Promise<void> {
    if (this.#left.length > 0) await this.settle();
  }

  /** Ends moves that were interrupted, by whatever. */
  async settle(): Promise<void> {
    const left = await this.#engine.ports.appBundles.settle();
    for (const line of left) if (!this.#left.includes(line)) this.#engine.ports.log.warn(line);
    this.#left = left;
  }

  /** Each problem is told once in the log. */
  #note(problems: Map<string, string>, id: string, problem: string | null): void {
    if (problem === null) {
      problems.delete(id);
      return;
    }
    if (problems.get(id) !== problem) this.#engine.ports.log.warn(`${id}: ${problem}`);
    problems.set(id, problem);
  }
}

/**
 * One simulated Mac with a person in front of it: the rules of the core, called in the order in which the helper's engine calls them,
 * on a clock that jumps from one moment to the next at which something can happen. Pure: the same input gives the same events.
 *
 * The Mac is on, somebody is logged in, it is connected to power and meets every requirement, and the work ends well. At night only its display sleeps, so nobody
 * ever comes back from a long absence, and what the helper does minute by minute to notice sleep is left out.
 */
import { lossesAmong } from '../../core/conflicts.ts';
import * as course from '../../core/course.ts';
import { decideWish } from '../../core/deferral.ts';
import type { Deployment } from '../../core/deployment.ts';
import { newRecord, type Deferral, type DeploymentRecord } from '../../core/record.ts';
import { qualified } from '../../core/eligibility.ts';
import { returned } from '../../core/absence.ts';
import { holdUntil } from '../../core/hold/bounds.ts';
import {
  isReleased,
  nextJudging,
  runHold,
  runJudgement,
  screenJudged,
  settled,
  waits,
} from '../../core/hold/hold-course.ts';
import { judge } from '../../core/hold/judge.ts';
import type { Held, Judgement } from '../../core/hold/rules.ts';
import type { Observation } from '../../core/screen.ts';
import { announcedFirst, nextNoticeAt, noticesJudged, pendingTelling } from '../../core/notices.ts';
import { ahead } from '../../core/order.ts';
import { afterStart, nextRestartLook, owing, restartComesFirst, restartStep } from '../../core/restart.ts';
import { looked } from '../../core/look-course.ts';
import * as runCourse from '../../core/run-course.ts';
import { earliest, isAfter, isBefore, plusMinutes, type Instant, type Zone } from '../../core/time.ts';
import { happenings } from './differences.ts';
import type { SimulatedEvent } from './events.ts';
import { answerMinutes, answerTo, ownMove, ownMoveAt, type Act, type Person } from './person.ts';
import { isThere, later, nextScreenChange, screenOf, type Hours } from './screen.ts';

export interface Situation {
  readonly deployments: readonly [Deployment, ...Deployment[]];
  readonly person: Person;
  /** How many minutes after the working hours begin the person comes; they stay as much longer. */
  readonly comesLater: number;
  /** When a policy first asks for the prompt: the Mac's check-in. */
  readonly checkIn: Instant;
  /** Nothing from this moment on is told. */
  readonly until: Instant;
  readonly zone: Zone;
}

/** How it stands at the end. */
export interface SimulatedCourse {
  readonly deployment: Deployment;
  readonly record: DeploymentRecord;
}

export interface Simulation {
  readonly events: readonly SimulatedEvent[];
  readonly courses: readonly SimulatedCourse[];
}

/** A record became another one. */
export type Changed = (
  before: DeploymentRecord,
  after: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
) => void;

/** How long a run takes whose length the admin has not estimated. */
const usualRunMinutes = 10;
/** A Mac that has more moments than this within its days does not come to rest: a bug. */
const mostMoments = 100_000;

const noPowerNeeded: Judgement = { kind: 'free' };

/** Everything that a person, or the history, would tell. */
export function simulateMac(situation: Situation): Simulation {
  const events: SimulatedEvent[] = [];
  const courses = liveThrough(situation, (before, after, deployment, now) => {
    const found = happenings(before, after, deployment, now, situation.zone);
    for (const happening of found) events.push({ ...happening, at: now, deployment: deployment.id });
  });
  return { events, courses };
}

/** Lives through the days of one Mac, and gives how it stands at their end. */
export function liveThrough(situation: Situation, changed: Changed): readonly SimulatedCourse[] {
  const mac = new SimulatedMac(situation, changed);
  let now: Instant | null = situation.checkIn;
  for (let moments = 0; now !== null && isBefore(now, situation.until); moments += 1) {
    if (moments > mostMoments) throw new Error(`the simulation does not come to rest at ${now.toString()}`);
    mac.live(now);
    now = mac.nextMoment(now);
  }
  return mac.courses;
}

interface Course {
  readonly deployment: Deployment;
  record: DeploymentRecord;
  /** When the person answers the question that stands on the screen. */
  answerAt: Instant | null;
  /** The appointment that they have thought about moving already. */
  thoughtAbout: Instant | null;
}

class SimulatedMac {
  readonly #situation: Situation;
  readonly #changed: Changed;
  readonly #courses: readonly Course[];
  /** The working hours of the first deployment; an organisation sets them once for all. */
  readonly #hours: Hours;
  #screenChange: Instant | null = null;

  constructor(situation: Situation, changed: Changed) {
    this.#situation = situation;
    this.#changed = changed;
    this.#hours = later(situation.deployments[0], situation.comesLater);
    this.#courses = situation.deployments.map((deployment) => ({
      deployment,
      record: newRecord(deployment.id),
      answerAt: null,
      thoughtAbout: null,
    }));
  }

  get courses(): readonly SimulatedCourse[] {
    return this.#courses.map(({ deployment, record }) => ({ deployment, record }));
  }

  /** Everything that happens at this moment. */
  live(now: Instant): void {
    for (const it of this.#courses) this.#endRun(it, now);
    for (const it of this.#courses) this.#checkIn(it, now);
    for (const it of this.#courses) this.#answer(it, now);
    this.#look(now);
    this.#beginRuns(now);
    for (const it of this.#courses) this.#notice(it, now);
  }

  /** The next moment at which anything can happen; null where nothing ever will. */
  nextMoment(now: Instant): Instant | null {
    const { person, zone } = this.#situation;
    const watched = this.#courses.some(
      ({ deployment, record }) =>
        waits(record) !== null ||
        pendingTelling(record, deployment, now) !== null ||
        ownMoveAt(person, deployment, record) !== null,
    );
    if (this.#screenChange === null || !isAfter(this.#screenChange, now))
      this.#screenChange = nextScreenChange(person, this.#hours, now, zone);
    const moments = [
      nextRestartLook(this.#courses, now),
      watched ? this.#screenChange : null,
      ...this.#courses.flatMap((it) => this.#momentsOf(it, now)),
    ];
    return moments.reduce<Instant | null>((soonest, at) => {
      if (at === null || !isAfter(at, now)) return soonest;
      return soonest === null ? at : earliest(soonest, at);
    }, null);
  }

  #momentsOf(it: Course, now: Instant): readonly (Instant | null)[] {
    const { person, zone } = this.#situation;
    const { deployment, record } = it;
    const { stage } = record;
    return [
      course.nextTick(record, deployment, zone),
      // While something is held, every minute would be judged alike, up to the bound of the hold.
      record.hold === null
        ? nextJudging(record, deployment, now, zone)
        : holdUntil(record, deployment, now, zone),
      // What waits to be told waits for the screen to change.
      pendingTelling(record, deployment, now) === null ? nextNoticeAt(record, deployment, now) : null,
      stage.kind === 'scheduled' && !stage.waiting ? stage.deferral.due : null,
      stage.kind === 'running' ? runEnd(stage.startedAt, deployment) : null,
      it.answerAt,
      ownMoveAt(person, deployment, record),
    ];
  }

  /** The first check-in: a policy asks for the prompt. */
  #checkIn(it: Course, now: Instant): void {
    const { checkIn, zone } = this.#situation;
    if (!now.equals(checkIn) || it.deployment.distribution !== 'automatic') return;
    this.#commit(it, course.offered(it.record, it.deployment, true, now, zone), now);
  }

  #answer(it: Course, now: Instant): void {
    const { person, zone } = this.#situation;
    const { deployment, record } = it;
    if (it.answerAt !== null && !isBefore(now, it.answerAt) && isReleased(record)) {
      it.answerAt = null;
      this.#act(it, answerTo(person, deployment, record, now, zone), now);
      return;
    }
    const moveAt = ownMoveAt(person, deployment, record);
    if (moveAt === null || isBefore(now, moveAt) || !isThere(this.#screen(now))) return;
    const about = record.stage.kind === 'scheduled' ? record.stage.deferral.appointment : moveAt;
    if (it.thoughtAbout?.equals(about) === true) return;
    it.thoughtAbout = about;
    this.#act(it, ownMove(deployment, record, now, zone), now);
  }

  #act(it: Course, act: Act | null, now: Instant): void {
    const { zone } = this.#situation;
    const { deployment, record } = it;
    if (act === null) return;
    if (act.kind === 'aside') {
      this.#commit(it, course.putAside(record, deployment, now, zone), now);
      return;
    }
    const decided = decideWish(deployment, record, act.wish, 'user', now, zone);
    // Made of the choices of this very moment.
    if (!decided.ok) throw new Error(`the core refuses its own choice: ${decided.problem}`);
    this.#commit(it, decided.value, now);
  }

  /** What the engine's `look` does: everything that time alone changes, then the screen, then inventory. */
  #look(now: Instant): void {
    const { zone } = this.#situation;
    const losses = lossesAmong(this.#situation.deployments);
    for (const it of this.#courses) {
      this.#commit(it, qualified(it.record, losses.get(it.deployment.id) ?? null, now), now);
    }
    for (const it of this.#courses) {
      const here = returned(it.record, it.deployment, now, now, zone);
      this.#commit(it, course.ticked(here, it.deployment, true, now, zone), now);
    }
    for (const it of this.#courses) {
      const screen = (what: Held): Judgement => this.#judgement(it, what, now);
      const look = { screen, power: noPowerNeeded, last: now };
      const judged = screenJudged(it.record, it.deployment, look, now, zone);
      this.#commit(it, noticesJudged(judged, it.deployment, screen('question'), now, zone), now);
    }
    for (const it of this.#courses) {
      const { stage } = it.record;
      if (stage.kind === 'checking' && !isAfter(stage.nextLook, now)) this.#verify(it, now);
    }
    this.#restart(now);
  }

  /** The restart that Intermission owes. It takes no time here, and the same person is back at once. */
  #restart(now: Instant): void {
    const { zone } = this.#situation;
    const owe = owing(this.#courses);
    const screen = (it: { readonly deployment: Deployment }): Judgement =>
      judge(it.deployment.holds, this.#screen(now), 'restart');
    const { records, restart } = restartStep(
      { courses: this.#courses, userPresent: true, screen },
      now,
      zone,
    );
    for (const [index, { deployment }] of owe.entries()) {
      const it = this.#courses.find((course) => course.deployment === deployment);
      const record = records[index];
      if (it !== undefined && record !== undefined) this.#commit(it, record, now);
    }
    if (!restart) return;
    for (const it of this.#courses) {
      this.#commit(it, afterStart(it.record, it.deployment, null, now, zone), now);
      if (it.record.stage.kind === 'checking') this.#verify(it, now);
    }
  }

  /** launchd starts the jobs whose minute has come; those that wait ask again, as long as one of them learns something new. */
  #beginRuns(now: Instant): void {
    const before = this.#courses.map(({ record }) => record);
    for (const it of this.#courses) this.#begin(it, now);
    if (this.#courses.some(({ record }, index) => record !== before[index])) this.#beginRuns(now);
  }

  #begin(it: Course, now: Instant): void {
    const { stage } = it.record;
    if (stage.kind !== 'scheduled' || (!stage.waiting && isAfter(stage.deferral.due, now))) return;
    const { record, verdict } = runCourse.begun(
      it.record,
      stage.deferral.appointment,
      (deferral) => this.#obstacle(it, deferral, now),
      now,
    );
    const screen = this.#judgement(it, 'question', now);
    const first =
      verdict.kind === 'go'
        ? announcedFirst(it.record, it.deployment, screen, now, this.#situation.zone)
        : null;
    this.#commit(it, first ?? record, now);
  }

  #obstacle(it: Course, deferral: Deferral, now: Instant): runCourse.Obstacle | null {
    if (this.#courses.some((other) => other !== it && other.record.stage.kind === 'running'))
      return { kind: 'busy' };
    if (restartComesFirst(this.#courses, now)) return { kind: 'restart' };
    const screen = (what: Held): Judgement => this.#judgement(it, what, now);
    const judgement = runJudgement(deferral, { screen, power: noPowerNeeded });
    const hold = runHold(it.record, it.deployment, deferral, judgement, now, this.#situation.zone);
    if (hold !== null) return { kind: 'held', hold };
    const before = ahead(it, this.#courses, now, now);
    return before === null ? null : { kind: 'turn', before };
  }

  #judgement(it: Course, what: Held, now: Instant): Judgement {
    return judge(it.deployment.holds, this.#screen(now), what);
  }

  #screen(now: Instant): Observation {
    return screenOf(this.#situation.person, this.#hours, now, this.#situation.zone);
  }

  #endRun(it: Course, now: Instant): void {
    const { stage } = it.record;
    if (stage.kind !== 'running' || isBefore(now, runEnd(stage.startedAt, it.deployment))) return;
    const ending = { exitCode: 0, signal: null, notStarted: null, lastLines: [] };
    const closing = { kind: 'ended', ending } as const;
    this.#commit(it, runCourse.closed(it.record, it.deployment, closing, now, this.#situation.zone), now);
    if (it.record.stage.kind === 'checking') this.#verify(it, now);
  }

  #verify(it: Course, now: Instant): void {
    const found = { kind: 'present', evidence: 'the simulated work is there' } as const;
    this.#commit(it, looked(it.record, it.deployment, found, now, this.#situation.zone), now);
  }

  /** The person sees a question, or it has gone from the screen. */
  #notice(it: Course, now: Instant): void {
    if (this.#situation.person === 'never' || !isReleased(it.record)) it.answerAt = null;
    else it.answerAt ??= plusMinutes(now, answerMinutes);
  }

  #commit(it: Course, changed: DeploymentRecord, now: Instant): void {
    const before = it.record;
    it.record = settled(changed, now);
    if (it.record === before) return;
    this.#changed(before, it.record, it.deployment, now);
  }
}

const runEnd = (startedAt: Instant, { minutes }: Deployment): Instant =>
  plusMinutes(startedAt, Math.max(1, minutes ?? usualRunMinutes));

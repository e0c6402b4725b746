/**
 * Appointments that hold, whatever happens to the Mac: a small Mac with a launchd of its own, on which random things happen (sleep,
 * power-off, a crashed helper, travel, presentations, answers, nobody there), five minutes at a time. launchd is modelled as it is
 * recorded: the alarm of a calendar job is made at loading, one that passes in sleep rings at the awakening, one that passes while
 * the Mac is off is lost for a year (macos.md A1, A3).
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as course from '../../src/core/course.ts';
import { deadlineOf } from '../../src/core/deadline.ts';
import { decideWish, type Wish } from '../../src/core/deferral.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import type { DeploymentRecord } from '../../src/core/record.ts';
import { isReleased, runHold, runJudgement, screenJudged, settled } from '../../src/core/hold/hold-course.ts';
import type { Judgement } from '../../src/core/hold/rules.ts';
import { announcedFirst, noticesJudged } from '../../src/core/notices.ts';
import * as runCourse from '../../src/core/run-course.ts';
import { isAfter, isBefore, latest, type Instant, type Zone } from '../../src/core/time.ts';
import { seed } from './arbitraries.ts';
import { aDeployment, aRecord, berlin, holdRules, newYork, now, tokyo } from './builders.ts';

const free: Judgement = { kind: 'free' };
const presenting: Judgement = {
  kind: 'held',
  reasons: [{ kind: 'presenting', app: 'Keynote', evidence: 'seen' }],
};
const stepMinutes = 5;
const zones = [berlin, newYork, tokyo, 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/St_Johns'] as const;

type Event =
  | { readonly kind: 'nothing' | 'sleep' | 'wake' | 'off' | 'on' | 'present' | 'stop' | 'leave' | 'come' }
  | { readonly kind: 'helper'; readonly up: boolean }
  | { readonly kind: 'travel'; readonly zone: Zone }
  | { readonly kind: 'answer'; readonly wish: 'now' | 'hour' | 'not-now' };

const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 60, arbitrary: fc.constant<Event>({ kind: 'nothing' }) },
  {
    weight: 10,
    arbitrary: fc.constantFrom<Event>(
      ...(['sleep', 'wake', 'off', 'on', 'present', 'stop', 'leave', 'come'] as const).map((kind) => ({
        kind,
      })),
    ),
  },
  { weight: 3, arbitrary: fc.boolean().map((up): Event => ({ kind: 'helper', up })) },
  { weight: 2, arbitrary: fc.constantFrom(...zones).map((zone): Event => ({ kind: 'travel', zone })) },
  {
    weight: 6,
    arbitrary: fc.constantFrom('now', 'hour', 'not-now').map((wish): Event => ({ kind: 'answer', wish })),
  },
);

interface Job {
  readonly appointment: Instant;
  readonly alarm: Instant;
}

class SmallMac {
  readonly deployment: Deployment;
  now = now;
  zone: Zone = berlin;
  power: 'on' | 'asleep' | 'off' = 'on';
  helper = true;
  there = true;
  presents = false;
  record: DeploymentRecord;
  /** What launchd has loaded; null after its one run, or when its alarm was lost. */
  job: Job | null = null;
  lastLook: Instant | null = null;
  /** Appointments whose run has begun, as the journals say. */
  readonly journals = new Map<string, Instant>();
  readonly runs: {
    readonly appointment: string;
    readonly at: Instant;
    readonly due: Instant;
    readonly by: string;
    /** False where the helper could not be reached: then the work runs all the same. */
    readonly helper: boolean;
  }[] = [];
  /** When the round under way began. */
  offeredAt = now;
  /** Since when nothing has stood in the way of the work. */
  clearSince: Instant | null = null;

  constructor(deployment: Deployment) {
    this.deployment = deployment;
    this.record = course.offered(aRecord(), deployment, true, this.now, this.zone);
  }

  get judgement(): Judgement | null {
    if (!this.there) return null;
    return this.presents ? presenting : free;
  }

  live(event: Event): void {
    this.now = this.now.add({ minutes: stepMinutes });
    this.happens(event);
    if (this.power === 'on') {
      if (this.helper) this.look();
      this.ring();
      if (this.helper) this.look();
    } else if (this.power === 'off' && this.job !== null && !isAfter(this.job.alarm, this.now)) {
      this.job = { ...this.job, alarm: this.job.alarm.add({ hours: 24 * 365 }) };
    }
    const clear = this.power === 'on' && this.helper && !this.presents && this.there;
    this.clearSince = clear ? (this.clearSince ?? this.now) : null;
  }

  private happens(event: Event): void {
    switch (event.kind) {
      case 'sleep':
        if (this.power === 'on') this.power = 'asleep';
        return;
      case 'wake':
        if (this.power === 'asleep') this.power = 'on';
        return;
      case 'off':
        this.power = 'off';
        this.lastLook = null;
        return;
      case 'on':
        if (this.power !== 'off') return;
        this.power = 'on';
        this.record = runCourse.gaveUpWaiting(this.record);
        return;
      case 'present':
      case 'stop':
        this.presents = event.kind === 'present';
        return;
      case 'leave':
      case 'come':
        this.there = event.kind === 'come';
        return;
      case 'helper':
        this.helper = event.up;
        this.lastLook = null;
        if (!event.up) this.record = runCourse.gaveUpWaiting(this.record);
        return;
      case 'travel':
        this.zone = event.zone;
        return;
      case 'answer':
        this.answer(event.wish);
        return;
      case 'nothing':
        return;
    }
  }

  private answer(wish: 'now' | 'hour' | 'not-now'): void {
    if (this.power !== 'on' || !this.helper || !this.there || !isReleased(this.record)) return;
    if (wish === 'not-now') {
      this.record = course.putAside(this.record, this.deployment, this.now, this.zone);
      return;
    }
    const meant: Wish = wish === 'now' ? { kind: 'now' } : { kind: 'in', minutes: 60 };
    const decided = decideWish(this.deployment, this.record, meant, 'user', this.now, this.zone);
    if (decided.ok) this.record = decided.value;
  }

  /** As the helper's engine does: lost runs, time, the screen, notices, then the jobs. */
  private look(): void {
    const { deployment, zone } = this;
    this.findUntoldRun();
    if (this.record.stage.kind === 'installed') {
      // A policy asks again at once, so that a story has many appointments.
      this.record = course.offered(this.record, deployment, this.there, this.now, zone);
      this.offeredAt = this.now;
    }
    const ticked = course.ticked(this.record, deployment, this.there, this.now, zone);
    const look = { screen: () => this.judgement, power: free, last: this.lastLook };
    const judged = screenJudged(settled(ticked, this.now), deployment, look, this.now, zone);
    this.record = noticesJudged(judged, deployment, this.judgement, this.now, zone);
    this.lastLook = this.now;
    const { stage } = this.record;
    if (stage.kind !== 'scheduled') this.job = null;
    else if (!stage.waiting) {
      const { appointment, due } = stage.deferral;
      // An unchanged plist that launchd knows keeps its alarm; one in the past that was written anew begins at once.
      const isSame = this.job?.appointment.equals(appointment) === true && this.job.alarm.equals(due);
      if (!isSame && !isBefore(due, this.now)) this.job = { appointment, alarm: due };
      else if (!isSame && stage.deferral.intent.kind === 'now') this.job = { appointment, alarm: this.now };
    }
  }

  private findUntoldRun(): void {
    const { stage } = this.record;
    if (stage.kind !== 'scheduled') return;
    const startedAt = this.journals.get(stage.deferral.appointment.toString());
    if (startedAt === undefined) return;
    this.record = this.end(runCourse.foundRunning(this.record, startedAt));
  }

  /** launchd starts what is due. */
  private ring(): void {
    const { stage } = this.record;
    const waiting = stage.kind === 'scheduled' && stage.waiting;
    if (this.job === null || (isAfter(this.job.alarm, this.now) && !waiting)) return;
    const { appointment } = this.job;
    if (!this.helper) {
      this.job = null;
      this.begin(appointment);
      return;
    }
    const obstacle = (deferral: Parameters<typeof runHold>[2]): runCourse.Obstacle | null => {
      const judgement = runJudgement(deferral, { screen: () => this.judgement, power: free });
      const hold = runHold(this.record, this.deployment, deferral, judgement, this.now, this.zone);
      return hold === null ? null : { kind: 'held', hold };
    };
    const { record, verdict } = runCourse.begun(this.record, appointment, obstacle, this.now);
    const screen = this.judgement;
    const first =
      verdict.kind === 'go'
        ? announcedFirst(this.record, this.deployment, screen, this.now, this.zone)
        : null;
    if (verdict.kind !== 'wait') this.job = null;
    this.record = first ?? record;
    if (verdict.kind === 'go' && first === null) {
      this.begin(appointment);
      this.record = this.end(this.record);
    }
  }

  /** The journal is created exclusively: the same appointment runs once, with or without the helper. */
  private begin(appointment: Instant): void {
    const key = appointment.toString();
    if (this.journals.has(key)) return;
    this.journals.set(key, this.now);
    const { stage } = this.record;
    const deferral = stage.kind === 'scheduled' || stage.kind === 'running' ? stage.deferral : null;
    this.runs.push({
      appointment: key,
      at: this.now,
      due: deferral?.due ?? appointment,
      by: deferral?.by ?? 'unknown',
      helper: this.helper,
    });
  }

  private end(record: DeploymentRecord): DeploymentRecord {
    const ending = { exitCode: 0, signal: null, notStarted: null, lastLines: ['Executing Policy X'] };
    return runCourse.closed(record, this.deployment, { kind: 'ended', ending }, this.now, this.zone);
  }
}

const stories = fc.tuple(
  fc.integer({ min: 6, max: 60 }),
  fc.constantFrom(30, 60, 120),
  fc.array(events, { minLength: 300, maxLength: 600, size: 'max' }),
);

/** Lives through each story, and looks at the Mac after every five minutes. */
function always(check: (mac: SmallMac, deadline: Instant | null) => void): void {
  fc.assert(
    fc.property(stories, ([hoursToDeadline, graceMinutes, happening]) => {
      const mac = new SmallMac(
        aDeployment({
          graceMinutes,
          menu: [0, 60],
          deadline: {
            ...aDeployment().deadline,
            fixed: { kind: 'instant', at: now.add({ hours: hoursToDeadline }) },
          },
          holds: holdRules({ runMinutes: 30, limitMinutes: 120 }),
        }),
      );
      for (const event of happening) {
        mac.live(event);
        check(mac, deadlineOf(mac.deployment, mac.record, mac.zone));
      }
    }),
    { seed, numRuns: 40, endOnFailure: true },
  );
}

it('each appointment is kept at most once, with and without the helper', () => {
  const kept = { user: 0, deadline: 0 };
  always((mac) => {
    const appointments = mac.runs.map(({ appointment }) => appointment);
    expect(new Set(appointments).size).toBe(appointments.length);
    const last = mac.runs.at(-1);
    if (last?.at.equals(mac.now) !== true) return;
    if (last.by === 'user' || last.by === 'deadline') kept[last.by] += 1;
  });
  // The stories say something.
  expect(kept.user).toBeGreaterThan(10);
  expect(kept.deadline).toBeGreaterThan(50);
});

it('it never runs before the minute that was chosen or announced', () => {
  always((mac) => {
    for (const { at, due } of mac.runs) expect(isBefore(at, due.subtract({ minutes: 1 }))).toBe(false);
  });
});

it('it never runs more than a few minutes late in somebody’s face: what was missed is asked or announced again', () => {
  always((mac) => {
    for (const { at, due, by, helper } of mac.runs) {
      if (!helper) continue;
      // Held runs wait for the end of what holds them; the longest is the absolute limit.
      const allowance = by === 'deadline' ? 120 + 125 : 30 + stepMinutes + 5;
      expect(due.until(at).total('minutes'), by).toBeLessThanOrEqual(allowance);
    }
  });
});

it('past the deadline it has run once the Mac was usable for the last grace period and a little more', () => {
  always((mac, deadline) => {
    if (deadline === null || mac.clearSince === null || isBefore(mac.now, deadline)) return;
    const from = [mac.clearSince, deadline, mac.offeredAt].reduce(latest);
    const minutes = from.until(mac.now).total('minutes');
    expect(minutes).toBeLessThanOrEqual(mac.deployment.graceMinutes + 60 + 4 * stepMinutes);
  });
});

/** What holds whatever happens, in whichever order: random courses of a deployment, from a fixed seed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as course from '../../src/core/course.ts';
import { announcedFirst, noticesJudged } from '../../src/core/notices.ts';
import { looked } from '../../src/core/look-course.ts';
import * as runCourse from '../../src/core/run-course.ts';
import { deadlineOf } from '../../src/core/deadline.ts';
import { returned, thereNow } from '../../src/core/absence.ts';
import { decideWish, type Wish } from '../../src/core/deferral.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import type { Finding } from '../../src/core/verification.ts';
import type { DeploymentRecord } from '../../src/core/record.ts';
import { describeRecord } from '../../src/core/describe.ts';
import { screenJudged } from '../../src/core/hold/hold-course.ts';
import { calendarInterval } from '../../src/core/launch-daemon.ts';
import { isAfter, type Instant, type Zone } from '../../src/core/time.ts';
import { arbitraryDeployment, seed } from './arbitraries.ts';
import { aRecord, berlin, newYork, now, tokyo } from './builders.ts';

interface World {
  readonly deployment: Deployment;
  readonly record: DeploymentRecord;
  readonly now: Instant;
  readonly zone: Zone;
  readonly present: boolean;
  /** As the helper keeps it for `returned`. */
  readonly lastThere: Instant | null;
}

type Event =
  | { readonly kind: 'prompt' }
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'clock-back'; readonly minutes: number }
  | { readonly kind: 'travel'; readonly zone: Zone }
  | { readonly kind: 'user'; readonly present: boolean }
  | {
      readonly kind: 'wish';
      readonly wish: Wish['kind'];
      readonly minutes: number;
      readonly by: 'user' | 'admin';
    }
  | { readonly kind: 'not-now' }
  | { readonly kind: 'fires'; readonly busy: boolean; readonly leftover: boolean }
  | { readonly kind: 'cleanup' }
  | { readonly kind: 'ends'; readonly exitCode: number | null; readonly words: string }
  | { readonly kind: 'vanishes' }
  | { readonly kind: 'look'; readonly finding: Finding['kind'] }
  | { readonly kind: 'gives-up-waiting' }
  | { readonly kind: 'done-otherwise' }
  | { readonly kind: 'cancel' }
  /** The admin sets another date; null takes it away. */
  | { readonly kind: 'date'; readonly inHours: number | null }
  | { readonly kind: 'version'; readonly minimum: string };

const kind = <K extends Event['kind']>(name: K) => ({ kind: fc.constant(name) });
const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: fc.record(kind('prompt')) },
  {
    weight: 6,
    arbitrary: fc.record({ ...kind('wait'), minutes: fc.oneof(fc.nat(90), fc.nat(2_000), fc.nat(30_000)) }),
  },
  { weight: 1, arbitrary: fc.record({ ...kind('clock-back'), minutes: fc.nat(200) }) },
  { weight: 1, arbitrary: fc.record({ ...kind('travel'), zone: fc.constantFrom(berlin, newYork, tokyo) }) },
  { weight: 1, arbitrary: fc.record({ ...kind('user'), present: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      ...kind('wish'),
      wish: fc.constantFrom('now', 'in', 'at', 'named'),
      minutes: fc.oneof(fc.constantFrom(0, 60, 240), fc.integer({ min: -60, max: 20_000 })),
      by: fc.constantFrom('user', 'user', 'user', 'admin'),
    }),
  },
  { weight: 2, arbitrary: fc.record(kind('not-now')) },
  { weight: 6, arbitrary: fc.record({ ...kind('fires'), busy: fc.boolean(), leftover: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record(kind('cleanup')) },
  {
    weight: 4,
    arbitrary: fc.record({
      ...kind('ends'),
      exitCode: fc.constantFrom(0, 1, null),
      words: fc.constantFrom(
        'Executing Policy X',
        'Connection failure: lost',
        'No policies were found for the "x"',
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record(kind('vanishes')) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...kind('look'),
      finding: fc.constantFrom('present', 'absent', 'unknown', 'staged'),
    }),
  },
  { weight: 1, arbitrary: fc.record(kind('gives-up-waiting')) },
  { weight: 1, arbitrary: fc.record(kind('done-otherwise')) },
  { weight: 1, arbitrary: fc.record(kind('cancel')) },
  {
    weight: 2,
    arbitrary: fc.record({ ...kind('date'), inHours: fc.option(fc.integer({ min: -48, max: 400 })) }),
  },
  { weight: 1, arbitrary: fc.record({ ...kind('version'), minimum: fc.constantFrom('26.7', '26.8') }) },
);

function wishOf({ wish, minutes }: Extract<Event, { kind: 'wish' }>, world: World): Wish {
  const local = world.now.add({ minutes }).toZonedDateTimeISO(world.zone).toPlainDateTime();
  switch (wish) {
    case 'now':
      return { kind: 'now' };
    case 'in':
      return { kind: 'in', minutes: Math.max(1, minutes) };
    case 'named': {
      const shown = local
        .round({ smallestUnit: 'day', roundingMode: 'floor' })
        .with({ hour: 17, minute: 30 });
      return { kind: 'named', name: 'end-of-day', shown: shown.toZonedDateTime(world.zone).toInstant() };
    }
    case 'at':
      return {
        kind: 'at',
        local: local.round({ smallestUnit: 'minute', roundingMode: 'floor' }),
        zone: world.zone,
      };
  }
}

function findingOf(of: Finding['kind']): Finding {
  if (of === 'present') return { kind: of, evidence: 'it is there' };
  if (of === 'staged') return { kind: of, app: 'Slack', bundleId: 'com.example.slack', version: '4.40' };
  return of === 'absent' ? { kind: of, found: 'nothing' } : { kind: of, why: 'no answer' };
}

function happens(event: Event, world: World): World {
  const { deployment, record, zone } = world;
  const become = (next: DeploymentRecord): World => ({ ...world, record: next });
  switch (event.kind) {
    case 'prompt':
      return become(course.offered(record, deployment, world.present, world.now, zone));
    case 'wait':
      return { ...world, now: world.now.add({ minutes: event.minutes, seconds: 17 }) };
    case 'clock-back':
      return { ...world, now: world.now.subtract({ minutes: event.minutes }) };
    case 'travel':
      return { ...world, zone: event.zone };
    case 'user':
      return { ...world, present: event.present };
    case 'wish': {
      const decided = decideWish(deployment, record, wishOf(event, world), event.by, world.now, zone);
      return decided.ok ? become(decided.value) : world;
    }
    case 'not-now':
      return become(course.putAside(record, deployment, world.now, zone));
    case 'fires': {
      if (record.stage.kind !== 'scheduled') return world;
      const { appointment, due } = record.stage.deferral;
      // The job comes to its minute, or a leftover one comes at any time.
      const moment = event.leftover ? world.now : isAfter(due, world.now) ? due : world.now;
      const obstacle = event.busy ? ({ kind: 'busy' } as const) : null;
      const begun = runCourse.begun(record, appointment, () => obstacle, moment);
      const screen = world.present ? ({ kind: 'free' } as const) : null;
      const first =
        begun.verdict.kind === 'go' ? announcedFirst(record, deployment, screen, moment, zone) : null;
      return { ...become(first ?? begun.record), now: moment };
    }
    case 'cleanup':
      return become(runCourse.cleanedUp(record));
    case 'ends': {
      const { exitCode, words } = event;
      const ending = {
        exitCode,
        signal: exitCode === null ? 'SIGKILL' : null,
        notStarted: null,
        lastLines: [words],
      };
      return become(runCourse.closed(record, deployment, { kind: 'ended', ending }, world.now, zone));
    }
    case 'vanishes':
      return become(runCourse.closed(record, deployment, { kind: 'vanished' }, world.now, zone));
    case 'look':
      return become(looked(record, deployment, findingOf(event.finding), world.now, zone));
    case 'gives-up-waiting':
      return become(runCourse.gaveUpWaiting(record));
    case 'done-otherwise':
      return become(runCourse.doneOtherwise(record, deployment, world.now));
    case 'cancel':
      return become(course.cancelled(record));
    case 'date': {
      const at = event.inHours === null ? null : world.now.add({ hours: event.inHours });
      const fixed = at === null ? null : ({ kind: 'instant', at } as const);
      return { ...world, deployment: { ...deployment, deadline: { ...deployment.deadline, fixed } } };
    }
    case 'version': {
      const verification = [{ kind: 'os-version', minimum: event.minimum } as const];
      return { ...world, deployment: { ...deployment, verification } };
    }
  }
}

/** After each event the helper looks at its clock, as it does after anything that happens. */
function play(
  deployment: Deployment,
  happening: readonly Event[],
  check: (after: World, before: World, event: Event) => void,
): void {
  let world: World = {
    deployment,
    record: aRecord(),
    now,
    zone: berlin,
    present: true,
    lastThere: null,
  };
  for (const event of happening) {
    const before = world;
    world = looks(happens(event, world));
    check(world, before, event);
  }
}

/** What the helper does whenever something has happened; nothing on the screen holds a question back. */
function looks(world: World): World {
  const { deployment, present, zone, now: moment, lastThere } = world;
  const seen = screenJudged(
    world.record,
    deployment,
    { screen: () => (present ? { kind: 'free' } : null), power: { kind: 'free' }, last: null },
    moment,
    zone,
  );
  const back = present ? returned(seen, deployment, lastThere, moment, zone) : seen;
  const ticked = course.ticked(back, deployment, present, moment, zone);
  return {
    ...world,
    record: noticesJudged(ticked, deployment, present ? { kind: 'free' } : null, moment, zone),
    lastThere: present ? thereNow(lastThere, moment) : lastThere,
  };
}

const courses = fc.tuple(
  fc
    .tuple(arbitraryDeployment, fc.boolean(), fc.constantFrom('wait', 'run'), fc.integer({ min: 1, max: 3 }))
    .map(([deployment, verifies, noUser, attempts]): Deployment => ({
      ...deployment,
      attempts,
      noUser: noUser,
      verification: verifies ? [{ kind: 'filevault' }] : [],
      namedTimes: ['end-of-day'],
    })),
  fc.array(events, { minLength: 20, maxLength: 100 }),
);
const holds = (check: (deployment: Deployment, after: World, before: World, event: Event) => void): void => {
  fc.assert(
    fc.property(courses, ([deployment, happening]) => {
      play(deployment, happening, (after, before, event) => check(after.deployment, after, before, event));
    }),
    { seed, numRuns: 120 },
  );
};

describe('whatever happens', () => {
  it('reaches every stage: the other properties say something', () => {
    const reached = new Set<string>();
    holds((_, { record }) => reached.add(record.stage.kind));
    expect([...reached].sort()).toEqual([
      'asking',
      'available',
      'checking',
      'failed',
      'installed',
      'resting',
      'running',
      'scheduled',
      'staged',
    ]);
  });

  it('a round never has more attempts that count than the deployment allows', () => {
    holds((deployment, { record }) => {
      const counted = record.attempts.filter(
        ({ outcome }) => outcome?.kind !== 'no-connection' && outcome?.kind !== 'already-running',
      );
      expect(counted.length).toBeLessThanOrEqual(deployment.attempts);
    });
  });

  it('a new date or version leaves nothing used up, and no appointment that the person did not choose', () => {
    holds((_, { record }, before, event) => {
      const changed =
        record.event !== null && before.record.event !== null && record.event !== before.record.event;
      if ((event.kind !== 'date' && event.kind !== 'version') || !changed) return;
      if (record.stage.kind === 'asking' || record.stage.kind === 'available') {
        expect([record.deferralsUsed, record.attempts, record.graceUntil]).toEqual([0, [], null]);
      }
      if (record.stage.kind === 'scheduled' && !record.stage.waiting) {
        expect(record.deferralsUsed).toBe(0);
        expect(['user', 'admin', 'deadline']).toContain(record.stage.deferral.by);
      }
    });
  });

  it('at most one attempt is open, the last one, and only while it runs', () => {
    holds((_, { record }) => {
      const open = record.attempts.filter(({ endedAt }) => endedAt === null);
      expect(open).toEqual(record.stage.kind === 'running' ? [record.attempts.at(-1)] : []);
    });
  });

  it('never uses more deferrals than there are', () => {
    holds(({ deadline }, { record }) => {
      if (deadline.deferrals !== null) expect(record.deferralsUsed).toBeLessThanOrEqual(deadline.deferrals);
    });
  });

  it('nothing that was picked stays past the deadline, but for now and the last grace period', () => {
    holds((deployment, { record, zone }) => {
      if (record.stage.kind !== 'scheduled' || record.stage.waiting) return;
      const { by, due, intent } = record.stage.deferral;
      const deadline = deadlineOf(deployment, record, zone);
      if (deadline === null || !isAfter(due, deadline) || (by !== 'user' && by !== 'admin')) return;
      const ahead = intent.kind === 'now' ? 0 : intent.kind === 'in' ? intent.minutes : null;
      expect(ahead).not.toBeNull();
      expect(ahead).toBeLessThanOrEqual(deployment.graceMinutes);
    });
  });

  it('what its deadline forces is always announced a whole grace period before', () => {
    holds((deployment, { record }) => {
      if (record.stage.kind !== 'scheduled' || record.stage.deferral.by !== 'deadline') return;
      const { due, chosenAt } = record.stage.deferral;
      expect(due.epochMilliseconds - chosenAt.epochMilliseconds).toBeGreaterThanOrEqual(
        deployment.graceMinutes * 60_000,
      );
    });
  });

  it('whoever is there when it is forced has been told a whole grace period before', () => {
    holds(({ graceMinutes }, { record, present }) => {
      if (record.stage.kind !== 'scheduled' || record.stage.deferral.by !== 'deadline') return;
      if (record.stage.waiting) return;
      if (record.warnedAt === null) expect(present).toBe(false);
      else {
        expect(
          record.stage.deferral.due.epochMilliseconds - record.warnedAt.epochMilliseconds,
        ).toBeGreaterThanOrEqual(graceMinutes * 60_000);
      }
    });
  });

  it('a forced run begins only after a whole grace period in which somebody was told, or with nobody there', () => {
    holds(({ graceMinutes }, after, before) => {
      if (after.record.stage.kind !== 'running' || before.record.stage.kind !== 'scheduled') return;
      if (after.record.stage.deferral.by !== 'deadline' || !after.present || !before.present) return;
      const { warnedAt, stage } = after.record;
      expect(warnedAt).not.toBeNull();
      if (warnedAt === null) return;
      expect(stage.startedAt.epochMilliseconds - warnedAt.epochMilliseconds).toBeGreaterThanOrEqual(
        graceMinutes * 60_000 - 60_000,
      );
    });
  });

  it('a calendar job is due at a whole minute', () => {
    holds((_, { record, zone }) => {
      if (record.stage.kind !== 'scheduled' || record.stage.deferral.intent.kind === 'now') return;
      const { due } = record.stage.deferral;
      expect(due.epochMilliseconds % 60_000).toBe(0);
      expect(calendarInterval(due, zone)).toMatchObject({ Minute: due.toZonedDateTimeISO(zone).minute });
    });
  });

  it('the same look at the same moment changes nothing more', () => {
    holds((deployment, { record, now: moment, zone, present }) => {
      expect(course.ticked(record, deployment, present, moment, zone)).toBe(record);
    });
  });

  it('an alarm that rings always changes something: the helper never turns in circles', () => {
    holds((deployment, { record, zone, present }) => {
      const next = course.nextTick(record, deployment, zone);
      if (next === null || record.stage.kind === 'checking') return;
      expect(course.ticked(record, deployment, present, next, zone)).not.toBe(record);
    });
  });

  it('the number of questions never falls', () => {
    holds((_, after, before) => {
      expect(after.record.asks).toBeGreaterThanOrEqual(before.record.asks);
    });
  });

  it('a run begins only by a job that has come to its minute', () => {
    holds((_, after, before, event) => {
      if (after.record.stage.kind === 'running' && before.record.stage.kind !== 'running') {
        expect(event.kind).toBe('fires');
      }
    });
  });

  it('can be told in one line', () => {
    holds((deployment, { record, zone }) => {
      const line = describeRecord(deployment, record, zone);
      expect(line).toMatch(/^[A-Z].+\.$/);
      expect(line).not.toContain('\n');
    });
  });
});

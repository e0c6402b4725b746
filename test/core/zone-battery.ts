/**
 * What the core answers to many questions, as one digest. Run as a program of its own under some `TZ` (zone-of-the-process.test.ts): the
 * zone is an argument of every rule, so the zone of the process must change nothing.
 */
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { returned } from '../../src/core/absence.ts';
import { bindingHours, choicesFor, nextShownChange } from '../../src/core/choices.ts';
import { nextTick, offered, putAside, ticked } from '../../src/core/course.ts';
import { deadlineOf, phaseOf } from '../../src/core/deadline.ts';
import { decideWish, type Wish } from '../../src/core/deferral.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import type { DeploymentRecord } from '../../src/core/record.ts';
import { describeRecord } from '../../src/core/describe.ts';
import { lastAllowed, nextAllowed, nextTurn } from '../../src/core/hours.ts';
import { launchDaemonFor, mustLoadAnew } from '../../src/core/launch-daemon.ts';
import { tellingsOf } from '../../src/core/reminders.ts';
import { looked } from '../../src/core/look-course.ts';
import { movedToZone, namedTime } from '../../src/core/schedule.ts';
import { parseInstant, parseLocalMinute, type Instant, type Zone } from '../../src/core/time.ts';
import { noUserDeferral, retryDeferral } from '../../src/core/unchosen.ts';
import { arbitraryDeployment, arbitraryHours, seed } from './arbitraries.ts';
import { anAsked, aRecord, checking, now as example } from './builders.ts';
import { programs } from './plists.ts';

const situations = fc.record({
  deployment: arbitraryDeployment,
  hours: arbitraryHours,
  zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'),
  there: fc.constantFrom('Asia/Tokyo', 'Pacific/Honolulu', 'Europe/Berlin'),
  now: fc
    .integer({ min: -200 * 24 * 60, max: 200 * 24 * 60 })
    .map((minutes) => example.add({ minutes }).add({ seconds: 7 })),
  minutes: fc.integer({ min: 0, max: 20_000 }),
});
type Situation = typeof situations extends fc.Arbitrary<infer T> ? T : never;

function answersTo({ deployment, hours, zone, there, now, minutes }: Situation): unknown {
  const wishes: readonly Wish[] = [
    { kind: 'in', minutes },
    { kind: 'at', local: now.add({ minutes }).toZonedDateTimeISO(zone).toPlainDateTime(), zone },
  ];
  const asked = { ...offered(aRecord(), deployment, true, now, zone), firstOffered: now };
  const records: readonly DeploymentRecord[] = [
    asked,
    offered(aRecord(), { ...deployment, noUser: 'run' }, false, now, zone),
    putAside(asked, deployment, now, zone),
    looked(anAsked({ stage: checking() }), deployment, { kind: 'absent', found: '' }, now, zone),
    ...wishes.flatMap((wish) => {
      const decided = decideWish(deployment, anAsked(), wish, 'admin', now, zone);
      return decided.ok ? [decided.value] : [];
    }),
  ];
  const later = now.add({ minutes });
  return [
    records.map((record) => ofRecord(deployment, record, now, zone)),
    records.map((record) =>
      ofRecord(deployment, ticked(record, deployment, true, later, there), later, there),
    ),
    [nextAllowed, nextTurn].map((rule) => rule(hours, now, zone)),
    lastAllowed(hours, now, later, zone),
    (['end-of-day', 'tomorrow-morning'] as const).map((name) => namedTime(name, deployment, now, zone)),
    retryDeferral(deployment, asked, 360, now, zone),
    noUserDeferral(deployment, asked, now, zone),
    returned(asked, deployment, now.subtract({ hours: 30 }), later, zone),
    [parseInstant('2026-11-21T17:00+01:00'), parseLocalMinute('2026-11-21T17:00')],
  ];
}

function ofRecord(deployment: Deployment, record: DeploymentRecord, now: Instant, zone: Zone): unknown {
  const deadline = deadlineOf(deployment, record, zone);
  const { stage } = record;
  return [
    record,
    choicesFor(deployment, record, now, zone),
    bindingHours(deployment, record, now, zone),
    nextShownChange(deployment, record, now, zone),
    nextTick(record, deployment, zone),
    [deadline, phaseOf(deployment, deadline, now)],
    describeRecord(deployment, record, zone),
    stage.kind === 'scheduled'
      ? [
          launchDaemonFor(deployment, stage.deferral, zone, programs),
          mustLoadAnew(stage.deferral, null, now, zone),
          movedToZone(stage.deferral, 'Asia/Tokyo'),
          tellingsOf(deployment, stage.deferral),
        ]
      : null,
  ];
}

/** The answers as text; the same on every Mac. */
export const answers = (): string =>
  JSON.stringify(fc.sample(situations, { seed, numRuns: 50 }).map(answersTo));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const digest = createHash('sha256').update(answers()).digest('hex');
  // The clock of the process shows that TZ took effect.
  console.log(JSON.stringify({ midnight: new Date(2026, 6, 1).toISOString(), digest }));
}

/** The earliest moment at which something wants to be looked at although nothing is announced. */
import { nextShownChange } from '../../core/choices.ts';
import { nextTick } from '../../core/course.ts';
import { earliest, plusMinutes, type Instant, type Zone } from '../../core/time.ts';
import type { Clock } from '../ports/ports.ts';
import type { Holding } from './holding.ts';
import type { JobKeeper } from './job-keeper.ts';
import type { Ledger } from './ledger.ts';
import type { Looking } from './looking.ts';
import type { Restarting } from './restarting.ts';
import type { RunWatch } from './run-watch.ts';
import type { Staging } from './staging.ts';
import type { Turns } from './turns.ts';

/** Whatever of the engine may wait for a moment. */
interface Sleeper {
  readonly ports: { readonly clock: Clock };
  readonly ledger: Ledger;
  readonly holding: Holding;
  readonly keeper: JobKeeper;
  readonly runs: RunWatch;
  readonly turns: Turns;
  readonly restarting: Restarting;
  readonly staging: Staging;
  readonly looking: Looking;
  readonly zone: Zone;
}

/** The longest the helper sleeps: what nothing announced (sleep, a moved clock) is noticed at the latest then. */
const longestSleepMinutes = 60;

/** What launchd or the disk refused is tried again after this. */
const minutesToNextReconciliation = 1;

export function nextAlarm({
  ports,
  ledger,
  holding,
  keeper,
  runs,
  turns,
  restarting,
  staging,
  looking,
  zone,
}: Sleeper): Instant {
  const now = ports.clock.now();
  return [
    ...ledger.courses.flatMap(({ deployment, record }) => [
      // What a look finds has a turn of its own.
      looking.isUnderWay(deployment.id) ? null : nextTick(record, deployment, zone),
      nextShownChange(deployment, record, now, zone),
    ]),
    holding.nextJudging(),
    keeper.unfinished ? plusMinutes(now, minutesToNextReconciliation) : null,
    runs.nextCheck(ledger.courses),
    turns.nextCall(),
    restarting.nextLook(),
    staging.nextLook(),
    looking.nextLook(),
  ]
    .filter((moment) => moment !== null)
    .reduce(earliest, plusMinutes(now, longestSleepMinutes));
}

/** What the history and the log tell of holds. */
import type { DeploymentRecord } from '../../core/record.ts';
import type { Hold } from '../../core/hold/rules.ts';
import { describeHold, holdEndWords } from '../../core/hold/words.ts';
import type { HoldEntry } from '../ports/ports.ts';

/** The holds that ended between these records, oldest first, then the one that began. */
export function holdEntries(before: DeploymentRecord, after: DeploymentRecord): readonly HoldEntry[] {
  const over = after.pastHolds
    .filter((hold) => !before.pastHolds.includes(hold))
    .map((hold) => ({ ...fields(hold), until: hold.until.toString(), end: hold.end }));
  const { hold } = after;
  return hold === null || hold === before.hold
    ? over
    : [...over, { ...fields(hold), until: null, end: null }];
}

const fields = ({ kind, what, since, reasons, why }: Hold) => ({
  kind,
  what,
  since: since.toString(),
  reasons,
  why,
});

/** One line: from when to when, why, and how it ended. */
export function describePastHold(hold: HoldEntry): string {
  const end = hold.end === null ? '' : `; ${holdEndWords[hold.end]}`;
  return `the ${hold.what} was held from ${hold.since} to ${hold.until ?? 'now'}: ${describeHold(hold)}${end}`;
}

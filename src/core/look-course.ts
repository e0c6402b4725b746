/**
 * What follows from a look at inventory: Installed, the next look, or the next attempt; and, unasked, that work was done by other means
 * or is there no longer. Pure, like course.ts: the same record back means that nothing happened.
 */
import type { Deployment } from './deployment.ts';
import { withDoubt } from './eligibility.ts';
import type { DeploymentRecord, Outcome, Stage } from './record.ts';
import { asked, newRound } from './round.ts';
import { tryAgain, withOutcome } from './run-course.ts';
import { isBefore, plusMinutes, type Instant, type Zone } from './time.ts';
import { minutesBetweenLooks, nextLookAfter, type Finding } from './verification.ts';

/** A run whose work is still absent after this long counts as failed. */
export const looksForMinutes = 60;

/**
 * How often inventory is looked at unasked, in minutes, so that work which somebody did by other means is noticed, and what is no
 * longer there begins anew; null where a look would change nothing, or belongs to a run.
 */
export function minutesBetweenIdleLooks({ stage }: DeploymentRecord): number | null {
  switch (stage.kind) {
    case 'asking':
    case 'available':
    case 'scheduled':
      return 60;
    case 'installed':
      return stage.verified ? 360 : null;
    case 'failed':
      return 360;
    default:
      return null;
  }
}

/** Inventory was looked at: after a run, or unasked (verification.ts). What cannot be told changes nothing, but why is kept. */
export function looked(
  record: DeploymentRecord,
  deployment: Deployment,
  finding: Finding,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const { stage } = record;
  switch (stage.kind) {
    case 'checking':
      return checked(record, stage, deployment, finding, now, zone);
    case 'staged':
      return stillStaged(record, stage, finding, now);
    case 'asking':
    case 'available':
    case 'scheduled':
    case 'failed':
      return isDone(finding) ? foundDone(record, finding, now) : record;
    case 'installed':
      // It is there no longer: the next prompt begins anew.
      return stage.verified && finding.kind === 'absent' ? newRound(record, { kind: 'resting' }) : record;
    default:
      return record;
  }
}

function checked(
  record: DeploymentRecord,
  stage: Extract<Stage, { kind: 'checking' }>,
  deployment: Deployment,
  finding: Finding,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  if (isDone(finding)) return foundDone(record, finding, now);
  const givenUp = finding.kind === 'absent' && !isBefore(now, plusMinutes(stage.since, looksForMinutes));
  if (!givenUp) {
    const told = withDoubt(record, finding.kind === 'unknown' ? finding.why : null);
    return { ...told, stage: { ...stage, nextLook: nextLookAfter(stage.since, now) } };
  }
  // The policy was run by other means, so there is no attempt of ours to fail: whoever was asked before is asked again.
  if (record.attempts.at(-1)?.outcome?.kind !== 'finished') return asked(withDoubt(record, null), now, null);
  const outcome: Outcome = { kind: 'not-verified', lastLines: [...lastLines(record), finding.found] };
  const after = withDoubt(withOutcome(record, outcome, now), null);
  return tryAgain(after, deployment, outcome, stage.since, now, zone);
}

/** What jamf said last. */
const lastLines = ({ attempts }: DeploymentRecord): readonly string[] =>
  attempts.at(-1)?.outcome?.lastLines.slice(-19) ?? [];

/** A new version that waited is looked at again. What is there no more, or was refused, is looked for as after a run. */
function stillStaged(
  record: DeploymentRecord,
  stage: Extract<Stage, { kind: 'staged' }>,
  finding: Finding,
  now: Instant,
): DeploymentRecord {
  switch (finding.kind) {
    case 'staged':
      return finding.version === stage.version ? record : foundDone(record, finding, now);
    case 'present':
      return foundDone(record, finding, now);
    case 'absent':
      return {
        ...record,
        stage: { kind: 'checking', since: now, nextLook: plusMinutes(now, minutesBetweenLooks) },
      };
    case 'unknown':
      return record;
  }
}

/** What inventory shows where the work is done. */
export type Done = Extract<Finding, { kind: 'present' | 'staged' }>;

export const isDone = (finding: Finding): finding is Done =>
  finding.kind === 'present' || finding.kind === 'staged';

/** Inventory shows that the work is done, perhaps although nothing of ours did it. */
export function foundDone(record: DeploymentRecord, finding: Done, now: Instant): DeploymentRecord {
  if (record.stage.kind === 'running') return record;
  const stage: Stage =
    finding.kind === 'staged'
      ? { ...finding, kind: 'staged', at: now }
      : { kind: 'installed', at: now, verified: true };
  return { ...withDoubt(record, null), stage };
}

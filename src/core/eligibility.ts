/**
 * Whether a deployment takes part at all on this Mac: another one about the same thing may count instead, and the Mac may lack what the
 * work requires. Pure, like course.ts: the same record back means that nothing happened.
 */
import type { Loss } from './conflicts.ts';
import { offered } from './course.ts';
import type { Deployment } from './deployment.ts';
import type { DeploymentRecord } from './record.ts';
import type { Fitness } from './requirements.ts';
import { newRound } from './round.ts';
import type { Instant, Zone } from './time.ts';

/**
 * The record as the conflict leaves it: unqualified, or, where it no longer is, at rest, so that the next prompt begins anew. What is
 * under way on the Mac is finished first. A question goes, and an appointment with its job.
 */
export function qualified(record: DeploymentRecord, loss: Loss | null, now: Instant): DeploymentRecord {
  const { stage } = record;
  if (loss === null) return stage.kind === 'unqualified' ? newRound(record, { kind: 'resting' }) : record;
  if (stage.kind === 'running' || stage.kind === 'restarting') return record;
  const { rule } = loss;
  const winner = { id: loss.winner.id, title: loss.winner.title.trim() };
  if (stage.kind !== 'unqualified')
    return newRound(record, { kind: 'unqualified', since: now, winner, rule });
  const isSame = stage.winner.id === winner.id && stage.winner.title === winner.title && stage.rule === rule;
  return isSame ? record : { ...record, stage: { ...stage, winner, rule } };
}

/** What waits for a person, or has failed for this very reason, follows the Mac at every look; an appointment only at its minute. */
export function followsFitness({ stage }: DeploymentRecord, { distribution }: Deployment): boolean {
  switch (stage.kind) {
    case 'asking':
    case 'available':
    case 'not-met':
      return true;
    case 'resting':
      return distribution === 'self-service';
    default:
      return false;
  }
}

/**
 * The Mac was looked at, for a record that is about to be asked or run, or has failed by it. What failed begins anew by itself once the
 * reason has gone. Where it cannot be told, all goes on as it was, and why is kept.
 */
export function fitnessJudged(
  record: DeploymentRecord,
  deployment: Deployment,
  fitness: Fitness,
  userPresent: boolean,
  now: Instant,
  zone: Zone,
): DeploymentRecord {
  const { stage } = record;
  switch (fitness.kind) {
    case 'met':
      return stage.kind === 'not-met'
        ? offered(newRound(record, { kind: 'resting' }), deployment, userPresent, now, zone)
        : withDoubt(record, null);
    case 'unknown':
      return withDoubt(record, fitness.why);
    case 'not-met': {
      const { criterion, required, found } = fitness;
      const was = stage.kind === 'not-met' && stage.criterion === criterion ? stage : null;
      if (was?.required === required && was.found === found) return record;
      const since = was?.since ?? now;
      return {
        ...withDoubt(record, null),
        stage: { kind: 'not-met', since, criterion, required, found },
      };
    }
  }
}

/** `why` is what could not be told at the last look; null where all could. */
export const withDoubt = (record: DeploymentRecord, why: string | null): DeploymentRecord =>
  record.doubt === why ? record : { ...record, doubt: why };

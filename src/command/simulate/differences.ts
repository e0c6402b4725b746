/** What has happened between two states of one record. */
import { choicesFor } from '../../core/choices.ts';
import { deferralsLeft } from '../../core/deadline.ts';
import type { Deployment } from '../../core/deployment.ts';
import type { DeploymentRecord } from '../../core/record.ts';
import { isReleased } from '../../core/hold/hold-course.ts';
import { describeReason } from '../../core/hold/words.ts';
import type { Instant, Zone } from '../../core/time.ts';
import type { Happening } from './events.ts';

export function happenings(
  before: DeploymentRecord,
  after: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
  zone: Zone,
): readonly Happening[] {
  return [
    ...holdEnds(before, after),
    ...stageChanges(before, after, deployment),
    ...telling(before, after),
    ...question(before, after, deployment, now, zone),
    ...holdBegins(before, after),
  ];
}

function holdEnds(before: DeploymentRecord, { pastHolds }: DeploymentRecord): readonly Happening[] {
  const ended = pastHolds.at(-1);
  if (ended === undefined || ended === before.pastHolds.at(-1)) return [];
  return [{ kind: 'hold-ended', what: ended.what, end: ended.end, since: ended.since }];
}

function holdBegins(before: DeploymentRecord, { hold }: DeploymentRecord): readonly Happening[] {
  if (hold === null || hold === before.hold) return [];
  return [{ kind: 'held', what: hold.what, why: hold.reasons.map(describeReason).join(', ') }];
}

/** A question counts as asked when somebody can see it. */
function question(
  before: DeploymentRecord,
  after: DeploymentRecord,
  deployment: Deployment,
  now: Instant,
  zone: Zone,
): readonly Happening[] {
  const { stage } = after;
  if (stage.kind !== 'asking' || !isReleased(after) || isReleased(before)) return [];
  const { choices, ownTime } = choicesFor(deployment, after, now, zone);
  return [
    {
      kind: 'asked',
      choices,
      ownTime: ownTime !== null,
      deferralsLeft: deferralsLeft(deployment, after),
      missed: stage.missed,
    },
  ];
}

function stageChanges(
  before: DeploymentRecord,
  after: DeploymentRecord,
  deployment: Deployment,
): readonly Happening[] {
  const [was, stage] = [before.stage, after.stage];
  const ended: readonly Happening[] = [
    ...(was.kind === 'running' && stage.kind !== 'running' ? runEnded(after) : []),
    ...(was.kind === 'restarting' && stage.kind !== 'restarting' ? [{ kind: 'restarted' } as const] : []),
  ];
  switch (stage.kind) {
    case 'asking': {
      const { asideUntil } = stage;
      const putAside = asideUntil !== null && (was.kind !== 'asking' || was.asideUntil === null);
      return [...ended, ...(putAside ? [{ kind: 'aside', until: asideUntil } as const] : [])];
    }
    case 'available':
      return was.kind === 'available' ? ended : [...ended, { kind: 'offered' }];
    case 'scheduled':
      return [...ended, ...appointment(was, stage), ...queued(before, after)];
    case 'running': {
      const { deferral } = stage;
      return was.kind === 'running' ? [] : [{ kind: 'run', by: deferral.by, trigger: deployment.trigger }];
    }
    case 'restarting': {
      const { at } = stage;
      const isNew = at !== null && (was.kind !== 'restarting' || was.at?.equals(at) !== true);
      return [...ended, ...(isNew ? [{ kind: 'restart-announced', restartAt: at } as const] : [])];
    }
    case 'installed':
      return was.kind === 'installed' ? [] : [...ended, { kind: 'installed', verified: stage.verified }];
    case 'failed':
      return was.kind === 'failed' ? [] : [...ended, { kind: 'failed' }];
    case 'unqualified': {
      const { winner, rule } = stage;
      return was.kind === 'unqualified' ? [] : [...ended, { kind: 'unqualified', winner: winner.id, rule }];
    }
    // A simulated Mac meets every requirement.
    case 'not-met':
    case 'resting':
    case 'checking':
    case 'staged':
      return ended;
  }
}

type Stage = DeploymentRecord['stage'];

function appointment(was: Stage, stage: Extract<Stage, { kind: 'scheduled' }>): readonly Happening[] {
  const { due, by, intent } = stage.deferral;
  const isSame = was.kind === 'scheduled' && was.deferral.due.equals(due) && was.deferral.by === by;
  if (isSame) return [];
  return [{ kind: 'scheduled', due, by, isNow: intent.kind === 'now' }];
}

/** A reminder or a warning that somebody could see. */
function telling(before: DeploymentRecord, { told, stage }: DeploymentRecord): readonly Happening[] {
  if (told === null || told.number === before.told?.number || stage.kind !== 'scheduled') return [];
  return [{ kind: told.kind, due: stage.deferral.due }];
}

/** Its time has come, and nothing holds it but the run of another. */
const queued = ({ stage: was }: DeploymentRecord, { stage, hold }: DeploymentRecord): readonly Happening[] =>
  stage.kind === 'scheduled' && stage.waiting && hold === null && was.kind === 'scheduled' && !was.waiting
    ? [{ kind: 'queued' }]
    : [];

function runEnded({ attempts }: DeploymentRecord): readonly Happening[] {
  const last = attempts.at(-1);
  if (last === undefined || last.outcome === null) return [];
  return [{ kind: 'run-ended', outcome: last.outcome.kind, since: last.startedAt }];
}

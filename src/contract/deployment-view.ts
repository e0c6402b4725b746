/** From the core's records to what the user's door shows of a deployment. */
import type { Logo } from '../core/branding.ts';
import { choicesFor, mayChoose, type Choice, type OwnTime } from '../core/choices.ts';
import { countedAttempts } from '../core/attempts.ts';
import { deadlineOf, deferralsLeft, phaseOf } from '../core/deadline.ts';
import type { Deployment } from '../core/deployment.ts';
import type { DeploymentRecord } from '../core/record.ts';
import { holdUntil } from '../core/hold/bounds.ts';
import { isReleased } from '../core/hold/hold-course.ts';
import { toldOf } from '../core/notices.ts';
import type { Due } from '../core/order.ts';
import { statusOf } from '../core/status.ts';
import { isBefore, isoOf, type Instant, type Zone } from '../core/time.ts';
import type { HoldView } from './screen.ts';
import type { Choice as ChoiceView, DeploymentView, Notice, StatusDetail } from './session-door.ts';

/** `logo`: the deployment's own, by the digests of its pictures; null where it is the organisation's. */
export function deploymentView(
  { deployment, record }: Due,
  logo: Logo | null,
  now: Instant,
  zone: Zone,
): DeploymentView {
  const { choices, preselected, ownTime } = choicesFor(deployment, record, now, zone);
  const { stage } = record;
  const deadline = deadlineOf(deployment, record, zone);
  return {
    id: deployment.id,
    title: deployment.title,
    message: deployment.message,
    ours: oursOf(deployment),
    texts: deployment.branding.texts,
    logo,
    informationLink: deployment.branding.informationLink,
    shows: { deadline: deployment.branding.showsDeadline, deferrals: deployment.branding.showsDeferrals },
    minutes: deployment.minutes,
    restarts: deployment.restarts,
    status: statusOf(stage),
    detail: detailOf(deployment, record),
    ask: isReleased(record) ? record.asks : null,
    hold: holdView(deployment, record, now, zone),
    notice: noticeView(deployment, record, now, zone),
    choices: choices.map(choiceView),
    preselected,
    ownTime: ownTime === null ? null : ownTimeView(ownTime),
    deadline: deadline === null ? null : isoOf(deadline),
    phase: phaseOf(deployment, deadline, now),
    deferralsLeft: mayChoose(record) ? deferralsLeft(deployment, record) : null,
  };
}

function oursOf({ askOnlyWhile, branding: { ours } }: Deployment): DeploymentView['ours'] {
  const title = askOnlyWhile === 'os-updates-pending' ? 'os-updates' : 'work';
  return { title: ours.title ? title : null, message: ours.message };
}

/** What was told of the appointment that stands, with the time for which it holds now. */
function noticeView(
  deployment: Deployment,
  record: DeploymentRecord,
  now: Instant,
  zone: Zone,
): Notice | null {
  const told = toldOf(record);
  if (told === null || record.stage.kind !== 'scheduled') return null;
  const due = holdUntil(record, deployment, now, zone) ?? record.stage.deferral.due;
  const overHold = !isBefore(told.at, record.stage.deferral.due);
  return { number: told.number, kind: told.kind, due: due.toString(), overHold };
}

function holdView(
  deployment: Deployment,
  record: DeploymentRecord,
  now: Instant,
  zone: Zone,
): HoldView | null {
  const { hold } = record;
  if (hold === null) return null;
  return {
    kind: hold.kind,
    what: hold.what,
    since: hold.since.toString(),
    until: holdUntil(record, deployment, now, zone)?.toString() ?? null,
    reasons: hold.reasons.map(({ kind, app }) => ({ kind, app })),
  };
}

export const ownTimeView = ({
  earliest,
  latest,
  hours,
}: OwnTime): NonNullable<DeploymentView['ownTime']> => ({
  earliest: isoOf(earliest),
  latest: isoOf(latest),
  hours: hours === null ? null : [...hours],
});

export function choiceView(choice: Choice): ChoiceView {
  const at = isoOf(choice.at);
  const pick = choice.pick.kind === 'named' ? { ...choice.pick, shown: at } : choice.pick;
  return { id: choice.id, pick, at, last: choice.last };
}

export function detailOf(deployment: Deployment, record: DeploymentRecord): StatusDetail {
  const { stage } = record;
  const attempts = deployment.attempts;
  const counted = countedAttempts(record.attempts);
  switch (stage.kind) {
    case 'resting':
      return { kind: 'resting' };
    case 'asking':
      return {
        kind: 'asked',
        since: isoOf(stage.since),
        missed: stage.missed?.due.toString() ?? null,
        because: stage.missed?.because ?? null,
      };
    case 'available':
      return { kind: 'available' };
    case 'scheduled': {
      const { due, zone, by } = stage.deferral;
      return { kind: 'scheduled', due: due.toString(), zone, by, attempt: counted + 1, attempts };
    }
    case 'running':
      return { kind: 'running', since: stage.startedAt.toString(), attempt: Math.max(1, counted), attempts };
    case 'restarting':
      return { kind: 'restarting', since: stage.since.toString(), at: stage.at?.toString() ?? null };
    case 'checking':
      return { kind: 'checking', since: stage.since.toString(), nextLook: stage.nextLook.toString() };
    case 'installed':
      return { kind: 'installed', at: stage.at.toString(), verified: stage.verified };
    case 'staged': {
      const { kind, at, app, version, bundleId } = stage;
      return { kind, at: at.toString(), app, version, bundleId };
    }
    case 'failed':
      return { kind: 'failed', at: stage.at.toString(), outcome: stage.outcome.kind };
    case 'not-met': {
      const { kind, since, criterion, required, found } = stage;
      return { kind, since: since.toString(), criterion, required, found };
    }
    case 'unqualified': {
      const { kind, since, winner, rule } = stage;
      return { kind, since: since.toString(), winner: winner.title || winner.id, rule };
    }
  }
}

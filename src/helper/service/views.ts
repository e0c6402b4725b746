/** From records to the admin's status report, and what of a view is worth telling. What the app may show is the contract's. */
import { deadlineOf } from '../../core/deadline.ts';
import type { Deployment } from '../../core/deployment.ts';
import type { DeploymentRecord } from '../../core/record.ts';
import { holdUntil } from '../../core/hold/bounds.ts';
import type { Hold } from '../../core/hold/rules.ts';
import { describeRecord } from '../../core/describe.ts';
import { statusOf } from '../../core/status.ts';
import type { Instant, Zone } from '../../core/time.ts';
import type { StatusReport } from '../../contract/admin-door.ts';
import { detailOf } from '../../contract/deployment-view.ts';
import type { DeploymentView } from '../../contract/session-door.ts';

export interface Course {
  readonly deployment: Deployment;
  readonly record: DeploymentRecord;
}

const holdFields = ({ kind, what, since, reasons, why }: Hold) => ({
  kind,
  what,
  since: since.toString(),
  reasons: [...reasons],
  why,
});

function holdReport(
  deployment: Deployment,
  record: DeploymentRecord,
  now: Instant,
  zone: Zone,
): StatusReport['deployments'][number]['hold'] {
  if (record.hold === null) return null;
  const until = holdUntil(record, deployment, now, zone)?.toString() ?? null;
  return { ...holdFields(record.hold), until };
}

export function reportEntry(
  { deployment, record }: Course,
  now: Instant,
  zone: Zone,
): StatusReport['deployments'][number] {
  return {
    id: deployment.id,
    label: deployment.label,
    trigger: deployment.trigger,
    title: deployment.title,
    status: statusOf(record.stage),
    detail: detailOf(deployment, record),
    sentence: describeRecord(deployment, record, zone),
    firstOffered: record.firstOffered?.toString() ?? null,
    deadline: deadlineOf(deployment, record, zone)?.toString() ?? null,
    deferralsUsed: record.deferralsUsed,
    hold: holdReport(deployment, record, now, zone),
    holds: record.pastHolds.map((hold) => ({
      ...holdFields(hold),
      until: hold.until.toString(),
      end: hold.end,
    })),
    heldMinutes: Math.floor(record.heldSeconds / 60),
    lastLines: record.stage.kind === 'failed' ? [...record.stage.outcome.lastLines] : [],
    attempts: record.attempts.map((attempt) => ({
      startedAt: attempt.startedAt.toString(),
      endedAt: attempt.endedAt?.toString() ?? null,
      outcome: attempt.outcome?.kind ?? null,
    })),
  };
}

/**
 * What of a view is worth telling the app about: relative times move by themselves (the app counts on from its own clock),
 * so they do not make a snapshot new.
 */
export const viewKey = (view: Pick<DeploymentView, 'choices' | 'ownTime'>): string =>
  JSON.stringify({
    ...view,
    ownTime: view.ownTime === null ? null : [view.ownTime.latest, view.ownTime.hours],
    choices: view.choices.map((choice) => [
      choice.id,
      choice.pick.kind === 'named' ? choice.at : choice.last,
    ]),
  });

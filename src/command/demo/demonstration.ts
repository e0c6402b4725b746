/** What the app would show of these preferences, in one of the states that a deployment goes through: by the core's own rules. */
import { deploymentView } from '../../contract/deployment-view.ts';
import type { Snapshot } from '../../contract/session-door.ts';
import { togetherView } from '../../contract/together-view.ts';
import type { Logo, OrganizationBranding } from '../../core/branding.ts';
import { offered } from '../../core/course.ts';
import type { Deployment } from '../../core/deployment.ts';
import { screenJudged } from '../../core/hold/hold-course.ts';
import { noticesJudged } from '../../core/notices.ts';
import type { Due } from '../../core/order.ts';
import { newRecord, type DeploymentRecord } from '../../core/record.ts';
import { asked } from '../../core/round.ts';
import { newDeferral } from '../../core/schedule.ts';
import { plusMinutes, type Instant, type Zone } from '../../core/time.ts';
import type { DemoState } from './arguments.ts';

export interface Shown {
  readonly organizationName: string | null;
  readonly supportContact: string | null;
  readonly branding: OrganizationBranding;
  readonly deployments: readonly Deployment[];
}

/** `digestsOf`: the pictures that these Mac paths name. */
export function demonstrated(
  { organizationName, supportContact, branding, deployments }: Shown,
  state: DemoState,
  digestsOf: (logo: Logo) => Logo,
  now: Instant,
  zone: Zone,
): Snapshot {
  const courses: readonly Due[] = deployments.map((deployment) => ({
    deployment,
    record: recordIn(state, deployment, now, zone),
  }));
  return {
    revision: 1,
    now: now.toString(),
    zone,
    organization: organizationName,
    supportContact,
    branding: { ...branding, logo: digestsOf(branding.logo) },
    observeEvery: null,
    deployments: courses.map((it) => deploymentView(it, digestsOf(it.deployment.branding.logo), now, zone)),
    together: togetherView(courses, now, zone),
  };
}

const free = { kind: 'free' } as const;

function recordIn(state: DemoState, deployment: Deployment, now: Instant, zone: Zone): DeploymentRecord {
  const fresh = offered(newRecord(deployment.id), deployment, true, now, zone);
  const limit = deployment.deadline.deferrals ?? 0;
  switch (state) {
    case 'choices':
      return seen(fresh, deployment, now, zone);
    case 'last':
      return seen({ ...fresh, deferralsUsed: Math.max(0, limit - 1) }, deployment, now, zone);
    case 'none-left':
      return seen({ ...fresh, deferralsUsed: limit }, deployment, now, zone);
    case 'missed':
      return seen(asked(fresh, now, { due: plusMinutes(now, -60), because: 'away' }), deployment, now, zone);
    case 'warning': {
      const deferral = newDeferral({ kind: 'in', minutes: deployment.graceMinutes }, 'deadline', now, zone);
      const forced = { ...fresh, stage: { kind: 'scheduled', deferral, waiting: false } } as const;
      return noticesJudged(forced, deployment, free, now, zone);
    }
  }
}

/** Nothing on the screen holds the question back. */
const seen = (record: DeploymentRecord, deployment: Deployment, now: Instant, zone: Zone): DeploymentRecord =>
  screenJudged(record, deployment, { screen: () => free, power: free, last: null }, now, zone);

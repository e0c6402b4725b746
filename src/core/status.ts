/** The five statuses of Jamf App Installers (the second seed), decided from the course of a deployment. */
import type { Stage } from './record.ts';

export type StatusName =
  'In progress' | 'Available for install in Self Service' | 'Installed' | 'Unqualified' | 'Failed';

/** *In progress* is all that is neither offered, nor over: also a deployment of which nothing was asked yet. */
export function statusOf(stage: Stage): StatusName {
  switch (stage.kind) {
    case 'available':
      return 'Available for install in Self Service';
    case 'installed':
    case 'staged':
      return 'Installed';
    case 'failed':
    case 'not-met':
      return 'Failed';
    case 'unqualified':
      return 'Unqualified';
    case 'resting':
    case 'asking':
    case 'scheduled':
    case 'running':
    case 'restarting':
    case 'checking':
      return 'In progress';
  }
}

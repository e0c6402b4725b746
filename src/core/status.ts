/** The five statuses of Jamf App Installers (the second seed), decided from the course of a deployment. */
import type { Stage } from './deployment.ts';

export type StatusName =
  'In progress' | 'Available for install in Self Service' | 'Installed' | 'Unqualified' | 'Failed';

/** Null for a deployment that rests: nothing was asked of this Mac yet. */
export function statusOf(stage: Stage): StatusName {
  switch (stage.kind) {
    case 'available':
      return 'Available for install in Self Service';
    case 'installed':
      return 'Installed';
    case 'failed':
      return 'Failed';
    case 'resting':
    case 'asking':
    case 'scheduled':
    case 'running':
    case 'checking':
      return 'In progress';
  }
}

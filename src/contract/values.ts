/** Small values that cross the borders, each with the rule it must obey. Instants travel as ISO 8601 text in UTC. */
import { isBundleId, isDeploymentId, isJobLabel, isTrigger, isZone } from '../core/names.ts';
import { parseInstant, parseLocalMinute } from '../core/time.ts';
import * as z from 'zod';

export const instantText = z
  .string()
  .max(40)
  .refine((text) => parseInstant(text) !== null, {
    message: 'must be an instant such as 2026-11-21T15:10:00Z',
  })
  .meta({ format: 'date-time' });

export const localMinuteText = z
  .string()
  .max(40)
  .refine((text) => parseLocalMinute(text) !== null, {
    message: 'must be a local date and time such as 2026-11-21T15:10',
  });

export const zoneText = z
  .string()
  .max(64)
  .refine(isZone, { message: 'must be a time zone such as Europe/Berlin' });

export const deploymentIdText = z.string().refine(isDeploymentId, {
  message: 'must be 1 to 128 letters, digits, dots, hyphens or underscores, beginning with a letter or digit',
});

export const bundleIdText = z.string().refine(isBundleId, {
  message: 'must be 1 to 200 letters, digits, dots, hyphens or underscores, beginning with a letter or digit',
});

export const jobLabelText = z.string().refine(isJobLabel, {
  message:
    'must be 1 to 128 letters, digits, dots, hyphens or underscores, without "..", "/" or a leading dot',
});

export const triggerText = z.string().refine(isTrigger, {
  message:
    'must be 1 to 128 letters, digits, dots, hyphens, underscores, colons, plus, @ or spaces, not beginning with "-"',
});

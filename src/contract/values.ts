/**
 * Small values that cross the borders, each with the rule it must obey. Instants travel as ISO 8601 text in UTC.
 *
 * The contract is written with zod's small form, and its larger schemas are made when they are first used: a check-in reads all of
 * this for one question, and making every schema took half of its time (docs/BENCH.md).
 */
import { isBundleId, isDeploymentId, isJobLabel, isTrigger, isZone } from '../core/names.ts';
import { parseInstant, parseLocalMinute } from '../core/time.ts';
import * as z from 'zod/mini';

export const instantText = z.string().check(
  z.maxLength(40),
  z.refine((text) => parseInstant(text) !== null, {
    message: 'must be an instant such as 2026-11-21T15:10:00Z',
  }),
  z.meta({ format: 'date-time' }),
);

export const localMinuteText = z.string().check(
  z.maxLength(40),
  z.refine((text) => parseLocalMinute(text) !== null, {
    message: 'must be a local date and time such as 2026-11-21T15:10',
  }),
);

export const zoneText = z
  .string()
  .check(z.maxLength(64), z.refine(isZone, { message: 'must be a time zone such as Europe/Berlin' }));

export const deploymentIdText = z.string().check(
  z.refine(isDeploymentId, {
    message:
      'must be 1 to 128 letters, digits, dots, hyphens or underscores, beginning with a letter or digit',
  }),
);

export const bundleIdText = z.string().check(
  z.refine(isBundleId, {
    message:
      'must be 1 to 200 letters, digits, dots, hyphens or underscores, beginning with a letter or digit',
  }),
);

export const jobLabelText = z.string().check(
  z.refine(isJobLabel, {
    message:
      'must be 1 to 128 letters, digits, dots, hyphens or underscores, without "..", "/" or a leading dot',
  }),
);

export const triggerText = z.string().check(
  z.refine(isTrigger, {
    message:
      'must be 1 to 128 letters, digits, dots, hyphens, underscores, colons, plus, @ or spaces, not beginning with "-"',
  }),
);

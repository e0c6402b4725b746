/** The state file's content: versioned JSON, decoded by a schema. Instants and local times are ISO text. */
import * as z from 'zod';
import { conflictRules } from '../../core/conflicts.ts';
import type { DeploymentRecord } from '../../core/record.ts';
import { heldThings, holdReasonKinds } from '../../core/hold/rules.ts';
import { criteria } from '../../core/requirements.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { parseInstant, parseLocalMinute } from '../../core/time.ts';
import { explainSchemaError } from '../../contract/json-rpc.ts';
import {
  bundleIdText,
  deploymentIdText,
  jobLabelText,
  triggerText,
  zoneText,
} from '../../contract/values.ts';
import { outcomeKinds } from '../../contract/session-door.ts';
import type { HistoryEntry, SavedState } from '../ports/ports.ts';

export const stateVersion = 1;

const instant = z.string().transform((text, context) => {
  const value = parseInstant(text);
  if (value !== null) return value;
  context.addIssue({ code: 'custom', message: 'must be an instant' });
  return z.NEVER;
});
const localMinute = z.string().transform((text, context) => {
  const value = parseLocalMinute(text.slice(0, 16));
  if (value !== null) return value;
  context.addIssue({ code: 'custom', message: 'must be a local date and time' });
  return z.NEVER;
});

const outcome = z.object({ kind: z.enum(outcomeKinds), lastLines: z.array(z.string()) });

const deferral = z.object({
  due: instant,
  zone: zoneText,
  intent: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('now') }),
    z.object({ kind: z.literal('in'), minutes: z.number().int() }),
    z.object({ kind: z.literal('at'), local: localMinute }),
  ]),
  by: z.enum(['user', 'admin', 'deadline', 'retry', 'no-user', 'takeover']),
  chosenAt: instant,
  appointment: instant,
});

/** Earlier versions wrote the instant alone. */
const missed = z.union([
  z.object({ due: instant, because: z.enum(['away', 'held']) }),
  instant.transform((due) => ({ due, because: 'away' as const })),
]);

const holdFields = {
  kind: z.enum(['held', 'unknown']),
  what: z.enum(heldThings),
  since: instant,
  reasons: z.array(
    z.object({ kind: z.enum(holdReasonKinds), app: z.string().nullable(), evidence: z.string() }),
  ),
  why: z.string().nullable(),
};

const stage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resting') }),
  z.object({
    kind: z.literal('asking'),
    since: instant,
    missed: missed.nullable(),
    asideUntil: instant.nullable(),
  }),
  z.object({ kind: z.literal('available'), since: instant }),
  z.object({ kind: z.literal('scheduled'), deferral, waiting: z.boolean() }),
  z.object({ kind: z.literal('running'), deferral, startedAt: instant, cleanedUp: z.boolean() }),
  z.object({
    kind: z.literal('restarting'),
    since: instant,
    at: instant.nullable(),
    orderedAt: instant.nullable(),
  }),
  z.object({ kind: z.literal('checking'), since: instant, nextLook: instant }),
  z.object({ kind: z.literal('installed'), at: instant, verified: z.boolean() }),
  z.object({
    kind: z.literal('staged'),
    at: instant,
    app: z.string(),
    version: z.string(),
    bundleId: bundleIdText,
  }),
  z.object({ kind: z.literal('failed'), at: instant, outcome }),
  z.object({
    kind: z.literal('not-met'),
    since: instant,
    criterion: z.enum(criteria),
    required: z.string(),
    found: z.string(),
  }),
  z.object({
    kind: z.literal('unqualified'),
    since: instant,
    winner: z.object({ id: deploymentIdText, title: z.string() }),
    rule: z.enum(conflictRules),
  }),
]);

const record = z.object({
  id: deploymentIdText,
  adHoc: z.object({ label: jobLabelText, trigger: triggerText, osUpdates: z.boolean() }).nullable(),
  event: z
    .object({ deadline: z.string().nullable(), target: z.string().nullable() })
    .nullable()
    .default(null),
  firstOffered: instant.nullable(),
  deferralsUsed: z.number().int().min(0),
  graceUntil: instant.nullable().default(null),
  warnedAt: instant.nullable().default(null),
  told: z
    .object({
      appointment: instant,
      kind: z.enum(['reminder', 'warning']),
      at: instant,
      number: z.number().int(),
    })
    .nullable()
    .default(null),
  asks: z.number().int().min(0),
  // What version 0.1.0 did not know yet counts as nothing held.
  releasedAsk: z.number().int().nullable().default(null),
  hold: z.object(holdFields).nullable().default(null),
  heldSeconds: z.number().int().min(0).default(0),
  pastHolds: z
    .array(z.object({ ...holdFields, until: instant, end: z.enum(['free', 'limit', 'settled', 'changed']) }))
    .default([]),
  doubt: z.string().nullable().default(null),
  attempts: z.array(
    z.object({
      appointment: instant,
      startedAt: instant,
      endedAt: instant.nullable(),
      outcome: outcome.nullable(),
    }),
  ),
  stage,
});

const historyEntry: z.ZodType<HistoryEntry> = z.looseObject({
  at: z.string(),
  deployment: z.string(),
  cause: z.string(),
  from: z.string(),
  to: z.string(),
  sentence: z.string(),
});

const stateSchema = z.object({
  version: z.literal(stateVersion),
  mac: z
    .object({
      id: z.string().min(1).max(100),
      firstSeen: instant,
      lastThere: instant.nullable(),
      session: z.string().max(100).nullable().default(null),
    })
    .nullable()
    .default(null),
  // Only ever compared and written: its content is the history's own business.
  untold: z.array(historyEntry).default([]),
  records: z.array(record),
});

export function decodeState(text: string): Result<SavedState, string> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return failed('is not JSON');
  }
  const decoded = stateSchema.safeParse(json);
  if (!decoded.success) return failed(explainSchemaError(decoded.error));
  const records: readonly DeploymentRecord[] = decoded.data.records;
  return ok({ records, mac: decoded.data.mac, untold: decoded.data.untold });
}

/** Temporal values turn themselves into ISO text. */
export const encodeState = ({ mac, untold, records }: SavedState): string =>
  `${JSON.stringify({ version: stateVersion, mac, untold, records }, null, 1)}\n`;

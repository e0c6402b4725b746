/**
 * A line of the history, which the helper writes and the command reads. Read tolerantly: a line may be of another version, and a full
 * disk may have cut one off.
 */
import * as z from 'zod/mini';
import { heldThings, holdReasonKinds } from '../core/hold/rules.ts';
import { instantText } from './values.ts';

const holdSchema = z.lazy(() =>
  z.object({
    kind: z.enum(['held', 'unknown']),
    what: z.enum(heldThings),
    since: instantText,
    until: z.nullable(instantText),
    reasons: z.array(
      z.object({ kind: z.enum(holdReasonKinds), app: z.nullable(z.string()), evidence: z.string() }),
    ),
    why: z.nullable(z.string()),
    end: z.nullable(z.enum(['free', 'limit', 'settled', 'changed'])),
  }),
);

const lineSchema = z.lazy(() =>
  z.object({
    at: instantText,
    deployment: z.string(),
    cause: z.string(),
    from: z.string(),
    to: z.string(),
    sentence: z.string(),
    /** Holds that ended with this change, then one that began with it. Left out where this version cannot read them. */
    holds: z.catch(z.optional(z.array(holdSchema)), undefined),
    told: z.catch(z.optional(z.string()), undefined),
  }),
);
export type HistoryLine = z.infer<typeof lineSchema>;

/** Null where it is no line of a history. */
export function decodeHistoryLine(text: string): HistoryLine | null {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

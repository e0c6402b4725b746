/**
 * A line of the history, which the helper writes and the command reads. Read tolerantly: a line may be of another version, and a full
 * disk may have cut one off.
 */
import * as z from 'zod';
import { heldThings, holdReasonKinds } from '../core/hold/rules.ts';
import { instantText } from './values.ts';

const holdSchema = z.object({
  kind: z.enum(['held', 'unknown']),
  what: z.enum(heldThings),
  since: instantText,
  until: instantText.nullable(),
  reasons: z.array(
    z.object({ kind: z.enum(holdReasonKinds), app: z.string().nullable(), evidence: z.string() }),
  ),
  why: z.string().nullable(),
  end: z.enum(['free', 'limit', 'settled', 'changed']).nullable(),
});

const lineSchema = z.object({
  at: instantText,
  deployment: z.string(),
  cause: z.string(),
  from: z.string(),
  to: z.string(),
  sentence: z.string(),
  /** Holds that ended with this change, then one that began with it. Left out where this version cannot read them. */
  holds: z.array(holdSchema).optional().catch(undefined),
  told: z.string().optional().catch(undefined),
});
export type HistoryLine = z.infer<typeof lineSchema>;

/** Null where it is no line of a history. */
export function decodeHistoryLine(text: string): HistoryLine | null {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

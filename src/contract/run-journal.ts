/**
 * The journal of one run: written by `intermission run` before jamf starts and again when it ends, read by the helper. It
 * keeps a run from happening twice and its outcome from being lost when the helper cannot be reached.
 */
import * as z from 'zod';
import { instantText } from './values.ts';

const endingSchema = z.object({
  exitCode: z.number().int().nullable(),
  signal: z.string().nullable(),
  notStarted: z.string().nullable(),
  lastLines: z.array(z.string()),
});

const runJournalSchema = z.object({
  version: z.literal(1),
  startedAt: instantText,
  ending: endingSchema.nullable(),
});
export type RunJournalContent = z.infer<typeof runJournalSchema>;

/** `<deployment>@<appointment>.json`; `@` can stand in neither part, so one deployment's name is never another's prefix. */
export const runJournalName = (deployment: string, appointment: string): string =>
  `${deployment}@${appointment.replace(/:/g, '')}.json`;

/** Null where the file is not a whole journal: it was cut off while being written. */
export function decodeRunJournal(text: string): RunJournalContent | null {
  try {
    const decoded = runJournalSchema.safeParse(JSON.parse(text));
    return decoded.success ? decoded.data : null;
  } catch {
    return null;
  }
}

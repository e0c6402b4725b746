/**
 * The journal of one run: written by `intermission run` before jamf starts and again when it ends, read by the helper. It
 * keeps a run from happening twice and its outcome from being lost when the helper cannot be reached.
 */
import * as z from 'zod/mini';
import { instantText } from './values.ts';

const endingSchema = z.lazy(() =>
  z.object({
    exitCode: z.nullable(z.int()),
    signal: z.nullable(z.string()),
    notStarted: z.nullable(z.string()),
    lastLines: z.array(z.string()),
  }),
);

const runJournalSchema = z.lazy(() =>
  z.object({
    version: z.literal(1),
    startedAt: instantText,
    ending: z.nullable(endingSchema),
  }),
);
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

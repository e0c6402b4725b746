/**
 * What the app reports about the screen, and how a hold is told. The report is advice from an untrusted party: bounded in size, and
 * never more than a reason to wait.
 */
import * as z from 'zod';
import { heldThings, holdReasonKinds } from '../core/hold/rules.ts';
import type { Observation } from '../core/screen.ts';
import { instantText } from './values.ts';

/** How much of everything a report holds; the app leaves the rest out, the most telling first. */
export const mostReported = {
  displays: 32,
  windows: 100,
  applications: 300,
  assertions: 100,
  text: 100,
} as const;

/**
 * Stands in the log, the history and on an admin's terminal: no line of its own, no escape sequence. Whoever speaks to the door need
 * not be the app, which leaves such characters out.
 */
const plainText = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'must hold no control characters');
const shortText = plainText(mostReported.text);
const number = z.number().min(-1_000_000).max(1_000_000);
const rectangle = z.strictObject({ x: number, y: number, width: number, height: number });
const pid = z.number().int().min(-1);

const seen = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('seen'), value }),
    z.strictObject({ kind: z.literal('unknown'), why: plainText(300) }),
  ]);

export const observationSchema = z.strictObject({
  displays: z.array(rectangle).max(mostReported.displays).readonly(),
  windows: seen(
    z
      .array(
        z.strictObject({
          owner: shortText,
          bundleId: shortText.nullable(),
          pid,
          layer: z.number().int(),
          bounds: rectangle,
        }),
      )
      .max(mostReported.windows)
      .readonly(),
  ),
  applications: seen(
    z
      .array(
        z.strictObject({
          name: shortText,
          bundleId: shortText.nullable(),
          executable: shortText.nullable(),
          pid,
          front: z.boolean(),
        }),
      )
      .max(mostReported.applications)
      .readonly(),
  ),
  assertions: seen(
    z
      .array(
        z.strictObject({
          kind: z.enum(['display', 'call', 'microphone']),
          process: shortText.nullable(),
          pid,
        }),
      )
      .max(mostReported.assertions)
      .readonly(),
  ),
  camera: seen(z.boolean()),
  screen: seen(z.enum(['on', 'locked', 'asleep'])),
}) satisfies z.ZodType<Observation>;

/** Why something waits, as the person it concerns is told. */
export const holdViewSchema = z.strictObject({
  /** `unknown`: what the screen shows could not be found out. */
  kind: z.enum(['held', 'unknown']),
  /** What waits: the question, the work whose time has come, or the restart after it. */
  what: z.enum(heldThings),
  since: instantText,
  /** When it goes on at the latest, whatever the screen shows; null where the next look decides. */
  until: instantText.nullable(),
  /** The strongest reason first; empty where it is unknown. */
  reasons: z.array(z.strictObject({ kind: z.enum(holdReasonKinds), app: z.string().nullable() })),
});
export type HoldView = z.infer<typeof holdViewSchema>;

const reasonSchema = z.strictObject({
  kind: z.enum(holdReasonKinds).describe('What holds it back.'),
  app: z.string().nullable().describe('The app, where it is one.'),
  evidence: z
    .string()
    .describe('Owner and geometry of a window, the process of an assertion; never a window’s title.'),
});
const holdFields = {
  kind: z
    .enum(['held', 'unknown'])
    .describe('`unknown`: what the screen shows could not be found out, which does not count as free.'),
  what: z.enum(heldThings).describe('What waits: the question, the run, or the restart after it.'),
  since: instantText.describe('Since when.'),
  reasons: z.array(reasonSchema).describe('Everything that holds it back; empty where it is unknown.'),
  why: z.string().nullable().describe('Why the screen could not be judged; null where it could.'),
};
/** A hold for admins: with evidence. */
export const holdReportSchema = z.strictObject({
  ...holdFields,
  until: instantText
    .nullable()
    .describe('When it goes on at the latest, whatever the screen shows; null where the next look decides.'),
});
/** A hold that is over. */
export const pastHoldSchema = z.strictObject({
  ...holdFields,
  until: instantText.describe('When it ended.'),
  end: z
    .enum(['free', 'limit', 'settled', 'changed'])
    .describe(
      '`free`: nothing held it any more. `limit`: it could be held no longer. `settled`: there was nothing left to hold. `changed`: another reason took over.',
    ),
});

/** What was judged of an observation. */
export const judgementSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free') }),
  z.strictObject({ kind: z.literal('held'), reasons: z.array(reasonSchema) }),
  z.strictObject({ kind: z.literal('unknown'), why: z.string() }),
]);

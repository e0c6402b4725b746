/**
 * What the app reports about the screen, and how a hold is told. The report is advice from an untrusted party: bounded in size, and
 * never more than a reason to wait.
 */
import * as z from 'zod/mini';
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
    .check(z.maxLength(most))
    .check(z.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'must hold no control characters'));
const shortText = plainText(mostReported.text);
const number = z.number().check(z.gte(-1_000_000), z.lte(1_000_000));
const rectangle = z.lazy(() => z.strictObject({ x: number, y: number, width: number, height: number }));
const pid = z.int().check(z.gte(-1));

const seen = <T extends z.ZodMiniType>(value: T) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('seen'), value }),
    z.strictObject({ kind: z.literal('unknown'), why: plainText(300) }),
  ]);

export const observationSchema = z.lazy(() =>
  z.strictObject({
    displays: z.readonly(z.array(rectangle).check(z.maxLength(mostReported.displays))),
    windows: seen(
      z.readonly(
        z
          .array(
            z.strictObject({
              owner: shortText,
              bundleId: z.nullable(shortText),
              pid,
              layer: z.int(),
              bounds: rectangle,
            }),
          )
          .check(z.maxLength(mostReported.windows)),
      ),
    ),
    applications: seen(
      z.readonly(
        z
          .array(
            z.strictObject({
              name: shortText,
              bundleId: z.nullable(shortText),
              executable: z.nullable(shortText),
              pid,
              front: z.boolean(),
            }),
          )
          .check(z.maxLength(mostReported.applications)),
      ),
    ),
    assertions: seen(
      z.readonly(
        z
          .array(
            z.strictObject({
              kind: z.enum(['display', 'call', 'microphone']),
              process: z.nullable(shortText),
              pid,
            }),
          )
          .check(z.maxLength(mostReported.assertions)),
      ),
    ),
    camera: seen(z.boolean()),
    screen: seen(z.enum(['on', 'locked', 'asleep'])),
  }),
) satisfies z.ZodMiniType<Observation>;

/** Why something waits, as the person it concerns is told. */
export const holdViewSchema = z.lazy(() =>
  z.strictObject({
    /** `unknown`: what the screen shows could not be found out. */
    kind: z.enum(['held', 'unknown']),
    /** What waits: the question, the work whose time has come, or the restart after it. */
    what: z.enum(heldThings),
    since: instantText,
    /** When it goes on at the latest, whatever the screen shows; null where the next look decides. */
    until: z.nullable(instantText),
    /** The strongest reason first; empty where it is unknown. */
    reasons: z.array(z.strictObject({ kind: z.enum(holdReasonKinds), app: z.nullable(z.string()) })),
  }),
);
export type HoldView = z.infer<typeof holdViewSchema>;

const reasonSchema = z.lazy(() =>
  z.strictObject({
    kind: z.enum(holdReasonKinds).check(z.describe('What holds it back.')),
    app: z.nullable(z.string()).check(z.describe('The app, where it is one.')),
    evidence: z
      .string()
      .check(
        z.describe('Owner and geometry of a window, the process of an assertion; never a window’s title.'),
      ),
  }),
);
const holdFields = {
  kind: z
    .enum(['held', 'unknown'])
    .check(
      z.describe('`unknown`: what the screen shows could not be found out, which does not count as free.'),
    ),
  what: z.enum(heldThings).check(z.describe('What waits: the question, the run, or the restart after it.')),
  since: instantText.check(z.describe('Since when.')),
  reasons: z
    .array(reasonSchema)
    .check(z.describe('Everything that holds it back; empty where it is unknown.')),
  why: z.nullable(z.string()).check(z.describe('Why the screen could not be judged; null where it could.')),
};
/** A hold for admins: with evidence. */
export const holdReportSchema = z.lazy(() =>
  z.strictObject({
    ...holdFields,
    until: z
      .nullable(instantText)
      .check(
        z.describe(
          'When it goes on at the latest, whatever the screen shows; null where the next look decides.',
        ),
      ),
  }),
);
/** A hold that is over. */
export const pastHoldSchema = z.lazy(() =>
  z.strictObject({
    ...holdFields,
    until: instantText.check(z.describe('When it ended.')),
    end: z
      .enum(['free', 'limit', 'settled', 'changed'])
      .check(
        z.describe(
          '`free`: nothing held it any more. `limit`: it could be held no longer. `settled`: there was nothing left to hold. `changed`: another reason took over.',
        ),
      ),
  }),
);

/** What was judged of an observation. */
export const judgementSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('free') }),
    z.strictObject({ kind: z.literal('held'), reasons: z.array(reasonSchema) }),
    z.strictObject({ kind: z.literal('unknown'), why: z.string() }),
  ]),
);

/**
 * The user's door: what the app may hear and what it may ask. Nothing here names a path, a label, a plist or a command,
 * and nothing the caller says is believed: the helper decides again from its own state.
 */
import * as z from 'zod';
import { conflictRules } from '../core/conflicts.ts';
import type { Phase } from '../core/deadline.ts';
import { weekdays } from '../core/deployment.ts';
import { criteria } from '../core/requirements.ts';
import { holdViewSchema, observationSchema } from './screen.ts';
import { deploymentIdText, instantText, localMinuteText, zoneText } from './values.ts';

/** One time that the user may pick, in the user's terms. A relative one counts from the click. */
export const pickSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('now') }),
  z.strictObject({ kind: z.literal('in'), minutes: z.number().int().min(1).max(525_600) }),
  z.strictObject({
    kind: z.literal('named'),
    name: z.enum(['end-of-day', 'tomorrow-morning', 'next-allowed']),
    /** The instant that was shown; when it is no longer what the name means, the pick is refused as stale. */
    shown: instantText,
  }),
  z.strictObject({ kind: z.literal('at'), local: localMinuteText, zone: zoneText }),
]);
export type Pick = z.infer<typeof pickSchema>;

export const choiceSchema = z.strictObject({
  /** Stable within a snapshot: `now`, `in-60`, `end-of-day`… */
  id: z.string(),
  pick: pickSchema,
  /** When it would run if picked at the moment of the snapshot. */
  at: instantText,
  /** Set on the last grace period: the choice that remains when every deferral is used. */
  last: z.boolean(),
});
export type Choice = z.infer<typeof choiceSchema>;

const timeOfDay = z.strictObject({ hour: z.number().int().min(0).max(24), minute: z.number().int().min(0) });
const ownTimeSchema = z.strictObject({
  earliest: instantText,
  latest: instantText,
  /** What may be picked between them; null where any minute. */
  hours: z.array(z.strictObject({ day: z.enum(weekdays), start: timeOfDay, end: timeOfDay })).nullable(),
});

export const statusNames = [
  'In progress',
  'Available for install in Self Service',
  'Installed',
  'Unqualified',
  'Failed',
] as const;

export const outcomeKinds = [
  'finished',
  'no-policy',
  'already-running',
  'no-connection',
  'policy-failed',
  'killed',
  'interrupted',
  'not-started',
  'not-verified',
] as const;

export const statusDetailSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('resting') }),
  /**
   * Waits for an answer. `missed`: the appointment that passed unkept, when that is why it asks; `because`: the Mac was asleep or
   * switched off, or what the screen showed held it for too long.
   */
  z.strictObject({
    kind: z.literal('asked'),
    since: instantText,
    missed: instantText.nullable(),
    because: z.enum(['away', 'held']).nullable(),
  }),
  z.strictObject({
    kind: z.literal('scheduled'),
    due: instantText,
    zone: zoneText,
    by: z.enum(['user', 'admin', 'deadline', 'retry', 'no-user', 'takeover']),
    attempt: z.number().int(),
    attempts: z.number().int(),
  }),
  z.strictObject({
    kind: z.literal('running'),
    since: instantText,
    attempt: z.number().int(),
    attempts: z.number().int(),
  }),
  /** The work is done but for a restart of the Mac. `at`: when that comes; null while something is in the way. */
  z.strictObject({ kind: z.literal('restarting'), since: instantText, at: instantText.nullable() }),
  z.strictObject({ kind: z.literal('checking'), since: instantText, nextLook: instantText }),
  z.strictObject({ kind: z.literal('available') }),
  z.strictObject({ kind: z.literal('installed'), at: instantText, verified: z.boolean() }),
  z.strictObject({
    kind: z.literal('failed'),
    at: instantText,
    outcome: z.enum(outcomeKinds),
    lastLines: z.array(z.string()),
  }),
  /** The Mac does not meet what the work requires. `required` and `found` are in plain English, such as `26` or `20 GB`. */
  z.strictObject({
    kind: z.literal('not-met'),
    since: instantText,
    criterion: z.enum(criteria),
    required: z.string(),
    found: z.string(),
  }),
  /** Another deployment about the same thing counts instead. `winner` is its title, `rule` what decided between the two. */
  z.strictObject({
    kind: z.literal('unqualified'),
    since: instantText,
    winner: z.string(),
    rule: z.enum(conflictRules),
  }),
]);
export type StatusDetail = z.infer<typeof statusDetailSchema>;

const phaseSchema = z.enum(['initial', 'approaching', 'imminent', 'elapsed']) satisfies z.ZodType<Phase>;

/** A reminder comes before an appointment that a person picked, a warning before a run that nobody picked. */
export const noticeSchema = z.strictObject({
  /** Rises with every telling. */
  number: z.number().int(),
  kind: z.enum(['reminder', 'warning']),
  /** When it starts; while it is held, at the latest. */
  due: instantText,
  /** To be told even over a presentation: the absolute limit is near. Any other notice is put aside while the screen holds. */
  overHold: z.boolean(),
});
export type Notice = z.infer<typeof noticeSchema>;

export const deploymentViewSchema = z.strictObject({
  id: deploymentIdText,
  title: z.string(),
  /** Markdown, the admin's own words. */
  message: z.string(),
  /** How long the work takes, as the admin estimates it; null where unknown. */
  minutes: z.number().int().nullable(),
  restarts: z.boolean(),
  status: z.enum(statusNames),
  detail: statusDetailSchema,
  /** Rises each time the dialog should come up by itself; null while it should not. */
  ask: z.number().int().nullable(),
  /** Why the question or the run waits at this moment; null while nothing holds it. */
  hold: holdViewSchema.nullable(),
  /** What should be told now, unasked; null while nothing is to be told. */
  notice: noticeSchema.nullable(),
  /** Empty while nothing may be picked (running, installed…). */
  choices: z.array(choiceSchema),
  /** The id of the choice to preselect; never `now`. */
  preselected: z.string().nullable(),
  /** Bounds of the free date-and-time picker; null where it is not offered. */
  ownTime: ownTimeSchema.nullable(),
  deadline: instantText.nullable(),
  /** How near the deadline is. */
  phase: phaseSchema,
  /** Deferrals left; null where they are not counted. */
  deferralsLeft: z.number().int().nullable(),
});
export type DeploymentView = z.infer<typeof deploymentViewSchema>;

export const snapshotSchema = z.strictObject({
  /** Rises with every snapshot of one helper process. */
  revision: z.number().int(),
  now: instantText,
  zone: zoneText,
  organization: z.string().nullable(),
  supportContact: z.string().nullable(),
  /** Seconds between looks at the screen while something waits to be shown or run; null while nothing does. */
  observeEvery: z.number().int().min(1).nullable(),
  /** In the order in which they should be listed. */
  deployments: z.array(deploymentViewSchema),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const refusalReasons = [
  'unknown-deployment',
  'nothing-to-choose',
  'already-running',
  'in-the-past',
  'after-the-deadline',
  'outside-allowed-hours',
  'not-on-the-menu',
  'no-deferrals-left',
  'stale-choice',
  'could-not-schedule',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export const intentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('choose'), deployment: deploymentIdText, pick: pickSchema }),
  /** The dialog was put aside. Costs no deferral; the helper says when it asks again. */
  z.strictObject({ kind: z.literal('not-now'), deployment: deploymentIdText }),
]);
export type Intent = z.infer<typeof intentSchema>;

export const intentAnswerSchema = z.discriminatedUnion('kind', [
  /** `due` is null for `not-now`. The next snapshot already shows the result. */
  z.strictObject({ kind: z.literal('accepted'), due: instantText.nullable() }),
  z.strictObject({
    kind: z.literal('refused'),
    reason: z.enum(refusalReasons),
    /** The same deployment as it stands now, with fresh choices; null where it does not exist. */
    fresh: deploymentViewSchema.nullable(),
  }),
]);
export type IntentAnswer = z.infer<typeof intentAnswerSchema>;

export const reportSchema = z.discriminatedUnion('event', [
  /** The helper looks at its clock at once. */
  z.strictObject({ event: z.enum(['woke', 'unlocked']) }),
  z.strictObject({ event: z.literal('screen'), observation: observationSchema }),
]);
export type Report = z.infer<typeof reportSchema>;

export const helloParams = z.strictObject({
  protocol: z.number().int(),
  program: z.enum(['app', 'command']),
  version: z.string().max(64),
});
export const helloResult = z.strictObject({ protocol: z.number().int(), version: z.string() });

/** Every method of the user's door: name → what goes in and what comes out. */
export const sessionMethods = {
  hello: { params: helloParams, result: helloResult },
  /** Answers with the snapshot and sends a `snapshot` notification at every change from then on. */
  subscribe: { params: z.strictObject({}), result: snapshotSchema },
  intent: { params: intentSchema, result: intentAnswerSchema },
  /** Advice from an untrusted party: the Mac woke or was unlocked, or this is what its screen shows. */
  report: { params: reportSchema, result: z.null() },
} as const;

/** What the helper says unasked. */
export const sessionNotifications = { snapshot: snapshotSchema } as const;

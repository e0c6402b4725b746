/**
 * The user's door: what the app may hear and what it may ask. Nothing here names a path, a label, a plist or a command,
 * and nothing the caller says is believed: the helper decides again from its own state.
 */
import * as z from 'zod/mini';
import { conflictRules } from '../core/conflicts.ts';
import { textNames } from '../core/branding.ts';
import type { Phase } from '../core/deadline.ts';
import { weekdays } from '../core/deployment.ts';
import { mostTogether } from '../core/together.ts';
import { criteria } from '../core/requirements.ts';
import { holdViewSchema, observationSchema } from './screen.ts';
import { bundleIdText, deploymentIdText, instantText, localMinuteText, zoneText } from './values.ts';

/** One time that the user may pick, in the user's terms. A relative one counts from the click. */
export const pickSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('now') }),
    z.strictObject({ kind: z.literal('in'), minutes: z.int().check(z.gte(1), z.lte(525_600)) }),
    z.strictObject({
      kind: z.literal('named'),
      name: z.enum(['end-of-day', 'tomorrow-morning', 'next-allowed']),
      /** The instant that was shown; when it is no longer what the name means, the pick is refused as stale. */
      shown: instantText,
    }),
    z.strictObject({ kind: z.literal('at'), local: localMinuteText, zone: zoneText }),
  ]),
);
export type Pick = z.infer<typeof pickSchema>;

export const choiceSchema = z.lazy(() =>
  z.strictObject({
    /** Stable within a snapshot: `now`, `in-60`, `end-of-day`… */
    id: z.string(),
    pick: pickSchema,
    /** When it would run if picked at the moment of the snapshot. */
    at: instantText,
    /** Set on the last grace period: the choice that remains when every deferral is used. */
    last: z.boolean(),
  }),
);
export type Choice = z.infer<typeof choiceSchema>;

const timeOfDay = z.lazy(() =>
  z.strictObject({
    hour: z.int().check(z.gte(0), z.lte(24)),
    minute: z.int().check(z.gte(0)),
  }),
);
const ownTimeSchema = z.lazy(() =>
  z.strictObject({
    earliest: instantText,
    latest: instantText,
    /** What may be picked between them; null where any minute. */
    hours: z.nullable(z.array(z.strictObject({ day: z.enum(weekdays), start: timeOfDay, end: timeOfDay }))),
  }),
);

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

/** Where a deployment stands, with what belongs to it. The descriptions become docs/STATUS.md. */
export const statusDetailSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z
      .strictObject({ kind: z.literal('resting') })
      .check(z.describe('Nothing was asked of this Mac yet, or it was withdrawn.')),
    z
      .strictObject({
        kind: z.literal('asked'),
        since: instantText.check(z.describe('Since when it asks.')),
        missed: z
          .nullable(instantText)
          .check(z.describe('The appointment that passed unkept, when that is why it asks; otherwise null.')),
        because: z
          .nullable(z.enum(['away', 'held']))
          .check(
            z.describe(
              'Why it was missed. `away`: the Mac was asleep or switched off. `held`: it was held back for too long.',
            ),
          ),
      })
      .check(z.describe('Waits for an answer of the person.')),
    z
      .strictObject({
        kind: z.literal('scheduled'),
        due: instantText.check(z.describe('When it runs.')),
        zone: zoneText.check(z.describe('The time zone in which the time was picked.')),
        by: z
          .enum(['user', 'admin', 'deadline', 'retry', 'no-user', 'takeover'])
          .check(
            z.describe(
              'Who fixed the time. `admin`: the help desk. `takeover`: it was found in a plist of Better Jamf Policy Deferral.',
            ),
          ),
        attempt: z.int().check(z.describe('Which attempt it will be.')),
        attempts: z.int().check(z.describe('How many there may be.')),
      })
      .check(z.describe('Has an appointment.')),
    z
      .strictObject({
        kind: z.literal('running'),
        since: instantText.check(z.describe('Since when it runs.')),
        attempt: z.int().check(z.describe('Which attempt this is.')),
        attempts: z.int().check(z.describe('How many there may be.')),
      })
      .check(z.describe('The policy runs.')),
    z
      .strictObject({
        kind: z.literal('restarting'),
        since: instantText.check(z.describe('Since when the restart is owed.')),
        at: z.nullable(instantText).check(z.describe('When it comes; null while something is in the way.')),
      })
      .check(z.describe('The work is done but for a restart of the Mac.')),
    z
      .strictObject({
        kind: z.literal('checking'),
        since: instantText.check(z.describe('When the run ended.')),
        nextLook: instantText.check(z.describe('When inventory is looked at next.')),
      })
      .check(z.describe('The run is over; inventory tells whether the work is done.')),
    z
      .strictObject({ kind: z.literal('available') })
      .check(z.describe('Offered in the menu until the person clicks Install.')),
    z
      .strictObject({
        kind: z.literal('installed'),
        at: instantText.check(z.describe('When it was confirmed.')),
        verified: z
          .boolean()
          .check(z.describe('Whether inventory confirmed it; false where no verification is configured.')),
      })
      .check(z.describe('The work is done.')),
    z
      .strictObject({
        kind: z.literal('staged'),
        at: instantText.check(z.describe('When it was put there.')),
        app: z.string().check(z.describe('The app, as people call it.')),
        version: z.string().check(z.describe('The version that waits.')),
        bundleId: bundleIdText.check(z.describe('The bundle ID of the app.')),
      })
      .check(z.describe('The new version waits in the staging folder until the person quits the app.')),
    z
      .strictObject({
        kind: z.literal('failed'),
        at: instantText.check(z.describe('When the last attempt failed.')),
        outcome: z.enum(outcomeKinds).check(z.describe('What came of it.')),
      })
      .check(z.describe('Every attempt is used up.')),
    z
      .strictObject({
        kind: z.literal('not-met'),
        since: instantText.check(z.describe('Since when that is so.')),
        criterion: z.enum(criteria).check(z.describe('What the Mac falls short of.')),
        required: z
          .string()
          .check(z.describe('What the work requires, in plain English, such as `26` or `20 GB`.')),
        found: z.string().check(z.describe('What the Mac has, in the same form.')),
      })
      .check(z.describe('The Mac does not meet what the work requires.')),
    z
      .strictObject({
        kind: z.literal('unqualified'),
        since: instantText.check(z.describe('Since when that is so.')),
        winner: z.string().check(z.describe('The title of the deployment that counts instead.')),
        rule: z.enum(conflictRules).check(z.describe('What decided between the two.')),
      })
      .check(z.describe('Another deployment about the same thing counts instead.')),
  ]),
);
export type StatusDetail = z.infer<typeof statusDetailSchema>;

const phaseSchema = z.enum(['initial', 'approaching', 'imminent', 'elapsed']) satisfies z.ZodMiniType<Phase>;

/** A reminder comes before an appointment that a person picked, a warning before a run that nobody picked. */
export const noticeSchema = z.lazy(() =>
  z.strictObject({
    /** Rises with every telling. */
    number: z.int(),
    kind: z.enum(['reminder', 'warning']),
    /** When it starts; while it is held, at the latest. */
    due: instantText,
    /** To be told even over a presentation: the absolute limit is near. Any other notice is put aside while the screen holds. */
    overHold: z.boolean(),
  }),
);
export type Notice = z.infer<typeof noticeSchema>;

/** Names a picture: the SHA-256 of its bytes. What it is a picture of, and where it lies, nobody needs to know. */
const digestText = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const logoSchema = z.lazy(() =>
  z.strictObject({ light: z.nullable(digestText), dark: z.nullable(digestText) }),
);

/** The admin's own words: for everybody, and for those who read one of these languages (by language tag). */
export const adminTextSchema = z.lazy(() =>
  z.strictObject({
    text: z.nullable(z.string()),
    languages: z.record(z.string(), z.string()),
  }),
);

export const deploymentViewSchema = z.lazy(() =>
  z.strictObject({
    id: deploymentIdText,
    /** Without a language; Intermission's own words in English where the admin wrote none. */
    title: z.string(),
    /** The same, in Markdown. */
    message: z.string(),
    /** Where the admin wrote none: what Intermission's own words are about; the app says them in the person's language. */
    ours: z.strictObject({ title: z.nullable(z.enum(['work', 'os-updates'])), message: z.boolean() }),
    /** The admin's own words, as far as there are any, with their placeholders (core/placeholders.ts). */
    texts: z.partialRecord(z.enum(textNames), adminTextSchema),
    /** Null where it is the organisation's. */
    logo: z.nullable(logoSchema),
    informationLink: z.nullable(z.string()),
    /** What the dialog may say in words of its own. */
    shows: z.strictObject({ deadline: z.boolean(), deferrals: z.boolean() }),
    /** How long the work takes, as the admin estimates it; null where unknown. */
    minutes: z.nullable(z.int()),
    restarts: z.boolean(),
    status: z.enum(statusNames),
    detail: statusDetailSchema,
    /** Rises each time the dialog should come up by itself; null while it should not. */
    ask: z.nullable(z.int()),
    /** Why the question or the run waits at this moment; null while nothing holds it. */
    hold: z.nullable(holdViewSchema),
    /** What should be told now, unasked; null while nothing is to be told. */
    notice: z.nullable(noticeSchema),
    /** Empty while nothing may be picked (running, installed…). */
    choices: z.array(choiceSchema),
    /** The id of the choice to preselect; never `now`. */
    preselected: z.nullable(z.string()),
    /** Bounds of the free date-and-time picker; null where it is not offered. */
    ownTime: z.nullable(ownTimeSchema),
    deadline: z.nullable(instantText),
    /** How near the deadline is. */
    phase: phaseSchema,
    /** Deferrals left; null where they are not counted. */
    deferralsLeft: z.nullable(z.int()),
  }),
);
export type DeploymentView = z.infer<typeof deploymentViewSchema>;

/** How the organisation wants to be seen. */
const brandingSchema = z.lazy(() =>
  z.strictObject({
    /** As the admin wrote it: its contrast is not checked yet. Null: the color of the system. */
    accent: z.nullable(z.string().check(z.regex(/^#[0-9A-Fa-f]{6}$/))),
    /** https, mailto or tel. */
    supportLink: z.nullable(z.string()),
    logo: logoSchema,
    /** The language of every text; null: the person's own. */
    language: z.nullable(z.string()),
    menuBarItem: z.enum(['always', 'when-due', 'never']),
    menuBarCountdown: z.boolean(),
  }),
);
export type Branding = z.infer<typeof brandingSchema>;

/** One question for several deployments: what may be picked for all of them. */
const togetherSchema = z.lazy(() =>
  z.strictObject({
    /** At least two, all of which ask. */
    deployments: z.array(deploymentIdText),
    choices: z.array(choiceSchema),
    preselected: z.nullable(z.string()),
    ownTime: z.nullable(ownTimeSchema),
    /** The earliest of theirs. */
    deadline: z.nullable(instantText),
    /** Several of them restart the Mac, which restarts once for all. */
    oneRestart: z.boolean(),
  }),
);
export type Together = z.infer<typeof togetherSchema>;

export const snapshotSchema = z.lazy(() =>
  z.strictObject({
    /** Rises with every snapshot of one helper process. */
    revision: z.int(),
    now: instantText,
    zone: zoneText,
    organization: z.nullable(z.string()),
    supportContact: z.nullable(z.string()),
    branding: brandingSchema,
    /** Seconds between looks at the screen while something waits to be shown or run; null while nothing does. */
    observeEvery: z.nullable(z.int().check(z.gte(1))),
    /** In the order in which they should be listed. */
    deployments: z.array(deploymentViewSchema),
    /** Null where fewer than two ask, or where they have no later time in common. */
    together: z.nullable(togetherSchema),
  }),
);
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

export const intentSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('choose'), deployment: deploymentIdText, pick: pickSchema }),
    /** The same time for each of these: for all of them, or for none where one is refused. */
    z.strictObject({
      kind: z.literal('choose-together'),
      deployments: z
        .array(deploymentIdText)
        .check(z.minLength(2))
        .check(z.maxLength(mostTogether))
        .check(z.refine((ids) => new Set(ids).size === ids.length, { message: 'must name each once' })),
      pick: pickSchema,
    }),
    /** The dialog was put aside. Costs no deferral; the helper says when it asks again. */
    z.strictObject({ kind: z.literal('not-now'), deployment: deploymentIdText }),
    /** The app that a new version waits for is about to be quit: the helper looks more often whether it has been. */
    z.strictObject({ kind: z.literal('quit-and-update'), deployment: deploymentIdText }),
  ]),
);
export type Intent = z.infer<typeof intentSchema>;

export const intentAnswerSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    /** `due` is null where the intent names no time. The next snapshot already shows the result. */
    z.strictObject({ kind: z.literal('accepted'), due: z.nullable(instantText) }),
    /** Only to `choose-together`: for these the appointment could not be kept on this Mac; all others have it. */
    z.strictObject({
      kind: z.literal('partly-accepted'),
      due: instantText,
      notScheduled: z.array(deploymentIdText),
    }),
    z.strictObject({
      kind: z.literal('refused'),
      reason: z.enum(refusalReasons),
      /** The same deployment as it stands now, with fresh choices; null where it does not exist. */
      fresh: z.nullable(deploymentViewSchema),
    }),
  ]),
);
export type IntentAnswer = z.infer<typeof intentAnswerSchema>;

export const reportSchema = z.lazy(() =>
  z.discriminatedUnion('event', [
    /** The helper looks at its clock at once; and whether an app was quit that a new version waits for. */
    z.strictObject({ event: z.enum(['woke', 'unlocked', 'app-quit']) }),
    z.strictObject({ event: z.literal('screen'), observation: observationSchema }),
  ]),
);
export type Report = z.infer<typeof reportSchema>;

export const helloParams = z.lazy(() =>
  z.strictObject({
    protocol: z.int(),
    program: z.enum(['app', 'command']),
    version: z.string().check(z.maxLength(64)),
  }),
);
export const helloResult = z.lazy(() => z.strictObject({ protocol: z.int(), version: z.string() }));

/** What a page may show, without anything that runs. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export const pictureSchema = z.lazy(() =>
  z.strictObject({
    type: z.enum(pictureTypes),
    base64: z.base64().check(z.maxLength(1024 * 1024)),
  }),
);
export type Picture = z.infer<typeof pictureSchema>;

/** Every method of the user's door: name → what goes in and what comes out. */
export const sessionMethods = {
  hello: { params: helloParams, result: helloResult },
  /** Answers with the snapshot and sends a `snapshot` notification at every change from then on. */
  subscribe: { params: z.lazy(() => z.strictObject({})), result: snapshotSchema },
  intent: { params: intentSchema, result: intentAnswerSchema },
  /** Advice from an untrusted party: the Mac woke or was unlocked, or this is what its screen shows. */
  report: { params: reportSchema, result: z.null() },
  /** A picture that a snapshot names; null where there is none of that name (any more). */
  image: {
    params: z.lazy(() => z.strictObject({ digest: digestText })),
    result: z.lazy(() => z.nullable(pictureSchema)),
  },
} as const;

/** What the helper says unasked. */
export const sessionNotifications = { snapshot: snapshotSchema } as const;

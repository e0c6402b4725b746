/** The root-only door: what the command may ask of the helper. Root is trusted; its input is still checked. */
import * as z from 'zod/mini';
import { holdReportSchema, judgementSchema, observationSchema, pastHoldSchema } from './screen.ts';
import { deploymentIdText, instantText, jobLabelText, localMinuteText, triggerText } from './values.ts';
import {
  helloParams,
  helloResult,
  outcomeKinds,
  refusalReasons,
  statusDetailSchema,
  statusNames,
} from './session-door.ts';

/** Which deployment a request is about: one from the preferences, or BJPD's positional parameters. */
const targetSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('deployment'), id: deploymentIdText }),
    z.strictObject({
      kind: z.literal('jamf'),
      label: jobLabelText,
      trigger: triggerText,
      /** Parameter 7: ask only while OS updates are pending. */
      osUpdates: z.boolean(),
    }),
  ]),
);
export type Target = z.infer<typeof targetSchema>;

/** Why nothing could be done; each has an exit code of the command (docs/exit-codes). */
export const adminProblemKinds = [
  'unknown-deployment',
  'foreign-launch-daemon',
  'could-not-schedule',
  'refused',
] as const;

const problemSchema = z.lazy(() =>
  z.strictObject({
    kind: z.literal('problem'),
    problem: z.enum(adminProblemKinds),
    message: z.string(),
  }),
);

export const promptAnswerSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('done'),
      /** What happened, for machines. */
      state: z.enum([
        'offered',
        'held',
        'already-offered',
        'already-scheduled',
        'already-running',
        'available',
        'no-user',
        'no-longer-needed',
        'scheduled-without-user',
        'failed',
        'unqualified',
        /** Inventory takes its time; the user is asked once it is known that the work is needed. */
        'looking',
        'checking',
        'staged',
      ]),
      /** One line for the policy log: what happened and when the work is due. */
      line: z.string(),
    }),
    problemSchema,
  ]),
);
export type PromptAnswer = z.infer<typeof promptAnswerSchema>;

const simpleAnswerSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('done'), line: z.string() }),
    problemSchema,
  ]),
);
export type SimpleAnswer = z.infer<typeof simpleAnswerSchema>;

/** Names one appointment: the instant it was made for. A leftover plist names an old one and is told that it is stale. */
export const appointmentText = instantText;

export const runBeginAnswerSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('go') }),
    /** Not yet: a `turn` notification follows on this connection when it may ask again. */
    z.strictObject({ kind: z.literal('wait'), reason: z.string() }),
    z.strictObject({ kind: z.literal('stale'), reason: z.string() }),
  ]),
);
export type RunBeginAnswer = z.infer<typeof runBeginAnswerSchema>;

export const runEndSchema = z.lazy(() =>
  z.strictObject({
    deployment: deploymentIdText,
    appointment: appointmentText,
    endedAt: instantText,
    /** Null when a signal ended it or it never started. */
    exitCode: z.nullable(z.int()),
    signal: z.nullable(z.string().check(z.maxLength(32))),
    /** Why it could not be started at all; null when it was. */
    notStarted: z.nullable(z.string().check(z.maxLength(500))),
    /** The last lines of jamf's output. */
    lastLines: z.array(z.string().check(z.maxLength(1000))).check(z.maxLength(200)),
  }),
);
export type RunEnd = z.infer<typeof runEndSchema>;

/** What `intermission status --json` prints. The descriptions become docs/STATUS.md and docs/status.schema.json. */
export const statusReportSchema = z.lazy(() =>
  z.strictObject({
    schemaVersion: z
      .literal(1)
      .check(
        z.describe(
          'The version of this form. It rises when a key goes or changes its meaning; keys may be added.',
        ),
      ),
    version: z.string().check(z.describe('The version of the helper that runs.')),
    now: instantText.check(z.describe('When the helper answered, by the Mac’s clock.')),
    zone: z.string().check(z.describe('The time zone of the Mac.')),
    consoleUser: z
      .nullable(
        z.strictObject({
          uid: z.int().check(z.describe('The numeric user ID.')),
          name: z.string().check(z.describe('The short name.')),
        }),
      )
      .check(z.describe('Who sits at the Mac; null where nobody is logged in.')),
    deployments: z
      .array(
        z.strictObject({
          id: deploymentIdText.check(z.describe('The ID, as in the preference domain.')),
          label: z.string().check(z.describe('The label of its LaunchDaemon.')),
          trigger: z.string().check(z.describe('The Jamf custom trigger that does the work.')),
          title: z.string().check(z.describe('What people are told that it is.')),
          status: z.enum(statusNames).check(z.describe('One of the five statuses of Jamf App Installers.')),
          detail: statusDetailSchema.check(
            z.describe('Where exactly it stands; `kind` says which other keys there are.'),
          ),
          sentence: z
            .string()
            .check(
              z.describe(
                'What happened and what comes next, for people. Its words may change with every version.',
              ),
            ),
          firstOffered: z
            .nullable(instantText)
            .check(z.describe('When a person was first asked in this round.')),
          deadline: z
            .nullable(instantText)
            .check(
              z.describe(
                'When it runs without asking; null where there is no deadline, or it is not known yet.',
              ),
            ),
          deferralsUsed: z.int().check(z.describe('How many deferrals the person has used in this round.')),
          hold: z
            .nullable(holdReportSchema)
            .check(z.describe('What holds the question or the run back now; null while nothing does.')),
          holds: z
            .array(pastHoldSchema)
            .check(z.describe('The latest holds that are over, oldest first; the history has all of them.')),
          heldMinutes: z
            .int()
            .check(z.describe('How much of the question’s hold budget is used up in this round.')),
          lastLines: z
            .array(z.string())
            .check(z.describe('The last lines of jamf’s output, where every attempt is used up.')),
          attempts: z
            .array(
              z.strictObject({
                startedAt: instantText.check(z.describe('When it began.')),
                endedAt: z.nullable(instantText).check(z.describe('When it ended; null while it runs.')),
                outcome: z
                  .nullable(z.enum(outcomeKinds))
                  .check(z.describe('What came of it; null while that is not known.')),
              }),
            )
            .check(z.describe('The attempts of this round, oldest first.')),
        }),
      )
      .check(
        z.describe(
          'Every deployment that this Mac knows, in the order of their IDs; those that came by parameters last.',
        ),
      ),
    problems: z
      .array(z.string())
      .check(z.describe('What is wrong with preferences and state, a line each, for people.')),
  }),
);
export type StatusReport = z.infer<typeof statusReportSchema>;

export const presenceReportSchema = z.lazy(() =>
  z.strictObject({
    schemaVersion: z.literal(1),
    now: instantText,
    consoleUser: z.nullable(z.strictObject({ uid: z.int(), name: z.string() })),
    /** Null where nobody told anything; `why` says why. */
    observation: z.nullable(observationSchema),
    observedAt: z.nullable(instantText),
    why: z.nullable(z.string()),
    /** What follows for each deployment, by its own rules. */
    judgements: z.array(
      z.strictObject({ deployment: deploymentIdText, question: judgementSchema, run: judgementSchema }),
    ),
  }),
);
export type PresenceReport = z.infer<typeof presenceReportSchema>;

/** Every method of the admin door. */
export const adminMethods = {
  hello: { params: helloParams, result: helloResult },
  prompt: { params: z.lazy(() => z.strictObject({ target: targetSchema })), result: promptAnswerSchema },
  cleanup: { params: z.lazy(() => z.strictObject({ target: targetSchema })), result: simpleAnswerSchema },
  defer: {
    params: z.lazy(() =>
      z.strictObject({
        deployment: deploymentIdText,
        when: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('in'), minutes: z.int().check(z.gte(0), z.lte(525_600)) }),
          z.strictObject({ kind: z.literal('at'), local: localMinuteText }),
        ]),
      }),
    ),
    result: z.lazy(() =>
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('done'), line: z.string(), due: instantText }),
        z.strictObject({
          kind: z.literal('refused'),
          reason: z.enum(refusalReasons),
          message: z.string(),
        }),
      ]),
    ),
  },
  cancel: {
    params: z.lazy(() => z.strictObject({ deployment: deploymentIdText })),
    result: simpleAnswerSchema,
  },
  /** What has failed begins anew. */
  retry: {
    params: z.lazy(() => z.strictObject({ deployment: deploymentIdText })),
    result: simpleAnswerSchema,
  },
  status: { params: z.lazy(() => z.strictObject({})), result: statusReportSchema },
  /** What the screen shows and what follows from it, looked at anew; takes a few seconds. */
  presence: { params: z.lazy(() => z.strictObject({})), result: presenceReportSchema },
  reload: { params: z.lazy(() => z.strictObject({})), result: simpleAnswerSchema },
  runBegin: {
    params: z.lazy(() => z.strictObject({ deployment: deploymentIdText, appointment: appointmentText })),
    result: runBeginAnswerSchema,
  },
  runEnd: { params: runEndSchema, result: z.null() },
} as const;

export const adminNotifications = { turn: z.strictObject({}) } as const;

/** The table of keys: each is defined here once, with its type, its default and the words that explain it. */
import {
  boolean,
  deadlineDate,
  integer,
  jobLabel,
  listOf,
  matching,
  minutesMenu,
  oneOf,
  text,
  trigger,
  workingDay,
  type Reader,
} from './readers.ts';

/** Where a key may stand: in the organisation's domain, in a deployment's, or in both (the deployment's value wins). */
export type Place = 'organization' | 'deployment' | 'both';

export interface Key<T> {
  readonly place: Place;
  readonly read: Reader<T>;
  /** Null where an unset key means that the rule does not apply. */
  readonly fallback: T | null;
  readonly title: string;
  readonly help: string;
}

const key = <T>(place: Place, read: Reader<T>, fallback: T | null, title: string, help: string): Key<T> => ({
  place,
  read,
  fallback,
  title,
  help,
});

const bundlePath = matching(
  (path) => /^\/Applications\/[^/\0]{1,200}\.app$/.test(path) && !path.includes('..'),
  'the path of an app in /Applications, such as /Applications/Slack.app',
);
const version = matching(
  (value) => /^\d+(\.\d+){0,4}$/.test(value),
  'a version of numbers and dots, such as 26.7',
);

/** Names follow super's vocabulary where it has the same thing (`DeferralTimerMenu`, `Deadline…`). */
export const table = {
  OrganizationName: key('organization', text(100), null, 'Organization', 'Shown at the top of the dialog.'),
  SupportContact: key('organization', text(300), null, 'Support contact', 'How users get help.'),

  Trigger: key(
    'deployment',
    trigger,
    null,
    'Custom trigger',
    'The Jamf Pro custom trigger of the execution policy.',
  ),
  LaunchDaemonLabel: key(
    'deployment',
    jobLabel,
    null,
    'LaunchDaemon label',
    'Label and file name of the LaunchDaemon. Default: io.intermission.deployment.<ID>.',
  ),
  Title: key('both', text(120), 'Required work on your Mac', 'Title', 'What will be done, in a few words.'),
  Message: key(
    'both',
    text(4000),
    'Your organization needs to do some work on this Mac. Please choose a time that suits you.',
    'Message',
    'Why, and what to expect. Markdown.',
  ),
  EstimatedMinutes: key(
    'deployment',
    integer(1, 1440),
    null,
    'Estimated duration',
    'How long the work takes, in minutes.',
  ),
  RestartRequired: key(
    'deployment',
    boolean,
    false,
    'Restarts the Mac',
    'Whether the execution policy restarts the Mac.',
  ),
  DistributionMethod: key(
    'deployment',
    oneOf('Install automatically', 'Make available in Self Service'),
    'Install automatically',
    'Initial distribution method',
    'Whether the user is asked, or may help themselves in the menu.',
  ),

  DeferralTimerMenu: key(
    'both',
    minutesMenu,
    [0, 60, 240],
    'Choices',
    'Minutes from now that the user may choose; 0 is start now.',
  ),
  DeferralTimerDefault: key(
    'both',
    integer(1, 129_600),
    60,
    'Preselected choice',
    'One of the choices, in minutes.',
  ),
  NamedTimes: key(
    'both',
    listOf('end-of-day', 'tomorrow-morning'),
    ['end-of-day', 'tomorrow-morning'],
    'Named times',
    'Choices by name: end-of-day, tomorrow-morning.',
  ),
  OwnTimeAllowed: key(
    'both',
    boolean,
    true,
    'Own time',
    'Whether the user may pick any date and time up to the deadline.',
  ),
  WorkingHours: key(
    'both',
    workingDay,
    { start: { hour: 8, minute: 30 }, end: { hour: 17, minute: 30 } },
    'Working hours',
    'What end-of-day and tomorrow-morning mean, such as 08:30-17:30.',
  ),

  DeadlineDate: key(
    'deployment',
    deadlineDate,
    null,
    'Deadline date',
    'Runs without asking from this date on.',
  ),
  DeadlineDays: key(
    'both',
    integer(0, 365),
    null,
    'Deadline in days',
    'Runs without asking this many days after the user was first asked.',
  ),
  DeadlineCount: key('both', integer(0, 100), null, 'Deferrals', 'How many times the user may defer.'),
  GracePeriodMinutes: key(
    'both',
    integer(5, 1440),
    60,
    'Last grace period',
    'How long before a run without asking the user is told, in minutes.',
  ),
  AskAgainMinutes: key(
    'both',
    integer(5, 10_080),
    240,
    'Ask again',
    'When to ask again after Not Now, in minutes.',
  ),
  NoUserAction: key(
    'both',
    oneOf('wait', 'run'),
    'wait',
    'Nobody logged in',
    'Whether to wait for a user, or to run.',
  ),

  VerifyOSVersion: key(
    'deployment',
    version,
    null,
    'Verify: macOS version',
    'Done when macOS is at least this version.',
  ),
  VerifyFileVault: key('deployment', boolean, false, 'Verify: FileVault', 'Done when FileVault is on.'),
  VerifyApplicationPath: key('deployment', bundlePath, null, 'Verify: app', 'Done when this app is there.'),
  VerifyApplicationBundleID: key(
    'deployment',
    text(200),
    null,
    'Verify: bundle ID',
    'The bundle ID of that app.',
  ),
  VerifyApplicationVersion: key(
    'deployment',
    version,
    null,
    'Verify: app version',
    'The lowest version of that app that counts as done.',
  ),
} as const satisfies Record<string, Key<unknown>>;

export type KeyName = keyof typeof table;
/** The values after reading: what was set and valid, else the default, else null. */
export type Values = { readonly [K in KeyName]: (typeof table)[K] extends Key<infer T> ? T | null : never };

/** One builder per noun: a plain example, changed by what a test is about. `now` is 14:10:20 in Berlin, a Saturday. */
import { plainBranding } from '../../src/core/branding.ts';
import type { DayHours, Deployment, Weekday } from '../../src/core/deployment.ts';
import type {
  Attempt,
  Deferral,
  DeferralBy,
  DeferralIntent,
  DeploymentRecord,
  OutcomeKind,
  Stage,
} from '../../src/core/record.ts';
import { weekdays } from '../../src/core/deployment.ts';
import { newRecord } from '../../src/core/record.ts';
import type { HoldRules } from '../../src/core/hold/rules.ts';
import { noRequirements } from '../../src/core/requirements.ts';
import { parseInstant, parseLocalMinute, type Instant, type LocalMinute } from '../../src/core/time.ts';

export const berlin = 'Europe/Berlin';
export const newYork = 'America/New_York';
export const tokyo = 'Asia/Tokyo';

export function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) throw new Error(`not an instant: ${text}`);
  return instant;
}

export function local(text: string): LocalMinute {
  const minute = parseLocalMinute(text);
  if (minute === null) throw new Error(`not a local minute: ${text}`);
  return minute;
}

export const now = at('2026-11-21T13:10:20Z');

/** The rules that hold where an admin sets none. */
export const holdRules = (change: Partial<HoldRules> = {}): HoldRules => ({
  presenting: true,
  presentationApps: ['Keynote', 'Microsoft PowerPoint', 'zoom.us', 'Microsoft Teams', 'Webex'],
  runningApps: [],
  frontApps: [],
  assertions: true,
  assertionProcesses: null,
  ignoredProcesses: ['coreaudiod', 'caffeinate', 'Amphetamine'],
  camera: true,
  microphone: true,
  locked: true,
  questionMinutes: 480,
  runMinutes: 75,
  limitMinutes: 240,
  ...change,
});

/** Work that the user is asked about, with no deadline and nothing to verify. */
export const aDeployment = (change: Partial<Deployment> = {}): Deployment => ({
  id: 'macos',
  label: 'io.intermission.deployment.macos',
  trigger: 'install_macos',
  title: 'Restart to finish updating macOS',
  message: 'macOS 26.7 fixes security problems.',
  branding: plainBranding,
  minutes: 20,
  restarts: false,
  restartBy: 'policy',
  combinesRestart: true,
  distribution: 'automatic',
  menu: [0, 60, 240],
  preselected: 60,
  namedTimes: [],
  ownTime: true,
  workingDay: { start: { hour: 8, minute: 30 }, end: { hour: 17, minute: 30 } },
  workingDays: weekdays,
  allowedHours: null,
  deadline: { fixed: null, daysAfterFirstOffered: null, hoursAfterFirstOffered: null, deferrals: null },
  newMacGraceHours: 0,
  absentGraceHours: 0,
  spreadMinutes: 0,
  mac: null,
  graceMinutes: 60,
  askAgainMinutes: { initial: 240, approaching: 120, imminent: 60 },
  phaseHours: { approaching: 72, imminent: 24 },
  reminderMinutes: [15],
  warningMinutes: [60, 30, 10, 5],
  noUser: 'wait',
  attempts: 3,
  hoursBetweenAttempts: 6,
  verification: [],
  stagesOpenApps: true,
  requirements: noRequirements,
  updateMethod: 'automatic',
  conflict: null,
  holds: holdRules(),
  power: { required: false, leastPercent: 0, waitMinutes: 60 },
  askOnlyWhile: null,
  ...change,
});

/** Hours as an admin writes them: `allowed('MON:09:00-17:00', 'TUE:00:00-24:00')`. */
export const allowed = (...spans: readonly string[]): DayHours[] =>
  spans.map((text) => {
    const [day, ...times] = text.split(/[:-]/);
    const [startHour = 0, startMinute = 0, endHour = 0, endMinute = 0] = times.map(Number);
    return {
      day: day as Weekday,
      start: { hour: startHour, minute: startMinute },
      end: { hour: endHour, minute: endMinute },
    };
  });

export const noDeadline = aDeployment().deadline;
export const dueBy = (text: string): Deployment['deadline'] => ({
  ...noDeadline,
  fixed: { kind: 'instant', at: at(text) },
});
export const afterDeferrals = (deferrals: number): Deployment['deadline'] => ({ ...noDeadline, deferrals });
export const afterDays = (days: number): Deployment['deadline'] => ({
  ...noDeadline,
  daysAfterFirstOffered: days,
});

export const afterHours = (hours: number): Deployment['deadline'] => ({
  ...noDeadline,
  hoursAfterFirstOffered: hours,
});

export const aRecord = (change: Partial<DeploymentRecord> = {}): DeploymentRecord => ({
  ...newRecord('macos'),
  ...change,
});

export const aDeferral = (due: string, change: Partial<Deferral> = {}): Deferral => ({
  due: at(due),
  zone: berlin,
  intent: { kind: 'in', minutes: 60 },
  by: 'user',
  chosenAt: now,
  appointment: at(due),
  ...change,
});

export const anAttempt = (outcome: OutcomeKind | null, startedAt = '2026-11-21T07:00:00Z'): Attempt => ({
  appointment: at(startedAt),
  startedAt: at(startedAt),
  endedAt: outcome === null ? null : at(startedAt).add({ minutes: 5 }),
  outcome: outcome === null ? null : { kind: outcome, lastLines: [] },
});

type StageOf<K extends Stage['kind']> = Extract<Stage, { kind: K }>;

export const asking = (change: Partial<StageOf<'asking'>> = {}): Stage => ({
  kind: 'asking',
  since: now,
  missed: null,
  asideUntil: null,
  ...change,
});
export const scheduled = (deferral: Deferral, waiting = false): Stage => ({
  kind: 'scheduled',
  deferral,
  waiting,
});
export const running = (deferral: Deferral, change: Partial<StageOf<'running'>> = {}): Stage => ({
  kind: 'running',
  deferral,
  startedAt: deferral.due,
  cleanedUp: false,
  ...change,
});
export const restarting = (change: Partial<StageOf<'restarting'>> = {}): Stage => ({
  kind: 'restarting',
  since: now,
  at: null,
  orderedAt: null,
  ...change,
});
export const checking = (since = now, nextLook = since): Stage => ({ kind: 'checking', since, nextLook });

export const anAsked = (change: Partial<DeploymentRecord> = {}): DeploymentRecord =>
  aRecord({ firstOffered: now, asks: 1, stage: asking(), ...change });

/** Picked by the user as a clock time, such as 17:00 in Berlin. */
export const pickedAt = (localText: string, due: string): Deferral =>
  aDeferral(due, { intent: { kind: 'at', local: local(localText) } });

export const aScheduled = (
  due: string,
  change: { by?: DeferralBy; intent?: DeferralIntent; waiting?: boolean } & Partial<DeploymentRecord> = {},
): DeploymentRecord => {
  const { by = 'user', intent = { kind: 'in', minutes: 60 }, waiting = false, ...record } = change;
  return anAsked({ stage: scheduled(aDeferral(due, { by, intent }), waiting), ...record });
};

/** A run whose attempt is open, as `begun` leaves it. */
export const aRunning = (
  due: string,
  change: Partial<StageOf<'running'>> & { attempts?: readonly Attempt[] } = {},
): DeploymentRecord => {
  const { attempts = [], ...stage } = change;
  return anAsked({
    attempts: [...attempts, anAttempt(null, due)],
    stage: running(aDeferral(due), stage),
  });
};

/** The stage, known to be of this kind: the test fails where it is not. */
export function stageOf<K extends Stage['kind']>(record: DeploymentRecord, kind: K): StageOf<K> {
  if (record.stage.kind !== kind) throw new Error(`the stage is ${record.stage.kind}, not ${kind}`);
  return record.stage as StageOf<K>;
}

/**
 * One line for a policy log or a terminal: what happened and what comes next, in plain English with real clock times and
 * their zone. What a user sees has texts of its own.
 */
import { countedAttempts } from './attempts.ts';
import type { ConflictRule } from './conflicts.ts';
import { deadlineOf } from './deadline.ts';
import type { Deployment } from './deployment.ts';
import type { DeploymentRecord, Missed, OutcomeKind } from './record.ts';
import { holdUntil } from './hold/bounds.ts';
import type { Hold } from './hold/rules.ts';
import { describeHold } from './hold/words.ts';
import type { Criterion, NotMet } from './requirements.ts';
import { assertNever } from './result.ts';
import { localOf, type Instant, type Zone } from './time.ts';
import type { Finding } from './verification.ts';

/** `2026-11-21 15:10 Europe/Berlin` */
export function clockTime(instant: Instant, zone: Zone): string {
  const text = localOf(instant, zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
  return `${text.replace('T', ' ')} ${zone}`;
}

const outcomeWords: Readonly<Record<OutcomeKind, string>> = {
  finished: 'the policy ended well',
  'no-policy': 'Jamf Pro found no policy for the trigger',
  'already-running': 'the trigger was already being run',
  'no-connection': 'Jamf Pro could not be reached',
  'policy-failed': 'the policy ended with an error',
  killed: 'the run was killed',
  interrupted: 'the run was interrupted',
  'not-started': 'jamf could not be started',
  'not-verified': 'the policy ended but the work is not there',
};

export const describeOutcome = (kind: OutcomeKind): string => outcomeWords[kind];

export function describeFinding(finding: Finding): string {
  switch (finding.kind) {
    case 'present':
      return finding.evidence;
    case 'absent':
      return finding.found;
    case 'unknown':
      return `unknown: ${finding.why}`;
    case 'staged':
      return `${finding.app} ${finding.version} waits until ${finding.app} is quit`;
  }
}

/** What is so, and what comes next. */
export function describeRecord(deployment: Deployment, record: DeploymentRecord, zone: Zone): string {
  const sentence = describeStage(deployment, record, zone);
  return record.doubt === null || record.stage.kind === 'checking'
    ? sentence
    : `${sentence} Whether this Mac meets the requirements cannot be told: ${record.doubt}.`;
}

function describeStage(deployment: Deployment, record: DeploymentRecord, zone: Zone): string {
  const { stage } = record;
  const deadline = deadlineOf(deployment, record, zone);
  const by = deadlineWords(deployment, deadline, zone);
  const attempt = `attempt ${String(Math.min(countedAttempts(record.attempts) + 1, deployment.attempts))} of ${String(deployment.attempts)}`;
  if (record.hold !== null) {
    const again =
      stage.kind === 'asking' && stage.missed !== null ? `${missedSentence(stage.missed, zone)}. ` : '';
    return again + heldSentence(deployment, record, record.hold, zone);
  }
  switch (stage.kind) {
    case 'resting':
      return 'Nothing is asked of this Mac now; the next prompt begins.';
    case 'asking':
      if (stage.missed !== null) {
        return `${missedSentence(stage.missed, zone)}${by}.`;
      }
      return stage.asideUntil === null
        ? `Waiting for the user's answer${by}.`
        : `Put aside by the user until ${clockTime(stage.asideUntil, zone)}${by}.`;
    case 'available':
      return 'Offered in the menu until the user clicks Install.';
    case 'scheduled': {
      const last = record.attempts.at(-1)?.outcome ?? null;
      const why = last === null ? '' : ` The last time, ${describeOutcome(last.kind)}.`;
      return stage.waiting
        ? `Its time has come; waits until another run has ended (${attempt}).`
        : `Scheduled for ${clockTime(stage.deferral.due, zone)} by ${whoChose[stage.deferral.by]} (${attempt}).${why}`;
    }
    case 'running':
      if (stage.cleanedUp) return 'The policy has called cleanup; the run is about to end.';
      return `Running since ${clockTime(stage.startedAt, zone)} (attempt ${String(countedAttempts(record.attempts))} of ${String(deployment.attempts)}).`;
    case 'restarting':
      return stage.at === null
        ? 'The work is done but for a restart, which waits for other runs.'
        : `The work is done but for a restart; the Mac restarts at ${clockTime(stage.at, zone)}.`;
    case 'checking':
      if (record.doubt !== null) {
        return `The run ended at ${clockTime(stage.since, zone)}; whether the work is done cannot be told: ${record.doubt}. Looked at again at ${clockTime(stage.nextLook, zone)}.`;
      }
      return stage.nextLook.equals(stage.since)
        ? `The run ended at ${clockTime(stage.since, zone)}; looking whether the work is done.`
        : `The run ended at ${clockTime(stage.since, zone)}; looking whether the work is done, next at ${clockTime(stage.nextLook, zone)}.`;
    case 'installed':
      return stage.verified
        ? `Installed; confirmed at ${clockTime(stage.at, zone)}.`
        : `The policy ended well at ${clockTime(stage.at, zone)}; no verification is configured.`;
    case 'staged':
      return `${stage.app} ${stage.version} waits since ${clockTime(stage.at, zone)}; it is put in place when the user quits ${stage.app}.`;
    case 'failed':
      return `Failed at ${clockTime(stage.at, zone)} after ${String(countedAttempts(record.attempts))} attempts: ${describeOutcome(stage.outcome.kind)}. A new date or version begins anew by itself, "intermission retry" at once.`;
    case 'not-met':
      return `Failed since ${clockTime(stage.since, zone)}: ${describeNotMet(stage)}. Looked at again every hour; begins anew by itself once that is so.`;
    case 'unqualified':
      return `${named(stage.winner)} counts instead since ${clockTime(stage.since, zone)}: ${describeRule(stage.rule)}. Begins anew when that is so no more.`;
    default:
      return assertNever(stage);
  }
}

function missedSentence({ due, because }: Missed, zone: Zone): string {
  const why = because === 'held' ? 'could not be kept, because it was held' : 'was missed';
  return `Asking again: the appointment at ${clockTime(due, zone)} ${why}`;
}

/** A floating deadline is not known before somebody has seen the question. */
function deadlineWords({ deadline: rule }: Deployment, deadline: Instant | null, zone: Zone): string {
  if (deadline !== null) return `; runs without asking at ${clockTime(deadline, zone)}`;
  return rule.daysAfterFirstOffered === null
    ? ''
    : `; runs without asking ${String(24 * rule.daysAfterFirstOffered)} hours after the question was first seen`;
}

const heldWords = {
  question: 'The question waits',
  run: 'Its time has come; the run waits',
  restart: 'The work is done but for a restart, which waits',
} as const;

/** Whatever the hold, it says when it goes on at the latest. */
function heldSentence(deployment: Deployment, record: DeploymentRecord, hold: Hold, zone: Zone): string {
  const until = holdUntil(record, deployment, hold.since, zone);
  const latest = until === null ? '' : `, at the latest until ${clockTime(until, zone)}`;
  const what = heldWords[hold.what];
  return `${what} since ${clockTime(hold.since, zone)}${latest}: ${describeHold(hold)}.`;
}

const criterionWords: Readonly<Record<Criterion, (required: string) => string>> = {
  'os-minimum': (required) => `needs macOS ${required} or later`,
  'os-maximum': (required) => `needs macOS ${required} or earlier`,
  architecture: (required) => `needs a Mac with ${required}`,
  'free-space': (required) => `needs ${required} of free space`,
};

/** "needs macOS 26 or later, found 15.7" */
export const describeNotMet = ({ criterion, required, found }: NotMet): string =>
  `${criterionWords[criterion](required)}, found ${found}`;

const ruleWords: Readonly<Record<ConflictRule, string>> = {
  distribution: 'it is installed automatically, this one is offered in Self Service',
  'update-method': 'its update method is Manual, that of this one Automatic',
  version: 'its version is newer',
  id: 'its ID is lower',
};

export const describeRule = (rule: ConflictRule): string => ruleWords[rule];

const named = ({ id, title }: { readonly id: string; readonly title: string }): string =>
  title === '' ? id : `${id} ("${title}")`;

const whoChose = {
  user: 'the user',
  admin: 'the help desk',
  deadline: 'its deadline',
  retry: 'the retry rule',
  'no-user': 'the no-user rule',
  takeover: 'a taken-over BJPD plist',
} as const;

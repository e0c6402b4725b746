/** Deadlines, choices and hours that cannot be kept together. Nothing falls back: the deadline rules. */
import type { TimeOfDay } from '../core/deployment.ts';
import { longestClosedMinutes, minuteOf, nextAllowed } from '../core/hours.ts';
import { instantOf, isAfter, isBefore, minutesBetween, type Instant } from '../core/time.ts';
import { isSetKey, type Check, type Contradiction, type Moment } from './check.ts';
import type { Values } from './table.ts';

function deadlineOf(values: Values, moment: Moment | null): Instant | null {
  const fixed = values.DeadlineDate;
  if (fixed === null || moment === null) return null;
  return fixed.kind === 'instant' ? fixed.at : instantOf(fixed.at, moment.zone);
}

interface Floating {
  readonly key: 'DeadlineDays' | 'DeadlineHours';
  readonly minutes: number;
  /** To be read after "the". */
  readonly words: string;
}

/** The deadlines that float, the earlier first. */
const floatingOf = ({ DeadlineDays: days, DeadlineHours: hours }: Values): readonly Floating[] =>
  [
    days === null ? null : { key: 'DeadlineDays' as const, minutes: days * 24 * 60, words: `${days} days` },
    hours === null ? null : { key: 'DeadlineHours' as const, minutes: hours * 60, words: `${hours} hours` },
  ]
    .filter((it) => it !== null)
    .sort((a, b) => a.minutes - b.minutes);

const floatingDeadline: Check = (values, origins) => {
  const [floating, later] = floatingOf(values);
  if (floating === undefined) return [];
  const { key: deadline, minutes: most } = floating;
  const words = `the ${floating.words} of ${deadline}`;
  const past = (values.DeferralTimerMenu ?? []).filter((minutes) => minutes > most);
  const tooLong = (key: 'GracePeriodMinutes' | 'AskAgainMinutes', used: string): Contradiction | null =>
    isSetKey(origins, key) && (values[key] ?? 0) > most
      ? { keys: [key, deadline], rule: `at most ${words}`, used }
      : null;
  return [
    later !== undefined && later.minutes > most
      ? { keys: [later.key, deadline], rule: `no more than ${words}`, used: 'the earlier deadline' }
      : null,
    past.length > 0 && isSetKey(origins, 'DeferralTimerMenu')
      ? {
          keys: ['DeferralTimerMenu', deadline],
          rule: `within ${words} (not ${past.join(', ')})`,
          used: 'the choices up to the deadline',
        }
      : null,
    tooLong('GracePeriodMinutes', 'the whole grace period, and so a later deadline,'),
    tooLong('AskAgainMinutes', 'the last warning before the deadline'),
  ];
};

const fixedDeadline: Check = (values, origins, moment) => {
  const deadline = deadlineOf(values, moment);
  if (deadline === null || moment === null) return [];
  if (!isBefore(moment.now, deadline)) {
    return [
      {
        keys: ['DeadlineDate'],
        rule: 'in the future',
        used: 'the last grace period, and then a run without asking,',
      },
    ];
  }
  const left = minutesBetween(moment.now, deadline);
  const past = (values.DeferralTimerMenu ?? []).filter((minutes) => minutes > left);
  return [
    past.length > 0 && isSetKey(origins, 'DeferralTimerMenu')
      ? {
          keys: ['DeferralTimerMenu', 'DeadlineDate'],
          rule: `before the deadline (not ${past.join(', ')})`,
          used: 'the choices up to the deadline',
        }
      : null,
    (values.GracePeriodMinutes ?? 0) > left
      ? {
          keys: ['GracePeriodMinutes', 'DeadlineDate'],
          rule: 'shorter than what is left until the deadline',
          used: 'the whole grace period, and so a later deadline,',
        }
      : null,
  ];
};

const outsideHours = 'the deadline, outside the allowed hours,';

const allowedHours: Check = (values, _origins, moment) => {
  const { AllowedHours: hours } = values;
  const [floating] = floatingOf(values);
  if (hours === null) return [];
  const deadline = deadlineOf(values, moment);
  const next = moment === null ? null : nextAllowed(hours, moment.now, moment.zone);
  return [
    deadline !== null && next !== null && isAfter(next, deadline)
      ? {
          keys: ['AllowedHours', 'DeadlineDate'],
          rule: 'with a minute left before the deadline',
          used: outsideHours,
        }
      : null,
    floating !== undefined && longestClosedMinutes(hours) > floating.minutes
      ? {
          keys: ['AllowedHours', floating.key],
          rule: `with a minute within any ${floating.words}, which is what ${floating.key} leaves`,
          used: outsideHours,
        }
      : null,
  ];
};

const namedTimes: Check = (values, origins) => {
  const { NamedTimes: names, WorkingHours: working, WorkingDays: days, AllowedHours: hours } = values;
  if (names === null || working === null || days === null || !isSetKey(origins, 'NamedTimes')) return [];
  const never = names.filter((name) => {
    const minute = minuteOf(name === 'end-of-day' ? working.end : working.start);
    const isOpen = (span: { readonly start: TimeOfDay; readonly end: TimeOfDay }): boolean =>
      minuteOf(span.start) <= minute && minute <= minuteOf(span.end);
    return !days.some((day) => hours === null || hours.some((span) => span.day === day && isOpen(span)));
  });
  return [
    never.length === 0
      ? null
      : {
          keys: ['NamedTimes', days.length === 0 ? 'WorkingDays' : 'AllowedHours'],
          rule: `within the allowed hours of a working day (not ${never.join(', ')})`,
          used: 'the other choices',
        },
  ];
};

/** A run without asking is set one last grace period ahead, and its first warning comes then. */
const warnings: Check = (values, origins) => {
  const { DeadlineWarningMinutes: minutes, GracePeriodMinutes: grace } = values;
  const early = (minutes ?? []).filter((it) => grace !== null && it > grace);
  return [
    early.length > 0 && isSetKey(origins, 'DeadlineWarningMinutes')
      ? {
          keys: ['DeadlineWarningMinutes', 'GracePeriodMinutes'],
          rule: `at most the ${grace ?? 0} minutes of GracePeriodMinutes (not ${early.join(', ')})`,
          used: 'the first warning at the beginning of the last grace period, and then the others',
        }
      : null,
  ];
};

export const timeChecks: readonly Check[] = [
  floatingDeadline,
  fixedDeadline,
  allowedHours,
  namedTimes,
  warnings,
];

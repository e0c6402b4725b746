/** Which values cannot all be meant: each is fine alone. Nothing falls back; the problem says what the rules make of it. */
import { instantOf, isBefore, minutesBetween, type Instant, type Zone } from '../core/time.ts';
import { compareVersions } from '../core/version.ts';
import { shown, type Problem } from './problem.ts';
import { writtenValue, type AnyValue } from './read-value.ts';
import type { Origins } from './sources.ts';
import type { KeyName, Values } from './table.ts';

/** The moment that dates are held against. */
export interface Moment {
  readonly now: Instant;
  readonly zone: Zone;
}

interface Contradiction {
  /** The key that is told, before those that it contradicts. */
  readonly keys: readonly [KeyName, ...KeyName[]];
  readonly rule: string;
  readonly used: string;
}

type Check = (values: Values, origins: Origins, moment: Moment | null) => readonly (Contradiction | null)[];

const isSetKey = (origins: Origins, key: KeyName): boolean => origins[key].kind === 'set';
const minutesOfDays = (days: number): number => days * 24 * 60;

function deadlineOf(values: Values, moment: Moment | null): Instant | null {
  const fixed = values.DeadlineDate;
  if (fixed === null || moment === null) return null;
  return fixed.kind === 'instant' ? fixed.at : instantOf(fixed.at, moment.zone);
}

const menu: Check = (values, origins) => {
  const { DeferralTimerMenu: entries, DeferralTimerDefault: preselected } = values;
  if (entries === null || preselected === null || entries.includes(preselected)) return [];
  if (!isSetKey(origins, 'DeferralTimerDefault')) return [];
  return [
    {
      keys: ['DeferralTimerDefault', 'DeferralTimerMenu'],
      rule: `one of the choices ${entries.join(', ')}`,
      used: 'the earliest later choice',
    },
  ];
};

const floatingDeadline: Check = (values, origins) => {
  const { DeadlineDays: days, DeferralTimerMenu: entries } = values;
  if (days === null) return [];
  const most = minutesOfDays(days);
  const past = (entries ?? []).filter((minutes) => minutes > most);
  const tooLong = (key: 'GracePeriodMinutes' | 'AskAgainMinutes', used: string): Contradiction | null =>
    isSetKey(origins, key) && (values[key] ?? 0) > most
      ? { keys: [key, 'DeadlineDays'], rule: `at most the ${days} days of DeadlineDays`, used }
      : null;
  return [
    past.length > 0 && isSetKey(origins, 'DeferralTimerMenu')
      ? {
          keys: ['DeferralTimerMenu', 'DeadlineDays'],
          rule: `within the ${days} days of DeadlineDays (not ${past.join(', ')})`,
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

const verification: Check = (values, origins) => {
  const kinds = [
    isSetKey(origins, 'VerifyOSVersion') ? 'VerifyOSVersion' : null,
    values.VerifyFileVault === true ? 'VerifyFileVault' : null,
    isSetKey(origins, 'VerifyApplicationPath') ? 'VerifyApplicationPath' : null,
  ].filter((name) => name !== null) as KeyName[];
  const needs = (key: KeyName, other: KeyName): Contradiction | null =>
    isSetKey(origins, key) && !isSetKey(origins, other)
      ? { keys: [key, other], rule: `set together with ${other}`, used: 'nothing' }
      : null;
  return [
    ...kinds.slice(1).map((key): Contradiction => ({
      keys: [key],
      rule: 'the only verification of a deployment',
      used: kinds[0] ?? '',
    })),
    needs('VerifyApplicationBundleID', 'VerifyApplicationPath'),
    needs('VerifyApplicationVersion', 'VerifyApplicationPath'),
    needs('VerifyReceiptVersion', 'VerifyReceiptID'),
    needs('ConflictVersion', 'ConflictTitle'),
  ];
};

const ranges: Check = (values, origins) => {
  const { RequiredOSVersionMinimum: lowest, RequiredOSVersionMaximum: highest } = values;
  // 26 as the highest includes 26.7: only as many parts count as it has.
  const shortened = lowest?.split('.').slice(0, highest?.split('.').length).join('.') ?? '';
  const { ApproachingWindowHours: approaching, ImminentWindowHours: imminent } = values;
  const counted = values.AssertionApplications ?? [];
  const both = counted.filter((name) => values.IgnoredAssertionApplications?.includes(name) === true);
  const windowsSet = isSetKey(origins, 'ApproachingWindowHours') || isSetKey(origins, 'ImminentWindowHours');
  return [
    lowest !== null && highest !== null && (compareVersions(shortened, highest) ?? 0) > 0
      ? {
          keys: ['RequiredOSVersionMinimum', 'RequiredOSVersionMaximum'],
          rule: 'at most RequiredOSVersionMaximum',
          used: 'no Mac fits, so Failed everywhere,',
        }
      : null,
    windowsSet && (imminent ?? 0) > (approaching ?? 0)
      ? {
          keys: ['ImminentWindowHours', 'ApproachingWindowHours'],
          rule: 'at most ApproachingWindowHours',
          used: 'no approaching phase',
        }
      : null,
    both.length > 0
      ? {
          keys: ['AssertionApplications', 'IgnoredAssertionApplications'],
          rule: `without what is ignored (${both.join(', ')})`,
          used: 'what is ignored does not count',
        }
      : null,
  ];
};

const checks: readonly Check[] = [menu, floatingDeadline, fixedDeadline, verification, ranges];

/**
 * Contradictions of one place. One that lies in the organisation's values alone is told with the organisation, not with
 * each deployment; one between the two is a note, since the deployment's value may be meant as the exception.
 */
export function contradictionsIn(
  domain: string,
  place: 'organization' | 'deployment',
  values: Values,
  origins: Origins,
  moment: Moment | null,
): readonly Problem[] {
  const found = checks.flatMap((check) => check(values, origins, moment)).filter((it) => it !== null);
  return found.flatMap(({ keys, rule, used }): Problem[] => {
    const set = keys.map((key) => origins[key]).filter((origin) => origin.kind === 'set');
    if (!set.some((origin) => origin.place === place)) return [];
    const [key] = keys;
    const value: AnyValue | null = values[key];
    return [
      {
        severity: set.every((origin) => origin.place === place) ? 'warning' : 'note',
        kind: 'contradiction',
        domain,
        source: set[0]?.source ?? domain,
        key,
        value: value === null ? 'not set' : shown(writtenValue(value)),
        rule,
        used,
        nearest: null,
      },
    ];
  });
}

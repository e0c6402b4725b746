/** Which values cannot all be meant: each is fine alone. Nothing falls back; the problem says what the rules make of it. */
import { textChecks } from './admin-texts.ts';
import { isWithin } from '../core/version.ts';
import { isSetKey, type Check, type Contradiction, type Moment } from './check.ts';
import { shown, type Problem } from './problem.ts';
import { writtenValue, type AnyValue } from './read-value.ts';
import type { Origins } from './sources.ts';
import type { KeyName, Values } from './table.ts';
import { timeChecks } from './time-contradictions.ts';

export type { Moment } from './check.ts';

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

const verification: Check = (_, origins) => {
  const needs = (key: KeyName, other: KeyName): Contradiction | null =>
    isSetKey(origins, key) && !isSetKey(origins, other)
      ? { keys: [key, other], rule: `set together with ${other}`, used: 'nothing' }
      : null;
  return [
    needs('VerifyApplicationBundleID', 'VerifyApplicationPath'),
    needs('VerifyApplicationVersion', 'VerifyApplicationPath'),
    needs('VerifyReceiptVersion', 'VerifyReceiptID'),
    needs('ConflictVersion', 'ConflictTitle'),
  ];
};

const restart: Check = (values) =>
  values.RestartBy === 'intermission' && values.RestartRequired !== true
    ? [
        {
          keys: ['RestartBy', 'RestartRequired'],
          rule: 'set together with RestartRequired',
          used: 'no restart',
        },
      ]
    : [];

const ranges: Check = (values, origins) => {
  const { RequiredOSVersionMinimum: lowest, RequiredOSVersionMaximum: highest } = values;
  const { ApproachingWindowHours: approaching, ImminentWindowHours: imminent } = values;
  const counted = values.AssertionApplications ?? [];
  const both = counted.filter((name) => values.IgnoredAssertionApplications?.includes(name) === true);
  const windowsSet = isSetKey(origins, 'ApproachingWindowHours') || isSetKey(origins, 'ImminentWindowHours');
  return [
    lowest !== null && highest !== null && isWithin(lowest, highest) === false
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

const checks: readonly Check[] = [menu, ...timeChecks, verification, restart, ranges, ...textChecks];

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

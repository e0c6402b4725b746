/** Values that are fine alone and cannot all be meant. */
import { describe, expect, it } from 'vitest';
import { describeProblem, type Dictionary, type Problem } from '../../src/preferences/read-domain.ts';
import { found, moment, reading } from './preferences.ts';

const contradictions = (keys: Dictionary, organization: Dictionary | null = null): readonly Problem[] =>
  found(keys, organization, moment).filter(({ kind }) => kind === 'contradiction');

/** A menu that fits, where a row is about something else. */
const app = { VerifyApplicationPath: '/Applications/A.app', VerifyApplicationBundleID: 'a' };

describe('a contradiction', () => {
  it.each<[string, Dictionary, string, string]>([
    [
      'the preselected choice is not on the menu',
      { DeferralTimerMenu: '0,30', DeferralTimerDefault: 45 },
      'DeferralTimerDefault',
      'one of the choices 0, 30',
    ],
    [
      'a choice lies past the deadline in days',
      { DeferralTimerMenu: '0,60,4320', DeadlineDays: 2 },
      'DeferralTimerMenu',
      'within the 2 days of DeadlineDays (not 4320)',
    ],
    [
      'a choice lies past the date',
      { DeferralTimerMenu: '0,60,4320', DeadlineDate: '2026-11-22T10:00' },
      'DeferralTimerMenu',
      'before the deadline (not 4320)',
    ],
    ['the deadline is over', { DeadlineDate: '2026-11-21T09:59' }, 'DeadlineDate', 'in the future'],
    ['the deadline is this minute', { DeadlineDate: '2026-11-21T10:00' }, 'DeadlineDate', 'in the future'],
    [
      'the deadline is over, as an instant',
      { DeadlineDate: '2026-11-21T08:59:00Z' },
      'DeadlineDate',
      'in the future',
    ],
    [
      'the grace period is longer than the deadline in days',
      { GracePeriodMinutes: 30, DeadlineDays: 0, DeferralTimerMenu: [0] },
      'GracePeriodMinutes',
      'at most the 0 days',
    ],
    [
      'the grace period is longer than what is left',
      { DeadlineDate: '2026-11-21T10:30', DeferralTimerMenu: [0, 15] },
      'GracePeriodMinutes',
      'shorter than what is left',
    ],
    [
      'it asks again after the deadline',
      { AskAgainMinutes: 2880, DeadlineDays: 1 },
      'AskAgainMinutes',
      'at most the 1 days',
    ],
    [
      'no allowed minute is left before the deadline',
      { AllowedHours: 'MON:09:00-17:00', DeadlineDate: '2026-11-22T18:00', DeferralTimerMenu: [0] },
      'AllowedHours',
      'with a minute left before the deadline',
    ],
    [
      'the hours are closed for longer than the deadline floats',
      { AllowedHours: 'MON:09:00-17:00,FRI:09:00-17:00', DeadlineDays: 3 },
      'AllowedHours',
      'within any 3 days',
    ],
    [
      'the same in hours',
      { AllowedHours: 'SAT:00:00-24:00', DeadlineHours: 36, DeferralTimerMenu: [0] },
      'AllowedHours',
      'within any 36 hours',
    ],
    [
      'the hours end before the days',
      { DeadlineDays: 2, DeadlineHours: 12 },
      'DeadlineDays',
      'no more than the 12 hours of DeadlineHours',
    ],
    [
      'the days end before the hours',
      { DeadlineDays: 2, DeadlineHours: 49 },
      'DeadlineHours',
      'no more than the 2 days of DeadlineDays',
    ],
    [
      'a choice lies past the deadline in hours',
      { DeferralTimerMenu: '0,60,240', DeadlineHours: 3 },
      'DeferralTimerMenu',
      'within the 3 hours of DeadlineHours (not 240)',
    ],
    [
      'a warning lies before the last grace period',
      { DeadlineWarningMinutes: '1440,120,30', GracePeriodMinutes: 90 },
      'DeadlineWarningMinutes',
      'at most the 90 minutes of GracePeriodMinutes (not 1440, 120)',
    ],
    [
      'a named time is never allowed',
      { NamedTimes: ['end-of-day', 'tomorrow-morning'], AllowedHours: 'MON:08:30-17:00,SAT:00:00-24:00' },
      'NamedTimes',
      '(not end-of-day)',
    ],
    [
      'nobody works',
      { NamedTimes: ['end-of-day'], WorkingDays: [] },
      'NamedTimes',
      'of a working day (not end-of-day)',
    ],
    [
      'a bundle ID without an app',
      { VerifyApplicationBundleID: 'a' },
      'VerifyApplicationBundleID',
      'set together',
    ],
    [
      'an app version without an app',
      { VerifyApplicationVersion: '1' },
      'VerifyApplicationVersion',
      'set together',
    ],
    [
      'a receipt version without a receipt',
      { VerifyReceiptVersion: '1' },
      'VerifyReceiptVersion',
      'set together',
    ],
    ['a version for conflicts without a title', { ConflictVersion: '1' }, 'ConflictVersion', 'set together'],
    [
      'no macOS fits',
      { RequiredOSVersionMinimum: '26.1', RequiredOSVersionMaximum: '15' },
      'RequiredOSVersionMinimum',
      'at most RequiredOSVersionMaximum',
    ],
    [
      'the windows are the wrong way round',
      { ApproachingWindowHours: 12, ImminentWindowHours: 24 },
      'ImminentWindowHours',
      'at most ApproachingWindowHours',
    ],
    [
      'a process counts and is ignored',
      { AssertionApplications: ['zoom.us'], IgnoredAssertionApplications: ['zoom.us', 'x'] },
      'AssertionApplications',
      'without what is ignored (zoom.us)',
    ],
  ])('%s', (_, keys, key, rule) => {
    const told = contradictions(keys).filter((it) => it.key === key);
    expect(told).toHaveLength(1);
    expect(told[0]?.severity).toBe('warning');
    expect(told[0]?.rule).toContain(rule);
    expect(told[0]?.used).not.toBe('');
  });

  it.each<[string, Dictionary]>([
    ['the preselected choice is on the menu', { DeferralTimerMenu: '0,30', DeferralTimerDefault: '30' }],
    ['nobody set the preselected choice', { DeferralTimerMenu: '0,30' }],
    ['nobody set the menu', { DeadlineDays: 0 }],
    ['the longest choice reaches the deadline', { DeferralTimerMenu: '0,1440', DeadlineDays: 1 }],
    ['the deadline is far', { DeadlineDate: '2027-01-01T17:00', DeferralTimerMenu: '0,10080' }],
    ['one verification', app],
    ['no verification', { VerifyFileVault: false, VerifyOSVersion: '26.7' }],
    [
      'a minute is allowed before the deadline',
      { AllowedHours: 'SUN:09:00-17:00', DeadlineDate: '2026-11-22T09:00', DeferralTimerMenu: [0] },
    ],
    [
      'the hours are never closed for that long',
      { AllowedHours: 'MON:09:00-17:00,FRI:09:00-17:00', DeadlineDays: 4 },
    ],
    ['days and hours are the same time', { DeadlineDays: 2, DeadlineHours: 48, DeferralTimerMenu: [0] }],
    ['the warnings lie within the last grace period', { DeadlineWarningMinutes: '60,5' }],
    ['nobody set the warnings', { GracePeriodMinutes: 30 }],
    ['nobody set the named times', { AllowedHours: 'SUN:01:00-02:00' }],
    ['26 includes 26.7', { RequiredOSVersionMinimum: '26.7', RequiredOSVersionMaximum: '26' }],
    ['one version only', { RequiredOSVersionMinimum: '26.7', RequiredOSVersionMaximum: '26.7.0' }],
  ])('there is none: %s', (_, keys) => {
    expect(contradictions(keys)).toEqual([]);
  });
});

describe('between the organization and a deployment', () => {
  it('is a note of the deployment, which may be meant as the exception', () => {
    expect(contradictions({ DeadlineDays: 1 }, { DeferralTimerMenu: '0,2880' })).toMatchObject([
      { severity: 'note', domain: 'io.intermission.deployment.macos', key: 'DeferralTimerMenu' },
    ]);
  });

  it('within the organization alone is told once, with the organization', () => {
    const keys = { DeferralTimerMenu: '0,30', DeferralTimerDefault: 45 };
    const { problems } = reading({ a: { Trigger: 'a' }, b: { Trigger: 'b' } }, keys);
    expect(problems.map(({ domain, key }) => [domain, key])).toEqual([
      ['io.intermission', 'DeferralTimerDefault'],
    ]);
  });
});

describe('a deadline that is over', () => {
  it('is nothing to tell where no moment is given', () => {
    expect(found({ DeadlineDate: '2020-01-01T10:00' })).toEqual([]);
  });

  it('is local time where it has no zone', () => {
    const at = { DeadlineDate: '2026-11-21T09:30' };
    expect(found(at, null, moment)).toHaveLength(1);
    expect(
      found(at, null, { ...moment, zone: 'America/New_York' }).filter(({ key }) => key === 'DeadlineDate'),
    ).toEqual([]);
  });
});

it('is told in one line', () => {
  expect(
    contradictions({ DeferralTimerMenu: '0,30', DeferralTimerDefault: 45 }).map(describeProblem),
  ).toEqual([
    'io.intermission.deployment.macos: DeferralTimerDefault is 45, but must be one of the choices 0, 30; ' +
      'used the earliest later choice instead',
  ]);
});

/** Which known name somebody probably meant. */
import { describe, expect, it } from 'vitest';
import { editDistance, nearestName } from '../../src/preferences/nearest.ts';
import { aliases, keyNames } from '../../src/preferences/table.ts';

describe('the distance of two names', () => {
  it.each([
    ['Title', 'Title', 0, 'nothing'],
    ['Title', 'Titel', 1, 'two neighbours swapped'],
    ['Title', 'Tite', 1, 'one left out'],
    ['Title', 'Tittle', 1, 'one put in'],
    ['Title', 'Tidle', 1, 'one changed'],
    ['Title', 'itles', 2, 'one left out, one put in'],
    ['Title', 'Message', 3, 'more than is asked for'],
    ['', 'abc', 3, 'everything'],
  ])('%s, %s: %i, %s', (a, b, distance) => {
    expect([editDistance(a, b, 2), editDistance(b, a, 2)]).toEqual([distance, distance]);
  });
});

describe('the nearest name', () => {
  const known = [...keyNames, ...aliases.keys()];

  it.each([
    ['Tilte', 'Title'],
    ['title', 'Title'],
    ['DeferalTimerMenu', 'DeferralTimerMenu'],
    ['DefferalTimerMenue', 'DeferralTimerMenu'],
    ['DeadlineDay', 'DeadlineDays'],
    ['DeadlineCounts', 'DeadlineCount'],
    ['VerifyFilevault', 'VerifyFileVault'],
    ['VerifyOsVerion', 'VerifyOSVersion'],
    ['GracePeriodMinute', 'GracePeriodMinutes'],
    ['requiredInstallDate', null],
    ['requiredInstalationDate', 'requiredInstallationDate'],
    ['Logo', null],
    ['SomethingElseAltogether', null],
    ['', null],
    ['x'.repeat(100_000), null],
  ])('to %s is %s', (name, nearest) => {
    expect(nearestName(name, known)).toBe(nearest);
  });

  it('to each name that misses its last letter is that name', () => {
    for (const name of keyNames.filter((it) => !keyNames.includes(it.slice(0, -1) as typeof it))) {
      expect(nearestName(name.slice(0, -1), [name])).toBe(name);
    }
  });
});

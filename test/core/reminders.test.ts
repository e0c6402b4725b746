import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deferral } from '../../src/core/record.ts';
import { dueTelling, nextTellingAt, tellingsOf } from '../../src/core/reminders.ts';
import type { Instant } from '../../src/core/time.ts';
import { aDeferral, aDeployment, at, now } from './builders.ts';

const due = '2026-11-21T16:00:00Z';
const deployment = aDeployment({ reminderMinutes: [15, 60], warningMinutes: [60, 30, 10, 5] });
const before = (minutes: number): Instant => at(due).subtract({ minutes });
const clockTimes = (deferral: Deferral): string[] =>
  tellingsOf(deployment, deferral).map(
    ({ kind, at: moment }) => `${kind} ${moment.toString().slice(11, 16)}`,
  );

describe('what is told of an appointment', () => {
  it.each<[string, Partial<Deferral>, readonly string[]]>([
    ['picked by the user', {}, ['reminder 15:00', 'reminder 15:45']],
    ['fixed by the help desk', { by: 'admin' }, ['reminder 15:00', 'reminder 15:45']],
    ['another attempt', { by: 'retry' }, ['reminder 15:00', 'reminder 15:45']],
    ['picked half an hour before: what is over is left out', { chosenAt: before(30) }, ['reminder 15:45']],
    ['picked a quarter of an hour before: the choice itself told it', { chosenAt: before(15) }, []],
    ['picked twenty minutes before: it was told just now', { chosenAt: before(20) }, []],
    ['picked twenty-one minutes before', { chosenAt: before(21) }, ['reminder 15:45']],
    ['started now', { intent: { kind: 'now' } }, []],
    ['with nobody there', { by: 'no-user' }, []],
    [
      'forced: at once, and then as the deadline comes near',
      { by: 'deadline', chosenAt: before(90) },
      ['warning 14:30', 'warning 15:00', 'warning 15:30', 'warning 15:50', 'warning 15:55'],
    ],
    [
      'forced with a short grace: at once and what is left',
      { by: 'deadline', chosenAt: before(20) },
      ['warning 15:40', 'warning 15:50', 'warning 15:55'],
    ],
  ])('%s', (_, change, expected) => {
    expect(clockTimes(aDeferral(due, change))).toEqual(expected);
  });

  it('is told once where the admin names a time twice', () => {
    const twice = aDeployment({ reminderMinutes: [15, 15] });
    expect(tellingsOf(twice, aDeferral(due))).toHaveLength(1);
  });
});

describe('what is to be told at this moment', () => {
  it.each<[string, string, string | null, string | null]>([
    ['nothing before the first', '2026-11-21T14:59:59Z', null, null],
    ['the first, at its minute', '2026-11-21T15:00:00Z', null, '15:00'],
    ['the first, as long as it was not told', '2026-11-21T15:20:00Z', null, '15:00'],
    ['nothing, when it was told', '2026-11-21T15:20:00Z', '2026-11-21T15:00:00Z', null],
    ['the newest only, after a sleep through both', '2026-11-21T15:50:00Z', null, '15:45'],
    [
      'nothing, when something else was told a minute before',
      '2026-11-21T15:46:00Z',
      '2026-11-21T15:44:00Z',
      null,
    ],
    ['nothing, when the newest was told', '2026-11-21T15:50:00Z', '2026-11-21T15:45:00Z', null],
    ['nothing any more at the appointment itself', '2026-11-21T16:00:00Z', null, null],
  ])('is %s', (_, moment, told, expected) => {
    const telling = dueTelling(deployment, aDeferral(due), told === null ? null : at(told), at(moment));
    expect(telling?.at.toString().slice(11, 16) ?? null).toBe(expected);
  });

  it('has a next moment until the last', () => {
    const next = (moment: string): string | null =>
      nextTellingAt(deployment, aDeferral(due), at(moment))?.toString() ?? null;
    expect(next('2026-11-21T14:00:00Z')).toBe('2026-11-21T15:00:00Z');
    expect(next('2026-11-21T15:00:00Z')).toBe('2026-11-21T15:45:00Z');
    expect(next('2026-11-21T15:45:00Z')).toBeNull();
  });
});

it('whatever is configured: each telling once, in order, before the appointment, and never a burst after sleep', () => {
  const minutes = fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 6 });
  const naps = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(minutes, minutes, fc.boolean(), naps, (reminderMinutes, warningMinutes, forced, sleeps) => {
      const own = aDeployment({ reminderMinutes, warningMinutes });
      const deferral = aDeferral('2026-11-22T00:00:00Z', { by: forced ? 'deadline' : 'user', chosenAt: now });
      const all = tellingsOf(own, deferral).map((it) => it.at.epochMilliseconds);
      expect(all).toEqual([...all].sort((a, b) => a - b));
      expect(new Set(all).size).toBe(all.length);
      for (const moment of all) expect(moment).toBeLessThan(deferral.due.epochMilliseconds);
      let told: Instant | null = null;
      let moment = now;
      const heard: number[] = [];
      for (const nap of sleeps) {
        const telling = dueTelling(own, deferral, told, moment);
        if (telling !== null) {
          told = telling.at;
          heard.push(telling.at.epochMilliseconds);
          // Told: nothing more at the same moment.
          expect(dueTelling(own, deferral, told, moment)).toBeNull();
        }
        moment = moment.add({ minutes: nap });
      }
      expect(heard).toEqual([...new Set(heard)].sort((a, b) => a - b));
    }),
    { seed: 6, numRuns: 200 },
  );
});

/** When the app looks at the clock by itself. */
import { describe, expect, it } from 'vitest';
import type { DeploymentView } from '../../src/contract/session-door.ts';
import type { AppEvent } from '../../src/main/app/state.ts';
import { wakeAt } from '../../src/main/app/wake-at.ts';
import {
  at,
  deployment,
  endOfDay,
  exactly,
  heard,
  holding,
  iso,
  running,
  scheduled,
  settled,
  startNow,
  story,
  warned,
} from './builders.ts';

const quiet = (change: Partial<DeploymentView>): DeploymentView => deployment({ ask: null, ...change });

describe('the next look at the clock (it is 14:10 and 20 seconds)', () => {
  it.each<[string, DeploymentView[], string | null]>([
    ['never, with nothing due', [], null],
    ['never, while something runs', [settled(running)], null],
    ['never, with fixed times on the menu only', [quiet({ choices: [startNow, endOfDay] })], null],
    ['the next minute, with "In 1 Hour" on the menu', [quiet({})], '2026-11-25T14:11'],
    [
      'the next minute, while a dialog is shown',
      [deployment({ choices: [startNow, endOfDay] })],
      '2026-11-25T14:11',
    ],
    ['the next minute, in the last hour', [settled(scheduled('2026-11-25T15:05'))], '2026-11-25T14:11'],
    ['the beginning of the last hour', [settled(scheduled('2026-11-25T17:00'))], '2026-11-25T16:00'],
    ['midnight, when tomorrow becomes today', [settled(scheduled('2026-11-26T08:30'))], '2026-11-26T00:00'],
    [
      'never, with a question that waits and fixed times only',
      [quiet({ choices: [startNow], hold: holding() })],
      null,
    ],
    [
      'midnight, with work that waits for the screen',
      [settled(scheduled('2026-11-25T14:05'), { hold: holding({ what: 'run' }) })],
      '2026-11-26T00:00',
    ],
    [
      'the beginning of the last hour of the waiting',
      [
        settled(scheduled('2026-11-25T14:05'), {
          hold: holding({ what: 'run', until: iso('2026-11-25T18:05') }),
        }),
      ],
      '2026-11-25T17:05',
    ],
    [
      'the next minute, in the last hour of the waiting',
      [
        settled(scheduled('2026-11-25T14:05'), {
          hold: holding({ what: 'run', until: iso('2026-11-25T14:40') }),
        }),
      ],
      '2026-11-25T14:11',
    ],
    [
      'midnight, with an appointment whose time has come and whose run is on its way',
      [settled(scheduled('2026-11-25T14:09'))],
      '2026-11-26T00:00',
    ],
    [
      'the next minute, in the last hour before a run that nobody picked',
      [warned('2026-11-25T15:05', { notice: null })],
      '2026-11-25T14:11',
    ],
    [
      'the nearest of several',
      [
        settled(scheduled('2026-11-26T08:30'), { id: 'a' }),
        settled(scheduled('2026-11-25T20:00'), { id: 'b' }),
      ],
      '2026-11-25T19:00',
    ],
  ])('is %s', (_what, views, expected) => {
    const tick: AppEvent = { kind: 'time' };
    const { state } = story([
      ...heard(...views),
      { at: at('2026-11-25T14:10').add({ seconds: 20 }), event: tick },
    ]);
    expect(wakeAt(state)?.toString() ?? null).toBe(expected === null ? null : at(expected).toString());
  });
});

describe('while the last warning is shown', () => {
  const shown = heard(warned('2026-11-25T14:20'));
  const put = { kind: 'page', message: { kind: 'close' } } as const;

  it.each([
    ['at each whole minute', '2026-11-25T14:12:20', '2026-11-25T14:13:00'],
    ['until the last one begins', '2026-11-25T14:18:59', '2026-11-25T14:19:00'],
    ['then at each second', '2026-11-25T14:19:00', '2026-11-25T14:19:01'],
    ['and also in the middle of one', '2026-11-25T14:19:30.250', '2026-11-25T14:19:31'],
    ['to the last one', '2026-11-25T14:19:59', '2026-11-25T14:20:00'],
    ['and no further', '2026-11-25T14:20:00', '2026-11-26T00:00:00'],
  ])('the clock is looked at %s', (_when, time, expected) => {
    const { state } = story([...shown, { at: exactly(time), event: { kind: 'time' } }]);
    expect(state.dialog?.kind).toBe('warning');
    expect(wakeAt(state)?.toString()).toBe(exactly(expected).toString());
  });

  it('and only then: put aside, the last minute goes by as one', () => {
    const { state } = story([...shown, put, { at: exactly('2026-11-25T14:19:30'), event: { kind: 'time' } }]);
    expect(wakeAt(state)?.toString()).toBe(exactly('2026-11-25T14:20:00').toString());
  });
});

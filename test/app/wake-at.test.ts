/** When the app looks at the clock by itself. */
import { describe, expect, it } from 'vitest';
import type { DeploymentView } from '../../src/contract/session-door.ts';
import type { AppEvent } from '../../src/main/app/state.ts';
import { wakeAt } from '../../src/main/app/wake-at.ts';
import {
  at,
  deployment,
  endOfDay,
  heard,
  holding,
  iso,
  running,
  scheduled,
  settled,
  startNow,
  story,
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

/** Who goes first among runs that are due together. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ahead, patienceSeconds, type Due } from '../../src/core/order.ts';
import type { Hold } from '../../src/core/hold/rules.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import { aDeployment, aScheduled, aRunning, anAsked, at } from './builders.ts';

const minute = '2026-11-21T14:00:00Z';
const came = at('2026-11-21T14:00:01Z');
const afterSeconds = (seconds: number) => came.add({ seconds });

interface Wish {
  readonly due?: string;
  readonly waiting?: boolean;
  readonly hold?: Hold | null;
  readonly deployment?: Partial<Deployment>;
}
const due = (
  id: string,
  { due: when = minute, waiting = true, hold = null, deployment }: Wish = {},
): Due => ({
  deployment: aDeployment({ id, ...deployment }),
  record: aScheduled(when, { waiting, hold }),
});
const restarting = { deployment: { restarts: true } };
const held: Hold = {
  kind: 'held',
  what: 'run',
  since: came,
  reasons: [{ kind: 'presenting', app: 'Keynote', evidence: 'seen' }],
  why: null,
};

/** Each in turn asks, and whoever may go leaves the queue. */
function queue(...runs: readonly Due[]): string[] {
  const order: string[] = [];
  let left = runs;
  while (left.length > 0) {
    const next = left.filter((run) => ahead(run, left, came, came) === null);
    expect(next).toHaveLength(1);
    order.push(...next.map(({ deployment }) => deployment.id));
    left = left.filter((run) => !next.includes(run));
  }
  return order;
}

describe('the order', () => {
  it.each<[string, Due[], string[]]>([
    ['by ID', [due('b'), due('a'), due('c')], ['a', 'b', 'c']],
    ['by ID, numbers as numbers', [due('10'), due('9'), due('a')], ['9', '10', 'a']],
    [
      'what was due earlier before the lower ID',
      [due('a'), due('b', { due: '2026-11-21T13:59:00Z' })],
      ['b', 'a'],
    ],
    [
      'what restarts comes last, however early it was due',
      [due('a', { ...restarting, due: '2026-11-21T13:50:00Z' }), due('b'), due('c', restarting)],
      ['b', 'a', 'c'],
    ],
    [
      'what restarts by its own policy after what only owes a restart',
      [
        due('a', restarting),
        due('b', { deployment: { restarts: true, restartBy: 'intermission' } }),
        due('c'),
      ],
      ['c', 'b', 'a'],
    ],
  ])('%s', (_, runs, expected) => {
    expect(queue(...runs)).toEqual(expected);
    expect(queue(...runs.toReversed())).toEqual(expected);
  });

  it('has one first, whatever is due: all go one after another', () => {
    const runs = fc.uniqueArray(
      fc.record({ id: fc.stringMatching(/^[a-z0-9]{1,3}$/), restarts: fc.boolean(), minutes: fc.nat(5) }),
      { selector: ({ id }) => id, minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(runs, (wishes) => {
        const dues = wishes.map(({ id, restarts, minutes }) =>
          due(id, { due: at(minute).subtract({ minutes }).toString(), deployment: { restarts } }),
        );
        const order = queue(...dues);
        expect(order.toSorted()).toEqual(wishes.map(({ id }) => id).toSorted());
        const restarts = order.map((id) => wishes.find((wish) => wish.id === id)?.restarts);
        expect(restarts.toSorted()).toEqual(restarts);
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});

describe('a run whose turn would come', () => {
  const own = due('z');
  const before = (other: Due, now = came) => ahead(own, [own, other], came, now)?.id ?? null;

  it.each<[string, Due, string | null]>([
    ['waits for one whose job has come', due('a'), 'a'],
    ['waits for one of the same minute whose job has not come yet', due('a', { waiting: false }), 'a'],
    [
      'does not wait for one that is due later',
      due('a', { waiting: false, due: '2026-11-21T14:01:00Z' }),
      null,
    ],
    ['does not wait for one that the screen holds', due('a', { hold: held }), null],
    [
      'waits for a late one after sleep, which comes at the same time',
      due('a', { waiting: false, due: '2026-11-21T13:57:00Z' }),
      'a',
    ],
    [
      'does not wait for one that was missed',
      due('a', { waiting: false, due: '2026-11-21T13:50:00Z' }),
      null,
    ],
    ['does not wait for one that is asked about', { ...due('a'), record: anAsked() }, null],
    [
      'does not wait for one that runs: that is another matter',
      { ...due('a'), record: aRunning(minute) },
      null,
    ],
  ])('%s', (_, other, expected) => {
    expect(before(other)).toBe(expected);
  });

  it('waits no longer than its patience for a job that does not come', () => {
    const absent = due('a', { waiting: false });
    expect(before(absent, afterSeconds(patienceSeconds - 1))).toBe('a');
    expect(before(absent, afterSeconds(patienceSeconds))).toBeNull();
  });

  it('waits for one whose job has come for as long as that takes', () => {
    expect(before(due('a'), afterSeconds(3600))).toBe('a');
  });
});

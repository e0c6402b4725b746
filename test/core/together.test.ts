/** One time for several that ask at once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choicesFor, type ChoicePick } from '../../src/core/choices.ts';
import type { Wish } from '../../src/core/deferral.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import type { Due } from '../../src/core/order.ts';
import { askedTogether, decideTogether, mostTogether } from '../../src/core/together.ts';
import { isAfter, isBefore } from '../../src/core/time.ts';
import { arbitraryDeployment, seed } from './arbitraries.ts';
import {
  aDeployment,
  afterDeferrals,
  allowed,
  anAsked,
  at,
  berlin,
  dueBy,
  local,
  now,
  stageOf,
} from './builders.ts';

const asks = (change: Partial<Deployment>, used = 0): Due => {
  const deployment = aDeployment(change);
  return { deployment, record: anAsked({ id: deployment.id, deferralsUsed: used }) };
};
const together = (...asking: readonly Due[]) => askedTogether(asking, now, berlin);
const ids = (...asking: readonly Due[]): readonly string[] | undefined =>
  together(...asking)?.choices.map(({ id }) => id);
const decide = (wish: Wish, ...asking: readonly Due[]) => decideTogether(asking, wish, now, berlin);
const dues = (wish: Wish, ...asking: readonly Due[]): readonly string[] => {
  const decided = decide(wish, ...asking);
  if (!decided.ok) throw new Error(decided.problem.reason);
  return decided.value.map((record) => stageOf(record, 'scheduled').deferral.due.toString());
};

const wishOf = (pick: ChoicePick, shown: typeof now): Wish =>
  pick.kind === 'named' ? { ...pick, shown } : pick;

describe('one question for several', () => {
  it('needs at least two that ask', () => {
    expect(together()).toBeNull();
    expect(together(asks({ id: 'a' }))).toBeNull();
    expect(together(asks({ id: 'a' }), asks({ id: 'b' }))?.deployments).toEqual(['a', 'b']);
  });

  it('asks about no more at once than a person can look at', () => {
    const many = Array.from({ length: 30 }, (_, index) => asks({ id: `d${String(index)}` }));
    expect(together(...many)?.deployments).toHaveLength(mostTogether);
  });

  it('offers what all of them offer', () => {
    expect(
      ids(asks({ id: 'a', menu: [0, 30, 60, 240] }), asks({ id: 'b', menu: [0, 60, 240, 480] })),
    ).toEqual(['now', 'in-60', 'in-240']);
  });

  it('offers *now* only where all offer it', () => {
    expect(ids(asks({ id: 'a', menu: [0, 60] }), asks({ id: 'b', menu: [60] }))).toEqual(['in-60']);
  });

  it('offers what one offers and the others allow as a time of one’s own, where nothing later is on all menus', () => {
    const a = asks({ id: 'a', menu: [0, 30] });
    const b = asks({ id: 'b', menu: [0, 240] });
    expect(ids(a, b)).toEqual(['now', 'in-30', 'in-240']);
    expect(ids({ ...a, deployment: { ...a.deployment, ownTime: false } }, b)).toEqual(['now', 'in-30']);
  });

  it('is not asked where no later time suits all: then they are asked one by one', () => {
    const rigid = { ownTime: false } as const;
    expect(ids(asks({ id: 'a', menu: [0, 30], ...rigid }), asks({ id: 'b', menu: [0, 60], ...rigid }))).toBe(
      undefined,
    );
  });

  it('keeps to the earliest deadline', () => {
    const soon = asks({ id: 'a', deadline: dueBy('2026-11-21T15:00:00Z') });
    const later = asks({ id: 'b', deadline: dueBy('2026-11-25T15:00:00Z') });
    expect(together(soon, later)).toMatchObject({
      deadline: at('2026-11-21T15:00:00Z'),
      ownTime: { latest: at('2026-11-21T15:00:00Z') },
    });
    expect(ids(soon, later)).toEqual(['now', 'in-60']);
  });

  it('keeps to the hours that all allow', () => {
    const early = asks({ id: 'a', allowedHours: allowed('SAT:08:00-16:00', 'SUN:08:00-12:00') });
    const late = asks({ id: 'b', allowedHours: allowed('SAT:14:00-20:00', 'SUN:11:00-20:00') });
    expect(together(early, late)?.ownTime?.hours).toEqual(allowed('SAT:14:00-16:00', 'SUN:11:00-12:00'));
    expect(together(early, asks({ id: 'c' }))?.ownTime?.hours).toEqual(early.deployment.allowedHours);
  });

  it('has no free picker where one of them has none, or where their hours never meet', () => {
    expect(together(asks({ id: 'a' }), asks({ id: 'b', ownTime: false }))?.ownTime).toBeNull();
    const never = [
      asks({ id: 'a', menu: [0], allowedHours: allowed('SAT:08:00-15:00') }),
      asks({ id: 'b', menu: [0], allowedHours: allowed('SUN:08:00-12:00') }),
    ];
    expect(together(...never)).toBeNull();
  });

  it('offers the last grace period of one as the last choice for all', () => {
    const last = asks({ id: 'a', deadline: afterDeferrals(1), graceMinutes: 45 }, 1);
    expect(together(last, asks({ id: 'b' }))?.choices).toMatchObject([
      { id: 'now', last: false },
      { id: 'in-45', last: true },
    ]);
  });

  it('preselects what all preselect, else the first later time; never *now*', () => {
    const a = asks({ id: 'a', preselected: 240 });
    expect(together(a, asks({ id: 'b', preselected: 240 }))?.preselected).toBe('in-240');
    expect(together(a, asks({ id: 'b', preselected: 60 }))?.preselected).toBe('in-60');
  });

  const ours = { restarts: true, restartBy: 'intermission' } as const;
  const policys = { restarts: true, restartBy: 'policy' } as const;
  it.each([
    ['nothing restarts', [{}, {}], false],
    ['only one restarts', [ours, {}], false],
    ['Intermission restarts for both', [ours, ours], true],
    ['one of them wants a restart of its own', [ours, { ...ours, combinesRestart: false }], false],
    ['a policy’s restart comes last and serves the other', [ours, policys], true],
    ['two policies restart', [policys, policys], false],
  ])('says whether there is one restart: %s', (_what, changes, expected) => {
    const asking = changes.map((change, index) => asks({ id: String(index), ...change }));
    expect(together(...asking)?.oneRestart).toBe(expected);
  });
});

describe('one wish for several', () => {
  it('gives all the same minute, whichever menu it is on', () => {
    const asking = [asks({ id: 'a', menu: [0, 30] }), asks({ id: 'b', menu: [0, 240] })];
    expect(dues({ kind: 'in', minutes: 30 }, ...asking)).toEqual([
      '2026-11-21T13:41:00Z',
      '2026-11-21T13:41:00Z',
    ]);
    const typed: Wish = { kind: 'at', local: local('2026-11-21T17:00'), zone: berlin };
    expect(dues(typed, ...asking)).toEqual(['2026-11-21T16:00:00Z', '2026-11-21T16:00:00Z']);
  });

  it('takes a named time in the meaning that was shown', () => {
    const day = (hour: number) => ({
      namedTimes: ['end-of-day'] as const,
      workingDay: { start: { hour: 8, minute: 0 }, end: { hour, minute: 0 } },
    });
    const asking = [asks({ id: 'a', ...day(17) }), asks({ id: 'b', ...day(18) })];
    const wish: Wish = { kind: 'named', name: 'end-of-day', shown: at('2026-11-21T16:00:00Z') };
    expect(dues(wish, ...asking)).toEqual(['2026-11-21T16:00:00Z', '2026-11-21T16:00:00Z']);
  });

  it('is all or nothing, and names who is in the way', () => {
    const asking = [
      asks({ id: 'a' }),
      asks({ id: 'b', menu: [0, 240], deadline: dueBy('2026-11-21T14:00:00Z') }),
    ];
    expect(decide({ kind: 'in', minutes: 60 }, ...asking)).toEqual({
      ok: false,
      problem: { deployment: 'b', reason: 'after-the-deadline' },
    });
  });

  it('believes nothing that is said to have been shown', () => {
    const asking = [asks({ id: 'a' }), asks({ id: 'b' })];
    const wish: Wish = { kind: 'named', name: 'end-of-day', shown: at('2026-11-21T16:00:30Z') };
    expect(decide(wish, ...asking)).toMatchObject({ ok: false });
  });

  it('is accepted, for all of them and for one minute, wherever it was offered', () => {
    fc.assert(
      fc.property(fc.array(arbitraryDeployment, { minLength: 2, maxLength: 4 }), (deployments) => {
        const asking = deployments.map((deployment, index) =>
          asks({ ...deployment, id: `d${String(index)}` }),
        );
        const all = together(...asking);
        for (const { pick, at: shown } of all?.choices ?? []) {
          const minutes = dues(wishOf(pick, shown), ...asking);
          expect(new Set(minutes)).toEqual(new Set([shown.toString()]));
        }
        if (all === null || all.ownTime === null) return;
        for (const { deployment, record } of asking) {
          const own = choicesFor(deployment, record, now, berlin).ownTime;
          expect(own !== null && !isBefore(all.ownTime.earliest, own.earliest)).toBe(true);
          expect(own !== null && !isAfter(all.ownTime.latest, own.latest)).toBe(true);
        }
      }),
      { seed, numRuns: 500 },
    );
  });
});

/** What `intermission demo` hands to the app: each state as the core would bring it about. */
import { describe, expect, test } from 'vitest';
import { demonstrationSchema } from '../../src/contract/demonstration.ts';
import { demoRequest, demoStates, type DemoState } from '../../src/command/demo/arguments.ts';
import { demonstrated } from '../../src/command/demo/demonstration.ts';
import { instantOf, parseLocalMinute } from '../../src/core/time.ts';
import { afterIntent } from '../../src/main/app/demonstration.ts';
import { programOptions } from '../../src/main/program-options.ts';
import { readPreferences } from '../../src/preferences/read-domain.ts';

const zone = 'Europe/Berlin';
const local = parseLocalMinute('2026-11-25T14:10');
if (local === null) throw new Error('not a time');
const now = instantOf(local, zone);

const shown = (state: DemoState, ...dictionaries: readonly Record<string, unknown>[]) => {
  const source = (dictionary: Record<string, unknown>) => ({
    name: 'a.mobileconfig',
    managed: true,
    dictionary,
  });
  const preferences = readPreferences({
    organization: [source({ OrganizationName: 'Example Corp' })],
    deployments: new Map(
      dictionaries.map((dictionary, index) => [
        `work-${String(index)}`,
        [
          source({
            Trigger: 'work',
            Title: 'Work',
            DeadlineCount: 3,
            DeferralTimerMenu: '0,60',
            ...dictionary,
          }),
        ],
      ]),
    ),
    moment: null,
  });
  return demonstrated(preferences, state, () => ({ light: null, dark: null }), now, zone);
};

const only = (state: DemoState, dictionary: Record<string, unknown> = {}) => {
  const [view] = shown(state, dictionary).deployments;
  if (view === undefined) throw new Error('nothing is shown');
  return view;
};

describe('the states of a demonstration', () => {
  test.each(demoStates)('%s is something that the app can read', (state) => {
    const snapshot = shown(state, {});
    expect(
      demonstrationSchema.parse(JSON.parse(JSON.stringify({ snapshot, pictures: {} }))).snapshot,
    ).toEqual(snapshot);
  });

  test.each([
    ['choices', 3, ['now', 'in-60']],
    ['last', 1, ['now', 'in-60']],
    ['none-left', 0, ['now', 'in-15']],
  ] as const)('%s asks by itself, with %i deferrals left', (state, left, choices) => {
    const view = only(state, { GracePeriodMinutes: 15, ChoiceNames: '' });
    expect([view.detail.kind, view.ask !== null, view.deferralsLeft]).toEqual(['asked', true, left]);
    expect(view.choices.map(({ id }) => id)).toEqual(expect.arrayContaining([...choices]));
  });

  test('a missed appointment says when it was', () => {
    expect(only('missed').detail).toMatchObject({
      kind: 'asked',
      missed: '2026-11-25T12:10:00Z',
      because: 'away',
    });
  });

  test('the last warning comes one grace period before the run', () => {
    expect(only('warning', { GracePeriodMinutes: 20 }).notice).toMatchObject({
      kind: 'warning',
      due: '2026-11-25T13:30:00Z',
    });
  });

  test('self service is offered, and comes up by no means of its own', () => {
    const view = only('choices', { DistributionMethod: 'Make available in Self Service' });
    expect([view.detail.kind, view.ask]).toEqual(['available', null]);
  });

  test('several deployments are asked about together', () => {
    expect(shown('choices', {}, {}).together?.deployments).toEqual(['work-0', 'work-1']);
  });
});

describe('picking in a demonstration', () => {
  test('is accepted for the time that the core reckons, and asks no more', () => {
    const { due, snapshot } = afterIntent(
      shown('choices', {}),
      { kind: 'choose', deployment: 'work-0', pick: { kind: 'in', minutes: 60 } },
      now,
    );
    expect(due?.toString()).toBe('2026-11-25T14:10:00Z');
    expect(snapshot.deployments[0]).toMatchObject({ ask: null, detail: { kind: 'scheduled', by: 'user' } });
  });

  test('one time for several settles all of them', () => {
    const { snapshot } = afterIntent(
      shown('choices', {}, {}),
      {
        kind: 'choose-together',
        deployments: ['work-0', 'work-1'],
        pick: { kind: 'at', local: '2026-11-26T10:15', zone },
      },
      now,
    );
    expect(snapshot.together).toBeNull();
    expect(snapshot.deployments.map(({ detail }) => detail)).toEqual(
      Array.from({ length: 2 }, () => expect.objectContaining({ due: '2026-11-26T09:15:00Z' }) as unknown),
    );
  });

  test('*Not Now* settles nothing, but asks no more', () => {
    const { due, snapshot } = afterIntent(
      shown('choices', {}),
      { kind: 'not-now', deployment: 'work-0' },
      now,
    );
    expect([due, snapshot.deployments[0]?.ask, snapshot.deployments[0]?.detail.kind]).toEqual([
      null,
      null,
      'asked',
    ]);
  });
});

describe('the words of the command', () => {
  test.each([
    [[], 'demo needs a profile'],
    [
      ['a.mobileconfig', '--state', 'party'],
      '--state is "party", but must be choices, last, none-left, missed, warning',
    ],
    [
      ['a.mobileconfig', '--language', '!'],
      '--language is "!", but must be a language tag such as de or pt-BR',
    ],
  ])('%j is refused', (words, why) => {
    const request = demoRequest(words);
    expect(request.ok ? null : request.problem.err).toBe(`intermission: ${why}\n`);
  });
});

test('the app takes the file of a demonstration in both forms', () => {
  expect(programOptions(['electron', '--demo', '/a', '--root=/b'])).toEqual({
    demonstration: '/a',
    root: '/b',
  });
  expect(programOptions(['electron', '--demo=/a'])).toEqual({ demonstration: '/a', root: '/' });
  expect(programOptions(['electron'])).toEqual({ demonstration: null, root: '/' });
});

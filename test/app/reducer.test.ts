/** What follows from a wish: how it is sent, and what its answer does. */
import { describe, expect, it } from 'vitest';
import type { IntentAnswer, Pick } from '../../src/contract/session-door.ts';
import { windowView } from '../../src/main/app/page-model.ts';
import type { AppEvent } from '../../src/main/app/state.ts';
import {
  deployment,
  heard,
  inAnHour,
  iso,
  now,
  running,
  settled,
  startNow,
  story,
  zone,
} from './builders.ts';
import { accepted, answering, choose, close, command, intents, shown, stale } from './tellings.ts';

describe('a choice', () => {
  it.each<[string, AppEvent, Pick]>([
    ['in an hour', choose('in-60'), { kind: 'in', minutes: 60 }],
    ['now', choose('now'), { kind: 'now' }],
    [
      'a named time, with the instant that was shown',
      choose('end-of-day'),
      { kind: 'named', name: 'end-of-day', shown: iso('2026-11-25T17:30') },
    ],
    [
      'a typed time, with its zone',
      { kind: 'page', message: { kind: 'choose-own', date: '2026-11-26', time: '09:15' } },
      { kind: 'at', local: '2026-11-26T09:15', zone },
    ],
    [
      'a quick time on the menu',
      command({ kind: 'pick', deployment: 'macos', choice: 'in-60' }),
      { kind: 'in', minutes: 60 },
    ],
  ])('is sent as it was meant: %s', (_name, event, pick) => {
    const { effects } = story([...heard(deployment()), event]);
    expect(intents(effects)).toEqual([{ kind: 'choose', deployment: 'macos', pick }]);
  });

  it('is sent once, however often the button is pressed', () => {
    const { effects } = story([...heard(deployment()), choose('in-60'), choose('in-60'), choose('now')]);
    expect(intents(effects)).toHaveLength(1);
  });

  it('picked in the menu while another is on its way waits for its turn, and the last one counts', () => {
    const pick = (choice: string): AppEvent => command({ kind: 'pick', deployment: 'macos', choice });
    const picked = [...heard(deployment({ restarts: false })), pick('in-60'), pick('end-of-day')];
    const started = [...picked, command({ kind: 'start-now', deployment: 'macos' })];
    expect(intents(story(started).effects)).toHaveLength(1);
    const { effects } = answering(started, accepted);
    expect(intents(effects).map((intent) => (intent.kind === 'choose' ? intent.pick.kind : ''))).toEqual([
      'in',
      'now',
    ]);
  });

  it.each([
    ['outside the bounds', { kind: 'choose-own', date: '2026-12-24', time: '18:00' }],
    ['not a time', { kind: 'choose-own', date: '2026-11-26', time: '' }],
    ['not on offer', { kind: 'choose', choice: 'in-9999' }],
    ['for another page', { kind: 'start-now' }],
  ] as const)('is not sent when it is %s', (_what, message) => {
    const { state, effects } = story([...heard(deployment()), { kind: 'page', message }]);
    expect(intents(effects)).toEqual([]);
    expect(shown(state)).toMatch(/^choices/);
  });

  it('is confirmed when the helper accepts it, and the confirmation leaves by itself', () => {
    const { state, effects } = answering([...heard(deployment()), choose('in-60')], accepted);
    expect(windowView(state)?.model.page).toMatchObject({
      kind: 'confirmation',
      text: 'Scheduled for today at 15:10.',
      hint: { before: 'To change it, click', after: 'in the menu bar.' },
    });
    const linger = effects.find((effect) => effect.kind === 'linger');
    expect(linger).toMatchObject({ milliseconds: 8_000 });
    const events = [...heard(deployment()), choose('in-60')];
    const told = [
      ...events,
      { kind: 'answer', request: story(events).state.requests[0]?.number ?? 0, answer: accepted },
    ] as const;
    const serial = linger?.kind === 'linger' ? linger.serial : 0;
    const lingered = { kind: 'lingered', serial, readAloud: false } as const;
    expect(shown(story([...told, { ...lingered, touches: 0 }]).state)).toBe('nothing');
    const aloud = { ...lingered, touches: 0, readAloud: true };
    expect(shown(story([...told, aloud]).state)).toMatch(/^confirmation/);
    const touched = story([...told, { kind: 'page', message: { kind: 'touched' } }]);
    expect(touched.effects.filter((effect) => effect.kind === 'linger')).toHaveLength(2);
    const busy = [...told, { kind: 'page', message: { kind: 'touched' } }] as const;
    expect(shown(story([...busy, { ...lingered, touches: 0 }]).state)).toMatch(/^confirmation/);
    expect(shown(story([...busy, { ...lingered, touches: 1 }]).state)).toBe('nothing');
  });

  it('says that it starts when it was now', () => {
    const { state } = answering([...heard(deployment()), choose('now')], {
      kind: 'accepted',
      due: now.toString(),
    });
    expect(windowView(state)?.model.page).toMatchObject({
      text: 'Starting now. Your Mac will restart: save your work.',
      hint: null,
    });
  });

  it('is explained and offered afresh when the helper refuses it', () => {
    const { state } = answering([...heard(deployment()), choose('in-60')], stale());
    expect(windowView(state)?.model.page).toMatchObject({
      kind: 'choices',
      alert: 'The times have changed since they were shown. Please choose again.',
      deferrals: 'This is the last postponement',
      ready: true,
    });
  });

  it('ends with one sentence where there is nothing left to choose', () => {
    const answers: IntentAnswer[] = [
      { kind: 'refused', reason: 'unknown-deployment', fresh: null },
      { kind: 'refused', reason: 'already-running', fresh: settled(running) },
    ];
    expect(
      answers.map(
        (answer) =>
          windowView(answering([...heard(deployment()), choose('in-60')], answer).state)?.model.page,
      ),
    ).toMatchObject([
      { kind: 'news', text: 'This is no longer needed on your Mac.' },
      { kind: 'news', text: 'This is running already.' },
    ]);
  });

  it('may be tried again when it could not be passed on', () => {
    const { state } = answering([...heard(deployment()), choose('in-60')], null);
    expect(windowView(state)?.model.page).toMatchObject({
      kind: 'choices',
      alert: 'Your choice may not have arrived. Please look again in a moment.',
    });
  });
});

describe('on the menu', () => {
  const quiet = deployment({ ask: null });
  const pick = command({ kind: 'pick', deployment: 'macos', choice: 'in-60' });

  it('a quick time opens nothing when it is accepted', () => {
    expect(shown(answering([...heard(quiet), pick], accepted).state)).toBe('nothing');
  });

  it('a quick time that is refused opens the dialog, which may take the keyboard', () => {
    const { state } = answering([...heard(quiet), pick], stale(quiet));
    expect(windowView(state)).toMatchObject({ takesFocus: true, model: { page: { kind: 'choices' } } });
  });

  it('a quick time that has gone meanwhile opens the dialog with fresh ones', () => {
    const gone = command({ kind: 'pick', deployment: 'macos', choice: 'in-30' });
    const { state, effects } = story([...heard(quiet), gone]);
    expect(effects).toEqual([]);
    expect(windowView(state)?.model.page).toMatchObject({
      kind: 'choices',
      alert: expect.any(String) as string,
    });
  });

  it('Start Now asks once before a restart', () => {
    const start = command({ kind: 'start-now', deployment: 'macos' });
    const asked = story([...heard(quiet), start]);
    expect(shown(asked.state)).toMatch(/^start-now/);
    expect(asked.effects).toEqual([]);
    const said = story([...heard(quiet), start, { kind: 'page', message: { kind: 'start-now' } }]);
    expect(intents(said.effects)).toEqual([{ kind: 'choose', deployment: 'macos', pick: { kind: 'now' } }]);
    expect(intents(story([...heard(quiet), start, close]).effects)).toEqual([]);
  });

  it('Start Now starts at once where nothing restarts', () => {
    const start = command({ kind: 'start-now', deployment: 'macos' });
    const { state, effects } = story([...heard(deployment({ ask: null, restarts: false })), start]);
    expect(intents(effects)).toHaveLength(1);
    expect(shown(state)).toBe('nothing');
  });

  it('Choose a Time opens the dialog and may take the keyboard', () => {
    const { state } = story([...heard(quiet), command({ kind: 'choose-time', deployment: 'macos' })]);
    expect(windowView(state)?.takesFocus).toBe(true);
  });

  it('does nothing for what has gone', () => {
    const { state, effects } = story([...heard(), pick]);
    expect([shown(state), effects]).toEqual(['nothing', []]);
  });
});

describe('a link', () => {
  it('is opened by its number, and only when it is in the message that is shown', () => {
    const open = (link: number): AppEvent => ({ kind: 'page', message: { kind: 'open-link', link } });
    expect(story([...heard(deployment()), open(0)]).effects).toEqual([
      { kind: 'open-link', address: 'https://example.com/new' },
    ]);
    expect(story([...heard(deployment()), open(1)]).effects).toEqual([]);
    expect(story([...heard(), open(0)]).effects).toEqual([]);
  });
});

it('reports that the Mac woke or was unlocked', () => {
  expect(story([{ kind: 'woke' }, { kind: 'unlocked' }]).effects).toEqual([
    { kind: 'report', event: 'woke' },
    { kind: 'report', event: 'unlocked' },
  ]);
});

it('ignores an answer to nothing', () => {
  const before = story(heard(deployment({ choices: [startNow, inAnHour] })));
  const after = story([
    ...heard(deployment({ choices: [startNow, inAnHour] })),
    { kind: 'answer', request: 99, answer: accepted },
  ]);
  expect(after).toEqual(before);
});

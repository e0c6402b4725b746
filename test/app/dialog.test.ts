/** The life of the window's content: what brings it up, what becomes of it, what closes it. */
import { describe, expect, it } from 'vitest';
import { windowView } from '../../src/main/app/page-model.ts';
import type { AppEvent } from '../../src/main/app/state.ts';
import {
  at,
  deployment,
  heard,
  holding,
  iso,
  running,
  scheduled,
  settled,
  story,
  unknownHold,
} from './builders.ts';
import { choose, close, command, intents, shown, tell } from './tellings.ts';

describe('a deployment that asks', () => {
  it('brings up its dialog without taking the keyboard', () => {
    const { state } = story(heard(deployment()));
    expect(shown(state)).toBe('choices: Restart to finish updating macOS');
    expect(windowView(state)?.takesFocus).toBe(false);
  });

  it('does so once for each ask', () => {
    expect(shown(story([...heard(deployment()), close, tell(deployment())]).state)).toBe('nothing');
    expect(shown(story([...heard(deployment()), close, tell(deployment({ ask: 2 }))]).state)).toMatch(
      /^choices/,
    );
  });

  it('asks again where the helper lost its state and counts from one', () => {
    const events = [...heard(deployment({ ask: 5 })), close, tell(deployment({ ask: 1 }))];
    expect(shown(story(events).state)).toMatch(/^choices/);
  });

  it('asks again with the same number after it had stopped asking', () => {
    const events = [...heard(deployment()), close, tell(deployment({ ask: null })), tell(deployment())];
    expect(shown(story(events).state)).toMatch(/^choices/);
  });

  it('waits its turn behind another dialog', () => {
    const both = [deployment({ id: 'a', title: 'A' }), deployment({ id: 'b', title: 'B' })];
    expect(shown(story(heard(...both)).state)).toBe('choices: A');
    expect(shown(story([...heard(...both), close]).state)).toBe('choices: B');
    expect(shown(story([...heard(...both), close, close]).state)).toBe('nothing');
  });

  it('waits until a page that a person opened is closed', () => {
    const events = [...heard(), command({ kind: 'about' }), tell(deployment())];
    expect(shown(story(events).state)).toBe('about: Intermission');
    expect(shown(story([...events, close]).state)).toMatch(/^choices/);
  });

  it('comes back after a page that a person opened over it', () => {
    const events = [...heard(deployment()), command({ kind: 'about' })];
    const { state, effects } = story([...events, close]);
    expect(shown(story(events).state)).toBe('about: Intermission');
    expect(shown(state)).toMatch(/^choices/);
    expect(effects).toEqual([]);
  });

  it('is quiet when nothing may be picked, or while the helper cannot be reached', () => {
    expect(shown(story(heard(settled(running, { ask: 1 }))).state)).toBe('nothing');
    expect(shown(story([tell(deployment())]).state)).toBe('nothing');
  });

  it('does not come up over its own open dialog', () => {
    const quiet = deployment({ ask: null });
    const events = [
      ...heard(quiet),
      command({ kind: 'choose-time', deployment: 'macos' }),
      tell(deployment()),
    ];
    const { state } = story(events);
    expect(state.dialog?.openedBy).toBe('person');
    expect(shown(story([...events, close]).state)).toBe('nothing');
  });
});

describe('a question that must wait', () => {
  const held = deployment({ ask: null, hold: holding() });
  const unseen = deployment({ ask: null, hold: unknownHold() });

  it('does not come up, and comes up when the hold ends', () => {
    expect(shown(story(heard(held)).state)).toBe('nothing');
    expect(shown(story(heard(unseen)).state)).toBe('nothing');
    expect(shown(story([...heard(held), tell(deployment())]).state)).toMatch(/^choices/);
  });

  it('goes without a word when a presentation begins, and comes back by itself, without the keyboard', () => {
    const gone = story([...heard(deployment()), tell(held)]);
    expect(shown(gone.state)).toBe('nothing');
    expect(gone.effects).toEqual([]);
    const back = story([...heard(deployment()), tell(held), tell(deployment())]);
    expect(shown(back.state)).toMatch(/^choices/);
    expect(windowView(back.state)?.takesFocus).toBe(false);
  });

  it('stays where a person opened it', () => {
    const opened = [...heard(held), command({ kind: 'choose-time', deployment: 'macos' })];
    expect(shown(story([...opened, tell(held)]).state)).toMatch(/^choices/);
  });

  it('stays with a refusal that the person has just been told', () => {
    const { state } = story([...heard(deployment()), choose('in-9999'), tell(held)]);
    expect(shown(state)).toMatch(/^choices/);
  });

  it('stays while its answer is on its way', () => {
    expect(shown(story([...heard(deployment()), choose('in-60'), tell(held)]).state)).toMatch(/^choices/);
  });

  it('stays where the screen could not be seen, and is not shown a second time when it could', () => {
    const before = story(heard(deployment())).state;
    const { state } = story([...heard(deployment()), tell(unseen), tell(deployment())]);
    expect(state.dialog?.serial).toBe(before.dialog?.serial);
    expect(shown(story([...heard(deployment()), tell(unseen), tell(deployment()), close]).state)).toBe(
      'nothing',
    );
  });

  it('makes room for one that need not wait', () => {
    const other = deployment({ id: 'slack', title: 'Slack' });
    expect(shown(story([...heard(deployment(), other), tell(held, other)]).state)).toBe('choices: Slack');
  });

  it('is answered from the menu while it waits', () => {
    const { effects } = story([
      ...heard({ ...held, restarts: false }),
      command({ kind: 'start-now', deployment: 'macos' }),
    ]);
    expect(intents(effects)).toEqual([{ kind: 'choose', deployment: 'macos', pick: { kind: 'now' } }]);
  });
});

describe('putting the dialog aside', () => {
  it('tells the helper not now', () => {
    expect(intents(story([...heard(deployment()), close]).effects)).toEqual([
      { kind: 'not-now', deployment: 'macos' },
    ]);
  });

  it('tells nothing where an appointment stands', () => {
    const view = deployment({ detail: scheduled('2026-11-25T17:00'), ask: null });
    const { state, effects } = story([
      ...heard(view),
      command({ kind: 'choose-time', deployment: 'macos' }),
      close,
    ]);
    expect(shown(state)).toBe('nothing');
    expect(effects).toEqual([]);
  });
});

describe('while the dialog is open', () => {
  it.each([
    ['is no longer there', [], 'This is no longer needed on your Mac.'],
    ['runs', [settled(running)], 'This is running now.'],
    [
      'is installed',
      [settled({ kind: 'installed', at: iso('2026-11-25T14:00'), verified: true })],
      'This is done. There is nothing left to choose.',
    ],
    ['sleeps', [settled({ kind: 'resting' })], 'There is nothing to choose for this at the moment.'],
    [
      'was arranged by the help desk',
      [deployment({ ask: null, detail: scheduled('2026-11-25T17:00', 'admin') })],
      'Scheduled for today at 17:00.',
    ],
  ])('and the deployment %s, it says so and leaves', (_what, views, text) => {
    const { state, effects } = story([...heard(deployment()), tell(...views)]);
    expect(windowView(state)?.model).toMatchObject({ title: deployment().title, page: { text } });
    expect(effects).toMatchObject([{ kind: 'linger' }]);
  });

  it('and a choice is on its way, the snapshot that shows it changes nothing yet', () => {
    const arranged = deployment({ ask: null, detail: scheduled('2026-11-25T15:10') });
    const { state } = story([...heard(deployment()), choose('in-60'), tell(arranged)]);
    expect(windowView(state)?.model.page).toMatchObject({ kind: 'choices', ready: false });
  });

  it('and the night passes, it is still true in the morning', () => {
    const { state } = story([
      ...heard(deployment()),
      { at: at('2026-11-26T09:00'), event: { kind: 'time' } },
    ]);
    expect(windowView(state)?.model.page).toMatchObject({
      facts: 'About 20 minutes · your Mac restarts · by tomorrow, 17:00',
      choices: [{ label: 'Now' }, { label: 'In 1 hour', time: '10:01', button: 'Run at 10:01' }],
    });
  });

  it('and the helper goes, nothing can be pressed and what still holds is said', () => {
    const view = deployment({ detail: scheduled('2026-11-25T15:10'), ask: null });
    const { state } = story([
      ...heard(view),
      command({ kind: 'choose-time', deployment: 'macos' }),
      { kind: 'link', link: { kind: 'lost', why: 'closed' } },
    ]);
    expect(windowView(state)?.model.page).toMatchObject({
      ready: false,
      alert:
        'Your choice can’t be passed on at the moment. Please wait a little. Your appointment today at 15:10 is safe.',
    });
  });

  it.each([
    ['closed', 'Your choice can’t be passed on at the moment. Please wait a little.'],
    ['wrong-version', 'Intermission is being updated.'],
    ['untrusted', 'Intermission is not set up safely on this Mac. Please tell your IT department.'],
  ] as const)('and the helper cannot be reached (%s), it says why in plain words', (why, alert) => {
    const { state } = story([...heard(deployment()), { kind: 'link', link: { kind: 'lost', why } }]);
    expect(windowView(state)?.model.page).toMatchObject({ ready: false, alert });
  });

  it('and its process dies, the question comes back once', () => {
    const broken: AppEvent = { kind: 'page-broke' };
    expect(shown(story([...heard(deployment()), broken]).state)).toMatch(/^choices/);
    expect(shown(story([...heard(deployment()), broken, broken]).state)).toBe('nothing');
  });
});

/** The last warning's window: what it says, what brings it up, what becomes of it. */
import { describe, expect, it } from 'vitest';
import type { DeploymentView } from '../../src/contract/session-door.ts';
import type { WarningPage } from '../../src/contract/window.ts';
import { windowView } from '../../src/main/app/page-model.ts';
import type { AppEvent, State } from '../../src/main/app/state.ts';
import {
  asked,
  at,
  deployment,
  exactly,
  heard,
  holding,
  iso,
  notice,
  running,
  scheduled,
  settled,
  story,
  unknownHold,
  warned,
} from './builders.ts';
import { answering, close, command, intents, shown, tell } from './tellings.ts';

const due = '2026-11-25T14:25';
const view = warned(due);
const warning = (number: number, change: Partial<DeploymentView> = {}): DeploymentView =>
  warned(due, { notice: notice('warning', due, { number }), ...change });
const startNowPressed: AppEvent = { kind: 'page', message: { kind: 'start-now' } };
const window = 'warning: Your Mac restarts at 14:25';

function pageOf(state: State): WarningPage {
  const page = windowView(state)?.model.page;
  if (page?.kind !== 'warning') throw new Error(`not the warning: ${page?.kind ?? 'nothing'}`);
  return page;
}

describe('the last warning', () => {
  it('says the clock time first, what it is for, and what can be done', () => {
    const { state } = story(heard(view));
    expect(windowView(state)?.model.title).toBe('Your Mac restarts at 14:25');
    expect(pageOf(state)).toEqual({
      kind: 'warning',
      countdown: 'in 15 minutes',
      announcement: '',
      facts: 'Restart to finish updating macOS · About 20 minutes',
      lead: null,
      message: expect.any(Array) as WarningPage['message'],
      alert: null,
      startNow: 'Start Now',
      putAside: 'Put Aside',
      ready: true,
    });
    expect(pageOf(state).message).not.toEqual([]);
  });

  it('says what starts, where nothing restarts', () => {
    const { state } = story(heard(warned(due, { restarts: false, title: 'Slack 4.40', minutes: null })));
    expect(shown(state)).toBe('warning: Slack 4.40 starts at 14:25');
    expect(pageOf(state).facts).toBe('');
  });

  it.each([
    ['2026-11-25T14:23:10', 'in 2 minutes'],
    ['2026-11-25T14:24:15', 'in 45 seconds'],
    ['2026-11-25T14:25:00', 'Starting…'],
  ])('counts down: at %s it starts %s', (time, countdown) => {
    const { state } = story([...heard(view), { at: exactly(time), event: { kind: 'time' } }]);
    expect(pageOf(state).countdown).toBe(countdown);
  });

  it.each([
    ['2026-11-25T14:14:30', ''],
    ['2026-11-25T14:15:00', 'in 10 minutes'],
    ['2026-11-25T14:18:00', 'in 10 minutes'],
    ['2026-11-25T14:20:00', 'in 5 minutes'],
    ['2026-11-25T14:24:00', 'in 1 minute'],
    ['2026-11-25T14:24:50', 'in 1 minute'],
  ])('is read aloud at ten, five and one minutes only: at %s %j', (time, announcement) => {
    const { state } = story([...heard(view), { at: exactly(time), event: { kind: 'time' } }]);
    expect(pageOf(state).announcement).toBe(announcement);
  });

  it.each([
    ['unknown', unknownHold(), 'Starts at a good moment.'],
    ['held', holding(), 'Starts when your presentation ends.'],
  ])(
    'says what it waits for once its time has come, and until when at the latest: %s',
    (kind, hold, lead) => {
      const until = '2026-11-25T14:30';
      const waits = warned(due, {
        notice: notice('warning', until, { number: 2, overHold: kind === 'held' }),
        hold: { ...hold, what: 'run', until: iso(until) },
      });
      const { state } = story([...heard(view), { at: at(due), event: tell(waits) }]);
      expect(shown(state)).toBe('warning: Your Mac restarts at 14:30 at the latest');
      expect(pageOf(state)).toMatchObject({ countdown: 'in 5 minutes', lead });
    },
  );

  it('says so while nothing can be passed on', () => {
    const { state } = story([...heard(view), { kind: 'link', link: { kind: 'lost', why: 'closed' } }]);
    expect(pageOf(state)).toMatchObject({
      ready: false,
      alert:
        'Your choice can’t be passed on at the moment. Please wait a little. Your appointment today at 14:25 is safe.',
    });
  });
});

describe('it comes up', () => {
  it('by itself, without the keyboard', () => {
    const { state, effects } = story(heard(view));
    expect(shown(state)).toBe(window);
    expect(windowView(state)?.takesFocus).toBe(false);
    expect(effects).toEqual([]);
  });

  it('once for each number', () => {
    expect(shown(story([...heard(view), close, tell(view)]).state)).toBe('nothing');
    expect(shown(story([...heard(view), close, tell(warning(2))]).state)).toBe(window);
  });

  it('anew where the helper lost its state and counts from one', () => {
    expect(shown(story([...heard(warning(5)), close, tell(view)]).state)).toBe(window);
    const gone = tell(warned(due, { notice: null }));
    expect(shown(story([...heard(view), close, gone, tell(view)]).state)).toBe(window);
  });

  it('stays the same window when the next number comes while it is there', () => {
    const before = story(heard(view)).state;
    const { state } = story([...heard(view), tell(warning(2))]);
    expect(state.dialog?.serial).toBe(before.dialog?.serial);
    expect(shown(story([...heard(view), tell(warning(2)), close]).state)).toBe('nothing');
  });

  it('before a question that came by itself, which comes back afterwards', () => {
    const question = deployment({ id: 'slack', title: 'Slack' });
    const events = [...heard(question), tell(question, view)];
    expect(shown(story(events).state)).toBe(window);
    expect(shown(story([...events, close]).state)).toBe('choices: Slack');
    expect(shown(story([...events, close, close]).state)).toBe('nothing');
  });

  it('in place of its own question, when nobody answered in time', () => {
    expect(shown(story([...heard(deployment()), tell(view)]).state)).toBe(window);
  });

  it('after what a person has opened', () => {
    const quiet = deployment({ id: 'slack', title: 'Slack', ask: null });
    const events = [
      ...heard(quiet),
      command({ kind: 'choose-time', deployment: 'slack' }),
      tell(quiet, view),
    ];
    expect(shown(story(events).state)).toBe('choices: Slack');
    expect(shown(story([...events, close]).state)).toBe(window);
  });

  it('after another one', () => {
    const other = warned(due, { id: 'slack', title: 'Slack', restarts: false });
    const events = heard(view, other);
    expect(shown(story(events).state)).toBe(window);
    expect(shown(story([...events, close]).state)).toBe('warning: Slack starts at 14:25');
    expect(shown(story([...events, close, close]).state)).toBe('nothing');
  });

  it.each<[string, DeploymentView]>([
    ['in a presentation', warned(due, { hold: holding() })],
    ['before an appointment that the person picked', warned(due, { notice: notice('reminder', due) })],
    ['when its time has come', warned('2026-11-25T14:10')],
    ['when it asks', warned(due, { detail: asked })],
    ['when it runs', settled(running, { notice: notice('warning', due) })],
  ])('not %s', (_when, told) => {
    expect(shown(story(heard(told)).state)).toBe('nothing');
  });

  it('not while the helper cannot be reached', () => {
    expect(shown(story([tell(view)]).state)).toBe('nothing');
  });

  it('over a presentation where the absolute limit is near, also when it was put aside before', () => {
    const limit = '2026-11-25T14:40';
    const hold = holding({ what: 'run', until: iso(limit) });
    const held = warned(due, { hold, notice: notice('warning', limit) });
    const over = warned(due, { hold, notice: notice('warning', limit, { number: 2, overHold: true }) });
    const events = [...heard(view), close, tell(held)];
    expect(shown(story(events).state)).toBe('nothing');
    expect(shown(story([...events, tell(over)]).state)).toBe(
      'warning: Your Mac restarts at 14:40 at the latest',
    );
    expect(shown(story([...events, tell(over), close, tell(over)]).state)).toBe('nothing');
  });

  it('at a click on its notification, and then with the keyboard', () => {
    const events = [...heard(view), close, command({ kind: 'show-warning', deployment: 'macos' })];
    const { state } = story(events);
    expect(shown(state)).toBe(window);
    expect(windowView(state)?.takesFocus).toBe(true);
    const late = [
      ...heard(deployment({ ask: null })),
      command({ kind: 'show-warning', deployment: 'macos' }),
    ];
    expect(shown(story(late).state)).toMatch(/^choices/);
  });
});

describe('while it is there', () => {
  it('Put Aside closes it and tells the helper nothing', () => {
    const { state, effects } = story([...heard(view), close]);
    expect(shown(state)).toBe('nothing');
    expect(effects).toEqual([]);
  });

  it('Start Now starts, with one question less: what happens is written above it', () => {
    const { effects } = story([...heard(view), startNowPressed]);
    expect(intents(effects)).toEqual([{ kind: 'choose', deployment: 'macos', pick: { kind: 'now' } }]);
    const { state } = answering([...heard(view), startNowPressed], { kind: 'accepted', due: iso(due) });
    expect(windowView(state)?.model.page).toMatchObject({
      kind: 'confirmation',
      text: 'Starting now. Your Mac will restart: save your work.',
    });
  });

  it('Start Now that could not be passed on, or was refused, is said on the same page', () => {
    const started = [...heard(view), startNowPressed];
    expect(pageOf(answering(started, null).state).alert).toBe(
      'Your choice may not have arrived. Please look again in a moment.',
    );
    const refused = answering(started, { kind: 'refused', reason: 'could-not-schedule', fresh: view });
    expect(pageOf(refused.state).alert).toBe('Your Mac could not keep this appointment. Please try again.');
  });

  it('a link in its message is opened', () => {
    const link: AppEvent = { kind: 'page', message: { kind: 'open-link', link: 0 } };
    expect(story([...heard(view), link]).effects).toEqual([
      { kind: 'open-link', address: 'https://example.com/new' },
    ]);
  });

  it.each<[string, DeploymentView[]]>([
    ['the run has begun', [settled(running, { notice: null })]],
    [
      'it was started by hand for now',
      [warned(due, { detail: scheduled('2026-11-25T14:10'), notice: null })],
    ],
    [
      'the help desk moved it',
      [warned(due, { detail: scheduled('2026-11-25T17:00', 'admin'), notice: null })],
    ],
    ['it is no longer needed', []],
  ])('it goes without a word when %s', (_what, views) => {
    const { state, effects } = story([...heard(view), tell(...views)]);
    expect([shown(state), effects]).toEqual(['nothing', []]);
  });

  it('it follows the time that it warns of', () => {
    const later = '2026-11-25T14:40';
    const moved = warned(later, { notice: notice('warning', later, { number: 2 }) });
    const { state } = story([...heard(view), tell(moved)]);
    expect(shown(state)).toBe('warning: Your Mac restarts at 14:40');
    expect(pageOf(state).countdown).toBe('in 30 minutes');
  });

  it('it goes before a presentation and comes back after it, where it came by itself', () => {
    const held = warned(due, { hold: holding() });
    expect(shown(story([...heard(view), tell(held)]).state)).toBe('nothing');
    expect(shown(story([...heard(view), tell(held), tell(view)]).state)).toBe(window);
    expect(shown(story([...heard(view), close, tell(held), tell(view)]).state)).toBe('nothing');
    const opened = [
      ...heard(view),
      close,
      command({ kind: 'show-warning', deployment: 'macos' }),
      tell(held),
    ];
    expect(shown(story(opened).state)).toMatch(/^warning/);
  });

  it('it stays while the answer to Start Now is on its way', () => {
    const { state } = story([...heard(view), startNowPressed, tell(settled(running))]);
    expect(pageOf(state).ready).toBe(false);
  });

  it('it comes back once when its page dies', () => {
    const broken: AppEvent = { kind: 'page-broke' };
    expect(shown(story([...heard(view), broken]).state)).toBe(window);
    expect(shown(story([...heard(view), broken, broken]).state)).toBe('nothing');
  });
});

describe('a notification', () => {
  const reminded = deployment({ detail: scheduled(due), ask: null, notice: notice('reminder', due) });

  it('of an appointment opens no window', () => {
    expect(shown(story(heard(reminded)).state)).toBe('nothing');
  });

  it('asks once before it starts what restarts, and takes the keyboard then', () => {
    const { state, effects } = story([
      ...heard(reminded),
      command({ kind: 'start-now', deployment: 'macos' }),
    ]);
    expect(windowView(state)).toMatchObject({ takesFocus: true, model: { page: { kind: 'start-now' } } });
    expect(effects).toEqual([]);
  });

  it('opens the choices for Change', () => {
    const { state } = story([...heard(reminded), command({ kind: 'choose-time', deployment: 'macos' })]);
    expect(windowView(state)).toMatchObject({ takesFocus: true, model: { page: { kind: 'choices' } } });
  });
});

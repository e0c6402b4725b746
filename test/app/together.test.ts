/** Several questions at once in one window: what brings it up, what becomes of it, how one gets out of it. */
import { describe, expect, it } from 'vitest';
import type { DeploymentView, IntentAnswer, Snapshot } from '../../src/contract/session-door.ts';
import type { TogetherPage } from '../../src/contract/window.ts';
import { windowView } from '../../src/main/app/page-model.ts';
import type { AppEvent, State } from '../../src/main/app/state.ts';
import {
  at,
  deployment,
  endOfDay,
  holding,
  inAnHour,
  iso,
  scheduled,
  snapshot,
  startNow,
  story,
} from './builders.ts';
import { choose, close, intents, shown } from './tellings.ts';

const filevault = deployment({ id: 'filevault', title: 'Turn on FileVault', minutes: 5, restarts: false });
const macos = deployment();
const slack = deployment({
  id: 'slack',
  title: 'Update Slack',
  minutes: 2,
  restarts: false,
  deferralsLeft: null,
});
const all = [filevault, macos, slack];

const withTogether = (
  views: readonly DeploymentView[],
  change: Partial<NonNullable<Snapshot['together']>> = {},
): Snapshot => {
  const asking = views.filter(({ ask }) => ask !== null).map(({ id }) => id);
  const together = {
    deployments: asking,
    choices: [startNow, inAnHour, endOfDay],
    preselected: 'in-60',
    ownTime: macos.ownTime,
    deadline: macos.deadline,
    oneRestart: false,
    ...change,
  };
  return { ...snapshot(...views), together: asking.length < 2 ? null : together };
};
const tellAll = (...views: readonly DeploymentView[]): AppEvent => ({
  kind: 'snapshot',
  snapshot: withTogether(views),
});
const connected: AppEvent = { kind: 'link', link: { kind: 'connected' } };
const heardAll = (...views: readonly DeploymentView[]): AppEvent[] => [tellAll(...views), connected];
const page = (message: Extract<AppEvent, { kind: 'page' }>['message']): AppEvent => ({
  kind: 'page',
  message,
});
const answer = (state: State, given: IntentAnswer | null): AppEvent => ({
  kind: 'answer',
  request: state.requests[0]?.number ?? 0,
  answer: given,
});
const pageOf = (state: State): TogetherPage => {
  const shownPage = windowView(state)?.model.page;
  if (shownPage?.kind !== 'together') throw new Error(`no page for several: ${shownPage?.kind ?? 'nothing'}`);
  return shownPage;
};
const quiet = (view: DeploymentView): DeploymentView => ({ ...view, ask: null });
const arranged = (view: DeploymentView): DeploymentView => ({
  ...view,
  ask: null,
  detail: scheduled('2026-11-25T15:10'),
});

describe('several that ask', () => {
  it('come up in one window, without the keyboard', () => {
    const { state } = story(heardAll(...all));
    expect(windowView(state)).toMatchObject({
      takesFocus: false,
      model: { title: '3 things are due on your Mac' },
    });
    expect(pageOf(state)).toMatchObject({
      facts: 'About 27 minutes · your Mac restarts · by Friday, 17:00',
      items: [
        { title: 'Turn on FileVault', facts: 'About 5 minutes · by Friday, 17:00 · 2 postponements left' },
        { title: 'Restart to finish updating macOS' },
        { title: 'Update Slack', facts: 'About 2 minutes · by Friday, 17:00' },
      ],
      choices: [{ id: 'now' }, { id: 'in-60', time: '15:11' }, { id: 'end-of-day' }],
      preselected: 'in-60',
      ownTime: { suggested: { date: '2026-11-25', time: '15:15' } },
      ready: true,
    });
  });

  it('say how often the Mac restarts', () => {
    const two = [{ ...filevault, restarts: true }, macos];
    const facts = (oneRestart: boolean) =>
      pageOf(story([{ kind: 'snapshot', snapshot: withTogether(two, { oneRestart }) }, connected]).state)
        .facts;
    expect(facts(true)).toBe('About 25 minutes · one restart · by Friday, 17:00');
    expect(facts(false)).toBe('About 25 minutes · several restarts · by Friday, 17:00');
  });

  it('promise no time in all where one of them is not known', () => {
    const { state } = story(heardAll({ ...filevault, minutes: null }, slack));
    expect(pageOf(state).facts).toBe('By Friday, 17:00');
  });

  it('join a question that came up a moment before, as long as nobody has touched that', () => {
    const joined = story([...heardAll(filevault), tellAll(filevault, macos), tellAll(...all)]);
    expect(pageOf(joined.state).items).toHaveLength(3);
    expect(windowView(joined.state)?.takesFocus).toBe(false);
    const touched = story([...heardAll(filevault), page({ kind: 'touched' }), tellAll(...all)]);
    expect(shown(touched.state)).toBe('choices: Turn on FileVault');
  });

  it('wait until a question is put aside that somebody was busy with, and then come together', () => {
    const busy = [...heardAll(filevault), page({ kind: 'touched' }), tellAll(...all)];
    const { state } = story([...busy, close]);
    expect(pageOf(state).items.map(({ id }) => id)).toEqual(['macos', 'slack']);
  });

  it('are asked one by one where the helper knows no common time', () => {
    const { state } = story([
      { kind: 'snapshot', snapshot: { ...withTogether(all), together: null } },
      connected,
    ]);
    expect(shown(state)).toBe('choices: Turn on FileVault');
  });
});

describe('one time for several', () => {
  it('is one intent for all, and confirmed once', () => {
    const asked = story([...heardAll(...all), choose('in-60')]);
    expect(intents(asked.effects)).toEqual([
      {
        kind: 'choose-together',
        deployments: ['filevault', 'macos', 'slack'],
        pick: { kind: 'in', minutes: 60 },
      },
    ]);
    expect(pageOf(asked.state).ready).toBe(false);
    const events = [
      ...heardAll(...all),
      choose('in-60'),
      tellAll(...all.map(arranged)),
      answer(asked.state, { kind: 'accepted', due: iso('2026-11-25T15:10') }),
    ];
    const { state } = story(events);
    expect(windowView(state)?.model).toMatchObject({
      title: 'One time for 3 things',
      page: { kind: 'confirmation', text: 'Scheduled for today at 15:10.' },
    });
    expect(state.requests).toEqual([]);
  });

  it('may be one’s own', () => {
    const { effects } = story([
      ...heardAll(...all),
      page({ kind: 'typed', date: '2026-11-26', time: '9:45' }),
      page({ kind: 'choose-own', date: '2026-11-26', time: '9:45' }),
    ]);
    expect(intents(effects)).toMatchObject([
      { kind: 'choose-together', pick: { kind: 'at', local: '2026-11-26T09:45' } },
    ]);
  });

  it('is sent once, however often it is pressed', () => {
    const { effects } = story([...heardAll(...all), choose('in-60'), choose('in-60')]);
    expect(intents(effects)).toHaveLength(1);
  });

  const refused = (given: IntentAnswer | null) => {
    const asked = [...heardAll(...all), choose('in-60')];
    return story([...asked, answer(story(asked).state, given)]);
  };

  it('keeps the window with fresh choices and the reason where one of them is refused', () => {
    const { state } = refused({ kind: 'refused', reason: 'after-the-deadline', fresh: macos });
    expect(pageOf(state)).toMatchObject({
      alert: 'That time is after the deadline. Please choose an earlier one.',
      ready: true,
    });
  });

  it('says so where it may not have arrived', () => {
    expect(pageOf(refused(null).state).alert).toBe(
      'Your choice may not have arrived. Please look again in a moment.',
    );
  });

  it('tells honestly which one could not be kept, and asks about that again', () => {
    const { state } = refused({
      kind: 'partly-accepted',
      due: iso('2026-11-25T15:10'),
      notScheduled: ['slack'],
    });
    expect(shown(state)).toBe('choices: Update Slack');
    expect(windowView(state)?.model.page).toMatchObject({
      alert:
        'The others are scheduled for today at 15:10. Your Mac could not keep this appointment: please try again.',
    });
  });
});

describe('the window for several', () => {
  it('puts all aside with Not Now', () => {
    const { state, effects } = story([...heardAll(...all), close]);
    expect(shown(state)).toBe('nothing');
    expect(intents(effects)).toEqual(
      ['filevault', 'macos', 'slack'].map((deployment) => ({ kind: 'not-now', deployment })),
    );
  });

  it('lets a person decide one by one', () => {
    const apart = [...heardAll(...all), page({ kind: 'one-by-one' })];
    expect(shown(story(apart).state)).toBe('choices: Turn on FileVault');
    expect(windowView(story(apart).state)?.takesFocus).toBe(true);
    expect(shown(story([...apart, close]).state)).toBe('choices: Restart to finish updating macOS');
    expect(shown(story([...apart, close, close]).state)).toBe('choices: Update Slack');
    expect(shown(story([...apart, close, close, close]).state)).toBe('nothing');
  });

  it('asks for all together again the next time', () => {
    const next = all.map((view) => ({ ...view, ask: 2 }));
    const events = [...heardAll(...all), page({ kind: 'one-by-one' }), close, close, close];
    expect(pageOf(story([...events, tellAll(...next)]).state).items).toHaveLength(3);
  });

  it('loses what is answered in the menu, and becomes the question for the last one', () => {
    const two = story([...heardAll(...all), tellAll(arranged(filevault), macos, slack)]);
    expect(pageOf(two.state).items.map(({ id }) => id)).toEqual(['macos', 'slack']);
    expect(two.state.dialog?.serial).toBe(story(heardAll(...all)).state.dialog?.serial);
    const one = story([...heardAll(...all), tellAll(arranged(filevault), macos, arranged(slack))]);
    expect(shown(one.state)).toBe('choices: Restart to finish updating macOS');
  });

  it('goes without a word when a presentation begins, and comes back after it', () => {
    const held = all.map((view) => ({ ...quiet(view), hold: holding() }));
    const gone = [...heardAll(...all), tellAll(...held)];
    expect(shown(story(gone).state)).toBe('nothing');
    expect(pageOf(story([...gone, tellAll(...all)]).state).items).toHaveLength(3);
  });

  it('stays as it was where the screen could not be seen', () => {
    const unseen = all.map((view) => ({ ...quiet(view), hold: holding({ kind: 'unknown', reasons: [] }) }));
    expect(pageOf(story([...heardAll(...all), tellAll(...unseen)]).state).items).toHaveLength(3);
  });

  it('is true in the morning', () => {
    const { state } = story([...heardAll(...all), { at: at('2026-11-26T09:00'), event: { kind: 'time' } }]);
    expect(pageOf(state)).toMatchObject({
      facts: 'About 27 minutes · your Mac restarts · by tomorrow, 17:00',
      choices: [{ id: 'now' }, { id: 'in-60', time: '10:01' }],
      ownTime: { days: [{ weekday: 'Today', day: '26' }, { weekday: 'Tomorrow' }] },
    });
  });

  it('comes back once where its page breaks down', () => {
    const broken: AppEvent = { kind: 'page-broke' };
    expect(pageOf(story([...heardAll(...all), broken]).state).items).toHaveLength(3);
    expect(shown(story([...heardAll(...all), broken, broken]).state)).toBe('nothing');
  });

  it('gives way to a last warning, and comes back afterwards', () => {
    const warns: DeploymentView = {
      ...arranged(slack),
      detail: scheduled('2026-11-25T14:40', 'deadline'),
      notice: { number: 1, kind: 'warning', due: iso('2026-11-25T14:40'), overHold: false },
    };
    const events = [...heardAll(filevault, macos), tellAll(filevault, macos, warns)];
    expect(shown(story(events).state)).toMatch(/^warning: Update Slack starts/);
    expect(pageOf(story([...events, close]).state).items).toHaveLength(2);
  });
});

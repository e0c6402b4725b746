/** The dialog's pages as finished text. */
import { describe, expect, it } from 'vitest';
import type { DeploymentView } from '../../src/contract/session-door.ts';
import type { ChoicesPage } from '../../src/contract/window.ts';
import { windowView } from '../../src/main/app/page-model.ts';
import type { AppEvent } from '../../src/main/app/state.ts';
import { allowed } from '../core/builders.ts';
import {
  asked,
  deployment,
  heard,
  holding,
  iso,
  scheduled,
  snapshot,
  story,
  unknownHold,
  warned,
  wordsOf,
} from './builders.ts';

function choicesPage(view: DeploymentView, ...events: AppEvent[]): ChoicesPage {
  const page = windowView(story([...heard(view), ...events]).state)?.model.page;
  if (page?.kind !== 'choices') throw new Error(`not the choices: ${page?.kind ?? 'nothing'}`);
  return page;
}

describe('the choices', () => {
  it('have labels, clock times and a button that says what it does', () => {
    const { choices, preselected, question } = choicesPage(deployment());
    expect(question).toBe('When would you like this to run?');
    expect(preselected).toBe('in-60');
    expect(choices).toEqual([
      { id: 'now', label: 'Now', time: null, button: 'Start Now', byReturn: false },
      { id: 'in-60', label: 'In 1 hour', time: '15:11', button: 'Run at 15:11', byReturn: true },
      { id: 'end-of-day', label: 'End of the day', time: '17:30', button: 'Run at 17:30', byReturn: true },
      {
        id: 'tomorrow-morning',
        label: 'Tomorrow morning',
        time: 'Thu, 08:30',
        button: 'Run Tomorrow at 08:30',
        byReturn: true,
      },
    ]);
  });

  it.each([
    [{}, 'About 20 minutes · your Mac restarts · by Friday, 17:00'],
    [{ restarts: false }, 'About 20 minutes · by Friday, 17:00'],
    [{ minutes: null }, 'Your Mac restarts · by Friday, 17:00'],
    [{ deadline: null }, 'About 20 minutes · your Mac restarts'],
    [{ deadline: null, minutes: null, restarts: false }, ''],
    [{ deadline: iso('2026-11-25T17:00') }, 'About 20 minutes · your Mac restarts · by today, 17:00'],
  ])('with %j come under "%s"', (change, facts) => {
    expect(choicesPage(deployment(change)).facts).toBe(facts);
  });

  it.each([
    [null, null],
    [3, '3 postponements left'],
    [1, 'This is the last postponement'],
    [0, 'No postponements left'],
  ])('with %s deferrals left say %s', (deferralsLeft, words) => {
    expect(choicesPage(deployment({ deferralsLeft })).deferrals).toBe(words);
  });

  it('say first why they are shown again', () => {
    const missed = { ...asked, missed: iso('2026-11-25T13:00') } as DeploymentView['detail'];
    expect(choicesPage(deployment({ detail: missed })).lead).toBe(
      'This was planned for 13:00, but your Mac was asleep or switched off.',
    );
    expect(choicesPage(deployment({ detail: scheduled('2026-11-26T08:30') })).lead).toBe(
      'Planned for tomorrow at 08:30.',
    );
    expect(choicesPage(deployment()).lead).toBeNull();
  });

  it('say why they are shown again after the work had to wait for too long', () => {
    const detail = { ...asked, missed: iso('2026-11-25T13:00'), because: 'held' } as DeploymentView['detail'];
    expect(choicesPage(deployment({ detail })).lead).toBe(
      'This was planned for 13:00, but it would have interrupted you.',
    );
  });

  it.each<[string, Partial<DeploymentView>, string | null]>([
    ['calmly nothing while the deadline is far away', { phase: 'initial' }, null],
    ['nothing while it approaches', { phase: 'approaching' }, null],
    [
      'when it runs without asking, once that is imminent',
      { phase: 'imminent', deadline: iso('2026-11-26T13:00') },
      'Runs without asking tomorrow at 13:00.',
    ],
    [
      'the same after an appointment was missed',
      {
        phase: 'imminent',
        deadline: iso('2026-11-25T17:00'),
        detail: { ...asked, missed: iso('2026-11-25T13:00') } as DeploymentView['detail'],
      },
      'This was planned for 13:00, but your Mac was asleep or switched off. Runs without asking today at 17:00.',
    ],
    [
      'that it runs soon, when the deadline has passed',
      { phase: 'elapsed', deadline: iso('2026-11-25T14:00') },
      'Runs without asking soon.',
    ],
    ['no deadline where there is none', { phase: 'imminent', deadline: null }, null],
    [
      'only the time that somebody picked, however near the deadline',
      { phase: 'imminent', detail: scheduled('2026-11-26T08:30') },
      'Planned for tomorrow at 08:30.',
    ],
    [
      'when it runs without asking, where nobody picked the time',
      { phase: 'initial', deadline: null, detail: scheduled('2026-11-25T14:40', 'deadline') },
      'Runs without asking today at 14:40.',
    ],
  ])('say %s', (_what, change, lead) => {
    const open: AppEvent = { kind: 'command', command: { kind: 'choose-time', deployment: 'macos' } };
    expect(choicesPage(deployment({ ask: null, ...change }), open).lead).toBe(lead);
  });

  it('do not speak of postponements that cannot be used', () => {
    const open: AppEvent = { kind: 'command', command: { kind: 'choose-time', deployment: 'macos' } };
    const forced = warned('2026-11-25T14:40', { notice: null });
    expect(choicesPage({ ...forced, deferralsLeft: 1 }, open).deferrals).toBeNull();
    expect(choicesPage({ ...forced, deferralsLeft: 0 }, open).deferrals).toBe('No postponements left');
  });

  it('say what they wait for to a person who opens them, not where they came by themselves', () => {
    const open: AppEvent = { kind: 'command', command: { kind: 'choose-time', deployment: 'macos' } };
    const lead = (change: Partial<DeploymentView>): string | null =>
      choicesPage(deployment({ ask: null, ...change }), open).lead;
    expect(lead({ hold: holding() })).toBe('Waiting until your presentation ends.');
    expect(lead({ hold: unknownHold() })).toBe('Waiting for a good moment.');
    expect(lead({ detail: scheduled('2026-11-25T14:00'), hold: holding({ what: 'run' }) })).toBe(
      'Planned for today at 14:00. Starts when your presentation ends.',
    );
    const shown: AppEvent = {
      kind: 'snapshot',
      snapshot: snapshot(deployment({ ask: null, hold: unknownHold() })),
    };
    expect(choicesPage(deployment(), shown).lead).toBeNull();
  });

  it('are put aside with Not Now while they wait for an answer, else with Cancel', () => {
    expect(choicesPage(deployment()).cancel).toBe('Not Now');
    expect(choicesPage(deployment({ detail: scheduled('2026-11-26T08:30') })).cancel).toBe('Cancel');
  });

  it('have a line that ends at the deadline, or at the last choice', () => {
    expect(choicesPage(deployment()).timeline).toMatchObject({ endLabel: 'Fri', endsAtDeadline: true });
    expect(choicesPage(deployment({ deadline: null })).timeline).toMatchObject({
      endLabel: 'Tomorrow',
      endsAtDeadline: false,
    });
  });
});

describe('a time with a name', () => {
  const named = (name: 'tomorrow-morning' | 'next-allowed', local: string) =>
    choicesPage(
      deployment({
        deadline: null,
        choices: [
          { id: name, pick: { kind: 'named', name, shown: iso(local) }, at: iso(local), last: false },
        ],
      }),
    ).choices[0];

  it.each([
    ['tomorrow-morning', '2026-11-30T08:30', 'Monday morning', 'Mon, 08:30'],
    ['tomorrow-morning', '2026-12-02T08:30', 'Morning of Wednesday 2 December', '2 Dec, 08:30'],
    ['next-allowed', '2026-11-25T22:00', 'The next possible time', '22:00'],
  ] as const)('%s on %s is "%s" at %s', (name, local, label, time) => {
    expect(named(name, local)).toMatchObject({ label, time });
  });
});

describe('another time', () => {
  const typed = (date: string, time: string) =>
    choicesPage(deployment(), { kind: 'page', message: { kind: 'typed', date, time } }).ownTime?.verdict;

  it('lists the allowed days and suggests a time', () => {
    expect(choicesPage(deployment()).ownTime).toMatchObject({
      label: 'Another time…',
      days: [
        { date: '2026-11-25', weekday: 'Today', day: '25', month: 'Nov' },
        { date: '2026-11-26', weekday: 'Tomorrow', day: '26', month: 'Nov' },
        { date: '2026-11-27', weekday: 'Fri', day: '27', month: 'Nov' },
      ],
      suggested: { date: '2026-11-25', time: '15:15' },
      verdict: null,
    });
    expect(choicesPage(deployment({ ownTime: null })).ownTime).toBeNull();
  });

  it('lists the quarter hours of the day that was typed last, and where the typed time lies among them', () => {
    const message = { kind: 'typed', date: '2026-11-27', time: '16:20' } as const;
    const row = choicesPage(deployment(), { kind: 'page', message }).ownTime;
    expect(row?.times.date).toBe('2026-11-27');
    expect(row?.times.list.slice(-4)).toEqual(['16:15', '16:30', '16:45', '17:00']);
    expect(row?.verdict?.earlier).toBe(row?.times.list.indexOf('16:30'));
    expect(typed('2026-11-27', 'soon')?.earlier).toBeNull();
  });

  it('names the deadline only where that is what ends it', () => {
    const ownTime = { earliest: iso('2026-11-25T14:12'), latest: iso('2026-11-26T12:00'), hours: null };
    const message = { kind: 'typed', date: '2026-11-27', time: '09:00' } as const;
    expect(choicesPage(deployment({ ownTime }), { kind: 'page', message }).ownTime?.verdict).toMatchObject({
      why: 'The latest possible time is tomorrow at 12:00.',
    });
  });

  it.each([
    ['2026-11-26', '9.45 pm', 'Run Tomorrow at 21:45'],
    ['2026-11-26', '945', 'Run Tomorrow at 09:45'],
  ])('may be typed as people write it: %s %s', (date, time, button) => {
    expect(typed(date, time)).toMatchObject({ kind: 'fine', button });
  });

  it('has its own button once it is fine', () => {
    expect(typed('2026-11-27', '09:15')).toMatchObject({
      kind: 'fine',
      button: 'Run Fri at 09:15',
      time: 'Fri, 09:15',
    });
  });

  it.each([
    ['2026-11-27', '17:30', 'After the deadline. The latest possible time is Friday at 17:00.'],
    ['2026-11-25', '14:00', 'That time has already passed.'],
    ['2026-11-25', '14:11', 'The earliest possible time is today at 14:12.'],
    ['2026-11-25', '', 'Enter a time.'],
  ])('%s %s: %s', (date, time, why) => {
    expect(typed(date, time)).toMatchObject({ kind: 'outside', typed: { date, time }, why });
  });

  it.each([
    ['2026-11-27', '12:30', 'On that day it can run between 09:00 and 12:00 or between 13:00 and 17:00.'],
    ['2026-11-26', '10:00', 'It cannot run on that day.'],
  ])('outside the allowed hours at %s %s: %s', (date, time, why) => {
    const hours = allowed('WED:09:00-17:00', 'FRI:09:00-12:00', 'FRI:13:00-17:00');
    const ownTime = { earliest: iso('2026-11-25T14:12'), latest: iso('2026-11-27T17:00'), hours };
    const message = { kind: 'typed', date, time } as const;
    expect(choicesPage(deployment({ ownTime }), { kind: 'page', message }).ownTime?.verdict).toMatchObject({
      kind: 'outside',
      typed: { date, time },
      why,
    });
  });
});

describe('the turned page', () => {
  it('says who asks, what happens, where help is, and what is recorded', () => {
    const said = (page: ChoicesPage) => page.why.sections.map(({ blocks }) => wordsOf(blocks));
    expect(said(choicesPage(deployment()))).toEqual([
      'Example Corp manages this Mac and asks for this.',
      'It runs by itself on Friday at 17:00.',
      'it@example.com',
      'Your choice and its time, and why this had to wait, such as a presentation in Keynote. Never the title or the content of a window.',
    ]);
    expect(said(choicesPage(deployment({ deadline: null })))[1]).toBe(
      'Nothing starts by itself. You will be asked again.',
    );
  });
});

it('asks before it restarts the Mac from the menu', () => {
  const start: AppEvent = { kind: 'command', command: { kind: 'start-now', deployment: 'macos' } };
  expect(windowView(story([...heard(deployment({ ask: null })), start]).state)?.model.page).toEqual({
    kind: 'start-now',
    question: 'Start now?',
    text: 'Your Mac restarts. Save your work first. This takes about 20 minutes.',
    cancel: 'Cancel',
    start: 'Start Now',
    ready: true,
  });
});

it('says what it is and which version', () => {
  const about: AppEvent = { kind: 'command', command: { kind: 'about' } };
  expect(windowView(story([...heard(), about]).state)?.model).toMatchObject({
    title: 'Intermission',
    organization: 'Example Corp',
    page: {
      version: 'Version 0.1.0',
      text: 'Lets you choose when work that Example Corp requires runs on your Mac.',
    },
  });
});

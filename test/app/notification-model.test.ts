/** The system's notifications, read as a person reads them. */
import { describe, expect, it } from 'vitest';
import type { DeploymentView } from '../../src/contract/session-door.ts';
import { notifications, type NotificationModel } from '../../src/main/app/notification-model.ts';
import {
  asked,
  at,
  deployment,
  heard,
  holding,
  inAnHour,
  iso,
  notice,
  now,
  running,
  scheduled,
  settled,
  startNow,
  story,
  unknownHold,
  warned,
} from './builders.ts';
import { tell } from './tellings.ts';

/** What the person picked, and is reminded of. */
const reminded = (due: string, change: Partial<DeploymentView> = {}): DeploymentView =>
  deployment({ detail: scheduled(due), ask: null, notice: notice('reminder', due), ...change });

const told = (...views: readonly DeploymentView[]): readonly NotificationModel[] =>
  notifications(story(heard(...views)).state);
const only = (view: DeploymentView): NotificationModel => {
  const [first, ...rest] = told(view);
  if (first === undefined || rest.length > 0) throw new Error('not one notification');
  return first;
};
const read = ({ title, body, actions }: NotificationModel): string =>
  [title, body, ...actions.map(({ text }) => `[${text}]`)].join(' | ');

describe('a reminder', () => {
  it.each<[string, DeploymentView, string]>([
    [
      'with a restart',
      reminded('2026-11-25T14:25'),
      'Restart to finish updating macOS | Starts at 14:25 (in 15 minutes). Your Mac restarts. | [Start Now…] | [Change…]',
    ],
    [
      'without one',
      reminded('2026-11-25T15:10', { title: 'Slack 4.40', restarts: false }),
      'Slack 4.40 | Starts at 15:10 (in 1 hour). | [Start Now] | [Change…]',
    ],
    [
      'of tomorrow',
      reminded('2026-11-26T08:30', { restarts: false }),
      'Restart to finish updating macOS | Starts tomorrow at 08:30 (in 18 hours and 20 minutes). | [Start Now] | [Change…]',
    ],
    [
      'where only now is left',
      reminded('2026-11-25T14:25', { choices: [startNow], ownTime: null }),
      'Restart to finish updating macOS | Starts at 14:25 (in 15 minutes). Your Mac restarts. | [Start Now…]',
    ],
    [
      'outside the hours in which it may start now',
      reminded('2026-11-25T14:25', { choices: [inAnHour] }),
      'Restart to finish updating macOS | Starts at 14:25 (in 15 minutes). Your Mac restarts. | [Change…]',
    ],
  ])('%s', (_what, view, words) => {
    expect(read(only(view))).toBe(words);
  });

  it('has buttons that mean what the menu means, and a click that opens the choices', () => {
    const { actions, click, urgent } = only(reminded('2026-11-25T14:25'));
    expect(actions.map(({ command }) => command)).toEqual([
      { kind: 'start-now', deployment: 'macos' },
      { kind: 'choose-time', deployment: 'macos' },
    ]);
    expect(click).toEqual({ kind: 'choose-time', deployment: 'macos' });
    expect(urgent).toBe(false);
  });
});

describe('a last warning', () => {
  it.each<[string, DeploymentView, string]>([
    [
      'of a restart',
      warned('2026-11-25T17:00'),
      'Your Mac restarts at 17:00 | In 2 hours and 50 minutes. Restart to finish updating macOS. | [Start Now…]',
    ],
    [
      'of other work',
      warned('2026-11-25T14:20', { restarts: false, title: 'Slack 4.40' }),
      'Slack 4.40 starts at 14:20 | In 10 minutes. | [Start Now]',
    ],
    [
      'that must be told over a presentation',
      warned('2026-11-25T14:00', {
        notice: notice('warning', '2026-11-25T15:00', { overHold: true }),
        hold: holding({ what: 'run', until: iso('2026-11-25T15:00') }),
      }),
      'Your Mac restarts at 15:00 at the latest | In 50 minutes. Restart to finish updating macOS. | [Start Now…]',
    ],
  ])('%s says the same as its window', (_what, view, words) => {
    expect(read(only(view))).toBe(words);
  });

  it('is urgent, and a click on it shows the window', () => {
    expect(only(warned('2026-11-25T14:20'))).toMatchObject({
      urgent: true,
      click: { kind: 'show-warning', deployment: 'macos' },
    });
  });
});

describe('what is told', () => {
  it('is a new telling with each number and with each time, and not with each minute', () => {
    const id = (view: DeploymentView): string => only(view).id;
    const due = '2026-11-25T14:25';
    const first = reminded(due);
    expect(id(reminded(due, { notice: notice('reminder', due, { number: 2 }) }))).not.toBe(id(first));
    expect(id(reminded('2026-11-25T14:26'))).not.toBe(id(first));
    const later = story([...heard(first), { at: now.add({ minutes: 5 }), event: { kind: 'time' } }]);
    expect(notifications(later.state)).toMatchObject([{ id: id(first) }]);
  });

  it.each<[string, DeploymentView]>([
    ['asks again', reminded('2026-11-25T14:25', { detail: asked })],
    [
      'waits for the end of a presentation',
      reminded('2026-11-25T14:25', { hold: holding({ what: 'run', until: iso('2026-11-25T18:25') }) }),
    ],
    [
      'waits until the screen can be seen',
      reminded('2026-11-25T14:25', { hold: unknownHold({ what: 'run', until: iso('2026-11-25T14:30') }) }),
    ],
    [
      'was warned of, and waits until the screen can be seen',
      warned('2026-11-25T14:05', {
        notice: notice('warning', '2026-11-25T14:30'),
        hold: unknownHold({ what: 'run', until: iso('2026-11-25T14:30') }),
      }),
    ],
    ['runs', settled(running, { notice: notice('warning', '2026-11-25T14:10') })],
    [
      'is done',
      settled(
        { kind: 'installed', at: now.toString(), verified: true },
        { notice: notice('reminder', '2026-11-25T14:25') },
      ),
    ],
    ['is to be told no more', reminded('2026-11-25T14:25', { notice: null })],
    ['should have started by now', reminded('2026-11-25T14:10')],
  ])('goes when the work %s', (_what, view) => {
    expect(told(view)).toEqual([]);
    expect(notifications(story([...heard(reminded('2026-11-25T14:25')), tell(view)]).state)).toEqual([]);
  });

  it('goes when its time has come, whoever is late', () => {
    const { state } = story([
      ...heard(reminded('2026-11-25T14:25')),
      { at: at('2026-11-25T14:25'), event: { kind: 'time' } },
    ]);
    expect(notifications(state)).toEqual([]);
  });

  it('stands beside what else is told', () => {
    const both = told(
      warned('2026-11-25T14:20'),
      reminded('2026-11-25T15:00', { id: 'slack', title: 'Slack' }),
    );
    expect(both.map(({ title }) => title)).toEqual(['Your Mac restarts at 14:20', 'Slack']);
    expect(told(deployment({ detail: asked }))).toEqual([]);
  });
});

describe('a restart by Intermission', () => {
  const restarting = (id: string, at: string | null): DeploymentView =>
    deployment({
      id,
      detail: { kind: 'restarting', since: iso('2026-11-25T14:05'), at: at === null ? null : iso(at) },
      ask: null,
      choices: [],
    });

  it('is told once, however many deployments owe it, and asks to save', () => {
    const [only, ...rest] = told(restarting('a', '2026-11-25T14:15'), restarting('b', '2026-11-25T14:15'));
    expect(rest).toEqual([]);
    expect(only === undefined ? '' : read(only)).toBe(
      'Your Mac restarts today at 14:15 | The work is done. Please save what you are working on.',
    );
    expect(only).toMatchObject({ urgent: true, actions: [] });
  });

  it.each([null, '2026-11-25T14:09'])('is not told while there is none to come (%s)', (at) => {
    expect(told(restarting('a', at))).toEqual([]);
  });
});

describe('what became of work that the person chose to install', () => {
  const offered = deployment({
    title: 'Slack 4.40',
    restarts: false,
    ask: null,
    detail: { kind: 'available' },
  });
  const over = (detail: DeploymentView['detail'], status: DeploymentView['status']): DeploymentView =>
    settled(detail, { title: 'Slack 4.40', status });
  const installed = over({ kind: 'installed', at: iso('2026-11-25T14:09'), verified: true }, 'Installed');
  const after = (...views: readonly (DeploymentView | null)[]): readonly NotificationModel[] =>
    notifications(story(views.flatMap((view) => heard(...(view === null ? [] : [view])))).state);

  it('is told once it is over, and a click on it opens the list', () => {
    expect(after(offered, settled(running))).toEqual([]);
    expect(after(offered, settled(scheduled('2026-11-25T15:10')), settled(running), installed)).toEqual([
      {
        id: 'macos ended 2026-11-25T13:09:00Z',
        title: 'Slack 4.40',
        body: 'It is done, and your Mac has confirmed it.',
        urgent: false,
        actions: [],
        click: { kind: 'maintenance' },
      },
    ]);
  });

  it('is told also when it did not work', () => {
    const at = iso('2026-11-25T14:09');
    const detail: DeploymentView['detail'] = { kind: 'failed', at, outcome: 'killed' };
    expect(after(offered, settled(running), over(detail, 'Failed'))[0]?.body).toBe(
      'It was stopped before it was done. Your IT department can have it tried again.',
    );
  });

  it.each<[string, readonly (DeploymentView | null)[]]>([
    ['nobody chose it', [settled(running), installed]],
    ['it was over before the app came', [installed]],
    ['it is gone', [offered, settled(running), installed, null]],
    ['it is offered again', [offered, settled(running), installed, offered]],
  ])('is not told where %s', (_why, views) => {
    expect(after(...views)).toEqual([]);
  });
});

/** The list of Maintenance, read as a person reads it. */
import { describe, expect, it } from 'vitest';
import type { DeploymentView, StatusDetail } from '../../src/contract/session-door.ts';
import type { MaintenancePage, MaintenanceRow } from '../../src/contract/window.ts';
import { outcomeKinds } from '../../src/contract/session-door.ts';
import { conflictRules } from '../../src/core/conflicts.ts';
import { criteria } from '../../src/core/requirements.ts';
import { menuModel } from '../../src/main/app/menu-model.ts';
import { maintenanceView } from '../../src/main/app/maintenance-model.ts';
import type { AppEvent, State } from '../../src/main/app/state.ts';
import { asked, deployment, heard, holding, iso, running, scheduled, settled, story } from './builders.ts';

const open: AppEvent = { kind: 'command', command: { kind: 'maintenance' } };

function pageOf(state: State): MaintenancePage {
  const page = maintenanceView(state)?.model.page;
  if (page?.kind !== 'maintenance') throw new Error('no list');
  return page;
}
const listOf = (...views: readonly DeploymentView[]): MaintenancePage =>
  pageOf(story([...heard(...views), open]).state);

const row = (view: DeploymentView): MaintenanceRow => {
  const { due, past } = listOf(view);
  const [first] = [...due, ...past];
  if (first === undefined) throw new Error('not listed');
  return first;
};
const read = ({ title, status, time, text }: MaintenanceRow): string =>
  [title, status, time ?? '-', text].join(' | ');

const slack = { title: 'Slack 4.40', deadline: null } as const;
const ended = iso('2026-11-24T16:05');
const installed = (verified: boolean): StatusDetail => ({ kind: 'installed', at: ended, verified });
const failed = (outcome: (typeof outcomeKinds)[number]): StatusDetail => ({
  kind: 'failed',
  at: ended,
  outcome,
});
const notMet = (criterion: (typeof criteria)[number], required: string, found: string): StatusDetail => ({
  kind: 'not-met',
  since: ended,
  criterion,
  required,
  found,
});
const unqualified = (rule: (typeof conflictRules)[number]): StatusDetail => ({
  kind: 'unqualified',
  since: ended,
  winner: 'Slack 4.41',
  rule,
});

describe('the list of Maintenance', () => {
  it('is not there before somebody asks for it, and not after it was closed', () => {
    expect(maintenanceView(story(heard(deployment())).state)).toBeNull();
    const closed = story([...heard(deployment()), open, { kind: 'maintenance-closed' }]);
    expect(maintenanceView(closed.state)).toBeNull();
  });

  it('comes forward when it is asked for again, with the same content', () => {
    const once = maintenanceView(story([...heard(deployment()), open]).state);
    const twice = maintenanceView(story([...heard(deployment()), open, open]).state);
    expect(twice?.model).toEqual(once?.model);
    expect(twice?.asked).not.toBe(once?.asked);
  });

  it('leaves the question alone that is on the screen, and puts nothing aside when it closes', () => {
    const { state, effects } = story([...heard(deployment()), open, { kind: 'maintenance-closed' }]);
    expect(state.dialog).toMatchObject({ kind: 'choosing', deployment: 'macos' });
    expect(effects).toEqual([]);
  });

  it('counts what waits for its app to be quit to what is due, on the menu as well', () => {
    const detail: StatusDetail = {
      kind: 'staged',
      at: ended,
      app: 'Slack',
      version: '4.41',
      bundleId: 'com.tinyspeck.slackmacgap',
    };
    const view = settled(detail, { ...slack, status: 'Installed' });
    expect(listOf(view)).toMatchObject({ nothingDue: null, past: [] });
    expect(row(view).text).toBe('Slack 4.41 is ready. It is installed when you quit Slack.');
    const { items } = menuModel(story(heard(view)).state);
    expect(items[0]).toEqual({ kind: 'title', text: 'Slack 4.40' });
  });

  it('says that nothing is due, also above past work', () => {
    expect(listOf()).toMatchObject({ nothingDue: 'Nothing is due.', due: [], past: [] });
    const page = listOf(settled(installed(true), { status: 'Installed' }));
    expect(page).toMatchObject({ nothingDue: 'Nothing is due.', due: [] });
    expect(page.past).toHaveLength(1);
    expect(listOf(deployment()).nothingDue).toBeNull();
  });

  it('names first what is due, what presses most first, and below it what is over, the last first', () => {
    const over = (id: string, at: string, status: DeploymentView['status'] = 'Installed'): DeploymentView =>
      settled({ kind: 'installed', at: iso(at), verified: true }, { id, title: id, status });
    const page = listOf(
      over('older', '2026-11-20T10:00'),
      deployment({ id: 'offered', title: 'offered', detail: { kind: 'available' }, ask: null }),
      over('newer', '2026-11-25T10:00'),
      settled(scheduled('2026-11-25T17:00'), { id: 'set', title: 'set' }),
      settled(failed('killed'), { id: 'failed', title: 'failed', status: 'Failed' }),
      settled(running, { id: 'running', title: 'running' }),
    );
    expect(page.due.map(({ title }) => title)).toEqual(['running', 'set', 'offered']);
    expect(page.past.map(({ title }) => title)).toEqual(['newer', 'failed', 'older']);
  });

  it.each<[string, DeploymentView, string]>([
    [
      'waits for an answer',
      deployment(),
      'Restart to finish updating macOS | In progress | by Friday, 17:00 | It waits for your answer. It runs by itself on Friday at 17:00 at the latest.',
    ],
    [
      'waits, without a deadline',
      deployment(slack),
      'Slack 4.40 | In progress | - | It waits for your answer.',
    ],
    [
      'was missed',
      deployment({
        ...slack,
        detail: { ...asked, missed: iso('2026-11-25T13:00'), because: 'away' } as StatusDetail,
      }),
      'Slack 4.40 | In progress | - | This was planned for 13:00, but your Mac was asleep or switched off. It waits for your answer.',
    ],
    [
      'waits for a presentation to end',
      deployment({ ...slack, hold: holding() }),
      'Slack 4.40 | In progress | - | Waiting until your presentation ends.',
    ],
    [
      'is scheduled',
      settled(scheduled('2026-11-25T15:10'), slack),
      'Slack 4.40 | In progress | Today at 15:10 | It starts today at 15:10, as you chose.',
    ],
    [
      'was set by its deadline',
      settled(scheduled('2026-11-27T17:00', 'deadline'), slack),
      'Slack 4.40 | In progress | Friday at 17:00 | It starts on Friday at 17:00 without asking.',
    ],
    [
      'was arranged by the help desk',
      settled(scheduled('2026-11-26T08:30', 'admin'), slack),
      'Slack 4.40 | In progress | Tomorrow at 08:30 | It starts tomorrow at 08:30, as your IT department arranged.',
    ],
    [
      'is tried again',
      settled({ ...scheduled('2026-11-25T20:10'), by: 'retry', attempt: 2 } as StatusDetail, slack),
      'Slack 4.40 | In progress | Today at 20:10 | The last attempt did not work. The next one starts today at 20:10. This is attempt 2 of 3.',
    ],
    [
      'is due and held',
      settled(scheduled('2026-11-25T14:05'), {
        ...slack,
        hold: holding({ what: 'run', until: iso('2026-11-25T18:10') }),
      }),
      'Slack 4.40 | In progress | Today at 14:05 | Its time has come. Starts when your presentation ends. It continues today at 18:10 at the latest.',
    ],
    [
      'runs',
      settled({ ...running, attempt: 3 } as StatusDetail, slack),
      'Slack 4.40 | In progress | - | It has been running since today at 14:10. This is attempt 3 of 3.',
    ],
    [
      'owes a restart',
      settled({ kind: 'restarting', since: ended, at: iso('2026-11-25T14:25') }, slack),
      'Slack 4.40 | In progress | Today at 14:25 | The work is done. Your Mac restarts today at 14:25.',
    ],
    [
      'is looked at',
      settled({ kind: 'checking', since: iso('2026-11-25T14:00'), nextLook: iso('2026-11-25T14:15') }, slack),
      'Slack 4.40 | In progress | - | It ran today at 14:00. Your Mac is checking that it worked. It looks again today at 14:15.',
    ],
    [
      'is offered',
      deployment({
        ...slack,
        ask: null,
        detail: { kind: 'available' },
        status: 'Available for install in Self Service',
      }),
      'Slack 4.40 | Available for install in Self Service | - | You can install it from the menu bar whenever you like.',
    ],
    [
      'is done',
      settled(installed(true), { ...slack, status: 'Installed' }),
      'Slack 4.40 | Installed | Yesterday at 16:05 | It is done, and your Mac has confirmed it.',
    ],
    [
      'is done, as far as anybody knows',
      settled(installed(false), { ...slack, status: 'Installed' }),
      'Slack 4.40 | Installed | Yesterday at 16:05 | It is done.',
    ],
    [
      'failed',
      settled(failed('policy-failed'), { ...slack, status: 'Failed' }),
      'Slack 4.40 | Failed | Yesterday at 16:05 | It ended with an error. Your IT department can have it tried again.',
    ],
    [
      'needs another macOS',
      settled(notMet('os-minimum', '26', '14.5'), { ...slack, status: 'Failed' }),
      'Slack 4.40 | Failed | Yesterday at 16:05 | It needs macOS 26 or later. Your Mac has 14.5. It goes on by itself when that has changed.',
    ],
    [
      'lost to another',
      settled(unqualified('version'), { ...slack, status: 'Unqualified' }),
      'Slack 4.40 | Unqualified | Yesterday at 16:05 | Slack 4.41 counts instead: it is newer.',
    ],
  ])('of what %s says what happened and what comes next', (_how, view, words) => {
    expect(read(row(view))).toBe(words);
  });

  it('has words of its own for every outcome, every criterion and every rule', () => {
    const texts = [
      ...outcomeKinds.map((outcome) => row(settled(failed(outcome), { status: 'Failed' })).text),
      ...criteria.map((criterion) => row(settled(notMet(criterion, '1', '2'), { status: 'Failed' })).text),
      ...conflictRules.map((rule) => row(settled(unqualified(rule), { status: 'Unqualified' })).text),
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('says why nothing can be chosen while the helper is away, and which appointments stand', () => {
    const { state } = story([
      ...heard(settled(scheduled('2026-11-25T15:10'))),
      open,
      { kind: 'link', link: { kind: 'lost', why: 'closed' } },
    ]);
    expect(pageOf(state).alert).toBe(
      'Nothing can be changed at the moment. Your appointment today at 15:10 is safe.',
    );
    expect(pageOf(story([open]).state)).toMatchObject({ alert: 'Getting ready…', nothingDue: null });
  });
});

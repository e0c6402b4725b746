/** The menu, read as a person reads it. */
import { describe, expect, it } from 'vitest';
import { holdReasonKinds, type HoldReasonKind } from '../../src/core/hold/rules.ts';
import type { DeploymentView, Snapshot } from '../../src/contract/session-door.ts';
import { menuModel, type MenuItem, type MenuModel } from '../../src/main/app/menu-model.ts';
import { windowView } from '../../src/main/app/page-model.ts';
import type { LostReason } from '../../src/main/app/state.ts';
import {
  asked,
  at,
  deployment,
  endOfDay,
  heard,
  holding,
  iso,
  running,
  scheduled,
  settled,
  snapshot,
  startNow,
  story,
  unknownHold,
  warned,
} from './builders.ts';

const write = (items: readonly MenuItem[], inset: string): string[] =>
  items.flatMap((item) => {
    switch (item.kind) {
      case 'separator':
        return ['---'];
      case 'title':
        return [`# ${item.text}`];
      case 'line':
        return [`${inset}(${item.text})`];
      case 'command':
        return [inset + item.text];
      case 'submenu':
        return [`${inset}${item.text} >`, ...write(item.items, `${inset}  `)];
    }
  });

const menuOf = (...deployments: DeploymentView[]): MenuModel => menuModel(story(heard(...deployments)).state);
/** Without the last three lines, which are always the same. */
const read = (model: MenuModel): string => write(model.items, '').slice(0, -3).join('\n');

describe('the menu', () => {
  it('says that nothing is due', () => {
    expect(write(menuOf().items, '')).toEqual([
      '(Nothing is due.)',
      '---',
      'Maintenance…',
      'About Intermission',
    ]);
    expect(menuOf()).toMatchObject({ icon: 'empty', beside: '', tooltip: 'Intermission: Nothing is due' });
  });

  it('offers every time for what waits for an answer', () => {
    expect(read(menuOf(deployment()))).toBe(
      [
        '# Restart to finish updating macOS',
        '(Waiting for your answer)',
        '(At the latest Friday at 17:00)',
        'Start Now…',
        'Choose a Time >',
        '  In 1 Hour (15:11)',
        '  End of the Day (17:30)',
        '  Tomorrow Morning (Thu, 08:30)',
        '  Choose a Time…',
      ].join('\n'),
    );
  });

  it('counts an appointment down in its last hour', () => {
    const model = menuOf(deployment({ detail: scheduled('2026-11-25T14:57'), ask: null }));
    expect(read(model)).toContain('(Today at 14:57 (in 47 minutes))');
    expect(read(model)).toContain('Change Time >');
    expect(model).toMatchObject({ icon: 'soon', beside: '47 min' });
    expect(model.tooltip).toBe(
      'Intermission: Restart to finish updating macOS, Today at 14:57 (in 47 minutes)',
    );
  });

  it.each([
    ['2026-11-25T15:11', '(Today at 15:11)', 'scheduled', ''],
    ['2026-11-25T15:10', '(Today at 15:10 (in 60 minutes))', 'soon', '60 min'],
    ['2026-11-25T14:11', '(Today at 14:11 (in 1 minute))', 'soon', '1 min'],
    ['2026-11-25T14:10', '(Starting…)', 'soon', '0 min'],
    ['2026-11-26T08:30', '(Tomorrow at 08:30)', 'scheduled', ''],
  ])('an appointment at %s reads %s', (due, line, icon, beside) => {
    const model = menuOf(settled(scheduled(due)));
    expect(read(model)).toContain(line);
    expect(model).toMatchObject({ icon, beside });
  });

  it.each([
    ['running', running, '(Running…)', 'running'],
    ['second attempt', { ...running, attempt: 2 }, '(Attempt 2 of 3)', 'running'],
    [
      'checking',
      { kind: 'checking', since: iso('2026-11-25T14:00'), nextLook: iso('2026-11-25T14:15') },
      '(Checking that it worked…)',
      'running',
    ],
    [
      'a restart that is announced',
      { kind: 'restarting', since: iso('2026-11-25T14:00'), at: iso('2026-11-25T14:15') },
      '(Your Mac restarts today at 14:15)',
      'soon',
    ],
    [
      'a restart that waits for other work',
      { kind: 'restarting', since: iso('2026-11-25T14:00'), at: null },
      '(Done but for a restart)',
      'running',
    ],
    ['by the deadline', scheduled('2026-11-25T17:00', 'deadline'), '(Runs without asking)', 'scheduled'],
    ['by the help desk', scheduled('2026-11-25T17:00', 'admin'), '(Set by your IT department)', 'scheduled'],
    [
      'missed',
      { ...asked, missed: iso('2026-11-25T13:00') } as DeploymentView['detail'],
      '(You missed 13:00)',
      'waiting',
    ],
  ] as [string, DeploymentView['detail'], string, string][])('%s: %s', (_name, detail, line, icon) => {
    const model = menuOf(settled(detail));
    expect(read(model)).toContain(line);
    expect(model.icon).toBe(icon);
  });

  it.each<[string, Partial<DeploymentView>, string]>([
    ['far away', { phase: 'initial' }, '(At the latest Friday at 17:00)'],
    ['approaching', { phase: 'approaching' }, '(At the latest Friday at 17:00)'],
    [
      'imminent',
      { phase: 'imminent', deadline: iso('2026-11-26T14:00') },
      '(Runs without asking tomorrow at 14:00)',
    ],
    ['over', { phase: 'elapsed', deadline: iso('2026-11-25T14:10') }, '(Runs without asking soon)'],
  ])('with a deadline that is %s says so plainly: %j', (_how, change, line) => {
    expect(read(menuOf(deployment(change)))).toContain(`(Waiting for your answer)\n${line}\nStart Now…`);
  });

  it.each<[string, Partial<DeploymentView>, boolean]>([
    ['with one left', { deferralsLeft: 1 }, true],
    ['with two left', { deferralsLeft: 2 }, false],
    ['with none counted', { deferralsLeft: null }, false],
    ['with none to use it for', { deferralsLeft: 1, choices: [startNow], ownTime: null }, false],
  ])('announces the last postponement: %s', (_how, change, said) => {
    expect(read(menuOf(deployment(change))).includes('(This is the last postponement)')).toBe(said);
  });

  it.each([
    ['2026-11-25T15:11', 'scheduled', ''],
    ['2026-11-25T15:10', 'soon', '60 min'],
    ['2026-11-25T14:20', 'soon', '10 min'],
  ])('counts a run that nobody picked down like any other: at %s', (due, icon, beside) => {
    expect(menuOf(warned(due, { notice: null }))).toMatchObject({ icon, beside });
    expect(menuOf(warned(due))).toMatchObject({ icon, beside });
  });

  it('offers self service flat, and asks only before a restart', () => {
    const offered = { detail: { kind: 'available' }, ask: null, deadline: null } as const;
    expect(read(menuOf(deployment({ ...offered, title: 'Slack', restarts: false })))).toBe(
      ['# Slack', '(Available)', 'Install Now', 'Choose a Time…'].join('\n'),
    );
    expect(read(menuOf(deployment({ ...offered, restarts: true })))).toContain('Install Now…');
  });

  it('has only Start Now where nothing else is left', () => {
    const view = deployment({ choices: [startNow], ownTime: null, detail: scheduled('2026-11-25T15:00') });
    expect(read(menuOf(view))).not.toContain('>');
    expect(read(menuOf(view))).toContain('Start Now…');
  });

  it('parts deployments with a line and leaves out what is nobody’s business', () => {
    const model = menuOf(
      settled(running, { id: 'a', title: 'A' }),
      settled({ kind: 'resting' }, { id: 'b', title: 'B' }),
      deployment({ id: 'c', title: 'C', status: 'Unqualified' }),
      settled(running, { id: 'd', title: 'D' }),
    );
    expect(read(model)).toBe(['# A', '(Running…)', '---', '# D', '(Running…)'].join('\n'));
  });

  it.each<[string, DeploymentView['detail'], DeploymentView['status']]>([
    ['installed', { kind: 'installed', at: iso('2026-11-25T14:00'), verified: true }, 'Installed'],
    ['failed', { kind: 'failed', at: iso('2026-11-25T14:00'), outcome: 'no-policy' }, 'Failed'],
    [
      'impossible on this Mac',
      {
        kind: 'not-met',
        since: iso('2026-11-25T14:00'),
        criterion: 'os-minimum',
        required: '26',
        found: '14.5',
      },
      'Failed',
    ],
    [
      'unqualified',
      { kind: 'unqualified', since: iso('2026-11-25T14:00'), winner: 'Slack 4.41', rule: 'version' },
      'Unqualified',
    ],
  ])('leaves what is %s to the list of Maintenance', (_name, detail, status) => {
    const model = menuOf(settled(detail, { status }));
    expect(read(model)).toBe('(Nothing is due.)');
    expect(model).toMatchObject({ icon: 'empty', tooltip: 'Intermission: Nothing is due' });
  });

  it('names what presses most first, then what comes first, and what is offered last', () => {
    const model = menuOf(
      deployment({ id: 'offered', title: 'Offered', detail: { kind: 'available' }, ask: null }),
      settled(scheduled('2026-11-26T08:30'), { id: 'tomorrow', title: 'Tomorrow' }),
      settled(scheduled('2026-11-25T17:00'), { id: 'today', title: 'Today' }),
      deployment({ id: 'asked', title: 'Asked' }),
      settled(scheduled('2026-11-25T14:40'), { id: 'soon', title: 'Soon' }),
      settled(running, { id: 'running', title: 'Running' }),
    );
    const titles = model.items.flatMap((item) => (item.kind === 'title' ? [item.text] : []));
    expect(titles).toEqual(['Running', 'Soon', 'Asked', 'Today', 'Tomorrow', 'Offered']);
    expect(model.tooltip).toBe('Intermission: Running, Running…');
  });

  it('shows the most pressing state as its icon, and the minutes beside it all the same', () => {
    const model = menuOf(
      deployment({ id: 'a' }),
      settled(scheduled('2026-11-25T14:20'), { id: 'b' }),
      settled(running, { id: 'c' }),
    );
    expect(model).toMatchObject({ icon: 'running', beside: '10 min' });
  });

  it('keeps its times true as the minutes go by', () => {
    const { state } = story([
      ...heard(deployment()),
      { at: at('2026-11-25T14:33'), event: { kind: 'time' } },
    ]);
    expect(read(menuModel(state))).toContain('In 1 Hour (15:34)');
  });

  it('drops a choice that has passed', () => {
    const { state } = story([
      ...heard(deployment({ choices: [startNow, endOfDay] })),
      { at: at('2026-11-25T18:00'), event: { kind: 'time' } },
    ]);
    expect(read(menuModel(state))).not.toContain('End of the Day');
  });
});

describe('the item in the menu bar', () => {
  const itemOf = (branding: Partial<Snapshot['branding']>, ...views: DeploymentView[]): MenuModel => {
    const heard = snapshot(...views);
    return menuModel(
      story([
        { kind: 'snapshot', snapshot: { ...heard, branding: { ...heard.branding, ...branding } } },
        { kind: 'link', link: { kind: 'connected' } },
      ]).state,
    );
  };
  const past = settled(
    { kind: 'installed', at: iso('2026-11-25T14:00'), verified: true },
    { status: 'Installed' },
  );

  it.each<[Snapshot['branding']['menuBarItem'], DeploymentView[], boolean]>([
    ['always', [], true],
    ['always', [deployment()], true],
    ['when-due', [], false],
    ['when-due', [past], false],
    ['when-due', [deployment()], true],
    ['when-due', [settled(running)], true],
    ['never', [deployment()], false],
  ])('that is wanted %s', (menuBarItem, views, shown) => {
    expect(itemOf({ menuBarItem }, ...views).shown).toBe(shown);
  });

  it('has no minutes beside it where the organization wants none', () => {
    const soon = settled(scheduled('2026-11-25T14:40'));
    expect(itemOf({}, soon)).toMatchObject({ icon: 'soon', beside: '30 min' });
    expect(itemOf({ menuBarCountdown: false }, soon)).toMatchObject({ icon: 'soon', beside: '' });
  });

  it('is not pointed at by a confirmation where there is none', () => {
    const confirmed = (menuBarItem: Snapshot['branding']['menuBarItem']) => {
      const heard = snapshot(deployment());
      const due = iso('2026-11-25T15:10');
      const page = windowView(
        story([
          { kind: 'snapshot', snapshot: { ...heard, branding: { ...heard.branding, menuBarItem } } },
          { kind: 'link', link: { kind: 'connected' } },
          { kind: 'page', message: { kind: 'choose', choice: 'in-60' } },
          { kind: 'answer', request: 2, answer: { kind: 'accepted', due } },
        ]).state,
      )?.model.page;
      return page?.kind === 'confirmation' ? page : null;
    };
    expect(confirmed('always')?.hint?.after).toBe('in the menu bar.');
    expect(confirmed('never')).toMatchObject({ text: 'Scheduled for today at 15:10.', hint: null });
  });

  it('comes once it is known whether it is wanted, or that the helper cannot say', () => {
    expect(menuModel(story([]).state).shown).toBe(false);
    const lost = story([{ kind: 'link', link: { kind: 'lost', why: 'closed' } }]).state;
    expect(menuModel(lost)).toMatchObject({
      shown: true,
      tooltip: 'Intermission: Nothing can be changed at the moment',
    });
  });
});

describe('what waits', () => {
  const atOnce = (view: Partial<DeploymentView>): MenuModel => menuOf(deployment({ ask: null, ...view }));

  it('says why instead of waiting for an answer, and can be answered all the same', () => {
    const model = atOnce({ hold: holding() });
    expect(read(model)).toBe(
      [
        '# Restart to finish updating macOS',
        '(Waiting until your presentation ends)',
        '(At the latest Friday at 17:00)',
        'Start Now…',
        'Choose a Time >',
        '  In 1 Hour (15:11)',
        '  End of the Day (17:30)',
        '  Tomorrow Morning (Thu, 08:30)',
        '  Choose a Time…',
      ].join('\n'),
    );
    expect(model).toMatchObject({ icon: 'waiting', beside: '' });
    expect(model.tooltip).toBe(
      'Intermission: Restart to finish updating macOS, Waiting until your presentation ends',
    );
  });

  const words: Record<HoldReasonKind, [question: string, run: string]> = {
    'no-power': ['Waiting until your Mac is connected to power', 'Connect your Mac to power to continue'],
    'battery-low': [
      'Waiting until the battery is charged',
      'The battery is low. Connect your Mac to power to continue',
    ],
    presenting: ['Waiting until your presentation ends', 'Starts when your presentation ends'],
    call: ['Waiting until your call ends', 'Starts when your call ends'],
    camera: ['Waiting while the camera is in use', 'Starts when the camera is no longer in use'],
    microphone: ['Waiting while the microphone is in use', 'Starts when the microphone is no longer in use'],
    'app-running': ['Waiting until Zoom is closed', 'Starts when Zoom is closed'],
    'app-in-front': ['Waiting while Zoom is in front', 'Starts when Zoom is no longer in front'],
    'display-awake': [
      'Waiting while Zoom keeps the display awake',
      'Starts when Zoom lets the display sleep',
    ],
    'screen-locked': ['Waiting until your screen is unlocked', 'Starts when your screen is unlocked'],
    'screen-asleep': ['Waiting until your screen is on', 'Starts when your screen is on'],
  };
  it.each(holdReasonKinds)('for %s is told in words, the question and the run', (kind) => {
    const reasons = [
      { kind, app: 'Zoom' },
      { kind: 'call' as const, app: 'Chrome' },
    ];
    const [question, run] = words[kind];
    const detail = scheduled('2026-11-25T14:00');
    expect(read(atOnce({ hold: holding({ reasons }) }))).toContain(`(${question})`);
    expect(read(atOnce({ detail, hold: holding({ what: 'run', reasons }) }))).toContain(`(${run})`);
  });

  it('to restart the Mac says so, in its own words for each reason', () => {
    const detail = { kind: 'restarting', since: iso('2026-11-25T14:00'), at: null } as const;
    const restart = (kind: HoldReasonKind): string =>
      read(atOnce({ detail, hold: holding({ what: 'restart', reasons: [{ kind, app: 'Zoom' }] }) }));
    expect(restart('presenting')).toContain('(Restarts after your presentation)');
    const told = holdReasonKinds.map((kind) => /\(Restarts [^)]*\)/.exec(restart(kind))?.[0]);
    expect(new Set(told).size).toBe(holdReasonKinds.length);
  });

  it('for an app that nobody could name is told all the same', () => {
    const reasons = [{ kind: 'display-awake' as const, app: null }];
    expect(read(atOnce({ hold: holding({ reasons }) }))).toContain(
      '(Waiting while an app keeps the display awake)',
    );
  });

  it('since nobody knows what the screen shows waits for a good moment', () => {
    expect(read(atOnce({ hold: unknownHold() }))).toContain('(Waiting for a good moment)');
    const run = { detail: scheduled('2026-11-25T14:00'), hold: unknownHold({ what: 'run' }) };
    expect(read(atOnce(run))).toContain('(Starts at a good moment)');
  });

  it.each([
    ['in four hours', '2026-11-25T18:10', '(At the latest today at 18:10)', 'waiting', ''],
    ['within the hour', '2026-11-25T14:50', '(At the latest today at 14:50)', 'soon', '40 min'],
  ])('as work whose time has come says when at the latest: %s', (_when, until, line, icon, beside) => {
    const detail = scheduled('2026-11-25T14:05');
    const model = atOnce({ detail, hold: holding({ what: 'run', until: iso(until) }) });
    expect(read(model)).toContain(
      ['(Today at 14:05)', '(Starts when your presentation ends)', line, 'Start Now…'].join('\n'),
    );
    expect(model).toMatchObject({ icon, beside });
  });

  it('as work without an end to its waiting counts nothing down', () => {
    const model = atOnce({ detail: scheduled('2026-11-25T14:05'), hold: holding({ what: 'run' }) });
    expect(model).toMatchObject({ icon: 'waiting', beside: '' });
    expect(read(model)).not.toContain('Starting…');
  });

  it('says what became of an appointment that had to wait for too long', () => {
    const detail: DeploymentView['detail'] = {
      kind: 'asked',
      since: iso('2026-11-25T14:05'),
      missed: iso('2026-11-25T13:00'),
      because: 'held',
    };
    expect(read(menuOf(deployment({ detail })))).toContain('(It could not start at 13:00)');
  });
});

describe('while the helper cannot be reached', () => {
  const lost = (why: LostReason): MenuModel =>
    menuModel(
      story([
        ...heard(deployment({ detail: scheduled('2026-11-25T15:10') })),
        { kind: 'link', link: { kind: 'lost', why } },
      ]).state,
    );

  it('says what still holds, and nothing can be clicked that does nothing', () => {
    expect(read(lost('closed'))).toBe(
      '(Nothing can be changed at the moment.)\n(Your appointment today at 15:10 is safe.)',
    );
    expect(lost('closed')).toMatchObject({ icon: 'soon', beside: '60 min' });
  });

  it.each([
    ['wrong-version', 'Intermission is being updated.'],
    ['untrusted', 'Intermission is not set up safely on this Mac. Please tell your IT department.'],
  ] as const)('%s: %s', (why, line) => {
    expect(read(lost(why))).toContain(line);
  });

  it('is getting ready before the first snapshot', () => {
    expect(read(menuModel(story([]).state))).toBe('(Getting ready…)');
  });
});

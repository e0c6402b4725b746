/** The admin's own words in the window: their language, their placeholders, their links, and where each of them stands. */
import { describe, expect, it } from 'vitest';
import type { DeploymentView, Snapshot } from '../../src/contract/session-door.ts';
import type { ChoicesPage, Page, PageModel } from '../../src/contract/window.ts';
import { notifications } from '../../src/main/app/notification-model.ts';
import { localeFor } from '../../src/main/app/language.ts';
import { menuModel } from '../../src/main/app/menu-model.ts';
import { windowView } from '../../src/main/app/page-model.ts';
import { reduce } from '../../src/main/app/reducer.ts';
import { initialState, type AppEvent, type Effect, type State } from '../../src/main/app/state.ts';
import { table } from '../../src/preferences/table.ts';
import { textsFor } from '../../src/main/app/texts.ts';
import { deployment, iso, notice, now, scheduled, snapshot, warned, wordsOf } from './builders.ts';

interface Heard {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** A person with these languages hears this, then does that. */
function hears(heard: Snapshot, languages: readonly string[] = ['en-GB'], ...events: AppEvent[]): Heard {
  const start = initialState(now, localeFor(languages, languages[0] ?? ''), '0.1.0', languages);
  return [
    { kind: 'snapshot', snapshot: heard } as const,
    { kind: 'link', link: { kind: 'connected' } } as const,
    ...events,
  ].reduce<Heard>(
    ({ state, effects }, event) => {
      const step = reduce(state, event, now);
      return { state: step.state, effects: [...effects, ...step.effects] };
    },
    { state: start, effects: [] },
  );
}

const branded = (change: Partial<Snapshot['branding']>, ...views: DeploymentView[]): Snapshot => {
  const plain = snapshot(...views);
  return { ...plain, branding: { ...plain.branding, ...change } };
};
function modelOf({ state }: Heard): PageModel {
  const model = windowView(state)?.model;
  if (model === undefined) throw new Error('nothing is shown');
  return model;
}
function pageOf<K extends Page['kind']>(kind: K, heard: Heard): Extract<Page, { kind: K }> {
  const { page } = modelOf(heard);
  if (page.kind !== kind) throw new Error(`not ${kind}: ${page.kind}`);
  return page as Extract<Page, { kind: K }>;
}
const choices = (view: DeploymentView, languages?: readonly string[]): ChoicesPage =>
  pageOf('choices', hears(snapshot(view), languages));
const text = (words: string, languages: Readonly<Record<string, string>> = {}) => ({
  text: words,
  languages: { ...languages },
});

describe('the words of a question', () => {
  const texts: DeploymentView['texts'] = {
    title: { text: null, languages: { de: 'Neustart für macOS', hu: 'Újraindítás' } },
    message: { text: null, languages: { de: 'Bis {deadline}, noch {deferralsRemaining} Mal.' } },
    start: text('Restart Now', { de: 'Jetzt neu starten' }),
    schedule: text('Restart at {time}', { de: 'Neu starten: {time}' }),
    notNow: text('Ask Me Again', { de: 'Später fragen' }),
  };

  it("are the admin's, in the person's language", () => {
    const heard = hears(snapshot(deployment({ texts })), ['de-AT']);
    const page = pageOf('choices', heard);
    expect(modelOf(heard)).toMatchObject({ title: 'Neustart für macOS', language: 'de-AT' });
    expect(wordsOf(page.message)).toBe('Bis Freitag um 17:00, noch 2 Mal.');
    expect(page.choices.map(({ button }) => button)).toEqual([
      'Jetzt neu starten',
      'Neu starten: 15:11',
      'Neu starten: 17:30',
      'Neu starten: Do, 08:30',
    ]);
    expect(page.cancel).toBe('Später fragen');
  });

  it('are those without a language for everybody else', () => {
    const page = choices(deployment({ texts, message: 'By {deadline}.' }), ['is', 'en-GB']);
    expect(wordsOf(page.message)).toBe('By Friday at 17:00.');
    expect(page.choices.map(({ button }) => button)[1]).toBe('Restart at 15:11');
  });

  it('are in a language of the person also where Intermission itself does not speak it', () => {
    expect(modelOf(hears(snapshot(deployment({ texts })), ['hu-HU'])).title).toBe('Újraindítás');
  });

  it('are in the language that the admin has chosen for everybody', () => {
    const heard = hears(branded({ language: 'de' }, deployment({ texts })), ['en-GB']);
    expect(modelOf(heard)).toMatchObject({ title: 'Neustart für macOS', language: 'de-GB' });
    expect(pageOf('choices', heard).question).toBe('Wann passt es Ihnen?');
  });

  it("of the time of one's own have the schedule button too", () => {
    const typed = { kind: 'typed', date: '2026-11-26', time: '09:00' } as const;
    const page = pageOf(
      'choices',
      hears(snapshot(deployment({ texts })), ['en-GB'], { kind: 'page', message: typed }),
    );
    expect(page.ownTime?.verdict).toMatchObject({ kind: 'fine', button: 'Restart at Thu, 09:00' });
  });

  it('are our own in every language where the admin wrote none, and the same in the forms of admins', () => {
    const view = deployment({ ours: { title: 'work', message: true }, texts: {} });
    const heard = hears(snapshot(view), ['de-DE']);
    expect(modelOf(heard).title).toBe('Erforderliche Arbeiten an Ihrem Mac');
    expect(wordsOf(pageOf('choices', heard).message)).toContain('Bitte wählen Sie einen Zeitpunkt');
    const { own } = textsFor('en-GB');
    expect([own.title.work, own.message]).toEqual([table.Title.fallback, table.Message.fallback]);
  });

  it('of a fresh view that comes with a refusal are in the same language', () => {
    const fresh = deployment({ texts, deferralsLeft: 1 });
    const heard = hears(
      snapshot(deployment({ texts })),
      ['de-DE'],
      { kind: 'page', message: { kind: 'choose', choice: 'in-60' } },
      { kind: 'answer', request: 2, answer: { kind: 'refused', reason: 'stale-choice', fresh } },
    );
    expect(modelOf(heard).title).toBe('Neustart für macOS');
    expect(wordsOf(pageOf('choices', heard).message)).toBe('Bis Freitag um 17:00, noch 1 Mal.');
  });
});

describe('a placeholder', () => {
  const said = (message: string, change: Partial<DeploymentView> = {}): string =>
    wordsOf(choices(deployment({ message, ...change })).message);

  it('stands for what is true at the moment', () => {
    expect(
      said('{organization}: {title}, {minutes} min, by {deadline}, {deferralsRemaining}, {supportContact}'),
    ).toBe('Example Corp: Restart to finish updating macOS, 20 min, by Friday at 17:00, 2, it@example.com');
  });

  it('has a dash where there is nothing to say', () => {
    expect(
      said('By {deadline}: {deferralsRemaining}, {minutes}', {
        deadline: null,
        deferralsLeft: null,
        minutes: null,
      }),
    ).toBe('By —: —, —');
  });

  it('stays where it is not known', () => {
    expect(said('{time}, {uptime}')).toBe('{time}, {uptime}');
  });

  it('can be bold, and what comes in its place is never markup', () => {
    const view = deployment({ message: '**{organization}** and {organization}' });
    const heard = { ...snapshot(view), organization: '[x](https://evil.example) *Corp*' };
    const { message } = pageOf('choices', hears(heard));
    expect(message).toEqual([
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'bold', text: '[x](https://evil.example) *Corp*' },
          { kind: 'text', text: ' and [x](https://evil.example) *Corp*' },
        ],
      },
    ]);
  });
});

describe('what the admin does not want said', () => {
  it('is not said: neither the deadline nor the deferrals, in the window or on the menu', () => {
    const view = deployment({ shows: { deadline: false, deferrals: false }, deferralsLeft: 1 });
    const page = choices(view);
    expect(page.facts).toBe('About 20 minutes · your Mac restarts');
    expect(page.deferrals).toBeNull();
    expect(page.timeline).toMatchObject({ endsAtDeadline: false, endLabel: 'Tomorrow' });
    expect(page.why.sections.map(({ heading }) => heading)).not.toContain('What happens if you do nothing');
    const menu = JSON.stringify(menuModel(hears(snapshot(view)).state));
    expect(menu).not.toContain('At the latest');
    expect(menu).not.toContain('last postponement');
  });

  it('is said all the same once it is imminent', () => {
    const page = choices(deployment({ shows: { deadline: false, deferrals: true }, phase: 'imminent' }));
    expect(page.lead).toContain('Runs without asking');
  });
});

describe('the turned page', () => {
  const reason = text('See the [policy](https://it.example.com/updates).');

  it("has the admin's reason, more information, and help with its link", () => {
    const view = deployment({ texts: { reason }, informationLink: 'https://support.apple.com/macos' });
    const { why } = pageOf('choices', hears(branded({ supportLink: 'mailto:it%2Bmac@example.com' }, view)));
    expect(why.sections.slice(0, 3).map(({ blocks }) => wordsOf(blocks))).toEqual([
      'See the policy.\nMore information',
      'It runs by itself on Friday at 17:00.',
      'it@example.com\nit+mac@example.com',
    ]);
  });

  it.each([
    [0, 'https://example.com/new'],
    [1, 'https://it.example.com/updates'],
    [2, 'tel:+491234'],
    [3, 'https://support.apple.com/macos'],
    [4, null],
  ])('and the message number their links together: %d opens %s', (link, address) => {
    const view = deployment({ texts: { reason }, informationLink: 'https://support.apple.com/macos' });
    const { effects } = hears(branded({ supportLink: 'tel:+491234' }, view), ['en-GB'], {
      kind: 'page',
      message: { kind: 'open-link', link },
    });
    const opened = effects.filter(({ kind }) => kind === 'open-link');
    expect(opened).toEqual(address === null ? [] : [{ kind: 'open-link', address }]);
  });

  it.each([
    'http://example.com',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://user@example.com',
    'x',
  ])('never links to %s, whatever a snapshot says', (supportLink) => {
    const { why } = pageOf('choices', hears(branded({ supportLink }, deployment({ message: 'No links' }))));
    const all = why.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'paragraph' ? block.inlines : [])),
    );
    expect(all.map(({ kind }) => kind)).not.toContain('link');
  });
});

describe('the last warning', () => {
  const texts = { lastWarning: text('{title} starts {date}. **Save your work.**'), start: text('Go') };

  it('has words of its own, with the time at which it starts, and the start button', () => {
    const heard = hears(snapshot(warned('2026-11-25T14:30', { texts })));
    const page = pageOf('warning', heard);
    expect(wordsOf(page.message)).toBe(
      'Restart to finish updating macOS starts today at 14:30. Save your work.',
    );
    expect(page.startNow).toBe('Go');
    expect(notifications(heard.state)[0]?.actions[0]?.text).toBe('Go…');
  });

  it('has the message where there are none', () => {
    const page = pageOf('warning', hears(snapshot(warned('2026-11-25T14:30', { message: 'Why' }))));
    expect(wordsOf(page.message)).toBe('Why');
  });
});

describe('the confirmation', () => {
  const texts = { confirmation: text('{title}: {date} ({time}). Please leave your Mac switched on.') };
  const choose = (choice: string, due: string | null): AppEvent[] => [
    { kind: 'page', message: { kind: 'choose', choice } },
    { kind: 'answer', request: 2, answer: { kind: 'accepted', due } },
  ];

  it("is the admin's, with the time that was chosen", () => {
    const heard = hears(
      snapshot(deployment({ texts })),
      ['en-GB'],
      ...choose('in-60', iso('2026-11-26T08:30')),
    );
    expect(pageOf('confirmation', heard).text).toBe(
      'Restart to finish updating macOS: tomorrow at 08:30 (Thu, 08:30). Please leave your Mac switched on.',
    );
  });

  it('is our own for a start at once: the admin speaks of a time', () => {
    const heard = hears(
      snapshot(deployment({ texts })),
      ['en-GB'],
      ...choose('now', iso('2026-11-25T14:10')),
    );
    expect(pageOf('confirmation', heard).text).toBe('Starting now. Your Mac will restart: save your work.');
  });

  it("is the admin's as well where the time was chosen elsewhere", () => {
    const later = deployment({ texts, ask: null, detail: scheduled('2026-11-25T17:30') });
    const heard = hears(snapshot(deployment({ texts })), ['en-GB'], {
      kind: 'snapshot',
      snapshot: snapshot(later),
    });
    expect(pageOf('confirmation', heard).text).toContain('today at 17:30');
  });
});

describe('the frame of a page', () => {
  const [one, two] = ['a'.repeat(64), 'b'.repeat(64)];

  it.each([
    [{ light: one, dark: two }, null, { light: one, dark: two }],
    [{ light: one, dark: null }, null, { light: one, dark: one }],
    [{ light: null, dark: two }, null, { light: two, dark: two }],
    [{ light: null, dark: null }, null, null],
    [
      { light: one, dark: one },
      { light: two, dark: null },
      { light: two, dark: two },
    ],
  ])('has the logo of the deployment, else of the organization (%#)', (logo, own, shown) => {
    expect(modelOf(hears(branded({ logo }, deployment({ logo: own })))).logo).toEqual(shown);
  });

  it("has the organization's color, corrected; without one it is left to the window", () => {
    const { accent } = modelOf(hears(branded({ accent: '#FFCC00' }, deployment())));
    expect(accent).toMatchObject({ light: { text: '#000000' }, dark: { fill: '#ffcc00' } });
    expect(modelOf(hears(snapshot(deployment()))).accent).toBeNull();
  });
});

it('a reminder has its title in the language of the person', () => {
  const view = deployment({
    ask: null,
    detail: scheduled('2026-11-25T14:25'),
    notice: notice('reminder', '2026-11-25T14:25'),
    texts: { title: { text: null, languages: { de: 'Neustart' } } },
  });
  expect(notifications(hears(snapshot(view), ['de-DE']).state)[0]?.title).toBe('Neustart');
});

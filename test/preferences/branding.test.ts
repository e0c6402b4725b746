/** The admin's own words and how they are kept: in all languages, with placeholders that are known. */
import { describe, expect, it } from 'vitest';
import {
  fillPlaceholders,
  placeholders,
  placeholdersIn,
  type PlaceholderName,
} from '../../src/core/placeholders.ts';
import { describeProblem } from '../../src/preferences/read-domain.ts';
import type { Dictionary } from '../../src/preferences/read-domain.ts';
import { found, reading } from './preferences.ts';

const brandingOf = (keys: Dictionary, organization: Dictionary | null = null) => {
  const [deployment] = reading({ macos: { Trigger: 'x', ...keys } }, organization).deployments;
  if (deployment === undefined) throw new Error('no deployment');
  return deployment.branding;
};

describe('the texts of a deployment', () => {
  it('are none where the admin wrote none: the words of the table are ours, and the app says them in every language', () => {
    expect(brandingOf({})).toMatchObject({ ours: { title: true, message: true }, texts: {} });
    expect(brandingOf({ Title: 'Update' })).toMatchObject({
      ours: { title: false, message: true },
      texts: {},
    });
  });

  it('stand in every language that the admin wrote', () => {
    expect(
      brandingOf({
        Title: 'Update',
        TitleLocalized: { de: 'Aktualisierung', 'pt-BR': 'Atualização', fr: '  ' },
        ReasonMessageLocalized: { de: 'Darum.' },
        StartButtonText: 'Go',
      }).texts,
    ).toEqual({
      title: { text: null, languages: { de: 'Aktualisierung', 'pt-BR': 'Atualização' } },
      reason: { text: null, languages: { de: 'Darum.' } },
      start: { text: 'Go', languages: {} },
    });
  });

  it("are the organization's where the deployment has none of its own, key by key", () => {
    const texts = brandingOf(
      { ConfirmationMessage: 'Ours: {date}' },
      { ConfirmationMessage: 'Theirs', LastWarningMessage: 'Save your work', ShowDeadline: false },
    );
    expect(texts).toMatchObject({
      texts: { confirmation: { text: 'Ours: {date}' }, lastWarning: { text: 'Save your work' } },
      showsDeadline: false,
    });
  });

  it('of more languages than a snapshot can carry are left out and named', () => {
    const many = (length: number): Record<string, string> =>
      Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [
          `a${String.fromCharCode(97 + Math.floor(index / 26))}${String.fromCharCode(97 + (index % 26))}`,
          'x'.repeat(length),
        ]),
      );
    const keys = { Message: 'All', MessageLocalized: many(3000), ReasonMessageLocalized: many(2000) };
    expect(Object.keys(brandingOf(keys).texts.message?.languages ?? {})).toHaveLength(60);
    expect(brandingOf(keys).texts.reason).toBeUndefined();
    expect(found(keys).map(({ key, rule, used }) => [key, rule, used])).toEqual([
      [
        'ReasonMessageLocalized',
        'short enough that all languages together have at most 200000 characters',
        'the text without a language',
      ],
    ]);
  });
});

describe('a placeholder', () => {
  const linesOf = (keys: Dictionary): readonly string[] => found(keys).map(describeProblem);

  it('that its text knows is no problem, in any language', () => {
    const all = placeholdersIn.lastWarning.map((name) => `{${name}}`).join(' ');
    expect(
      linesOf({
        Message:
          'By {deadline}: {deferralsRemaining} left. {organization}, {title}, {minutes}, {supportContact}',
        LastWarningMessage: all,
        LastWarningMessageLocalized: { de: all },
        ScheduleButtonText: 'Restart at {time}',
        ConfirmationMessage: 'See you {date}',
      }),
    ).toEqual([]);
    expect([...placeholdersIn.lastWarning].sort()).toEqual(Object.keys(placeholders).sort());
  });

  it.each([
    ['Message', 'In {uptime} days', 'without {uptime}: its placeholders are {deadline}'],
    ['Message', 'By {Deadline}', 'without {Deadline}'],
    ['Message', '{time} or {date} of nothing', 'without {time}, {date}'],
    ['Title', 'Update by {deadline}', 'without {deadline}: this text has no placeholders'],
    ['StartButtonText', 'Go {time}', 'without {time}'],
    ['ScheduleButtonText', 'By {deadline}', 'without {deadline}: its placeholders are {time}, {date}'],
    ['ReasonMessageLocalized', { de: 'Gut', fr: '{société}{x}' }, 'without {x}'],
  ])('that %s does not know is named: %j', (key, value, rule) => {
    const [problem, ...others] = found({ [key]: value });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: 'warning', key, used: 'the text as written' });
    expect(problem?.rule).toContain(rule);
  });

  it('is told with the organization where it stands there, once', () => {
    const { problems } = reading({ a: { Trigger: 'x' }, b: { Trigger: 'y' } }, { ReasonMessage: '{who}?' });
    expect(problems.map(describeProblem)).toEqual([
      'io.intermission: ReasonMessage is "{who}?", but must be without {who}: its placeholders are {deadline}, ' +
        '{deferralsRemaining}, {organization}, {title}, {minutes}, {supportContact}; used the text as written instead',
    ]);
  });

  const values: Readonly<Record<PlaceholderName, string | null>> = {
    deadline: null,
    deferralsRemaining: '2',
    organization: 'Example {time} Corp',
    title: 'Update',
    minutes: null,
    supportContact: null,
    time: '15:10',
    date: 'today at 15:10',
  };

  it.each([
    ['By {deadline}, {deferralsRemaining} left', 'By —, 2 left'],
    // What comes in its place is not looked at again.
    ['{organization}', 'Example {time} Corp'],
    ['{unknown} {TIME} { time } {', '{unknown} {TIME} { time } {'],
    ['{{title}}', '{Update}'],
    ['{constructor} {__proto__}', '{constructor} {__proto__}'],
  ])('is filled: %j', (text, filled) => {
    expect(fillPlaceholders(text, 'message', values)).toBe(filled);
  });

  it('stays where its text does not know it', () => {
    expect(fillPlaceholders('{time} {title}', 'schedule', values)).toBe('15:10 {title}');
    expect(fillPlaceholders('{title}', 'title', values)).toBe('{title}');
  });
});

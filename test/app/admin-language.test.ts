/** The admin's texts in the language of the person. */
import { describe, expect, it } from 'vitest';
import { bestTag, viewFor, type Reader } from '../../src/main/app/admin-language.ts';
import { deployment } from './builders.ts';

const own = { title: { work: 'Arbeit', 'os-updates': 'Updates' }, message: 'Bitte wählen Sie.' };
const german: Reader = { languages: ['de-AT', 'en'], own };

describe('the best language', () => {
  it.each<[readonly string[], readonly string[], string | null]>([
    [['de', 'fr'], ['de'], 'de'],
    [['de', 'fr'], ['de-AT'], 'de'],
    [['de', 'de-AT'], ['de-AT'], 'de-AT'],
    [['de-AT', 'de'], ['de-CH'], 'de'],
    [['de-CH'], ['de-AT'], 'de-CH'],
    [['de'], ['de_CH'], 'de'],
    [['en', 'de'], ['fr', 'de', 'en'], 'de'],
    [['en'], ['fr'], null],
    [[], ['de'], null],
    [['de'], [], null],
    [['de'], ['', 'not a tag', '*'], null],
    // A region tells the script.
    [['zh-Hans', 'zh-Hant'], ['zh-TW'], 'zh-Hant'],
    [['zh-Hans', 'zh-Hant'], ['zh_CN'], 'zh-Hans'],
    [['zh-Hans', 'zh-Hant'], ['zh-Hant-HK'], 'zh-Hant'],
    [['zh-Hans'], ['zh-TW'], null],
    [['sr-Latn'], ['sr'], null],
    [['pt-BR'], ['pt-PT'], 'pt-BR'],
    [['pt-BR', 'pt-PT'], ['pt-PT'], 'pt-PT'],
    [['nb'], ['no'], 'nb'],
    [['nb'], ['nn-NO'], 'nb'],
    [['no'], ['nb-NO'], 'no'],
  ])('of %j for %j is %s', (tags, languages, expected) => {
    expect(bestTag(tags, languages)).toBe(expected);
  });
});

describe('a view', () => {
  it("has the person's language where there is one, else the text without a language", () => {
    const view = viewFor(
      deployment({
        title: 'Restart',
        message: 'Please **save**.',
        texts: {
          title: { text: null, languages: { de: 'Neustart', fr: 'Redémarrage' } },
          message: { text: null, languages: { fr: 'Enregistrez.' } },
          start: { text: 'Restart Now', languages: { de: 'Jetzt neu starten' } },
          reason: { text: 'Because.', languages: { fr: 'Parce que.' } },
          notNow: { text: null, languages: { fr: 'Pas maintenant' } },
        },
      }),
      german,
    );
    expect(view).toMatchObject({ title: 'Neustart', message: 'Please **save**.' });
    expect(view.texts).toMatchObject({
      start: { text: 'Jetzt neu starten', languages: {} },
      reason: { text: 'Because.' },
      notNow: { text: null },
    });
  });

  it("has our own words in the person's language where the admin wrote none", () => {
    const ours = { title: 'os-updates', message: true } as const;
    expect(viewFor(deployment({ ours }), german)).toMatchObject({
      title: 'Updates',
      message: 'Bitte wählen Sie.',
    });
    expect(viewFor(deployment({ ours: { title: 'work', message: false } }), german).title).toBe('Arbeit');
    const texts = { title: { text: null, languages: { fr: 'Travail', de: 'Dienst' } } };
    expect(viewFor(deployment({ ours, texts }), german).title).toBe('Dienst');
  });

  it('stays as it is when it is read again', () => {
    const texts = { start: { text: 'Go', languages: { de: 'Los' } } };
    const once = viewFor(deployment({ texts }), german);
    expect(viewFor(once, german)).toEqual(once);
  });
});

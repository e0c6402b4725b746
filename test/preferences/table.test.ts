/** The table itself: what holds for every key. */
import { describe, expect, it } from 'vitest';
import { differences } from '../../src/preferences/differences.ts';
import { effectivePreferences } from '../../src/preferences/effective.ts';
import { withoutTheme } from '../../src/preferences/generate/words.ts';
import { describeProblem } from '../../src/preferences/read-domain.ts';
import { readerOf, writtenValue } from '../../src/preferences/read-value.ts';
import { aliases, isKeyName, keyNamed, keyNames, themes, type KeyName } from '../../src/preferences/table.ts';
import { found, managed, reading } from './preferences.ts';

/** A value that no key of this kind may have. */
const nonsense = Symbol('nonsense');

/** What the key effectively is when these keys stand where it may stand. */
function effective(key: KeyName, keys: Readonly<Record<string, unknown>>): unknown {
  const place = keyNamed(key).place;
  const { organization, deployments } = effectivePreferences({
    organization: place === 'organization' ? [managed(keys)] : [],
    deployments: new Map([['x', place === 'organization' ? [] : [managed(keys)]]]),
  });
  const values = place === 'organization' ? organization : (deployments.get('x') ?? []);
  return values.find((it) => it.key === key)?.value;
}

describe.each(keyNames)('%s', (name) => {
  const key = keyNamed(name);

  it('has a name in words, a title, help in sentences and a version', () => {
    expect(name).toMatch(/^([A-Z][a-z]+|[A-Z]+(?=[A-Z][a-z]|$))+$/);
    expect(key.title).toMatch(/^[A-Z]/);
    expect(key.title.length).toBeLessThan(60);
    expect(key.help).toMatch(/^[A-Z“].*[.?]$/);
    expect(key.since).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('has an example that reads as itself', () => {
    const result = readerOf(key.type)(key.example);
    expect(result.ok ? writtenValue(result.value) : result.problem).toEqual(key.example);
    expect(effective(name, { [name]: key.example })).toEqual(key.example);
  });

  it('has a default that reads as itself, or none', () => {
    if (key.fallback === null) return;
    const written = writtenValue(key.fallback);
    const result = readerOf(key.type)(written);
    expect(result.ok ? result.value : result.problem).toEqual(key.fallback);
  });

  it('falls back when its value is nonsense, and names it', () => {
    const keys = { [name]: nonsense };
    const fallback = key.fallback === null ? null : writtenValue(key.fallback);
    expect(effective(name, keys)).toEqual(fallback);
    const { problems } =
      key.place === 'organization'
        ? reading({}, keys)
        : reading({ x: name === 'Trigger' ? keys : { Trigger: 'x', ...keys } });
    const bad = problems.filter(({ kind }) => kind === 'bad-value');
    expect(bad.map((it) => [it.severity, it.key, it.value])).toEqual([['error', name, 'null']]);
  });

  it('is not set by a blank text, a list of them, or a dictionary of them', () => {
    for (const blank of ['', ' \n', [''], ['', ' '], { de: '' }, {}]) {
      expect(effective(name, { [name]: blank })).toEqual(effective(name, {}));
    }
  });
});

describe("another tool's name", () => {
  const others = keyNames.flatMap((name) =>
    keyNamed(name).aliases.map((it) => [it.name, it.tool, name] as const),
  );

  it.each(others)('%s of %s is read as %s, which is a note', (other, tool, name) => {
    const { example, place } = keyNamed(name);
    const keys = { [other]: example };
    expect(effective(name, keys)).toEqual(example);
    const { problems, notes } =
      place === 'organization'
        ? reading({}, keys)
        : reading({ x: name === 'Trigger' ? keys : { Trigger: 'x', ...keys } });
    expect(problems.filter(({ kind }) => kind !== 'contradiction' && kind !== 'missing')).toEqual([]);
    expect(notes.find(({ kind }) => kind === 'alias')).toMatchObject({
      key: other,
      rule: `this name of ${tool} is read as ${name}`,
      nearest: name,
    });
  });
});

describe('the names', () => {
  it('of other tools each mean one key, and none is a key of ours', () => {
    const all = keyNames.flatMap((name) => keyNamed(name).aliases.map((it) => it.name));
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter(isKeyName)).toEqual([]);
    expect([...aliases.keys()].sort()).toEqual([...all].sort());
  });

  it('differ by more than upper and lower case, but for two that mean the same', () => {
    const all = [...keyNames, ...aliases.keys()].map((name) => name.toLowerCase());
    expect(all.filter((name, index) => all.indexOf(name) !== index).sort()).toEqual([
      'acceptableassertionapplicationnames',
      'showdeferralcount',
    ]);
  });

  it('each stand in one theme', () => {
    expect(withoutTheme()).toEqual([]);
    expect(themes.flatMap(({ keys }) => keys)).toHaveLength(keyNames.length);
  });
});

describe('a name that is not a key', () => {
  it.each([
    ['title', 'wrong-case', 'Title'],
    ['TITLE', 'wrong-case', 'Title'],
    ['deferraltimermenu', 'wrong-case', 'DeferralTimerMenu'],
    ['Title ', 'wrong-case', 'Title'],
    ['REQUIREDINSTALLATIONDATE', 'wrong-case', 'requiredInstallationDate'],
    ['DeferralTimerMenus', 'unknown-key', 'DeferralTimerMenu'],
    ['Colour', 'unknown-key', null],
    ['__proto__x', 'unknown-key', null],
    ['constructor', 'unknown-key', null],
  ])('%s: %s, near to %s', (name, kind, nearest) => {
    expect(found({ [name]: 'x' })).toMatchObject([{ kind, key: name, nearest }]);
  });

  it('is not read, however near it is', () => {
    expect(effective('Title', { title: 'x', Titel: 'y' })).toBe('Required work on your Mac');
  });

  it('is told twenty times at most: then the file is about something else', () => {
    const keys = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`Foreign${index}`, 'x']));
    expect(found(keys)).toHaveLength(20);
  });

  it('is nothing to tell while it is blank', () => {
    expect(found({ Tilte: ' ' })).toEqual([]);
  });
});

describe("another tool's name that means something else", () => {
  it.each(differences.map((it) => [it.name, it] as const))(
    '%s is not read, and the reason is told',
    (name, it) => {
      expect([isKeyName(name), aliases.has(name)]).toEqual([false, false]);
      const told = found({ [name]: 3 });
      expect(told).toMatchObject([
        { kind: 'other-meaning', severity: 'warning', key: name, nearest: it.instead },
      ]);
      expect(told.map(describeProblem)[0]).toContain(`${name}: this name of ${it.tool} is `);
      expect(reading({ x: { Trigger: 'x', [name]: 3 } }).deployments).toEqual(
        reading({ x: { Trigger: 'x' } }).deployments,
      );
    },
  );
});

describe('a key set twice', () => {
  it('under its own name and that of another tool: its own counts, and the other is named', () => {
    const keys = { DeadlineDays: 3, DeadlineDaysHard: 9 };
    expect(effective('DeadlineDays', keys)).toBe(3);
    expect(found(keys)).toMatchObject([{ kind: 'set-twice', severity: 'warning', key: 'DeadlineDaysHard' }]);
  });
});

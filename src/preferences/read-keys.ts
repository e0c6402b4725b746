/** Reads every key from the sources of one place, in their order, and says what is wrong with the own ones. */
import { differenceNamed } from './differences.ts';
import { isBlank, isDictionary } from './list-readers.ts';
import { nearestName } from './nearest.ts';
import { shown, type Problem } from './problem.ts';
import { readerOf, writtenValue } from './read-value.ts';
import { byPrecedence, type Dictionary, type Origin, type Origins, type PlacedSource } from './sources.ts';
import { aliases, isKeyName, keyNamed, keyNames, type KeyName, type Values } from './table.ts';
import type { ValueKind, ValueOf } from './value-kinds.ts';

/** What a configuration profile adds for itself. */
const payloadKey =
  /^Payload(Content|Description|DisplayName|Enabled|Identifier|Organization|Type|UUID|Version|Scope)$/;
/** More unknown keys than this are no typing mistakes: the file is about something else. */
const mostUnknown = 20;

/** An empty form field: a blank text, a list of blank texts, a dictionary of blank texts. An empty list is *none of them*. */
export function isSet(value: unknown): boolean {
  if (value === undefined || isBlank(value)) return false;
  if (Array.isArray(value)) return value.length === 0 || !(value as readonly unknown[]).every(isBlank);
  if (isDictionary(value)) return Object.keys(value).some((key) => !isBlank(value[key]));
  return true;
}

const readers = new Map(keyNames.map((name) => [name, readerOf(keyNamed(name).type)] as const));

const valueIn = (dictionary: Dictionary, name: string): unknown =>
  Object.hasOwn(dictionary, name) ? dictionary[name] : undefined;

export interface Reading {
  readonly values: Values;
  readonly origins: Origins;
  /** Errors and warnings, then notes, about the own sources only. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a place. A key that may stand in both places comes from the first source that sets it validly; the problems of the
 * shared sources are not told again, since they are told with their own place.
 */
export function readKeys(
  own: readonly PlacedSource[],
  shared: readonly PlacedSource[],
  place: 'organization' | 'deployment',
): Reading {
  const problems: Problem[] = own.flatMap((source) => checkNames(source, place));
  const all = byPrecedence([...own, ...shared]);
  const ranked = byPrecedence(own);
  const values: Record<string, unknown> = {};
  const origins: Record<string, Origin> = {};
  for (const name of keyNames) {
    const key = keyNamed(name);
    values[name] = key.fallback;
    origins[name] = { kind: 'default' };
    if (key.place !== 'both' && key.place !== place) continue;
    const read = readers.get(name) ?? readerOf(key.type);
    const broken: Omit<Problem, 'used'>[] = [];
    for (const source of key.place === 'both' ? all : ranked) {
      const found = spellingIn(source.dictionary, name);
      if (found === null) continue;
      const result = read(found.value);
      if (result.ok) {
        values[name] = result.value;
        origins[name] = {
          kind: 'set',
          managed: source.managed,
          place: source.place,
          source: source.name,
          name: found.name,
        };
        break;
      }
      if (!own.includes(source)) continue;
      broken.push({
        severity: 'error',
        kind: 'bad-value',
        domain: source.domain,
        source: source.name,
        key: found.name,
        value: shown(found.value),
        rule: result.problem,
        nearest: null,
      });
    }
    const used = usedText(values[name], origins[name]);
    problems.push(...broken.map((problem) => ({ ...problem, used })));
  }
  return { values: values as Values, origins: origins as Origins, problems };
}

/** The name under which a source sets a key: its own before those of other tools. */
function spellingIn(
  dictionary: Dictionary,
  name: KeyName,
): { readonly name: string; readonly value: unknown } | null {
  for (const spelling of [name, ...keyNamed(name).aliases.map((it) => it.name)]) {
    const value = valueIn(dictionary, spelling);
    if (isSet(value)) return { name: spelling, value };
  }
  return null;
}

function usedText(value: unknown, origin: Origin | undefined): string {
  if (value === null || origin === undefined) return 'no value';
  const written = JSON.stringify(writtenValue(value as ValueOf<ValueKind>));
  if (origin.kind === 'default') return `the default ${written}`;
  if (origin.place === 'organization') return `the organization's ${written}`;
  return `${written} from ${origin.source}`;
}

/** Names that are not ours, stand in the wrong domain, or are another tool's. */
function checkNames(source: PlacedSource, place: 'organization' | 'deployment'): Problem[] {
  const problems: Problem[] = [];
  let unknown = 0;
  for (const name of Object.keys(source.dictionary)) {
    const value = valueIn(source.dictionary, name);
    if (!isSet(value) || payloadKey.test(name)) continue;
    const found = {
      domain: source.domain,
      source: source.name,
      key: name,
      value: shown(value),
      nearest: null,
    };
    const meant = isKeyName(name) ? name : aliases.get(name);
    if (meant === undefined) {
      unknown += 1;
      if (unknown <= mostUnknown) problems.push(unknownKey(found));
      continue;
    }
    const key = keyNamed(meant);
    if (key.place !== 'both' && key.place !== place) {
      const domain = key.place === 'organization' ? 'io.intermission' : 'io.intermission.deployment.<ID>';
      const rule = `set in the domain ${domain}`;
      problems.push({ ...found, severity: 'warning', kind: 'wrong-place', rule, used: 'nothing' });
      continue;
    }
    const spelled = spellingIn(source.dictionary, meant)?.name ?? meant;
    if (spelled !== name) {
      const rule = `set under one name only (${spelled} is set as well)`;
      problems.push({ ...found, severity: 'warning', kind: 'set-twice', rule, used: spelled });
      continue;
    }
    if (meant !== name) {
      const tool = key.aliases.find((it) => it.name === name)?.tool ?? 'another tool';
      const rule = `this name of ${tool} is read as ${meant}`;
      problems.push({ ...found, severity: 'note', kind: 'alias', rule, used: meant, nearest: meant });
    }
  }
  return problems;
}

const knownNames: readonly string[] = [...keyNames, ...aliases.keys()];
const byLowerCase = new Map(knownNames.map((name) => [name.toLowerCase(), name]));

function unknownKey(found: Pick<Problem, 'domain' | 'source' | 'key' | 'value'>): Problem {
  const used = 'nothing: the key is not read';
  const sameLetters = byLowerCase.get(found.key.trim().toLowerCase());
  if (sameLetters !== undefined) {
    const rule = `written ${sameLetters}`;
    return { ...found, severity: 'error', kind: 'wrong-case', rule, used, nearest: sameLetters };
  }
  const difference = differenceNamed(found.key);
  if (difference !== null) {
    const { tool, meaning, instead } = difference;
    const rule = `this name of ${tool} is ${meaning}${instead === null ? '' : `; see ${instead}`}`;
    return { ...found, severity: 'warning', kind: 'other-meaning', rule, used, nearest: instead };
  }
  const nearest = nearestName(found.key, knownNames);
  const rule = nearest === null ? 'a known key' : `a known key, such as ${nearest}`;
  return { ...found, severity: 'warning', kind: 'unknown-key', rule, used, nearest };
}

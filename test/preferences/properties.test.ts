/** Whatever stands in the files: reading never throws, yields rules that can be kept, and one key never harms another. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeploymentId, isJobLabel, isTrigger } from '../../src/core/names.ts';
import { localMinuteText } from '../../src/core/time.ts';
import { effectivePreferences, type EffectiveValue } from '../../src/preferences/effective.ts';
import {
  describeProblem,
  domainOf,
  readPreferences,
  type Dictionary,
  type PreferencesInput,
  type Source,
} from '../../src/preferences/read-domain.ts';
import { aliases, keyNamed, keyNames, type KeyName } from '../../src/preferences/table.ts';
import { managed, moment } from './preferences.ts';

const seed = 20_261_121;

/** Anything that a decoder could hand over, and more; believable values and near misses are frequent. */
const values = fc.oneof(
  fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true, withTypedArray: true }),
  fc.constantFrom(
    '',
    ' ',
    '60',
    'true',
    '08:30-17:30',
    'MON:09:00-17:00',
    '2026-12-01T17:00',
    '2020-01-01T00:00:00Z',
    'run',
    '26.7',
    'x',
    '-x',
    '../x',
    '0,60',
    '/Applications/A.app',
  ),
  fc.constantFrom(...keyNames.map((name) => keyNamed(name).example)),
  fc.integer({ min: -10, max: 2_000 }),
);
const names = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<string>(...keyNames) },
  { weight: 2, arbitrary: fc.constantFrom(...aliases.keys()) },
  { weight: 1, arbitrary: fc.string() },
  {
    weight: 1,
    arbitrary: fc.constantFrom('title', 'Titel', '__proto__', 'constructor', 'toString', 'PayloadUUID'),
  },
);
const dictionaries = fc
  .array(fc.tuple(names, values), { maxLength: 15 })
  .map((entries): Dictionary => Object.fromEntries(entries));
const sourceLists = fc.array(
  fc.record<Source>({
    name: fc.constantFrom('one.plist', 'two.plist'),
    managed: fc.boolean(),
    dictionary: dictionaries,
  }),
  { maxLength: 3 },
);
const ids = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/).filter(isDeploymentId);

const inputs: fc.Arbitrary<PreferencesInput> = fc.record({
  organization: sourceLists,
  deployments: fc
    .array(fc.tuple(ids, sourceLists, fc.boolean()), { maxLength: 4 })
    .map(
      (entries) =>
        new Map(
          entries.map(([id, sources, triggered]) => [
            id,
            triggered ? [...sources, managed({ Trigger: 'x' })] : sources,
          ]),
        ),
    ),
  moment: fc.constantFrom(null, moment),
});

describe('whatever stands in the files', () => {
  it('is read without throwing, into rules that can be kept', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { deployments, problems, notes, adHoc } = readPreferences(input);
        for (const it of [...deployments, adHoc('x', { label: 'x', trigger: 'x', osUpdates: true })]) {
          expect([isDeploymentId(it.id), isJobLabel(it.label), isTrigger(it.trigger)]).toEqual([
            true,
            true,
            true,
          ]);
          expect(it.menu.length).toBeGreaterThan(0);
          expect(
            it.menu.every((minutes) => Number.isInteger(minutes) && minutes >= 0 && minutes <= 129_600),
          ).toBe(true);
          expect(it.graceMinutes).toBeGreaterThanOrEqual(5);
          expect(Math.min(...Object.values(it.askAgainMinutes))).toBeGreaterThanOrEqual(5);
          expect(it.attempts).toBeGreaterThanOrEqual(1);
          expect(it.hoursBetweenAttempts).toBeGreaterThanOrEqual(1);
          const { start, end } = it.workingDay;
          expect(end.hour * 60 + end.minute).toBeGreaterThan(start.hour * 60 + start.minute);
          expect(end.hour).toBeLessThan(24);
          const { fixed } = it.deadline;
          if (fixed?.kind === 'instant') expect(localMinuteText(fixed.at, 'UTC')).not.toBe('');
        }
        const labels = deployments.map(({ label }) => label.toLowerCase());
        expect(new Set(labels).size).toBe(labels.length);
        // Each deployment is either read or named in a problem.
        for (const id of input.deployments.keys()) {
          const known = deployments.some((it) => it.id === id);
          expect(known || problems.some(({ domain }) => domain === domainOf(id))).toBe(true);
        }
        for (const problem of [...problems, ...notes]) {
          const line = describeProblem(problem);
          expect(line).not.toMatch(/[\n\r]/);
          expect(line.length).toBeLessThan(1_000);
          expect([problem.domain, problem.rule, problem.used].includes('')).toBe(false);
        }
      }),
      { seed, numRuns: 600 },
    );
  });

  it('is read in time and without harm where it is deep, wide, cyclic or long', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 100_000; level += 1) deep = level % 2 === 0 ? [deep] : { deep };
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const wide = Array.from({ length: 100_000 }, () => 'x');
    for (const value of [
      deep,
      cyclic,
      wide,
      'x,'.repeat(500_000),
      Object.fromEntries(wide.slice(0, 5_000).entries()),
      new Uint8Array(1e6),
    ]) {
      const keys = Object.fromEntries(
        [...keyNames, 'Foreign', 'x'.repeat(100_000)].map((name) => [name, value]),
      );
      const { problems } = readPreferences({
        organization: [],
        deployments: new Map([['x', [managed(keys)]]]),
        moment,
      });
      expect(problems.length).toBeGreaterThan(50);
      for (const problem of problems) expect(describeProblem(problem).length).toBeLessThan(1_000);
    }
  });

  it('has effective values that can be printed', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { organization, deployments } = effectivePreferences(input);
        for (const values of [organization, ...deployments.values()]) {
          expect(JSON.parse(JSON.stringify(values))).toEqual(values);
        }
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('one key', () => {
  const deploymentKeys = keyNames.filter((name) => keyNamed(name).place !== 'organization');
  const effective = (keys: Dictionary): readonly EffectiveValue[] =>
    effectivePreferences({
      organization: [],
      deployments: new Map([['x', [managed(keys)]]]),
    }).deployments.get('x') ?? [];
  const without = (values: readonly EffectiveValue[], name: KeyName): readonly EffectiveValue[] =>
    values.filter(({ key }) => key !== name);

  it('never changes the value of another, whatever it is set to', () => {
    fc.assert(
      fc.property(dictionaries, fc.constantFrom(...deploymentKeys), values, (keys, name, value) => {
        const before = effective(keys);
        const after = effective({ ...keys, [name]: value });
        expect(without(after, name)).toEqual(without(before, name));
      }),
      { seed, numRuns: 400 },
    );
  });

  it('is read the same when it comes back as it would be written', () => {
    fc.assert(
      fc.property(dictionaries, (keys) => {
        const before = effective(keys);
        const written = Object.fromEntries(
          before.flatMap(({ key, value, origin }) =>
            origin.kind === 'set' && value !== null ? [[key, value]] : [],
          ),
        );
        expect(effective(written).map(({ key, value }) => [key, value])).toEqual(
          before.map(({ key, value }) => [key, value]),
        );
      }),
      { seed, numRuns: 400 },
    );
  });
});

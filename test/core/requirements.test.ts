/** Which Mac is fit for the work. */
import { describe, expect, it } from 'vitest';
import {
  fitnessOf,
  noRequirements,
  requiresAnything,
  type MacTraits,
  type Requirements,
} from '../../src/core/requirements.ts';

const unknown = (why: string) => ({ kind: 'unknown', why }) as const;
const mac = (change: Partial<MacTraits> = {}): MacTraits => ({
  osVersion: { kind: 'seen', value: '26.6.2' },
  architecture: { kind: 'seen', value: 'apple-silicon' },
  freeBytes: { kind: 'seen', value: 41_900_000_000 },
  ...change,
});
const needs = (change: Partial<Requirements>): Requirements => ({ ...noRequirements, ...change });
const notMet = (criterion: string, required: string, found: string) => ({
  kind: 'not-met',
  criterion,
  required,
  found,
});
const met = { kind: 'met' };

describe('a Mac with macOS 26.6.2, Apple silicon and 41.9 GB free', () => {
  it.each<[Partial<Requirements>, object]>([
    [{}, met],
    [{ osMinimum: '26' }, met],
    [{ osMinimum: '26.6.2' }, met],
    [{ osMinimum: '26.7' }, notMet('os-minimum', '26.7', '26.6.2')],
    [{ osMinimum: '27' }, notMet('os-minimum', '27', '26.6.2')],
    [{ osMaximum: '26' }, met],
    [{ osMaximum: '26.6' }, met],
    [{ osMaximum: '26.5' }, notMet('os-maximum', '26.5', '26.6.2')],
    [{ osMaximum: '15' }, notMet('os-maximum', '15', '26.6.2')],
    [{ architecture: 'apple-silicon' }, met],
    [{ architecture: 'intel' }, notMet('architecture', 'Intel', 'Apple silicon')],
    [{ freeGigabytes: 41 }, met],
    [{ freeGigabytes: 42 }, notMet('free-space', '42 GB', '41 GB')],
    [{ osMinimum: '27', architecture: 'intel', freeGigabytes: 99 }, notMet('os-minimum', '27', '26.6.2')],
    [
      { osMinimum: '26', architecture: 'intel', freeGigabytes: 99 },
      notMet('architecture', 'Intel', 'Apple silicon'),
    ],
  ])('for %j is %j', (requirements, expected) => {
    expect(fitnessOf(needs(requirements), mac())).toEqual(expected);
  });
});

describe('what cannot be told', () => {
  const nothing = mac({
    osVersion: unknown('no version'),
    architecture: unknown('sysctl is away'),
    freeBytes: unknown('df took too long'),
  });

  it.each<[Partial<Requirements>, string]>([
    [{ osMinimum: '26' }, 'no version'],
    [{ osMaximum: '26' }, 'no version'],
    [{ architecture: 'intel' }, 'sysctl is away'],
    [{ freeGigabytes: 1 }, 'df took too long'],
  ])('of %j is unknown, neither met nor failed', (requirements, why) => {
    expect(fitnessOf(needs(requirements), nothing)).toEqual(unknown(why));
  });

  it('does not matter where nothing is required', () => {
    expect(fitnessOf(noRequirements, nothing)).toEqual(met);
    expect(requiresAnything(noRequirements)).toBe(false);
    expect(requiresAnything(needs({ freeGigabytes: 1 }))).toBe(true);
  });

  it('does not hide what is surely not met', () => {
    const requirements = needs({ osMinimum: '27', architecture: 'intel' });
    expect(fitnessOf(requirements, mac({ osVersion: unknown('?') }))).toMatchObject({
      criterion: 'architecture',
    });
  });

  it('includes a version that nobody can read', () => {
    const garbled = mac({ osVersion: { kind: 'seen', value: 'Tahoe' } });
    expect(fitnessOf(needs({ osMinimum: '26' }), garbled)).toEqual(unknown('"Tahoe" cannot be compared'));
    expect(fitnessOf(needs({ osMaximum: '26' }), garbled)).toEqual(unknown('"Tahoe" cannot be compared'));
  });
});

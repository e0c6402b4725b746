/** What came of one run, read from how jamf ended and what it said. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countedAttempts, minutesToNextTry, outcomeOf, type RunEnding } from '../../src/core/attempts.ts';
import type { OutcomeKind } from '../../src/core/record.ts';
import { aDeployment, anAttempt } from './builders.ts';

/** jamf's recorded words. */
const recorded = (name: string): string[] =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

const ended = (lastLines: readonly string[], change: Partial<RunEnding> = {}): RunEnding => ({
  exitCode: 0,
  signal: null,
  notStarted: null,
  lastLines,
  ...change,
});
const ran = recorded('jamf-policy-ran.txt');
const none = recorded('jamf-policy-none.txt');

describe('the outcome of a run', () => {
  it('with the words of a policy that ran is finished', () => {
    expect(outcomeOf(ended(ran))).toEqual({ kind: 'finished', lastLines: ran });
  });

  it('with exit 0 but "No policies were found" is a failure', () => {
    expect(outcomeOf(ended(none))).toEqual({ kind: 'no-policy', lastLines: none });
  });

  it.each<[OutcomeKind, string, RunEnding]>([
    ['no-policy', 'in the older wording', ended(['No policies were found for the x trigger.'])],
    ['no-policy', 'indented', ended(['  No policies were found for the "x" trigger.'])],
    ['already-running', 'with exit 0', ended(['This policy trigger is already being run: x'])],
    ['no-connection', 'with exit 0', ended(['Connection failure: "The network connection was lost."'])],
    [
      'no-connection',
      'with exit 1, and a policy begun',
      ended(['Executing Policy X', 'Connection failure: "The Internet connection appears to be offline."'], {
        exitCode: 1,
      }),
    ],
    ['no-connection', 'in other words', ended(['Could not connect to the JSS.'], { exitCode: 1 })],
    ['policy-failed', 'with exit 1', ended(ran, { exitCode: 1 })],
    ['policy-failed', 'with exit 1 and no words', ended([], { exitCode: 1 })],
    ['policy-failed', 'without any exit code', ended(ran, { exitCode: null })],
    ['killed', 'by a signal', ended(ran, { exitCode: null, signal: 'SIGKILL' })],
    ['killed', 'by a signal, whatever the words', ended(none, { exitCode: null, signal: 'SIGTERM' })],
    ['finished', 'with exit 0 and no words at all', ended([])],
    [
      'finished',
      'where a policy ran and a script in it found none for another trigger',
      ended([...ran, 'No policies were found for the "optional" trigger.']),
    ],
    [
      'finished',
      'where a policy ran and a script in it met a bad network',
      ended([...ran, 'curl: could not connect to server']),
    ],
  ])('is %s %s', (kind, _, ending) => {
    expect(outcomeOf(ending).kind).toBe(kind);
  });

  it('says why jamf was not started, before everything else', () => {
    const ending = ended(ran, { exitCode: null, notStarted: '/usr/local/bin/jamf does not exist' });
    expect(outcomeOf(ending)).toEqual({
      kind: 'not-started',
      lastLines: ['/usr/local/bin/jamf does not exist'],
    });
  });

  it('keeps the last 20 lines, but listens to all that it is given', () => {
    const lines = ['No policies were found for the "x" trigger.', ...Array.from({ length: 30 }, String)];
    const outcome = outcomeOf(ended(lines));
    expect(outcome.kind).toBe('no-policy');
    expect(outcome.lastLines).toEqual(lines.slice(11));
  });
});

describe('attempts', () => {
  it.each<[(OutcomeKind | null)[], number, string]>([
    [[], 0, 'none'],
    [[null], 1, 'a run under way counts'],
    [
      ['policy-failed', 'no-policy', 'killed', 'interrupted', 'not-started', 'not-verified'],
      6,
      'failures count',
    ],
    [['no-connection', 'no-connection', 'policy-failed'], 1, 'offline does not count'],
    [['already-running'], 0, 'nor does a trigger that was being run already'],
  ])('%j count as %i: %s', (outcomes, count) => {
    expect(countedAttempts(outcomes.map((outcome) => anAttempt(outcome)))).toBe(count);
  });

  it.each<[OutcomeKind[], number | null, string]>([
    [['policy-failed'], 360, 'six hours after the first'],
    [['policy-failed', 'no-policy'], 360, 'six hours after the second'],
    [['policy-failed', 'policy-failed', 'policy-failed'], null, 'three in all'],
    [['no-connection'], 15, 'a quarter of an hour while offline'],
    [['policy-failed', 'policy-failed', 'no-connection'], 15, 'offline never fails'],
    [['no-connection', 'no-connection', 'no-connection', 'policy-failed'], 360, 'offline used up none'],
    [['already-running'], 15, 'a quarter of an hour while it is being run'],
  ])('after %j the next try is in %s minutes: %s', (outcomes, minutes) => {
    const attempts = outcomes.map((outcome) => anAttempt(outcome));
    expect(minutesToNextTry(aDeployment(), attempts, outcomes.at(-1) ?? 'finished')).toBe(minutes);
  });

  it('are as many, and as far apart, as the deployment says', () => {
    const deployment = aDeployment({ attempts: 2, hoursBetweenAttempts: 1 });
    const once = [anAttempt('killed')];
    expect(minutesToNextTry(deployment, once, 'killed')).toBe(60);
    expect(minutesToNextTry(deployment, [...once, ...once], 'killed')).toBeNull();
  });
});

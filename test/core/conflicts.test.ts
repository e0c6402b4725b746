/** The second seed's own rules, word for word, for deployments about the same thing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossesAmong, precedence, type ConflictRule, type Contender } from '../../src/core/conflicts.ts';
import { seed } from './arbitraries.ts';

const contender = (id: string, change: Partial<Contender> = {}): Contender => ({
  id,
  title: `Title of ${id}`,
  distribution: 'automatic',
  updateMethod: 'automatic',
  conflict: { title: 'Slack', version: null },
  ...change,
});
const versioned = (id: string, version: string | null, change: Partial<Contender> = {}): Contender =>
  contender(id, { conflict: { title: 'Slack', version }, ...change });

/** Who loses against whom, by which rule. */
const losses = (...deployments: Contender[]): Record<string, string> =>
  Object.fromEntries(
    [...lossesAmong(deployments)].map(([id, { winner, rule }]) => [id, `${winner.id} by ${rule}`]),
  );

const selfService = { distribution: 'self-service' } as const;
const manual = { updateMethod: 'manual' } as const;

describe('the seed', () => {
  it.each<[sentence: string, winner: Contender, loser: Contender, rule: ConflictRule]>([
    [
      'Initial distribution method — Install automatically take precedence over Make available in Self Service.',
      contender('9'),
      contender('1', selfService),
      'distribution',
    ],
    [
      'Update method — Manual take precedence over Automatic.',
      contender('9', manual),
      contender('1'),
      'update-method',
    ],
    [
      'Versioning — The app with the newer version takes precedence.',
      versioned('9', '4.41'),
      versioned('1', '4.40.9'),
      'version',
    ],
    [
      'Deployment ID — The deployment with a lower ID number takes precedence. For example, if a computer is in the scope of both of the following, only the deployment with "id=2" is used.',
      contender('2'),
      contender('3'),
      'id',
    ],
  ])('%s', (_sentence, winner, loser, rule) => {
    const expected = { [loser.id]: `${winner.id} by ${rule}` };
    expect(losses(winner, loser)).toEqual(expected);
    expect(losses(loser, winner)).toEqual(expected);
  });

  it.each<[string, Contender, Contender, ConflictRule]>([
    [
      'the distribution counts before the update method',
      contender('9'),
      contender('1', { ...selfService, ...manual }),
      'distribution',
    ],
    [
      'the update method counts before the version',
      versioned('9', '1.0', manual),
      versioned('1', '2.0'),
      'update-method',
    ],
    ['the version counts before the ID', versioned('9', '2.0'), versioned('1', '1.0'), 'version'],
    ['a version counts before none', versioned('9', '0.1'), versioned('1', null), 'version'],
    [
      'the same version of another length leaves it to the ID',
      versioned('1', '4.40'),
      versioned('2', '4.40.0'),
      'id',
    ],
    ['an ID is a number where it is one', contender('9'), contender('10'), 'id'],
    ['and has one anywhere in it', contender('slack-9'), contender('slack-10'), 'id'],
    ['numbers come before words', contender('12'), contender('slack'), 'id'],
    ['words in the order of the alphabet', contender('alpha'), contender('beta'), 'id'],
    ['a shorter ID first', contender('slack'), contender('slack-1'), 'id'],
  ])('orders: %s', (_rule, winner, loser, rule) => {
    expect(losses(loser, winner)).toEqual({ [loser.id]: `${winner.id} by ${rule}` });
  });
});

describe('a conflict', () => {
  it('is only among deployments with the same title, whatever its case and the blanks around it', () => {
    const slack = contender('1', { conflict: { title: '  slack ', version: null } });
    const other = contender('2', { conflict: { title: 'SLACK', version: null } });
    const zoom = contender('3', { conflict: { title: 'Zoom', version: null } });
    expect(losses(slack, other, zoom)).toEqual({ 2: '1 by id' });
  });

  it('is none where no title is set', () => {
    const without = { conflict: null };
    expect(losses(contender('1', without), contender('2', without), contender('3'))).toEqual({});
    const blank = { conflict: { title: '  ', version: null } };
    expect(losses(contender('1', blank), contender('2', blank))).toEqual({});
  });

  it('among several tells each loser what decided against the one winner', () => {
    expect(
      losses(
        versioned('4', '2.0'),
        versioned('1', '9.0', selfService),
        versioned('2', '1.0'),
        versioned('7', '2.0'),
      ),
    ).toEqual({ 1: '4 by distribution', 2: '4 by version', 7: '4 by id' });
  });

  const contenders = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('1', '01', '2', '10', 'a', 'A', 'a-1', 'a-01', 'a-10', 'b'),
      title: fc.constant(''),
      distribution: fc.constantFrom('automatic', 'self-service'),
      updateMethod: fc.constantFrom('automatic', 'manual'),
      conflict: fc.record({
        title: fc.constant('Slack'),
        version: fc.constantFrom(null, '1', '1.0', '2', '2.0b1', 'latest'),
      }),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 6 },
  );

  it('has one winner, whatever the order in which they stand', () => {
    fc.assert(
      fc.property(contenders, fc.nat(), (deployments, turn) => {
        const found = lossesAmong(deployments);
        expect(found.size).toBe(deployments.length - 1);
        const turned = [
          ...deployments.slice(turn % deployments.length),
          ...deployments.slice(0, turn % deployments.length),
        ];
        expect(losses(...turned)).toEqual(losses(...deployments));
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('is decided by a total order', () => {
    fc.assert(
      fc.property(contenders, (deployments) => {
        for (const a of deployments)
          for (const b of deployments) {
            expect(Math.sign(precedence(a, b).order) + Math.sign(precedence(b, a).order)).toBe(0);
            if (a !== b) expect(precedence(a, b).order).not.toBe(0);
            for (const c of deployments)
              if (precedence(a, b).order < 0 && precedence(b, c).order < 0)
                expect(precedence(a, c).order).toBeLessThan(0);
          }
      }),
      { seed, numRuns: 300 },
    );
  });
});

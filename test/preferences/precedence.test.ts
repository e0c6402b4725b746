/** Which source wins, key by key, and what is said of where a value came from. */
import { describe, expect, it } from 'vitest';
import { effectivePreferences, type EffectiveValue } from '../../src/preferences/effective.ts';
import { readPreferences, type Dictionary, type Source } from '../../src/preferences/read-domain.ts';
import { originText } from '../../src/preferences/sources.ts';
import type { KeyName } from '../../src/preferences/table.ts';
import { local, managed } from './preferences.ts';

/** The four places a value may come from, by precedence. */
interface Places {
  readonly managedDeployment?: Dictionary;
  readonly managedOrganization?: Dictionary;
  readonly localDeployment?: Dictionary;
  readonly localOrganization?: Dictionary;
}

/** Local before managed in each list: the order of the list must not matter. */
const sources = (
  it: Places,
): { organization: readonly Source[]; deployments: Map<string, readonly Source[]> } => ({
  organization: [
    local(it.localOrganization ?? {}, 'local org'),
    managed(it.managedOrganization ?? {}, 'managed org'),
  ],
  deployments: new Map([
    [
      'x',
      [
        local(it.localDeployment ?? {}, 'local x'),
        managed({ Trigger: 'x', ...it.managedDeployment }, 'managed x'),
      ],
    ],
  ]),
});

const valueOf = (it: Places, key: KeyName): EffectiveValue | undefined =>
  effectivePreferences(sources(it))
    .deployments.get('x')
    ?.find((value) => value.key === key);

const title = (it: Places): readonly unknown[] => {
  const value = valueOf(it, 'Title');
  return value === undefined ? [] : [value.value, originText(value.origin)];
};

describe('a key that is set in several places', () => {
  const all: Required<Places> = {
    managedDeployment: { Title: 'managed deployment' },
    managedOrganization: { Title: 'managed organization' },
    localDeployment: { Title: 'local deployment' },
    localOrganization: { Title: 'local organization' },
  };
  const order = ['managedDeployment', 'managedOrganization', 'localDeployment', 'localOrganization'] as const;

  it.each(order.map((place, index) => [place, index] as const))(
    'is that of %s, when none before sets it',
    (place, index) => {
      const left = Object.fromEntries(order.slice(index).map((name) => [name, all[name]]));
      const words = all[place]['Title'];
      expect(title(left)).toEqual([words, words]);
    },
  );

  it.each(order)('is not that of %s, when it is bad or blank there', (place) => {
    const next = order.find((name) => name !== place) ?? place;
    for (const bad of ['', 7, ['x']]) {
      expect(title({ ...all, [place]: { Title: bad } })[0]).toBe(all[next]['Title']);
    }
  });

  it('is the default, when nobody sets it', () => {
    expect(title({})).toEqual(['Required work on your Mac', 'default']);
  });

  it('is taken key by key: one source does not hide another', () => {
    const it: Places = {
      managedDeployment: { Title: 'a' },
      localDeployment: { EstimatedMinutes: 7 },
      localOrganization: { GracePeriodMinutes: 30 },
    };
    const { deployments } = readPreferences({ ...sources(it), moment: null });
    expect(deployments).toMatchObject([{ title: 'a', minutes: 7, graceMinutes: 30 }]);
  });
});

describe('a problem', () => {
  it('names the source in which it stands', () => {
    const it: Places = { managedDeployment: { Title: 7 }, localDeployment: { Title: ['x'] } };
    const { problems } = readPreferences({ ...sources(it), moment: null });
    expect(problems.map(({ source, used }) => [source, used])).toEqual([
      ['managed x', 'the default "Required work on your Mac"'],
      ['local x', 'the default "Required work on your Mac"'],
    ]);
  });

  it('says which value of the same deployment was used instead', () => {
    const it: Places = { managedDeployment: { Title: 7 }, localDeployment: { Title: 'b' } };
    const { problems } = readPreferences({ ...sources(it), moment: null });
    expect(problems.map(({ used }) => used)).toEqual(['"b" from local x']);
  });
});

describe('the effective values', () => {
  it('of a place are those of its keys, each with its origin and the name under which it was found', () => {
    const { organization } = effectivePreferences(
      sources({ localOrganization: { OrganizationName: 'ACME' } }),
    );
    expect(organization.some(({ key }) => key === 'Trigger')).toBe(false);
    expect(organization.find(({ key }) => key === 'OrganizationName')).toEqual({
      key: 'OrganizationName',
      value: 'ACME',
      origin: {
        kind: 'set',
        managed: false,
        place: 'organization',
        source: 'local org',
        name: 'OrganizationName',
      },
    });
    expect(valueOf({ managedDeployment: { DeadlineDaysHard: '5' } }, 'DeadlineDays')).toMatchObject({
      value: 5,
      origin: { name: 'DeadlineDaysHard' },
    });
  });
});

/** Which keys name pictures, and how it is told that one of them cannot be shown. The files themselves are read elsewhere. */
import type { Logo } from '../core/branding.ts';
import { shown, type Problem } from './problem.ts';
import type { Preferences } from './read-domain.ts';
import { domainOf, organizationDomain } from './to-deployment.ts';

export interface NamedPicture {
  readonly domain: string;
  readonly key: 'DisplayIconLightFile' | 'DisplayIconDarkFile';
  /** A Mac path. */
  readonly path: string;
}

/** The organisation's, then those that a deployment does not share with it. */
export const namedPictures = ({
  branding,
  deployments,
}: Pick<Preferences, 'branding' | 'deployments'>): readonly NamedPicture[] => [
  ...picturesIn(organizationDomain, branding.logo),
  ...deployments.flatMap(({ id, branding: { logo } }) =>
    picturesIn(domainOf(id), {
      light: logo.light === branding.logo.light ? null : logo.light,
      dark: logo.dark === branding.logo.dark ? null : logo.dark,
    }),
  ),
];

function picturesIn(domain: string, { light, dark }: Logo): readonly NamedPicture[] {
  return [
    ...(light === null ? [] : [{ domain, key: 'DisplayIconLightFile', path: light } as const]),
    ...(dark === null ? [] : [{ domain, key: 'DisplayIconDarkFile', path: dark } as const]),
  ];
}

export const pictureProblem = ({ domain, key, path }: NamedPicture, reason: string): Problem => ({
  severity: 'error',
  kind: 'bad-value',
  domain,
  source: domain,
  key,
  value: shown(path),
  rule: `a picture that can be shown (${reason})`,
  used: 'no picture',
  nearest: null,
});

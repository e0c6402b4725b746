/**
 * Reads the organisation's and the deployments' domains into deployments, collecting problems. A bad value never stops
 * anything: that key alone falls back, and the problem names the domain, the key, the value, the rule and what was used.
 */
import type { OrganizationBranding } from '../core/branding.ts';
import type { Deployment } from '../core/deployment.ts';
import type { AdHoc } from '../core/record.ts';
import { byId } from '../core/names.ts';
import { contradictionsIn, type Moment } from './contradictions.ts';
import { shown, type Problem } from './problem.ts';
import { readKeys, type Reading } from './read-keys.ts';
import type { PlacedSource, Source } from './sources.ts';
import type { Values } from './table.ts';
import { domainOf, organizationDomain, seedMenu, toAdHocDeployment, toDeployment } from './to-deployment.ts';

export type { Moment } from './contradictions.ts';
export { describeProblem, type Problem } from './problem.ts';
export type { Dictionary, Source } from './sources.ts';
export { domainOf } from './to-deployment.ts';

export interface PreferencesInput {
  /** Sources of `io.intermission`. */
  readonly organization: readonly Source[];
  /** Sources of `io.intermission.deployment.<ID>`, by ID. */
  readonly deployments: ReadonlyMap<string, readonly Source[]>;
  /** What dates are held against; null where a deadline that is over is nothing to tell. */
  readonly moment: Moment | null;
}

/** What is written down, and for how many days it is kept. */
export interface Keeping {
  readonly level: 'error' | 'warning' | 'info' | 'debug';
  readonly logDays: number;
  readonly historyDays: number;
}

/** What the preferences say as a whole. */
export interface Preferences {
  readonly organizationName: string | null;
  readonly supportContact: string | null;
  readonly branding: OrganizationBranding;
  readonly keeping: Keeping;
  readonly deployments: readonly Deployment[];
  /** Errors and warnings: what is left out, falls back, or is probably not meant. */
  readonly problems: readonly Problem[];
  /** What is good to know when the preferences are checked; nothing is wrong with it. */
  readonly notes: readonly Problem[];
  /** The rules for a deployment that came by BJPD's positional parameters alone. */
  readonly adHoc: (id: string, adHoc: AdHoc) => Deployment;
}

export function readPreferences({ organization, deployments: byId, moment }: PreferencesInput): Preferences {
  const found: Problem[] = [];
  const shared = organizationSources(organization);
  const own = readKeys(shared, [], 'organization');
  found.push(...own.problems);
  found.push(...contradictionsIn(organizationDomain, 'organization', own.values, own.origins, moment));
  const deployments = new Map<string, Deployment>();
  for (const id of sortedIds(byId)) {
    const { values, origins, problems } = readDeployment(id, byId.get(id) ?? [], shared);
    found.push(...problems, ...contradictionsIn(domainOf(id), 'deployment', values, origins, moment));
    const deployment = toDeployment(id, values, found);
    if (deployment === null) continue;
    const file = fileOf(deployment.label);
    const rival = deployments.get(file);
    if (rival === undefined) deployments.set(file, deployment);
    else found.push(sameLabel(deployment, rival));
  }
  return {
    organizationName: own.values.OrganizationName,
    supportContact: own.values.SupportContact,
    branding: organizationBranding(own.values),
    keeping: keepingOf(own.values),
    deployments: [...deployments.values()],
    problems: found.filter(({ severity }) => severity !== 'note'),
    notes: found.filter(({ severity }) => severity === 'note'),
    adHoc: adHocRules(shared),
  };
}

export const organizationSources = (sources: readonly Source[]): readonly PlacedSource[] =>
  sources.map((source) => ({ ...source, domain: organizationDomain, place: 'organization' }));

/** Reads one deployment's keys, under them those that the organisation sets for all. */
export const readDeployment = (
  id: string,
  sources: readonly Source[],
  shared: readonly PlacedSource[],
): Reading =>
  readKeys(
    sources.map((source) => ({ ...source, domain: domainOf(id), place: 'deployment' })),
    shared,
    'deployment',
  );

const organizationBranding = (values: Values): OrganizationBranding => ({
  accent: values.AccentColor,
  supportLink: values.SupportLink,
  logo: { light: values.DisplayIconLightFile, dark: values.DisplayIconDarkFile },
  language: values.LanguageOverride,
  menuBarItem: values.MenuBarItem ?? 'always',
  menuBarCountdown: values.MenuBarCountdown ?? true,
});

const keepingOf = (values: Values): Keeping => ({
  level: values.LogLevel ?? 'info',
  logDays: values.LogKeepDays ?? 30,
  historyDays: values.HistoryKeepDays ?? 365,
});

/** Numbers as numbers, so that of two with one label the lower ID stays. */
export const sortedIds = (deployments: ReadonlyMap<string, unknown>): readonly string[] =>
  [...deployments.keys()].sort(byId);

function adHocRules(shared: readonly PlacedSource[]): Preferences['adHoc'] {
  const seed: PlacedSource = {
    name: 'the menu of Better Jamf Policy Deferral',
    managed: false,
    dictionary: seedMenu,
    domain: organizationDomain,
    place: 'organization',
  };
  return (id, adHoc) => {
    const { values, origins } = readKeys([], [...shared, seed], 'deployment');
    return toAdHocDeployment(id, adHoc, values, origins.Title.kind === 'set');
  };
}

/** A Mac's disk does not tell upper from lower case, as a rule. */
const fileOf = (label: string): string => label.toLowerCase();

const sameLabel = ({ id, label }: Deployment, rival: Deployment): Problem => ({
  severity: 'error',
  kind: 'contradiction',
  domain: domainOf(id),
  source: domainOf(id),
  key: 'LaunchDaemonLabel',
  value: shown(label),
  rule: `a label of its own (deployment ${rival.id} has the same)`,
  used: 'nothing: this deployment is left out',
  nearest: null,
});

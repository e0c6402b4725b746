/**
 * Reads the organisation's and the deployments' domains into deployments, collecting problems. A bad value never stops
 * anything: that key alone falls back, and the problem names the domain, the key, the value, the rule and what was used.
 */
import { isJobLabel } from '../core/names.ts';
import type { AdHoc, Deployment, Verification } from '../core/deployment.ts';
import { table, type Key, type KeyName, type Place, type Values } from './table.ts';

export interface Problem {
  readonly domain: string;
  readonly key: string;
  readonly value: string;
  readonly rule: string;
  readonly used: string;
}

export const describeProblem = ({ domain, key, value, rule, used }: Problem): string =>
  `${domain}: ${key} is ${value}, but must be ${rule}; used ${used} instead`;

/** A property list's dictionary as it came from the file. */
export type Dictionary = Readonly<Record<string, unknown>>;

/** What the preferences say as a whole. */
export interface Preferences {
  readonly organizationName: string | null;
  readonly supportContact: string | null;
  readonly deployments: readonly Deployment[];
  readonly problems: readonly Problem[];
  /** The rules for a deployment that came by BJPD's positional parameters alone. */
  readonly adHoc: (id: string, adHoc: AdHoc) => Deployment;
}

/** The domain's file names are `io.intermission.plist` and `io.intermission.deployment.<ID>.plist`. */
export const domainOf = (id: string): string => `io.intermission.deployment.${id}`;
const organizationDomain = 'io.intermission';

/** BJPD's own menu in minutes, its first entry preselected (peers.md 1.1). */
const seedMenu = { DeferralTimerMenu: [5, 0, 30, 60, 240, 720, 10_080], DeferralTimerDefault: 5 };

export function readPreferences(
  organization: Dictionary | null,
  byDeployment: ReadonlyMap<string, Dictionary>,
): Preferences {
  const problems: Problem[] = [];
  const shared = organization ?? {};
  const own = readValues(organizationDomain, shared, [], 'organization', problems);
  const deployments: Deployment[] = [];
  const ids = [...byDeployment.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  for (const id of ids) {
    const values = readValues(domainOf(id), byDeployment.get(id) ?? {}, [shared], 'deployment', problems);
    const deployment = toDeployment(id, values, problems);
    if (deployment === null) continue;
    const rival = deployments.find((other) => sameFile(other.label, deployment.label));
    if (rival === undefined) deployments.push(deployment);
    else {
      problems.push({
        domain: domainOf(id),
        key: 'LaunchDaemonLabel',
        value: JSON.stringify(deployment.label),
        rule: `a label of its own (deployment ${rival.id} has the same)`,
        used: 'nothing: this deployment is left out',
      });
    }
  }
  return {
    organizationName: own.OrganizationName,
    supportContact: own.SupportContact,
    deployments,
    problems,
    adHoc: (id, adHoc) => {
      const values = readValues(organizationDomain, {}, [shared, seedMenu], 'deployment', []);
      const deployment = toDeployment(
        id,
        { ...values, Trigger: adHoc.trigger, LaunchDaemonLabel: adHoc.label },
        [],
      );
      if (deployment === null) throw new Error(`ad hoc deployment ${id} has no trigger`);
      return {
        ...deployment,
        title:
          shared['Title'] === undefined && adHoc.osUpdates ? 'Software updates are ready' : deployment.title,
        restarts: adHoc.osUpdates,
        askOnlyWhile: adHoc.osUpdates ? 'os-updates-pending' : null,
      };
    },
  };
}

/** A Mac's disk does not tell upper from lower case, as a rule. */
const sameFile = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * Reads every key that may stand in this place from its own dictionary or, where it may stand in both, from the first of the
 * shared ones that sets it validly.
 */
function readValues(
  domain: string,
  own: Dictionary,
  shared: readonly Dictionary[],
  place: Exclude<Place, 'both'>,
  problems: Problem[],
): Values {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(table) as KeyName[]) {
    const key: Key<unknown> = table[name];
    values[name] = key.fallback;
    if (key.place !== 'both' && key.place !== place) continue;
    let broken: Pick<Problem, 'value' | 'rule'> | null = null;
    let origin = 'the default';
    for (const dictionary of key.place === 'both' ? [own, ...shared] : [own]) {
      const value = dictionary[name];
      if (value === undefined || (typeof value === 'string' && value.trim() === '')) continue;
      const read = key.read(value);
      if (read.ok) {
        values[name] = read.value;
        origin = "the organization's";
        break;
      }
      // A shared value is reported once, with the organisation's own domain.
      if (dictionary === own) broken = { value: shown(value), rule: read.problem };
    }
    if (broken !== null) {
      const used = values[name] === null ? 'no value' : `${origin} ${JSON.stringify(values[name])}`;
      problems.push({ domain, key: name, ...broken, used });
    }
  }
  return values as Values;
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};

function toDeployment(id: string, values: Values, problems: Problem[]): Deployment | null {
  const domain = domainOf(id);
  if (values.Trigger === null) {
    problems.push({
      domain,
      key: 'Trigger',
      value: 'not set',
      rule: 'set: without it there is nothing to run',
      used: 'nothing: this deployment is left out',
    });
    return null;
  }
  const label = values.LaunchDaemonLabel ?? domain;
  if (!isJobLabel(label)) {
    problems.push({
      domain,
      key: 'LaunchDaemonLabel',
      value: 'not set',
      rule: 'set where the ID is too long to be part of a label',
      used: 'nothing: this deployment is left out',
    });
    return null;
  }
  const menu = values.DeferralTimerMenu ?? [0];
  return {
    id,
    label,
    trigger: values.Trigger,
    title: values.Title ?? '',
    message: values.Message ?? '',
    minutes: values.EstimatedMinutes,
    restarts: values.RestartRequired ?? false,
    distribution:
      values.DistributionMethod === 'Make available in Self Service' ? 'self-service' : 'automatic',
    menu,
    preselected: values.DeferralTimerDefault,
    namedTimes: values.NamedTimes ?? [],
    ownTime: values.OwnTimeAllowed ?? true,
    workingDay: values.WorkingHours ?? { start: { hour: 8, minute: 30 }, end: { hour: 17, minute: 30 } },
    deadline: {
      fixed: values.DeadlineDate,
      daysAfterFirstOffered: values.DeadlineDays,
      deferrals: values.DeadlineCount,
    },
    graceMinutes: values.GracePeriodMinutes ?? 60,
    askAgainMinutes: values.AskAgainMinutes ?? 240,
    noUser: values.NoUserAction ?? 'wait',
    attempts: 3,
    hoursBetweenAttempts: 6,
    verification: verificationOf(domain, values, problems),
    askOnlyWhile: null,
  };
}

function verificationOf(domain: string, values: Values, problems: Problem[]): Verification {
  if (values.VerifyOSVersion !== null) return { kind: 'os-version', minimum: values.VerifyOSVersion };
  if (values.VerifyFileVault === true) return { kind: 'filevault' };
  const path = values.VerifyApplicationPath;
  if (path === null) return { kind: 'none' };
  if (values.VerifyApplicationBundleID === null) {
    problems.push({
      domain,
      key: 'VerifyApplicationBundleID',
      value: 'not set',
      rule: 'set where VerifyApplicationPath is, so that a foreign app cannot pass for it',
      used: 'no verification',
    });
    return { kind: 'none' };
  }
  return {
    kind: 'app',
    path,
    bundleId: values.VerifyApplicationBundleID,
    minimum: values.VerifyApplicationVersion,
  };
}

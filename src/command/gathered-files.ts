/** Profiles and property lists that an admin names on the command line, read together as a Mac would. */
import { basename } from 'node:path';
import { deploymentPreferenceDomainPrefix, preferenceDomain, preferenceNames } from '../contract/identity.ts';
import { isDeploymentId } from '../core/names.ts';
import { readPreferenceFile, type DomainKeys } from '../files/profile-file.ts';
import {
  describeProblem,
  readPreferences,
  type Moment,
  type Preferences,
  type Problem,
  type Source,
} from '../preferences/read-domain.ts';
import { readNamedFile } from './config-files.ts';

/** One finding, whatever it is about. `key`, `value`, `rule`, `used` and `nearest` are null where it is about a whole file. */
export interface Finding {
  readonly severity: Problem['severity'];
  readonly kind: Problem['kind'] | 'file';
  readonly file: string;
  readonly domain: string | null;
  readonly key: string | null;
  readonly value: string | null;
  readonly rule: string | null;
  readonly used: string | null;
  readonly nearest: string | null;
  readonly text: string;
}

export interface GatheredFiles {
  /** The domains of ours that were found. */
  readonly domains: readonly string[];
  readonly preferences: Preferences;
  /** What is wrong with the files, then what is wrong in them: errors first. */
  readonly findings: readonly Finding[];
}

/** Reads the files; `moment` is what dates are held against. */
export async function gather(files: readonly string[], moment: Moment | null): Promise<GatheredFiles> {
  const gathered = new Gathered();
  for (const file of files) {
    const bytes = await readNamedFile(file);
    if (!bytes.ok) gathered.about(file, 'error', null, bytes.problem);
    else gathered.read(file, bytes.value);
  }
  return gathered.all(moment);
}

class Gathered {
  readonly #organization: Source[] = [];
  readonly #deployments = new Map<string, Source[]>();
  readonly #findings: Finding[] = [];

  read(file: string, bytes: Uint8Array): void {
    const name = basename(file);
    const read = readPreferenceFile(name, bytes);
    if (!read.ok) {
      this.about(file, 'error', null, read.problem);
      return;
    }
    for (const { severity, domain, text } of read.value.remarks) this.about(file, severity, domain, text);
    const ours = read.value.domains.filter((found) => this.#add(file, found));
    if (ours.length > 0) return;
    this.about(
      file,
      'error',
      null,
      `holds no preferences of Intermission; they stand in ${preferenceDomain} or ${preferenceNames.deploymentPrefix}ID, which is also what a property list must be called`,
    );
  }

  about(file: string, severity: Finding['severity'], domain: string | null, text: string): void {
    const whose = domain === null ? '' : ` (${domain})`;
    const nothing = { key: null, value: null, rule: null, used: null, nearest: null };
    this.#findings.push({
      severity,
      kind: 'file',
      file,
      domain,
      ...nothing,
      text: `${file}${whose} ${text}`,
    });
  }

  /** False where the domain is not ours. */
  #add(file: string, { domain, keys }: DomainKeys): boolean {
    const source: Source = { name: file, managed: true, dictionary: keys };
    const { organization, deploymentPrefix } = preferenceNames;
    if (domain === organization) {
      this.#organization.push(source);
      return true;
    }
    if (domain.startsWith(deploymentPrefix)) {
      const id = domain.slice(deploymentPrefix.length);
      if (isDeploymentId(id)) this.#deployments.set(id, [...(this.#deployments.get(id) ?? []), source]);
      else this.about(file, 'error', domain, `is not read: "${id}" cannot be the ID of a deployment`);
      return true;
    }
    if (domain.toLowerCase().startsWith(organization)) {
      const meant = domain === deploymentPreferenceDomainPrefix ? 'it lacks the ID' : 'only these are read';
      this.about(file, 'error', domain, `is not read: ${meant}: ${organization} and ${deploymentPrefix}ID`);
      return true;
    }
    this.about(file, 'note', domain, 'is not about Intermission and is left alone');
    return false;
  }

  #domains(): readonly string[] {
    return [
      ...(this.#organization.length > 0 ? [preferenceNames.organization as string] : []),
      ...[...this.#deployments.keys()].map((id) => `${preferenceNames.deploymentPrefix}${id}`),
    ];
  }

  all(moment: Moment | null): GatheredFiles {
    const preferences = readPreferences({
      organization: this.#organization,
      deployments: this.#deployments,
      moment,
    });
    const found = [...this.#findings, ...[...preferences.problems, ...preferences.notes].map(findingOf)];
    return {
      domains: this.#domains(),
      preferences,
      findings: (['error', 'warning', 'note'] as const).flatMap((severity) =>
        found.filter((finding) => finding.severity === severity),
      ),
    };
  }
}

const findingOf = (problem: Problem): Finding => {
  const { severity, kind, source, domain, key, value, rule, used, nearest } = problem;
  return {
    severity,
    kind,
    file: source,
    domain,
    key,
    value,
    rule,
    used,
    nearest,
    text: describeProblem(problem),
  };
};

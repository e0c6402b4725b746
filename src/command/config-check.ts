/** `intermission config check`: reads files as a Mac would, and says everything that is wrong with them. */
import { basename } from 'node:path';
import { deploymentPreferenceDomainPrefix, preferenceDomain, preferenceNames } from '../contract/identity.ts';
import { isDeploymentId } from '../core/names.ts';
import { parseInstant } from '../core/time.ts';
import { readPreferenceFile, type DomainKeys } from '../files/profile-file.ts';
import { describeProblem, readPreferences, type Problem, type Source } from '../preferences/read-domain.ts';
import type { Answer } from './answer.ts';
import { readNamedFile } from './config-files.ts';
import type { ConfigRequest } from './config-arguments.ts';
import { exitCodes } from './exit-codes.ts';

/** One finding, whatever it is about. `key`, `value`, `rule`, `used` and `nearest` are null where it is about a whole file. */
interface Finding {
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

export async function configCheck({
  files,
  json,
}: Extract<ConfigRequest, { kind: 'check' }>): Promise<Answer> {
  const gathered = new Gathered();
  for (const file of files) {
    const bytes = await readNamedFile(file);
    if (!bytes.ok) gathered.about(file, 'error', null, bytes.problem);
    else gathered.read(file, bytes.value);
  }
  const findings = gathered.findings();
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const counts = { errors: count('error'), warnings: count('warning'), notes: count('note') };
  const out = json
    ? JSON.stringify({ schema: 1, files, domains: gathered.domains(), ...counts, findings }, null, 2)
    : [
        ...findings.map(({ severity, text }) => `${severity}: ${text}`),
        summary(gathered.domains(), counts),
      ].join('\n');
  return { exitCode: counts.errors > 0 ? exitCodes.badValue : exitCodes.ok, out: `${out}\n`, err: '' };
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

  domains(): readonly string[] {
    return [
      ...(this.#organization.length > 0 ? [preferenceNames.organization as string] : []),
      ...[...this.#deployments.keys()].map((id) => `${preferenceNames.deploymentPrefix}${id}`),
    ];
  }

  /** What is wrong with the files, then what is wrong in them: errors first. */
  findings(): readonly Finding[] {
    const now = parseInstant(new Date().toISOString());
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const { problems, notes } = readPreferences({
      organization: this.#organization,
      deployments: this.#deployments,
      moment: now === null ? null : { now, zone },
    });
    const all = [...this.#findings, ...[...problems, ...notes].map(findingOf)];
    return (['error', 'warning', 'note'] as const).flatMap((severity) =>
      all.filter((finding) => finding.severity === severity),
    );
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

function summary(
  domains: readonly string[],
  { errors, warnings, notes }: { readonly errors: number; readonly warnings: number; readonly notes: number },
): string {
  const some = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  const read = domains.length === 0 ? 'Nothing was read' : `Read ${domains.join(', ')}`;
  return `${read}: ${some(errors, 'error')}, ${some(warnings, 'warning')}, ${some(notes, 'note')}.`;
}

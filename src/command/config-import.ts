/** `intermission config import`: another tool's settings as a profile of ours. */
import { basename } from 'node:path';
import { preferenceDomain, preferenceNames } from '../contract/identity.ts';
import { isDeploymentId } from '../core/names.ts';
import { failed, ok, type Result } from '../core/result.ts';
import { encodePlist, isDictionary } from '../files/plist-file.ts';
import { readPreferenceFile } from '../files/profile-file.ts';
import { uuidOf } from '../files/profile-uuid.ts';
import { domainProfile, type DomainSettings } from '../preferences/generate/profile.ts';
import { importBjpd, looksLikeBjpd } from '../preferences/import/bjpd.ts';
import { importNudge, nudgeDomain } from '../preferences/import/nudge.ts';
import { importRenew, renewDomain } from '../preferences/import/renew.ts';
import type { Imported } from '../preferences/import/rules.ts';
import { importSuper, superDomain } from '../preferences/import/super.ts';
import { keyNamed } from '../preferences/table.ts';
import { problem, type Answer } from './answer.ts';
import type { ConfigRequest } from './config-arguments.ts';
import { readNamedFile } from './config-files.ts';
import { exitCodes } from './exit-codes.ts';

type Settings = Readonly<Record<string, unknown>>;

const importers: Readonly<Record<string, (settings: Settings) => Imported>> = {
  [superDomain]: importSuper,
  [nudgeDomain]: importNudge,
  [renewDomain]: importRenew,
};

export async function configImport({
  file,
  id,
}: Extract<ConfigRequest, { kind: 'import' }>): Promise<Answer> {
  const bytes = await readNamedFile(file);
  if (!bytes.ok) return problem(exitCodes.badValue, `${file} ${bytes.problem}`);
  const imported = read(basename(file), bytes.value);
  if (!imported.ok) return problem(exitCodes.badValue, `${file} ${imported.problem}`);
  const { tool, settings, lost, notes } = imported.value;
  const trigger = settings.get('Trigger');
  const deployment = id ?? (typeof trigger === 'string' && isDeploymentId(trigger) ? trigger : 'imported');
  const domain = `${preferenceNames.deploymentPrefix}${deployment}`;
  const organization = keysOf(imported.value, true);
  const domains: DomainSettings[] = [
    ...(Object.keys(organization).length > 0
      ? [{ domain: preferenceDomain as string, keys: organization }]
      : []),
    { domain, keys: keysOf(imported.value, false) },
  ];
  const content = {
    identifier: `io.intermission.profile.imported.${deployment}`,
    title: `Intermission: ${deployment}`,
    description: `Imported from ${tool}`,
    organization: 'Intermission',
  };
  return {
    exitCode: exitCodes.ok,
    out: encodePlist(domainProfile(content, domains, uuidOf)),
    err: [
      `${settings.size} settings of ${tool} became ${domains.map((one) => one.domain).join(' and ')}.`,
      ...notes.map(({ key, text }) => `note: ${key}: ${text}`),
      ...lost.map(({ name, why }) => `no counterpart: ${name}: ${why}`),
      '',
    ].join('\n'),
  };
}

const keysOf = ({ settings }: Imported, ofOrganization: boolean) =>
  Object.fromEntries(
    [...settings].filter(([key]) => (keyNamed(key).place === 'organization') === ofOrganization),
  );

function read(name: string, bytes: Buffer): Result<Imported, string> {
  const text = bytes.toString('utf8');
  if (looksLikeBjpd(text)) return ok(importBjpd(text));
  // Nudge reads JSON files as well.
  if (text.trimStart().startsWith('{')) return readJson(text);
  const file = readPreferenceFile(name, bytes);
  if (!file.ok) return file;
  for (const { domain, keys } of file.value.domains) {
    const importer = Object.hasOwn(importers, domain) ? importers[domain] : undefined;
    if (importer !== undefined) return ok(importer(keys));
  }
  return failed(
    `is none that can be imported: a Better Jamf Policy Deferral script, or settings of ${Object.keys(importers).join(', ')} (a property list must be called so)`,
  );
}

function readJson(text: string): Result<Imported, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return failed('is neither JSON nor a property list');
  }
  return isDictionary(value) && ('osVersionRequirements' in value || 'userInterface' in value)
    ? ok(importNudge(value))
    : failed('is JSON, but has none of Nudge’s groups');
}

/**
 * The scripts of the package, each in one piece: places from `contract/identity.ts`, then `packaging/scripts/common.sh`, then its own
 * part. One piece, because the Installer runs them from a folder of its own and the uninstaller stands alone.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { agentLabel, bundleId, helperLabel, packageIds, paths } from '../../src/contract/identity.ts';
import { version } from '../../src/contract/version.ts';
import { agentFile, helperDaemonFile, quoted } from './payload.ts';

export const packageScripts = ['preinstall', 'postinstall', 'uninstall'] as const;
export type PackageScript = (typeof packageScripts)[number];

const sources = join(import.meta.dirname, '../../packaging/scripts');

const places: Readonly<Record<string, string>> = {
  version,
  helper: helperLabel,
  agent: agentLabel,
  bundle_id: bundleId,
  receipts: Object.values(packageIds).join(' '),
  support: paths.support,
  logs: paths.logFolder,
  daemons: dirname(helperDaemonFile.path),
  agents: dirname(agentFile.path),
  helper_plist: helperDaemonFile.path,
  agent_plist: agentFile.path,
  application: paths.application,
  command: paths.command,
  job_command: paths.jobCommand,
};

export async function packageScript(name: PackageScript): Promise<string> {
  const assignments = Object.entries(places).map(([place, value]) => `${place}=${quoted(value)}`);
  return [
    '#!/bin/sh -p',
    '# shellcheck disable=SC2034,SC2317 # every script gets all places, and `soon` calls functions by their names',
    ...assignments,
    '',
    await readFile(join(sources, 'common.sh'), 'utf8'),
    await readFile(join(sources, `${name}.sh`), 'utf8'),
  ].join('\n');
}

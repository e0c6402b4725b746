/** `intermission config print`: the effective values of this Mac, and where each came from. */
import { preferenceFolders, preferenceNames } from '../contract/identity.ts';
import { readPreferenceFolders } from '../files/preference-folder.ts';
import { effectivePreferences, type EffectiveValue } from '../preferences/effective.ts';
import { describeProblem, readPreferences } from '../preferences/read-domain.ts';
import { originText } from '../preferences/sources.ts';
import { done, type Answer } from './answer.ts';
import type { ConfigRequest } from './config-arguments.ts';

export async function configPrint(
  root: string,
  { json }: Extract<ConfigRequest, { kind: 'print' }>,
): Promise<Answer> {
  const found = await readPreferenceFolders(root, preferenceFolders, preferenceNames);
  const { organization, deployments } = effectivePreferences(found);
  const { problems } = readPreferences({ ...found, moment: null });
  if (json) {
    const byId = Object.fromEntries(deployments);
    const all = { schemaVersion: 1, organization, deployments: byId, problems, leftOut: found.leftOut };
    return done(JSON.stringify(all, null, 2));
  }
  const domains = [
    [preferenceNames.organization, organization] as const,
    ...[...deployments].map(([id, values]) => [`${preferenceNames.deploymentPrefix}${id}`, values] as const),
  ];
  return done(
    [
      ...domains.map(([domain, values]) => block(domain, values)),
      ...(deployments.size === 0 ? ['No deployments are configured.'] : []),
      ...found.leftOut.map((text) => `problem: ${text}`),
      ...problems.map((problem) => `${problem.severity}: ${describeProblem(problem)}`),
    ].join('\n'),
  );
}

/** What is set first, then the defaults. */
function block(domain: string, values: readonly EffectiveValue[]): string {
  const width = Math.max(...values.map(({ key }) => key.length));
  const isSet = ({ origin }: EffectiveValue): boolean => origin.kind === 'set';
  const sorted = [...values.filter(isSet), ...values.filter((value) => !isSet(value))];
  return [domain, ...sorted.map((value) => `  ${value.key.padEnd(width)}  ${lineOf(value)}`), ''].join('\n');
}

function lineOf({ key, value, origin }: EffectiveValue): string {
  const written = value === null ? 'not set' : JSON.stringify(value);
  const from = origin.kind === 'default' ? 'default' : `${originText(origin)}: ${origin.source}`;
  const alias = origin.kind === 'set' && origin.name !== key ? `, as ${origin.name}` : '';
  return `${written}  (${from}${alias})`;
}

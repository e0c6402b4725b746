/** `intermission config check`: reads files as a Mac would, and says everything that is wrong with them. */
import { parseInstant } from '../core/time.ts';
import type { Answer } from './answer.ts';
import type { ConfigRequest } from './config-arguments.ts';
import { exitCodes } from './exit-codes.ts';
import { gather, type Finding } from './gathered-files.ts';

export async function configCheck({
  files,
  json,
}: Extract<ConfigRequest, { kind: 'check' }>): Promise<Answer> {
  const now = parseInstant(new Date().toISOString());
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { domains, findings } = await gather(files, now === null ? null : { now, zone });
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const counts = { errors: count('error'), warnings: count('warning'), notes: count('note') };
  const out = json
    ? JSON.stringify({ schemaVersion: 1, files, domains, ...counts, findings }, null, 2)
    : [...findings.map(({ severity, text }) => `${severity}: ${text}`), summary(domains, counts)].join('\n');
  return { exitCode: counts.errors > 0 ? exitCodes.badValue : exitCodes.ok, out: `${out}\n`, err: '' };
}

function summary(
  domains: readonly string[],
  { errors, warnings, notes }: { readonly errors: number; readonly warnings: number; readonly notes: number },
): string {
  const some = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  const read = domains.length === 0 ? 'Nothing was read' : `Read ${domains.join(', ')}`;
  return `${read}: ${some(errors, 'error')}, ${some(warnings, 'warning')}, ${some(notes, 'note')}.`;
}

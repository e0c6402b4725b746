/** The words after `intermission config`. */
import { parseArgs } from 'node:util';
import { isDeploymentId } from '../core/names.ts';
import { failed, ok, type Result } from '../core/result.ts';
import { configActions, isConfigAction, type ConfigAction } from './usage.ts';

export type ConfigPlace = 'organization' | 'deployment';

export type ConfigRequest =
  | { readonly kind: 'check'; readonly files: readonly string[]; readonly json: boolean }
  | { readonly kind: 'print'; readonly json: boolean }
  | { readonly kind: 'import'; readonly file: string; readonly id: string | null }
  | { readonly kind: 'schema' | 'manifest'; readonly place: ConfigPlace }
  | { readonly kind: 'example'; readonly name: string | null };

interface ConfigWords {
  readonly root: string | undefined;
  /** Which help is wanted where `request` is null; null: that of `config` itself. */
  readonly help: ConfigAction | null;
  readonly request: ConfigRequest | null;
}

const allowed: Readonly<Record<ConfigAction, readonly string[]>> = {
  check: ['json'],
  print: ['json'],
  import: ['id'],
  schema: [],
  manifest: [],
  example: [],
};

/** The problem names the word that is wrong. */
export function configRequest(words: readonly string[]): Result<ConfigWords, string> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        root: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean' },
        id: { type: 'string' },
      },
    });
  } catch (error) {
    return failed(`config: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { values, positionals } = parsed;
  const [action, ...names] = positionals;
  const asked = values.help === true;
  if (action === undefined) {
    return asked
      ? ok({ root: values.root, help: null, request: null })
      : failed(`config needs an action: ${Object.keys(configActions).join(', ')}`);
  }
  if (!isConfigAction(action))
    return failed(`config has no action "${action}"; see intermission config --help`);
  if (asked) return ok({ root: values.root, help: action, request: null });
  const stranger = Object.keys(values).find(
    (option) => option !== 'root' && !allowed[action].includes(option),
  );
  if (stranger !== undefined) return failed(`config ${action} has no option --${stranger}`);
  const request = requestOf(action, names, values);
  return request.ok ? ok({ root: values.root, help: null, request: request.value }) : request;
}

function requestOf(
  action: ConfigAction,
  names: readonly string[],
  { json = false, id }: { readonly json?: boolean | undefined; readonly id?: string | undefined },
): Result<ConfigRequest, string> {
  const [first, ...others] = names;
  if (action === 'check') {
    return first === undefined
      ? failed('config check needs a file')
      : ok({ kind: action, files: names, json });
  }
  const tooMany = action === 'print' ? first : others[0];
  if (tooMany !== undefined) return failed(`config ${action} takes no argument "${tooMany}"`);
  switch (action) {
    case 'print':
      return ok({ kind: action, json });
    case 'import':
      if (first === undefined) return failed('config import needs a file');
      return id === undefined || isDeploymentId(id)
        ? ok({ kind: action, file: first, id: id ?? null })
        : failed(
            `--id is "${id}", but must be 1 to 128 letters, digits, dots, hyphens or underscores, beginning with a letter or digit`,
          );
    case 'example':
      return ok({ kind: action, name: first ?? null });
    case 'schema':
    case 'manifest':
      return first === 'organization' || first === 'deployment'
        ? ok({ kind: action, place: first })
        : failed(`config ${action} needs organization or deployment`);
  }
}

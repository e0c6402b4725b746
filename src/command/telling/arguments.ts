/** The words after `status`, `ea`, `history` and `support-bundle`: what tells, and changes nothing. */
import { parseArgs } from 'node:util';
import { isDeploymentId } from '../../core/names.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { instantOf, parseInstant, parseLocalMinute, type Instant, type Zone } from '../../core/time.ts';
import {
  extensionAttributeNames,
  isExtensionAttribute,
  type ExtensionAttribute,
} from './extension-attributes.ts';

export type TellingName = 'status' | 'ea' | 'history' | 'support-bundle';

/** A moment as an admin writes it: an instant, or local time wherever the Mac is. */
export type Since = (zone: Zone) => Instant;

export type TellingRequest =
  | { readonly kind: 'status'; readonly deployment: string | null; readonly json: boolean }
  | { readonly kind: 'ea'; readonly attribute: ExtensionAttribute; readonly deployment: string | null }
  | {
      readonly kind: 'history';
      readonly deployment: string | null;
      readonly since: Since | null;
      /** How many of the newest entries; null where the default, or what `since` says, counts. */
      readonly last: number | null;
      readonly json: boolean;
    }
  | { readonly kind: 'support-bundle'; readonly file: string | null };

export const isTelling = (name: string): name is TellingName => Object.hasOwn(allowed, name);

export interface TellingWords {
  readonly root: string | undefined;
  /** Null: its help is wanted. */
  readonly request: TellingRequest | null;
}

export interface TellingProblem {
  readonly kind: 'usage' | 'value';
  readonly text: string;
}

/** Which options each knows, besides --root and --help. */
const allowed: Readonly<Record<TellingName, readonly string[]>> = {
  status: ['json'],
  ea: ['deployment'],
  history: ['since', 'last', 'json'],
  'support-bundle': [],
};

interface Options {
  readonly json?: boolean | undefined;
  readonly deployment?: string | undefined;
  readonly since?: string | undefined;
  readonly last?: string | undefined;
}

/** The problem names the word and the rule. */
export function tellingRequest(
  name: TellingName,
  words: readonly string[],
): Result<TellingWords, TellingProblem> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        root: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean' },
        deployment: { type: 'string' },
        since: { type: 'string' },
        last: { type: 'string' },
      },
    });
  } catch (error) {
    return usage(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { values, positionals } = parsed;
  const { root, help, ...options } = values;
  if (help === true) return ok({ root, request: null });
  const stranger = Object.keys(options).find((option) => !allowed[name].includes(option));
  if (stranger !== undefined) return usage(`${name} has no option --${stranger}`);
  const [first, second] = positionals;
  if (second !== undefined) return usage(`${name} takes no argument "${second}"`);
  const request = requestOf(name, first ?? null, options);
  return request.ok ? ok({ root, request: request.value }) : request;
}

function requestOf(
  name: TellingName,
  argument: string | null,
  { json = false, deployment, since, last }: Options,
): Result<TellingRequest, TellingProblem> {
  switch (name) {
    case 'status': {
      const id = idOf(argument, 'the deployment');
      return id.ok ? ok({ kind: name, deployment: id.value, json }) : id;
    }
    case 'ea': {
      if (argument === null || !isExtensionAttribute(argument)) {
        const given = argument === null ? '' : `, not "${argument}"`;
        return usage(`ea needs one of ${extensionAttributeNames.join(', ')}${given}`);
      }
      // Blank means all, so that a script's variable may stay empty.
      const id = idOf(deployment === '' ? null : (deployment ?? null), '--deployment');
      return id.ok ? ok({ kind: name, attribute: argument, deployment: id.value }) : id;
    }
    case 'history': {
      const id = idOf(argument, 'the deployment');
      if (!id.ok) return id;
      if (last !== undefined && !/^[1-9]\d{0,5}$/.test(last)) {
        return value(`--last is "${last}", but must be a whole number from 1 to 999999`);
      }
      const from = since === undefined ? null : sinceOf(since);
      if (since !== undefined && from === null) {
        return value(
          `--since is "${since}", but must be a day, a local time or an instant, such as 2026-11-21, 2026-11-21T17:00 or 2026-11-21T16:00:00Z`,
        );
      }
      const newest = last === undefined ? null : Number(last);
      return ok({ kind: name, deployment: id.value, since: from, last: newest, json });
    }
    case 'support-bundle':
      return argument === ''
        ? value('the name of the file must not be empty')
        : ok({ kind: name, file: argument });
  }
}

function idOf(id: string | null, what: string): Result<string | null, TellingProblem> {
  if (id === null || isDeploymentId(id)) return ok(id);
  return value(
    `${what} is "${id}", but must be 1 to 128 letters, digits, dots, hyphens or underscores, beginning with a letter or digit`,
  );
}

function sinceOf(text: string): Since | null {
  const instant = parseInstant(text);
  if (instant !== null) return () => instant;
  const local = parseLocalMinute(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text);
  return local === null ? null : (zone) => instantOf(local, zone);
}

const usage = (text: string): Result<never, TellingProblem> => failed({ kind: 'usage', text });
const value = (text: string): Result<never, TellingProblem> => failed({ kind: 'value', text });

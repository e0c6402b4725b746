/** The words after `intermission demo`. */
import { parseArgs } from 'node:util';
import { failed, ok, type Result } from '../../core/result.ts';
import { problem, type Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';

export const demoStates = ['choices', 'last', 'none-left', 'missed', 'warning'] as const;
export type DemoState = (typeof demoStates)[number];

export interface DemoRequest {
  readonly files: readonly string[];
  /** As the profile says, or the person's own, where null. */
  readonly language: string | null;
  readonly state: DemoState;
  readonly root: string | null;
}

export function demoRequest(words: readonly string[]): Result<DemoRequest, Answer> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { root: { type: 'string' }, language: { type: 'string' }, state: { type: 'string' } },
    });
  } catch (error) {
    return failed(usage(`demo: ${error instanceof Error ? error.message : String(error)}`));
  }
  const { values, positionals: files } = parsed;
  const { root = null, language = null, state = 'choices' } = values;
  if (files.length === 0) return failed(usage('demo needs a profile'));
  if (!isDemoState(state)) {
    return failed(badValue(`--state is "${state}", but must be ${demoStates.join(', ')}`));
  }
  if (language !== null && !isLanguage(language)) {
    return failed(badValue(`--language is "${language}", but must be a language tag such as de or pt-BR`));
  }
  return ok({ files, language, state, root });
}

const isDemoState = (name: string): name is DemoState => demoStates.some((state) => state === name);

function isLanguage(tag: string): boolean {
  try {
    return new Intl.Locale(tag).language !== '';
  } catch {
    return false;
  }
}

const usage = (line: string): Answer => problem(exitCodes.usage, line);
const badValue = (line: string): Answer => problem(exitCodes.badValue, line);

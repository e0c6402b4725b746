/** Runs a script as osascript runs JavaScript for Automation: in a context of its own that holds the language, `ObjC` and `$`. */
import { createContext, runInContext } from 'node:vm';
import type { Framework } from './frameworks.ts';
import { bridged, unwrapping, type Value } from './objects.ts';

export type Answer =
  | { readonly kind: 'printed'; readonly text: string }
  /** What osascript writes after `execution error: `. */
  | { readonly kind: 'failed'; readonly error: string };

/**
 * The number that osascript gives every error of a script. Recorded: `execution error: Error: TypeError: … (-2700)`, `ReferenceError:
 * Can't find variable: obj (-2700)`, `Error: nothing found to import (-2700)`. How it prints what is no text is not verified.
 */
const scriptError = -2700;

export function runScript(script: string, available: Readonly<Record<string, Framework>>): Answer {
  const dollar = Object.assign((value: Value = null) => bridged(value), {});
  const load = (name: string): void => {
    const framework = Object.hasOwn(available, name) ? available[name] : undefined;
    if (framework === undefined) throw new Error('nothing found to import');
    Object.assign(dollar, framework);
  };
  const context = createContext({ $: dollar, ObjC: { import: load, ...unwrapping } });
  try {
    return { kind: 'printed', text: String(runInContext(script, context)) };
  } catch (error) {
    return { kind: 'failed', error: `Error: ${inJavaScriptCoresWords(error)} (${scriptError})` };
  }
}

/** The same mistake reads differently in Apple's engine. Errors of the script come from its own context. */
function inJavaScriptCoresWords(error: unknown): string {
  const text = String(error);
  const unknownName = /^ReferenceError: (.*) is not defined$/.exec(text)?.[1];
  return unknownName === undefined ? text : `ReferenceError: Can't find variable: ${unknownName}`;
}

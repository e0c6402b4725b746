/** The helper's log: one line for each thing, whatever others wrote into it. */
import { expect, it } from 'vitest';
import { logTo } from '../../src/helper/macos/log.ts';
import { at } from '../core/builders.ts';

const written = (line: string): string => {
  let text = '';
  const clock = { now: () => at('2026-11-21T13:10:20.5Z'), zone: () => 'UTC', wakeAt: () => undefined };
  logTo((it) => (text += it), clock).info(line);
  return text;
};

it.each([
  ['a line', 'tidy: Installed', 'tidy: Installed'],
  [
    'a line that would be two',
    'tidy: x\n2026-11-21T13:10:21Z tidy: Installed',
    'tidy: x | 2026-11-21T13:10:21Z tidy: Installed',
  ],
  ['a line that would overwrite itself', 'tidy: failed\rtidy: Installed', 'tidy: failedtidy: Installed'],
  ['an escape sequence', 'tidy: \u001b[2J\u001b]0;x\u0007', 'tidy: [2J]0;x'],
  ['words of other languages', 'tidy: キーノート Präsentation', 'tidy: キーノート Präsentation'],
])('%s', (_, line, expected) => {
  expect(written(line)).toBe(`2026-11-21T13:10:20Z ${expected}\n`);
});

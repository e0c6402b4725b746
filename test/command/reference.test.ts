/** The reference in the documents says what the command itself says. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { commandReference } from '../../scripts/command-reference.ts';
import { exitCodeMeanings, exitCodes } from '../../src/command/exit-codes.ts';

it('docs/COMMAND.md is up to date: run `npm run generate`', async () => {
  const file = join(import.meta.dirname, '../../docs/COMMAND.md');
  const wanted = await format(commandReference(), { ...(await resolveConfig(file)), filepath: file });
  expect(await readFile(file, 'utf8')).toBe(wanted);
});

it('says what every exit code means', () => {
  expect(exitCodeMeanings.map(([code]) => code)).toEqual(Object.values(exitCodes));
});

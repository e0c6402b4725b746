/** Writes docs/COMMAND.md. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { commandReference } from './command-reference.ts';

const file = join(import.meta.dirname, '../docs/COMMAND.md');
await writeFile(file, await format(commandReference(), { ...(await resolveConfig(file)), filepath: file }));

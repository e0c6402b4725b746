/** The documented status: the page, the JSON Schema beside it and the example are those of the schema that the code uses. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { tellingFiles } from '../../scripts/generate-telling.ts';
import { statusJsonSchema, type JsonSchema } from '../../scripts/status-reference.ts';
import { statusReportSchema } from '../../src/contract/admin-door.ts';

const repository = join(import.meta.dirname, '../..');
const fileText = (path: string): Promise<string> => readFile(join(repository, path), 'utf8');

it('what is generated for those who read the status is up to date: run `npm run generate`', async () => {
  for (const [path, wanted] of await tellingFiles()) expect(await fileText(path), path).toBe(wanted);
});

describe('the example in docs/STATUS.md', () => {
  const example = async (): Promise<unknown> =>
    JSON.parse(/```json\n([\s\S]*?)```/.exec(await fileText('docs/STATUS.md'))?.[1] ?? '');
  const documented = async () =>
    z.fromJSONSchema(JSON.parse(await fileText('docs/status.schema.json')) as z.core.JSONSchema.JSONSchema);

  it('is what the door lets pass', async () => {
    expect(statusReportSchema.safeParse(await example()).error).toBeUndefined();
  });

  it('keeps to the JSON Schema beside it, which a report with a wrong value does not', async () => {
    const schema = await documented();
    const right = (await example()) as { deployments: object[] };
    expect(schema.safeParse(right).success).toBe(true);
    const wrong = { ...right, deployments: [{ ...right.deployments[0], status: 'Done' }] };
    expect(schema.safeParse(wrong).success).toBe(false);
  });

  it('may hold keys of a later version', async () => {
    const later = { ...((await example()) as object), mood: 'fine' };
    expect((await documented()).safeParse(later).success).toBe(true);
  });
});

it('every key and every kind is described', () => {
  const missing: string[] = [];
  const look = (path: string, schema: JsonSchema): void => {
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      if (property.description === undefined && key !== 'kind') missing.push(`${path}.${key}`);
      look(`${path}.${key}`, property);
    }
    if (schema.items !== undefined) look(`${path}[]`, schema.items);
    for (const one of schema.anyOf ?? []) look(path, one);
    for (const one of schema.oneOf ?? []) {
      const kind = String(one.properties?.['kind']?.const);
      if (one.description === undefined) missing.push(`${path}.kind ${kind}`);
      look(`${path} ${kind}`, one);
    }
  };
  look('', statusJsonSchema());
  expect(missing).toEqual([]);
});

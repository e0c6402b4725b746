/** The helper's way to macOS's tools: an answer in any case, and in time. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toolsBelow, type RunTool } from '../../src/helper/macos/tool.ts';

let root = '';
let run: RunTool;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tools-'));
  mkdirSync(join(root, 'bin'));
  run = toolsBelow(root);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A shell script in the place of a tool. */
function tool(script: string): string {
  writeFileSync(join(root, 'bin/tool'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(root, 'bin/tool'), 0o755);
  return '/bin/tool';
}

describe('a tool', () => {
  it.each<[string, string, object]>([
    ['that ends well', 'cat; echo out; echo err >&2', { code: 0, stdout: 'in\nout\n', stderr: 'err\n' }],
    ['that ends with a code', 'echo no; exit 113', { code: 113, stdout: 'no\n', stderr: '' }],
  ])('%s answers with its words and its code', async (_, script, value) => {
    expect(await run(tool(script), [], { input: 'in\n' })).toEqual({ ok: true, value });
  });

  it('is given its arguments as they are: no shell reads them', async () => {
    const answer = await run(tool('printf "%s|" "$@"'), ['a b', '$(id)', ';']);
    expect(answer).toMatchObject({ value: { stdout: 'a b|$(id)|;|' } });
  });

  it.each<[string, string]>([
    ['that hangs', 'sleep 60'],
    ['that hangs and does not mind being asked to end', "trap '' TERM; while :; do sleep 1; done"],
    ['whose children keep its output open', 'sleep 60 & exit 0'],
  ])('%s is cut off, and the answer comes in time', async (_, script) => {
    const answer = await run(tool(script), [], { timeoutMs: 300 });
    expect(answer).toEqual({ ok: false, problem: '/bin/tool gave no answer: it took too long' });
  });

  it.each<[string, string, RegExp]>([
    ['that is killed', 'kill -9 $$', /gave no answer/],
    ['that prints without end', 'yes', /gave no answer: .*maxBuffer/],
  ])('%s gave no answer, and the reason is told', async (_, script, problem) => {
    const answer = await run(tool(script), []);
    expect(answer.ok ? '' : answer.problem).toMatch(problem);
  });

  it('that is missing gave no answer', async () => {
    const answer = await run('/bin/absent', []);
    expect(answer.ok ? '' : answer.problem).toContain('ENOENT');
  });
});

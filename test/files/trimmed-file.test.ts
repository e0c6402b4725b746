/** Files that are cut at their beginning, under whoever writes them. */
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  linkSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trimByReplacing, trimInPlace, type Trimming } from '../../src/files/trimmed-file.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trimmed-'));
  file = join(folder, 'helper.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Lines that begin with "old" go, as far as they come first. */
const old: Trimming = {
  mostBytes: 1_000_000,
  firstKept: (lines) => {
    const first = lines.findIndex((line) => !line.toString().startsWith('old'));
    return first === -1 ? lines.length : first;
  },
};

const ways = [
  ['in place', (path: string, trimming: Trimming) => Promise.resolve(trimInPlace(path, trimming))],
  ['by replacing', (path: string, trimming: Trimming) => trimByReplacing(path, 0o600, trimming)],
] as const;

describe.each(ways)('%s', (_way, trim) => {
  it.each([
    ['the old lines go', 'old 1\nold 2\nnew 3\nold 4\n', 'new 3\nold 4\n', true],
    ['a last line without an end stays as it is', 'old 1\nnew 2', 'new 2', true],
    ['all of it may go', 'old 1\nold 2\n', '', true],
    ['nothing goes where nothing is old', 'new 1\nold 2\n', 'new 1\nold 2\n', false],
    ['an empty file stays', '', '', false],
    ['bytes that are no text stay', 'old\nnew \xff\xfe\n', 'new \xff\xfe\n', true],
  ])('%s', async (_, before, after, dropped) => {
    writeFileSync(file, before, 'latin1');
    chmodSync(file, 0o600);
    expect(await trim(file, old)).toEqual({ ok: true, value: dropped });
    expect(readFileSync(file, 'latin1')).toBe(after);
    expect(readdirSync(folder)).toEqual(['helper.log']);
  });

  it('reads beyond the beginning only where the beginning has something to drop, or the file is large', async () => {
    const text = `new\n${'x'.repeat(99)}\n`.repeat(2000);
    writeFileSync(file, text);
    const seen: number[] = [];
    const counting: Trimming = { mostBytes: 1_000_000, firstKept: (lines) => (seen.push(lines.length), 0) };
    await trim(file, counting);
    expect(Math.max(...seen)).toBeLessThan(2000);
    seen.length = 0;
    await trim(file, { ...counting, mostBytes: 100_000 });
    expect(Math.max(...seen)).toBe(4000);
  });

  it('a file that is not there is left so', async () => {
    expect(await trim(file, old)).toEqual({ ok: true, value: false });
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['a symbolic link', () => symlinkSync(join(folder, 'other'), file), /ELOOP/],
    ['a second name', () => linkSync(join(folder, 'other'), file), /is not a file of its own/],
    [
      'a file that others can write',
      () => {
        writeFileSync(file, 'old\n');
        chmodSync(file, 0o666);
      },
      /can be written by others/,
    ],
    [
      'a file of a user',
      () => {
        writeFileSync(file, 'old\n');
        chownSync(file, 501, 20);
      },
      /can be written by others/,
    ],
  ])('%s is refused, and what it leads to stays whole', async (_, make, problem) => {
    writeFileSync(join(folder, 'other'), 'old 1\n');
    make();
    const refused = await trim(file, old);
    expect(refused.ok ? '' : refused.problem).toMatch(problem);
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('old 1\n');
  });
});

it('in place: whoever appends goes on behind what stays, in the same file', () => {
  const writer = openSync(file, 'a', 0o644);
  writeSync(writer, 'old 1\nnew 2\n');
  const { ino, mode } = statSync(file);
  expect(trimInPlace(file, old)).toEqual({ ok: true, value: true });
  writeSync(writer, 'new 3\n');
  closeSync(writer);
  expect(readFileSync(file, 'utf8')).toBe('new 2\nnew 3\n');
  expect([statSync(file).ino, statSync(file).mode]).toEqual([ino, mode]);
});

it('by replacing: the mode is the one that is wanted', async () => {
  writeFileSync(file, 'old 1\nnew 2\n', { mode: 0o644 });
  await trimByReplacing(file, 0o600, old);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  appendFileSync(file, 'new 3\n');
  expect(readFileSync(file, 'utf8')).toBe('new 2\nnew 3\n');
});

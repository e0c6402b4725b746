/** `intermission history`: what happened, when and why, also without the helper and from a file that is not whole. */
import { appendFileSync, chmodSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeHistoryLine } from '../../src/contract/history.ts';
import { paths } from '../../src/contract/identity.ts';
import { fileVault, housekeeping, serving } from '../helper/deployments.ts';
import { slideShow } from '../helper/onlooker.ts';
import { jappleseed, newWorld, sharedWorld, type World } from '../helper/world.ts';

const lines = async (world: World, ...args: readonly string[]): Promise<string[]> => {
  const { code, stdout, stderr } = await world.command('history', ...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.trimEnd().split('\n');
};

describe('the history that the helper wrote', () => {
  it('tells each change with its time, its cause and what is so since then', async () => {
    const world = await newWorld(serving(housekeeping, fileVault));
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    await world.command('cancel', '--deployment', 'tidy');
    const told = await lines(world);
    expect(told[0]).toBe('Times in Europe/Berlin.');
    const text = told.join('\n');
    expect(text).toMatch(
      /\n2026-11-21 14:10 {2}tidy {2,}resting → scheduled: .+\n {18}Scheduled for 2026-11-21 15:11 Europe\/Berlin by the help desk \(attempt 1 of 3\)\.\n/,
    );
    expect(text).toMatch(/\n2026-11-21 14:10 {2}tidy {2,}scheduled → resting: /);
    for (const entry of world.history()) expect(decodeHistoryLine(JSON.stringify(entry))).toEqual(entry);
  });

  it('is told of one deployment, and needs no helper', async () => {
    const world = await newWorld(serving(housekeeping, fileVault));
    await world.command('prompt', '--deployment', 'filevault');
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    await world.bootoutHelper();
    const told = await lines(world, 'tidy');
    expect(told.some((line) => line.includes('filevault'))).toBe(false);
    expect(told.some((line) => line.includes('resting → scheduled'))).toBe(true);
    expect(await lines(world, 'nope')).toEqual(['Nothing is written down of nope.']);
  });

  it('tells what held the question, from when to when and why', async () => {
    const world = await newWorld(serving(housekeeping));
    world.onlooker.screen = slideShow;
    await world.command('prompt', '--deployment', 'tidy');
    await world.until('tidy', ({ hold }) => hold !== null);
    const text = (await lines(world)).join(' ').replace(/\s+/g, ' ');
    expect(text).toContain('The question is held: Keynote presents');
    for (const entry of world.history()) expect(decodeHistoryLine(JSON.stringify(entry))).toEqual(entry);
  });
});

const entry = (at: string, deployment: string, cause = 'a test'): string =>
  `${JSON.stringify({ at, deployment, cause, from: 'asking', to: 'scheduled', sentence: 'Scheduled.' })}\n`;

describe('a history of any kind', () => {
  const shared = sharedWorld({ user: null });
  const written = (text: string): World => {
    writeFileSync(shared().mac.path(paths.historyFile), text, { mode: 0o600 });
    chmodSync(shared().mac.path(paths.historyFile), 0o600);
    return shared();
  };
  const many = Array.from({ length: 60 }, (_, index) =>
    entry(
      `2026-11-${String(1 + Math.floor(index / 3)).padStart(2, '0')}T10:00:00Z`,
      'tidy',
      `cause ${index}`,
    ),
  ).join('');

  it('shows the newest fifty, and says how many it leaves out', async () => {
    const told = await lines(written(many));
    expect(told[0]).toBe('10 earlier left out; --last N shows more.');
    expect(told.filter((line) => line.includes('cause '))).toHaveLength(50);
    expect(told.at(-2)).toContain('cause 59');
  });

  it.each([
    ['a number of them', ['--last', '2'], 2],
    ['more than there are', ['--last', '100'], 60],
    ['all since a day, by the clock of the Mac', ['--since', '2026-11-02'], 57],
    ['all since a local time', ['--since', '2026-11-02T11:01'], 54],
    ['all since a local time to the minute', ['--since', '2026-11-02 11:00'], 57],
    ['all since an instant', ['--since', '2026-11-02T10:00:01Z'], 54],
    ['the newest since a day', ['--since', '2026-11-02', '--last', '5'], 5],
    ['none, when none is that young', ['--since', '2027-01-01'], 0],
  ])('shows %s', async (_, args, count) => {
    const told = await lines(written(many), ...args);
    expect(told.filter((line) => line.includes('cause '))).toHaveLength(count);
  });

  it('names the lines that it cannot read, and shows the others', async () => {
    const world = written(
      `${entry('2026-11-01T10:00:00Z', 'tidy')}{"at":"2026-1\n\n[]\nnull\n${entry('x', 'tidy')}`,
    );
    appendFileSync(world.mac.path(paths.historyFile), entry('2026-11-02T10:00:00Z', 'slack'));
    const { code, stdout, stderr } = await world.command('history');
    expect(code).toBe(0);
    expect(stdout).toMatch(/tidy {3}asking → scheduled[\s\S]*slack {2}asking → scheduled/);
    expect(stderr).toBe(
      [2, 4, 5, 6].map((line) => `intermission: line ${line} of the history cannot be read\n`).join(''),
    );
    const json = JSON.parse((await world.command('history', '--json')).stdout) as Record<string, unknown>;
    expect(json).toMatchObject({
      schemaVersion: 1,
      zone: 'Europe/Berlin',
      earlier: 0,
      entries: [{ deployment: 'tidy' }, { deployment: 'slack' }],
      garbled: [2, 4, 5, 6],
    });
  });

  it('reads a line of a later version, but for what it does not know', () => {
    const later = {
      ...(JSON.parse(entry('2026-11-01T10:00:00Z', 'x')) as object),
      mood: 1,
      holds: [{ kind: 'new' }],
    };
    expect(decodeHistoryLine(JSON.stringify(later))).toMatchObject({
      deployment: 'x',
      sentence: 'Scheduled.',
    });
  });

  it('lets no line write on the terminal', async () => {
    const told = await lines(written(entry('2026-11-01T10:00:00Z', 'tidy\u001b[2J', 'a\r\nb')));
    expect(told.join('')).not.toMatch(/\p{Cc}/u);
  });

  it('says that there is nothing', async () => {
    expect(await lines(written(''))).toEqual(['Nothing is written down.']);
    rmSync(shared().mac.path(paths.historyFile));
    expect(await lines(shared())).toEqual(['Nothing is written down.']);
  });

  it('is not read through a link, nor where others can write it', async () => {
    const world = written(many);
    chmodSync(world.mac.path(paths.historyFile), 0o622);
    expect(await world.command('history')).toMatchObject({ code: 69, stdout: '' });
    rmSync(world.mac.path(paths.historyFile));
    symlinkSync('/etc/passwd', world.mac.path(paths.historyFile));
    expect((await world.command('history')).stderr).toMatch(/history\.jsonl could not be opened: ELOOP/);
    rmSync(world.mac.path(paths.historyFile));
  });

  it('is for root alone', async () => {
    const world = written(many);
    const ended = await world.mac.run(paths.command, ['history'], { uid: jappleseed.uid });
    expect(ended).toMatchObject({ code: 77, stdout: '' });
    expect(readFileSync(world.mac.path(paths.historyFile), 'utf8')).toBe(many);
  });

  it.each([
    [['--since', 'yesterday'], 65, /--since is "yesterday", but must be a day/],
    [['--last', '0'], 65, /--last is "0"/],
    [['../tidy'], 65, /"\.\.\/tidy"/],
    [['tidy', 'slack'], 64, /history takes no argument "slack"/],
    [['--xml'], 64, /--xml/],
    [['--deployment', 'tidy'], 64, /history has no option --deployment/],
  ] as const)('%s: names the word and the rule', async (args, code, says) => {
    const ended = await shared().command('history', ...args);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(says);
  });
});

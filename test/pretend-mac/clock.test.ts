/** The pretend clock, with real child processes that know nothing of it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { ClockKeeper } from '../../src/pretend-mac/clock/clock-keeper.ts';
import { pretendPrograms } from './programs.ts';

const START = Date.parse('2026-11-21T10:00:00Z');
const HOUR = 3_600_000;
const MINUTE = 60_000;

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function newClock(
  options: { readonly socket?: boolean } = {},
): Promise<{ keeper: ClockKeeper; file: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'clock-'));
  const file = join(folder, 'clock.json');
  const keeper = new ClockKeeper(file, START);
  ends.push(() => {
    keeper.close();
    rmSync(folder, { recursive: true });
  });
  if (options.socket !== false) await keeper.listen();
  await keeper.thaw();
  return { keeper, file };
}

interface Program {
  /** The next line it prints. */
  next(): Promise<string>;
  readonly ended: Promise<number | null>;
}

/** Runs JavaScript below the shim. `say(word)` prints the word and the minutes since the start, rounded. */
async function program(file: string | undefined, code: string): Promise<Program> {
  const shim = join(await pretendPrograms(), 'clock-shim.cjs');
  const text = `const say = (word) => console.log(word, Math.round((Date.now() - ${START}) / 60000)); ${code}`;
  const child = spawn(process.execPath, ['--require', shim, '-e', text], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: file === undefined ? {} : { PRETEND_MAC_CLOCK: file },
  });
  ends.push(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    next: async () => String((await lines.next()).value),
    ended: new Promise((resolve) => child.once('exit', resolve)),
  };
}

const stay = `process.stdin.resume();`;

describe('the clock of a program', () => {
  it('starts where the pretend clock is', async () => {
    const { keeper, file } = await newClock();
    await keeper.advance(2 * HOUR);
    expect(await (await program(file, `say('now')`)).next()).toBe('now 120');
  });

  it('is the real one without a pretend clock', async () => {
    const started = await program(undefined, `console.log(Date.now())`);
    expect(Math.abs(Number(await started.next()) - Date.now())).toBeLessThan(60_000);
  });

  it('fires what is due when time passes, in order, each timer at its own time', async () => {
    const { keeper, file } = await newClock();
    const started = await program(
      file,
      `let n = 0; const every = setInterval(() => { say('every'); if (++n === 3) clearInterval(every); }, ${20 * MINUTE});
       setTimeout(() => say('later'), ${50 * MINUTE});
       setTimeout(() => { say('chain'); setTimeout(() => say('link'), ${20 * MINUTE}); }, ${10 * MINUTE});
       setTimeout(() => say('never'), ${2 * HOUR}).unref();
       require('node:timers/promises').setTimeout(${45 * MINUTE}, 'promised').then(say);
       require('node:util').promisify(setTimeout)(${46 * MINUTE}, 'promisified').then(say);
       say('ready');`,
    );
    await started.next();
    await keeper.advance(HOUR);
    const lines: string[] = [];
    for (let count = 0; count < 8; count += 1) lines.push(await started.next());
    expect(lines).toEqual([
      'chain 10',
      'every 20',
      'link 30',
      'every 40',
      'promised 45',
      'promisified 46',
      'later 50',
      'every 60',
    ]);
    expect(await started.ended).toBe(0);
  });

  it('shows the new time and fires nothing when the wall clock is set', async () => {
    const { keeper, file } = await newClock();
    const started = await program(
      file,
      `setTimeout(() => say('timer'), ${HOUR}); process.stdin.on('data', () => say('asked')); say('ready');`,
    );
    await started.next();
    await keeper.set(START + 5 * HOUR);
    await keeper.advance(HOUR);
    expect(await started.next()).toBe('timer 360');
  });

  it('is known to everybody when a change is complete, even to one that was idle', async () => {
    const { keeper, file } = await newClock();
    const started = await program(
      file,
      `process.on('SIGUSR2', () => say('asked')); console.log(process.pid); ${stay}`,
    );
    const pid = Number(await started.next());
    await keeper.advance(3 * HOUR);
    process.kill(pid, 'SIGUSR2');
    expect(await started.next()).toBe('asked 180');
  });

  it('runs at the rate that it was given', async () => {
    const { keeper, file } = await newClock();
    await keeper.setRate(36_000);
    const started = await program(file, `setTimeout(() => say('timer'), ${HOUR});`);
    const minutes = Number((await started.next()).slice('timer '.length));
    expect(minutes).toBeGreaterThanOrEqual(60);
    expect(minutes).toBeLessThanOrEqual((keeper.now() - START) / MINUTE + 1);
  });

  it('lets timers stand still while the Mac sleeps, and the wall clock go on', async () => {
    const { keeper, file } = await newClock();
    const started = await program(file, `setTimeout(() => say('timer'), ${HOUR}); say('ready');`);
    await started.next();
    await keeper.freeze();
    await keeper.advance(8 * HOUR);
    await keeper.thaw();
    await keeper.advance(59 * MINUTE);
    await keeper.advance(MINUTE);
    expect(await started.next()).toBe('timer 540');
  });

  it('reaches a program that finds no keeper, through the file', async () => {
    const { keeper, file } = await newClock({ socket: false });
    const started = await program(file, `setTimeout(() => say('timer'), ${HOUR}); say('ready');`);
    await started.next();
    await keeper.advance(HOUR);
    expect(await started.next()).toBe('timer 60');
  });

  it('keeps no program alive', async () => {
    const { file } = await newClock();
    expect(await (await program(file, `setTimeout(() => {}, ${HOUR}).unref();`)).ended).toBe(0);
  });
});

/** Each line is a JavaScript expression that has to be true. */
const truths: [english: string, expression: string][] = [
  ['new Date() is a Date', 'new Date() instanceof Date && util.types.isDate(new Date())'],
  ['its constructor is Date', 'new Date(0).constructor === Date'],
  ['Date() is a text of now', `Date().includes('2026')`],
  [
    'arguments mean what they always mean',
    `new Date(2020, 1, 29).getDate() === 29 && new Date('2020-01-01').getTime() === Date.UTC(2020, 0, 1)`,
  ],
  ['Date.parse and Date.UTC are untouched', `Date.parse('1970-01-01T00:00:01Z') === 1000`],
  [
    'a Date can be extended',
    '(class Mine extends Date {}, new (class Mine extends Date {})()) instanceof Date',
  ],
  ['Date has three properties more or less', `Date.length === 7 && Date.name === 'Date'`],
  ['now is whole milliseconds', 'Number.isInteger(Date.now())'],
  ['performance.now starts near 0', 'performance.now() < 60000'],
  [
    'hrtime is a pair of numbers',
    `process.hrtime().length === 2 && typeof process.hrtime.bigint() === 'bigint'`,
  ],
  ['hrtime takes a time before', 'process.hrtime(process.hrtime())[0] === 0'],
  ['a timer has a reference', 'setTimeout(() => {}, 1).hasRef()'],
  [
    'and can lose it and get it back',
    'setTimeout(() => {}, 1).unref().hasRef() === false && setTimeout(() => {}, 1).unref().ref().hasRef()',
  ],
  ['refresh returns the timer', '((t) => t.refresh() === t)(setTimeout(() => {}, 1))'],
  [
    'a timer is a number for those who want one',
    '((t) => { clearTimeout(+t); return !Number.isNaN(+t); })(setTimeout(() => process.exit(9), 5))',
  ],
  [
    'a timer can be disposed of',
    '((t) => { t[Symbol.dispose](); return true; })(setTimeout(() => process.exit(9), 5))',
  ],
  ['clearing nothing is no error', '(clearTimeout(undefined), clearInterval(null), clearTimeout(12), true)'],
  [
    'a callback that is none is a TypeError',
    `(() => { try { setTimeout('x'); } catch (e) { return e.code === 'ERR_INVALID_ARG_TYPE'; } })()`,
  ],
  [
    'the timers module is the same',
    `require('node:timers').setTimeout === setTimeout && require('timers').clearInterval === clearInterval`,
  ],
];

describe('what a program sees of its clock is what Node shows it', () => {
  it.each(truths)('%s', async (_english, expression) => {
    const { file } = await newClock();
    const started = await program(file, `const util = require('node:util'); console.log(${expression});`);
    expect(await started.next()).toBe('true');
    expect(await started.ended).toBe(0);
  });

  it('arguments reach the callback', async () => {
    const { file } = await newClock();
    expect(await (await program(file, `setTimeout(console.log, 1, 'a', 'b');`)).next()).toBe('a b');
  });

  it('a delay beyond 24.8 days is 1 ms, as on a real Mac', async () => {
    const { file } = await newClock();
    const started = await program(
      file,
      `process.on('warning', () => undefined); process.removeAllListeners('warning'); setTimeout(() => say('timer'), 2 ** 31);`,
    );
    expect(await started.next()).toBe('timer 0');
  });

  it('a timer that throws does not stop the others', async () => {
    const { keeper, file } = await newClock();
    const code = `process.on('uncaughtException', () => say('caught')); setTimeout(() => { throw new Error(); }, 1000); setTimeout(() => say('next'), 2000); say('ready');`;
    const started = await program(file, code);
    await started.next();
    await keeper.advance(MINUTE);
    expect([await started.next(), await started.next()]).toEqual(['caught 0', 'next 0']);
  });

  it('an aborted wait rejects', async () => {
    const { file } = await newClock();
    const code = `const stop = new AbortController(); require('node:timers/promises').setTimeout(${HOUR}, 0, { signal: stop.signal }).catch((e) => console.log(e.name, e.code)); stop.abort();`;
    const started = await program(file, code);
    expect(await started.next()).toBe('AbortError ABORT_ERR');
    expect(await started.ended).toBe(0);
  });

  it('Date.now reads no file each time', async () => {
    const { file } = await newClock();
    const code = `const begin = process.cpuUsage(); for (let i = 0; i < 1e6; i += 1) Date.now(); console.log(process.cpuUsage(begin).user + process.cpuUsage(begin).system);`;
    expect(Number(await (await program(file, code)).next())).toBeLessThan(1_000_000);
  });
});

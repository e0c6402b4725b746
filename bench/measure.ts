/** How things are measured here: always against a bare baseline in the same run, in turns, and told as a ratio of medians. */
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';

/** One line of the table. */
export interface Row {
  readonly what: string;
  /** With its unit. */
  readonly ours: string;
  readonly baseline: string;
  readonly ratio: number;
  /** The highest ratio that is good enough; null where DESIGN names none. */
  readonly goal: number | null;
  readonly note?: string;
}

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** Runs both in turns, after one of each to warm up; medians. */
export async function inTurns(
  runs: number,
  ours: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<{ readonly ours: number; readonly baseline: number }> {
  const [a, b]: [number[], number[]] = [[], []];
  for (let run = -1; run < runs; run += 1) {
    const [one, other] = [await ours(), await baseline()];
    if (run < 0) continue;
    a.push(one);
    b.push(other);
  }
  return { ours: median(a), baseline: median(b) };
}

/** Milliseconds from start to exit; throws where it ends otherwise than expected. */
export async function lifetime(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const begun = performance.now();
  const child = spawn(program, [...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  const took = performance.now() - begun;
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: ${String(code)} ${err}`);
  return took;
}

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
export const megabytes = (kilobytes: number): string => `${(kilobytes / 1024).toFixed(1)} MB`;

/** A process and all that descend from it. */
export function familyOf(pid: number): readonly number[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of pairs) if (parent === member && child !== undefined) family.push(child);
  }
  return family;
}

/** Memory in kilobytes that these processes alone are to blame for: shared pages count in parts. */
export const memoryOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + field(pid, 'smaps_rollup', /^Pss:\s+(\d+)/m), 0);

/** How often their threads gave up the processor by themselves: each is followed by a wake-up. */
export const wakeUpsOf = (pids: readonly number[]): number =>
  pids
    .flatMap((pid) => readdirSync(`/proc/${String(pid)}/task`).map((task) => `${String(pid)}/task/${task}`))
    .reduce((sum, thread) => sum + field(thread, 'status', /^voluntary_ctxt_switches:\s+(\d+)/m), 0);

/** Processor time so far, in seconds. */
export function processorTimeOf(pid: number): number {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? [];
  // utime and stime, in hundredths of a second (proc(5)).
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function field(of: number | string, file: string, pattern: RegExp): number {
  try {
    return Number(pattern.exec(readFileSync(`/proc/${String(of)}/${file}`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

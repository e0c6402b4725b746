/**
 * Files to which lines are appended, cut at their beginning. A file that nobody holds open is replaced; one that launchd or this very
 * process holds open keeps its place on the disk, or what is written next would go to a file that no name leads to.
 */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { failed, ok, type Result } from '../core/result.ts';
import { reasonOf, writeDurably } from './durable-files.ts';

/** What is to be dropped of a file. */
export interface Trimming {
  /** Which line is the first to stay, of these; their number where none is. */
  readonly firstKept: (lines: readonly Buffer[]) => number;
  /** A file up to this size is not read to its end where nothing at its beginning is to be dropped. */
  readonly mostBytes: number;
}

/** Of a larger file only the newest part is read, and so stays. */
const mostReadBytes = 64 * 1024 * 1024;
const headBytes = 64 * 1024;

/** Replaces the file by the lines that stay, durably; its mode is `mode` afterwards. True where anything was dropped. */
export async function trimByReplacing(
  path: string,
  mode: number,
  trimming: Trimming,
): Promise<Result<boolean, string>> {
  const opened = openOwn(path);
  if (!opened.ok) return opened;
  if (opened.value === null) return ok(false);
  let kept;
  try {
    kept = keptOf(opened.value, trimming);
  } catch (error) {
    return failed(`${path} could not be read: ${reasonOf(error)}`);
  } finally {
    closeSync(opened.value);
  }
  if (kept === null) return ok(false);
  const written = await writeDurably(path, kept, mode);
  return written.ok ? ok(true) : written;
}

/**
 * Moves the lines that stay to the beginning of the file and cuts off the rest. Whoever appends (launchd opens logs with O_APPEND)
 * goes on behind them. Without a pause, so that this process writes nothing in between; a crash in the middle may leave
 * lines twice. True where anything was dropped.
 */
export function trimInPlace(path: string, trimming: Trimming): Result<boolean, string> {
  const opened = openOwn(path);
  if (!opened.ok) return opened;
  const file = opened.value;
  if (file === null) return ok(false);
  try {
    const kept = keptOf(file, trimming);
    if (kept === null) return ok(false);
    for (let done = 0; done < kept.length;) done += writeSync(file, kept, done, kept.length - done, done);
    ftruncateSync(file, kept.length);
    fsyncSync(file);
    return ok(true);
  } catch (error) {
    return failed(`${path} could not be shortened: ${reasonOf(error)}`);
  } finally {
    closeSync(file);
  }
}

/** Opens a file that root alone can have written, without following a link. Null where there is none. */
function openOwn(path: string): Result<number | null, string> {
  let file;
  try {
    file = openSync(path, constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? ok(null)
      : failed(`${path} could not be opened: ${reasonOf(error)}`);
  }
  const stats = fstatSync(file);
  const rule =
    !stats.isFile() || stats.nlink !== 1
      ? 'is not a file of its own'
      : stats.uid !== 0 || (stats.mode & 0o022) !== 0
        ? 'can be written by others than root'
        : null;
  if (rule === null) return ok(file);
  closeSync(file);
  return failed(`${path} ${rule}`);
}

/** Null where everything stays. */
function keptOf(file: number, { firstKept, mostBytes }: Trimming): Buffer | null {
  const { size } = fstatSync(file);
  if (size <= mostBytes && firstKept(linesOf(readFrom(file, 0, Math.min(size, headBytes)))) === 0)
    return null;
  const from = Math.max(0, size - mostReadBytes);
  const all = readFrom(file, from, size - from);
  const lines = linesOf(all);
  const first = firstKept(lines);
  if (first === 0 && from === 0) return null;
  const dropped = lines.slice(0, first).reduce((sum, line) => sum + line.length, 0);
  return all.subarray(dropped);
}

function readFrom(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const count = readSync(file, bytes, done, length - done, from + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}

const newline = 10;

/** Each with the end of its line. */
function linesOf(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(newline, start);
    const next = end === -1 ? bytes.length : end + 1;
    lines.push(bytes.subarray(start, next));
    start = next;
  }
  return lines;
}

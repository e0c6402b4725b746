/** Logs and history on the disk, kept within their bounds. */
import { lstat, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeHistoryLine } from '../../contract/history.ts';
import { paths } from '../../contract/identity.ts';
import { isDeploymentId } from '../../core/names.ts';
import { firstKept, type DatedLine, type Retention } from '../../core/retention.ts';
import { parseInstant, type Instant } from '../../core/time.ts';
import { trimByReplacing, trimInPlace, type Trimming } from '../../files/trimmed-file.ts';
import type { Bounds, Papers } from '../ports/ports.ts';

const mebibyte = 1024 * 1024;
/** However young: a Mac's disk is not for logs. */
const mostBytes = { helperLog: 4 * mebibyte, runLog: mebibyte, history: 8 * mebibyte } as const;

export class MacPapers implements Papers {
  readonly #root: string;
  readonly #warn: (line: string) => void;

  constructor(root: string, warn: (line: string) => void) {
    this.#root = root;
    this.#warn = warn;
  }

  async trim({ logDays, historyDays, now, running }: Bounds): Promise<void> {
    const folder = join(this.#root, paths.logFolder);
    const own = { days: logDays, mostBytes: mostBytes.helperLog };
    this.#report(trimInPlace(join(this.#root, paths.helperLog), trimming(own, now, timeOfLogLine)));
    for (const name of await readdir(folder).catch(() => [])) {
      const id = name.endsWith('.log') ? name.slice(0, -'.log'.length) : '';
      // launchd has a log open from the moment at which it starts the job.
      if (!isDeploymentId(id) || running(id) || join(folder, name) === join(this.#root, paths.helperLog))
        continue;
      await this.#trimRunLog(join(folder, name), { days: logDays, mostBytes: mostBytes.runLog }, now);
    }
    const whole = { days: historyDays, mostBytes: mostBytes.history };
    const old = trimming(whole, now, (line) => decodeHistoryLine(line)?.at ?? null);
    this.#report(await trimByReplacing(join(this.#root, paths.historyFile), 0o600, old));
  }

  /** An empty one goes altogether: its deployment may be gone for ever, and launchd makes it anew. */
  async #trimRunLog(path: string, retention: Retention, now: Instant): Promise<void> {
    const trimmed = trimInPlace(path, trimming(retention, now, timeOfLogLine));
    this.#report(trimmed);
    if (!trimmed.ok || !trimmed.value) return;
    const stats = await lstat(path).catch(() => null);
    if (stats?.isFile() === true && stats.size === 0) await unlink(path).catch(() => undefined);
  }

  #report(trimmed: ReturnType<typeof trimInPlace>): void {
    if (!trimmed.ok) this.#warn(trimmed.problem);
  }
}

/** A time is read only where it is asked for: most often the first line is young enough. */
const trimming = (retention: Retention, now: Instant, timeOf: (line: string) => string | null): Trimming => ({
  mostBytes: retention.mostBytes,
  firstKept: (lines) =>
    firstKept(
      lines.map((line): DatedLine => ({
        get at() {
          const time = timeOf(line.toString('utf8'));
          return time === null ? null : parseInstant(time);
        },
        bytes: line.length,
      })),
      retention,
      now,
    ),
});

/** Lines of the helper, and the first line of each run, begin with their time. */
const timeOfLogLine = (line: string): string | null =>
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z) /.exec(line)?.[1] ?? null;

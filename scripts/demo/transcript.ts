/** What the demo prints: readable from top to bottom, every line with the clock of the pretend Mac. */
import { once } from 'node:events';
import { readFileSync, watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { paths } from '../../src/contract/identity.ts';
import type { PretendMac } from '../../src/pretend-mac/mac.ts';

/** Real milliseconds until what was waited for counts as missing, and between looks when no event came. */
const patience = 60_000;
const lookAgain = 500;

const entrySchema = z.object({
  at: z.string(),
  deployment: z.string(),
  sentence: z.string(),
  cause: z.string(),
});

export class Transcript {
  readonly #mac: PretendMac;
  #told = 0;
  #awaited = 0;
  #watcher: FSWatcher | null = null;

  constructor(mac: PretendMac) {
    this.#mac = mac;
  }

  chapter(title: string): void {
    console.log(`\n━━ ${title} ${'━'.repeat(Math.max(0, 92 - title.length))}`);
  }

  say(line: string): void {
    this.tell();
    console.log(`${clock(this.#mac.clock.now())}  ${line}`);
  }

  quote(text: string): void {
    for (const line of text.trimEnd().split('\n')) console.log(`              │ ${line}`);
  }

  /** Tells every change of a deployment as it comes into the helper's history. */
  follow(): void {
    const file = this.#mac.path(paths.historyFile);
    this.#watcher = watch(dirname(file), () => this.tell());
  }

  /** Waits for a line of the history, also one that has been told already since the last wait for the same thing. */
  async until(fits: (line: unknown) => boolean, what: string): Promise<void> {
    const file = this.#mac.path(paths.historyFile);
    const end = AbortSignal.timeout(patience);
    for (;;) {
      this.tell();
      const line = this.#read()
        .slice(this.#awaited)
        .findIndex((text) => fits(JSON.parse(text)));
      if (line >= 0) {
        this.#awaited += line + 1;
        return;
      }
      if (end.aborted) throw new Error(`waited in vain for ${what}`);
      const changed = AbortSignal.any([end, AbortSignal.timeout(lookAgain)]);
      const watcher = watch(dirname(file));
      await once(watcher, 'change', { signal: changed }).catch(() => undefined);
      watcher.close();
    }
  }

  /** Whether the history has such a line. */
  knows(fits: (line: unknown) => boolean): boolean {
    this.tell();
    return this.#read().some((text) => fits(JSON.parse(text)));
  }

  /** Tells what has come since the last time. */
  tell(): void {
    const lines = this.#read();
    for (const line of lines.slice(this.#told)) {
      const entry = entrySchema.safeParse(JSON.parse(line));
      if (entry.success) {
        const { at, deployment, sentence, cause } = entry.data;
        console.log(`${clock(Date.parse(at))}  ● ${deployment}: ${sentence}  [${cause}]`);
      }
    }
    this.#told = Math.max(this.#told, lines.length);
  }

  #read(): readonly string[] {
    try {
      return readFileSync(this.#mac.path(paths.historyFile), 'utf8').split('\n').slice(0, -1);
    } catch {
      return [];
    }
  }

  end(): void {
    this.#watcher?.close();
    this.tell();
  }
}

/** Demo time is told in the zone of the demo Mac. */
const clock = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
    .format(at)
    .replace(',', '');

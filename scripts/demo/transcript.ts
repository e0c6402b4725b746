/** What the demo prints: readable from top to bottom, every line with the clock of the pretend Mac. */
import { readFileSync, watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { paths } from '../../src/contract/identity.ts';
import type { PretendMac } from '../../src/pretend-mac/mac.ts';

const entrySchema = z.object({ at: z.string(), deployment: z.string(), sentence: z.string(), cause: z.string() });

export class Transcript {
  readonly #mac: PretendMac;
  #told = 0;
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

  /** Tells what has come since the last time. */
  tell(): void {
    let lines: string[] = [];
    try {
      lines = readFileSync(this.#mac.path(paths.historyFile), 'utf8').split('\n').slice(0, -1);
    } catch {
      return;
    }
    for (const line of lines.slice(this.#told)) {
      const entry = entrySchema.safeParse(JSON.parse(line));
      if (entry.success) {
        const { at, deployment, sentence, cause } = entry.data;
        console.log(`${clock(Date.parse(at))}  ● ${deployment}: ${sentence}  [${cause}]`);
      }
    }
    this.#told = Math.max(this.#told, lines.length);
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

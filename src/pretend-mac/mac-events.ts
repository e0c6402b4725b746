/** The events of a pretend Mac for those who wait for them: a test awaits what happens and never sleeps. */
import type { MacEvent } from './launchd/events.ts';

/** Every field given must be equal. */
export type EventPattern = Readonly<Record<string, unknown>> & { readonly type: MacEvent['type'] };

/** The kind of event a pattern stands for. */
export type Matched<Pattern extends EventPattern> = Extract<MacEvent, { readonly type: Pattern['type'] }>;

export interface WaitOptions {
  /** Real milliseconds before giving up; 10 000 unless given. */
  readonly timeoutMs?: number;
  /** Only events later than this sequence number (see `mark`); otherwise the whole past counts. */
  readonly after?: number;
}

interface Waiting {
  readonly take: (event: MacEvent) => boolean;
}

export class MacEvents {
  /** All that happened so far. */
  readonly history: MacEvent[] = [];
  readonly #waiting = new Set<Waiting>();

  add(event: MacEvent): void {
    this.history.push(event);
    for (const waiting of this.#waiting) if (waiting.take(event)) this.#waiting.delete(waiting);
  }

  /** The number of the last event: pass it as `after` to wait for something that has not happened yet. */
  mark(): number {
    return this.history.at(-1)?.sequence ?? 0;
  }

  /** The first event that fits, from the past or to come. */
  waitFor<const Pattern extends EventPattern>(
    pattern: Pattern,
    options?: WaitOptions,
  ): Promise<Matched<Pattern>>;
  waitFor(predicate: (event: MacEvent) => boolean, options?: WaitOptions): Promise<MacEvent>;
  waitFor(
    wanted: EventPattern | ((event: MacEvent) => boolean),
    { timeoutMs = 10_000, after = 0 }: WaitOptions = {},
  ): Promise<MacEvent> {
    const fits = typeof wanted === 'function' ? wanted : (event: MacEvent) => matches(event, wanted);
    const past = this.history.find((event) => event.sequence > after && fits(event));
    if (past) return Promise.resolve(past);
    const asked = new Error(`no such event within ${timeoutMs} ms: ${describe(wanted)}`);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        take: (event) => {
          if (!fits(event)) return false;
          clearTimeout(timer);
          resolve(event);
          return true;
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        asked.message += `; the last ones were\n${this.history.slice(-12).map(describe).join('\n')}`;
        reject(asked);
      }, timeoutMs);
      this.#waiting.add(waiting);
    });
  }

  /** Those that fit, so far. */
  all<const Pattern extends EventPattern>(pattern: Pattern): Matched<Pattern>[] {
    return this.history.filter((event): event is Matched<Pattern> => matches(event, pattern));
  }

  /** Every event, past and to come. Ends only when the reader stops reading. */
  async *[Symbol.asyncIterator](): AsyncGenerator<MacEvent> {
    for (let next = 0; ; next += 1) {
      while (next >= this.history.length) {
        await new Promise<void>((resolve) => {
          this.#waiting.add({
            take: () => {
              resolve();
              return true;
            },
          });
        });
      }
      const event = this.history[next];
      if (event) yield event;
    }
  }
}

function matches(event: MacEvent, pattern: EventPattern): boolean {
  const fields = new Map<string, unknown>(Object.entries(event));
  return Object.entries(pattern).every(([name, value]) => fields.get(name) === value);
}

function describe(wanted: object): string {
  return typeof wanted === 'function' ? 'a predicate' : JSON.stringify(wanted);
}

/**
 * What `setTimeout` and `setInterval` return below the shim: Node's Timeout as far as programs can tell.
 */
import { AsyncResource } from 'node:async_hooks';
import { LONGEST, type Entry, type TimerQueue } from './timer-queue.ts';

export class PretendTimeout {
  readonly #queue: TimerQueue;
  readonly #entry: Entry;
  readonly #delay: number;
  #referenced = true;
  #identifier: number | undefined;

  constructor(queue: TimerQueue, callback: () => void, delay: unknown, repeats: boolean) {
    this.#queue = queue;
    this.#delay = nodeDelay(delay);
    const context = new AsyncResource('Timeout');
    this.#entry = {
      due: 0,
      order: 0,
      referenced: () => this.#referenced,
      fire: () => {
        if (repeats) queue.add(this.#entry, this.#delay);
        else this.#forget();
        context.runInAsyncScope(callback);
      },
    };
    queue.add(this.#entry, this.#delay);
  }

  ref(): this {
    return this.#reference(true);
  }

  unref(): this {
    return this.#reference(false);
  }

  hasRef(): boolean {
    return this.#referenced;
  }

  refresh(): this {
    this.#queue.remove(this.#entry);
    this.#queue.add(this.#entry, this.#delay);
    return this;
  }

  close(): this {
    this.#queue.remove(this.#entry);
    this.#forget();
    return this;
  }

  [Symbol.toPrimitive](): number {
    this.#identifier ??= remember(this);
    return this.#identifier;
  }

  #reference(referenced: boolean): this {
    this.#referenced = referenced;
    this.#queue.referencesChanged();
    return this;
  }

  #forget(): void {
    if (this.#identifier !== undefined) identified.delete(this.#identifier);
  }
}

// Node 18 (Electron 25) has no Symbol.dispose unless somebody brings it.
const dispose = (Symbol as { readonly dispose?: symbol }).dispose;
if (dispose) {
  Object.defineProperty(PretendTimeout.prototype, dispose, {
    value(this: PretendTimeout) {
      this.close();
    },
  });
}

/** Timers that were turned into a number, which `clearTimeout` takes as well. Far from the numbers Node gives out. */
const identified = new Map<number, PretendTimeout>();
let lastIdentifier = 2 ** 40;

function remember(timer: PretendTimeout): number {
  lastIdentifier += 1;
  identified.set(lastIdentifier, timer);
  return lastIdentifier;
}

/** The pretend timer that a program means by what it hands to `clearTimeout`. */
export function pretendTimer(handle: unknown): PretendTimeout | undefined {
  if (handle instanceof PretendTimeout) return handle;
  return typeof handle === 'number' || typeof handle === 'string'
    ? identified.get(Number(handle))
    : undefined;
}

/** Longer than Node knows becomes 1 ms, with a warning: a real bug on a real Mac, so here too. */
function nodeDelay(delay: unknown): number {
  const number = Number(delay);
  if (number >= 1 && number <= LONGEST) return Math.trunc(number);
  if (number > LONGEST) {
    process.emitWarning(
      `${number} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`,
      'TimeoutOverflowWarning',
    );
  }
  return 1;
}

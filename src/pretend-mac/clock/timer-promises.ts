/** `node:timers/promises` on the pretend clock: the same promises, abort signals and references as Node's own. */
import { PretendTimeout } from './pretend-timeout.ts';
import type { TimerQueue } from './timer-queue.ts';

interface Options {
  readonly signal?: AbortSignal;
  readonly ref?: boolean;
}

export interface PretendPromises {
  readonly setTimeout: <T>(delay?: number, value?: T, options?: Options) => Promise<T | undefined>;
  readonly setInterval: <T>(delay?: number, value?: T, options?: Options) => AsyncGenerator<T | undefined>;
  readonly wait: (delay: number, options?: Options) => Promise<void>;
}

class Aborted extends Error {
  readonly code = 'ABORT_ERR';
  override readonly name = 'AbortError';
  constructor(cause: unknown) {
    super('The operation was aborted', { cause });
  }
}

export function pretendPromises(queue: TimerQueue): PretendPromises {
  function after<T>(delay?: number, value?: T, options: Options = {}): Promise<T | undefined> {
    const { signal, ref = true } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new Aborted(signal.reason));
        return;
      }
      const abort = (): void => {
        timer.close();
        reject(new Aborted(signal?.reason));
      };
      const timer = new PretendTimeout(
        queue,
        () => {
          signal?.removeEventListener('abort', abort);
          resolve(value);
        },
        delay,
        false,
      );
      if (!ref) timer.unref();
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  async function* every<T>(delay?: number, value?: T, options?: Options): AsyncGenerator<T | undefined> {
    for (;;) yield await after(delay, value, options);
  }

  return {
    setTimeout: after,
    setInterval: every,
    wait: async (delay, options) => {
      await after(delay, undefined, options);
    },
  };
}

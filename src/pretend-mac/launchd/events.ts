/** What happens on the pretend Mac, as a stream with a memory: whoever subscribes can ask for the past first. */

export type MacEventDetail =
  | { readonly type: 'job-loaded'; readonly domain: string; readonly label: string; readonly path: string }
  | { readonly type: 'job-unloaded'; readonly domain: string; readonly label: string }
  /** A plist found at boot or login that is no job; `reason` is what launchd's log says. */
  | { readonly type: 'job-skipped'; readonly domain: string; readonly path: string; readonly reason: string }
  | {
      readonly type: 'job-spawned';
      readonly domain: string;
      readonly label: string;
      readonly pid: number;
      readonly runs: number;
    }
  | {
      readonly type: 'job-exited';
      readonly domain: string;
      readonly label: string;
      /** 0 when the program could not be started at all. */
      readonly pid: number;
      readonly code: number | null;
      readonly signal: NodeJS.Signals | null;
    }
  | {
      readonly type: 'power';
      readonly state: 'on' | 'shutting-down' | 'off' | 'asleep' | 'awake';
    }
  | { readonly type: 'clock'; readonly change: 'advance' | 'set' | 'rate' | 'freeze' | 'thaw' }
  | {
      readonly type: 'session';
      readonly change: 'login' | 'logout' | 'console';
      readonly uid: number | null;
      readonly name: string | null;
    };

/** `sequence` counts from 1; `at` is the pretend wall clock in ms since 1970. */
export type MacEvent = MacEventDetail & { readonly sequence: number; readonly at: number };

export class EventStream {
  readonly #past: MacEvent[] = [];
  readonly #subscribers = new Set<(event: MacEvent) => void>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  emit(detail: MacEventDetail): void {
    const event = { sequence: this.#past.length + 1, at: this.#now(), ...detail };
    this.#past.push(event);
    for (const subscriber of this.#subscribers) subscriber(event);
  }

  /** Calls back for everything after `since`, then for all that comes. Returns how to stop. */
  subscribe(since: number, subscriber: (event: MacEvent) => void): () => void {
    for (const event of this.#past.slice(since)) subscriber(event);
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }
}

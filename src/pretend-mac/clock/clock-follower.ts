/**
 * A process that lives by the pretend clock. It reads the clock's file once, then hears of changes over the socket
 * beside it (a watched folder would cost one of the few inotify instances per process) and answers when its timers have
 * caught up. Without a keeper it looks at the file a few times a second. Nothing here keeps the process alive.
 */
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { readClockFile } from './clock-file.ts';
import { original } from './original.ts';
import { monotonicAt, parseClockState, wallAt, type ClockState } from './state.ts';
import { TimerQueue } from './timer-queue.ts';

/** Real milliseconds between looks at the file when nobody answers at the socket. */
const LOOK_EVERY = 100;

export class ClockFollower {
  readonly #file: string;
  #state: ClockState;
  readonly timers = new TimerQueue({
    monotonic: () => monotonicAt(this.#state, original.now()),
    pace: () => (this.#state.awake ? this.#state.rate : 0),
  });

  private constructor(file: string, state: ClockState) {
    this.#file = file;
    this.#state = state;
  }

  /** Follows the clock in `file`; undefined when there is none to follow. */
  static follow(file: string): ClockFollower | undefined {
    const state = readClockFile(file);
    if (!state) return undefined;
    const follower = new ClockFollower(file, state);
    follower.#connect();
    return follower;
  }

  /** Milliseconds since 1970, with a fraction. */
  wall(): number {
    return wallAt(this.#state, original.now()) - this.timers.lag;
  }

  monotonic(): number {
    return this.timers.now();
  }

  #take(state: ClockState, done: () => void): void {
    if (state.generation < this.#state.generation) {
      done();
      return;
    }
    this.#state = state;
    this.timers.clockChanged(done);
  }

  #connect(): void {
    const socket = connect(join(dirname(this.#file), 'clock.sock'));
    socket.unref();
    socket.setEncoding('utf8');
    let rest = '';
    socket.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      const state = parseClockState(lines.at(-1) ?? '');
      if (!state) return;
      this.#take(state, () => {
        if (socket.writable) socket.write(`${state.generation}\n`);
      });
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#lookNowAndThen());
  }

  #lookNowAndThen(): void {
    original
      .setInterval(() => {
        const state = readClockFile(this.#file);
        if (state && state.generation !== this.#state.generation) this.#take(state, () => undefined);
      }, LOOK_EVERY)
      .unref();
  }
}

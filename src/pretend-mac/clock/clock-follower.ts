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
/**
 * A reading this many real milliseconds old is checked against the file before the time is told: the first thing a
 * process does after an idle moment (or after having been stopped by sleep) may come before the socket's news.
 */
const FRESH_FOR = 20;

export class ClockFollower {
  readonly #file: string;
  #state: ClockState;
  #lookedAt = original.now();
  readonly timers = new TimerQueue({
    monotonic: () => monotonicAt(this.#state, this.#look()),
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
    const real = this.#look();
    return wallAt(this.#state, real) - this.timers.lag;
  }

  monotonic(): number {
    return this.timers.now();
  }

  /** Makes sure that the state is fresh; returns the real time. */
  #look(): number {
    const real = original.now();
    if (real - this.#lookedAt > FRESH_FOR) {
      this.#lookedAt = real;
      const state = readClockFile(this.#file);
      if (state) this.#take(state, () => undefined);
    }
    return real;
  }

  #take(state: ClockState, done: () => void): void {
    if (state.generation === this.#state.generation) {
      this.timers.whenIdle(done);
      return;
    }
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
    original.setInterval(() => this.#look(), LOOK_EVERY).unref();
  }
}

/**
 * The one process that may move the clock (launchd; a test of the clock itself). Every process that follows it is
 * connected to a socket beside the clock's file; a change is complete when each of them has fired what was due and said
 * so. That makes `advance` something a test can await.
 */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { writeClockFile } from './clock-file.ts';
import { original } from './original.ts';
import {
  advanced,
  monotonicAt,
  startedAt,
  wallAt,
  withAwake,
  withRate,
  withWall,
  type ClockState,
} from './state.ts';
import { TimerQueue } from './timer-queue.ts';

/** Real milliseconds that a follower gets to catch up: one that is busy or hung must not hold the clock for ever. */
const PATIENCE = 2000;

export type ClockChange = 'advance' | 'set' | 'rate' | 'freeze' | 'thaw';

interface Follower {
  readonly socket: Socket;
  seen: number;
}

export class ClockKeeper {
  readonly #file: string;
  readonly #followers = new Set<Follower>();
  readonly #listeners: ((change: ClockChange) => void)[] = [];
  #server: Server | undefined;
  #state: ClockState;
  #progress: () => void = () => undefined;
  #queue: Promise<void> = Promise.resolve();
  /** Timers of the keeper's own process. */
  readonly timers = new TimerQueue({ monotonic: () => this.#monotonic(), pace: () => this.#pace() });

  constructor(file: string, startAt: number) {
    this.#file = file;
    this.#state = startedAt(startAt, original.now());
    writeClockFile(file, this.#state);
  }

  async listen(): Promise<void> {
    const path = join(dirname(this.#file), 'clock.sock');
    rmSync(path, { force: true });
    const server = createServer((socket) => this.#follow(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
    chmodSync(path, 0o666);
    this.#server = server;
  }

  close(): void {
    this.#server?.close();
    for (const follower of this.#followers) follower.socket.destroy();
  }

  get rate(): number {
    return this.#state.rate;
  }

  /** The wall clock as this process sees it: while timers catch up, the time at which they were due. */
  now(): number {
    return wallAt(this.#state, original.now()) - this.timers.lag;
  }

  /** Called after each change. */
  onChange(listener: (change: ClockChange) => void): void {
    this.#listeners.push(listener);
  }

  advance(by: number): Promise<void> {
    return this.#change('advance', (state, real) => advanced(state, real, by));
  }

  set(wall: number): Promise<void> {
    return this.#change('set', (state, real) => withWall(state, real, wall));
  }

  setRate(rate: number): Promise<void> {
    return this.#change('rate', (state, real) => withRate(state, real, rate));
  }

  freeze(): Promise<void> {
    return this.#change('freeze', (state, real) => withAwake(state, real, false));
  }

  thaw(): Promise<void> {
    return this.#change('thaw', (state, real) => withAwake(state, real, true));
  }

  #monotonic(): number {
    return monotonicAt(this.#state, original.now());
  }

  #pace(): number {
    return this.#state.awake ? this.#state.rate : 0;
  }

  /** One change at a time, each complete before the next. */
  #change(change: ClockChange, next: (state: ClockState, real: number) => ClockState): Promise<void> {
    const done = this.#queue.then(() => this.#apply(change, next));
    this.#queue = done;
    return done;
  }

  async #apply(change: ClockChange, next: (state: ClockState, real: number) => ClockState): Promise<void> {
    const state = next(this.#state, original.now());
    this.#state = state;
    writeClockFile(this.#file, state);
    const line = `${JSON.stringify(state)}\n`;
    for (const follower of this.#followers) follower.socket.write(line);
    // Everybody else first: a job that launchd starts at the end of the span must not meet a process that still lives at its
    // beginning. A stopped process cannot answer: while the Mac sleeps nobody is waited for.
    if (change === 'advance' && state.awake) await this.#everybodyHasSeen(state.generation);
    for (const listener of this.#listeners) listener(change);
    await new Promise<void>((resolve) => this.timers.clockChanged(resolve));
    if (change !== 'advance' && state.awake) await this.#everybodyHasSeen(state.generation);
  }

  #everybodyHasSeen(generation: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        original.clearTimeout(patience);
        this.#progress = () => undefined;
        resolve();
      };
      const patience = original.setTimeout(finish, PATIENCE);
      this.#progress = () => {
        if ([...this.#followers].every((follower) => follower.seen >= generation)) finish();
      };
      this.#progress();
    });
  }

  #follow(socket: Socket): void {
    const follower: Follower = { socket, seen: this.#state.generation };
    this.#followers.add(follower);
    socket.setEncoding('utf8');
    socket.write(`${JSON.stringify(this.#state)}\n`);
    socket.on('data', (text: string) => {
      for (const number of text.split('\n').map(Number)) follower.seen = Math.max(follower.seen, number);
      this.#progress();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#followers.delete(follower);
      this.#progress();
    });
  }
}

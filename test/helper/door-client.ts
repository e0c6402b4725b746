/**
 * The raw end of a door, for tests: says what it is told, also nonsense, and remembers what it hears. `UserDoor` stands
 * behind a real process of a real unprivileged user.
 */
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { protocolVersion } from '../../src/contract/json-rpc.ts';

export interface Answer {
  readonly id: number | string | null;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}
export interface Notification {
  readonly method: string;
  readonly params: unknown;
}

const patienceMs = 10_000;

/** Speaks lines of JSON over a pair of streams. */
export class DoorClient {
  /** Everything that was heard, in order. */
  readonly heard: (Answer | Notification)[] = [];
  /** Resolves when the other end has closed. */
  readonly closed: Promise<void>;
  readonly #out: Writable;
  readonly #listeners = new Set<() => void>();
  #onHeard: (message: Answer | Notification) => void = () => undefined;
  #lastId = 0;
  #over = false;

  constructor(input: Readable, out: Writable) {
    this.#out = out;
    let rest = '';
    input.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const message = JSON.parse(line) as Answer | Notification;
        this.heard.push(message);
        this.#onHeard(message);
      }
      this.#tell();
    });
    out.on('error', () => undefined);
    input.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      input.once('close', () => {
        this.#over = true;
        this.#tell();
        resolve();
      });
    });
  }

  /** Calls back with every message from now on. */
  onHeard(listener: (message: Answer | Notification) => void): void {
    this.#onHeard = listener;
  }

  /** Sends these bytes as they are. */
  raw(text: string | Uint8Array): void {
    this.#out.write(text);
  }

  /** Sends a request without waiting; gives its id. */
  send(method: string, params: unknown): number {
    this.#lastId += 1;
    this.raw(`${JSON.stringify({ jsonrpc: '2.0', id: this.#lastId, method, params })}\n`);
    return this.#lastId;
  }

  async call(method: string, params: unknown = {}): Promise<Answer> {
    const id = this.send(method, params);
    return this.until((message): message is Answer => 'id' in message && message.id === id);
  }

  hello(protocol = protocolVersion): Promise<Answer> {
    return this.call('hello', { protocol, program: 'app', version: '0.0.0' });
  }

  /** The first error that answers no request. */
  complaint(): Promise<Answer> {
    return this.until((message): message is Answer => 'error' in message);
  }

  /** The first message that fits, from the past or to come. */
  async until<T extends Answer | Notification>(
    fits: (message: Answer | Notification) => message is T,
  ): Promise<T> {
    return this.#waitFor(() => this.heard.find(fits) ?? null);
  }

  /** The newest snapshot once it fits, also the answer to `subscribe`. */
  async snapshot<T>(fits: (snapshot: unknown) => T | null): Promise<T> {
    return this.#waitFor(() => {
      const last = this.heard.map(snapshotIn).findLast((it) => it !== null);
      return last === undefined ? null : fits(last);
    });
  }

  close(): void {
    this.#out.end();
    this.#out.destroy();
  }

  #waitFor<T>(look: () => T | null): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#listeners.delete(listener);
        reject(new Error(`not heard at the door; heard ${JSON.stringify(this.heard).slice(0, 2000)}`));
      }, patienceMs);
      const listener = (): void => {
        const found = look();
        if (found === null && !this.#over) return;
        clearTimeout(timer);
        this.#listeners.delete(listener);
        if (found === null)
          reject(new Error(`the door closed; heard ${JSON.stringify(this.heard).slice(0, 2000)}`));
        else resolve(found);
      };
      this.#listeners.add(listener);
      listener();
    });
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** What a message says of the deployments; null where it is about something else. */
export function snapshotIn(message: Answer | Notification): object | null {
  const content = 'method' in message ? message.params : message.result;
  return typeof content === 'object' && content !== null && 'observeEvery' in content ? content : null;
}

/** Connects as root, whom every door lets in. */
export async function rootClient(path: string): Promise<DoorClient> {
  const socket = connect(path);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return new DoorClient(socket, socket);
}

const bridge = `
const socket = require('node:net').connect(process.argv[1]);
socket.on('connect', () => { process.stdout.write('connected\\n'); process.stdin.pipe(socket).pipe(process.stdout); });
socket.on('error', (error) => { process.stdout.write(error.code + '\\n'); process.exit(1); });
socket.on('close', () => process.exit(0));`;

/** Connects as this user, in a process of theirs. Gives the client, or the error's code. */
export function userClient(path: string, uid: number, gid = 20): Promise<DoorClient | string> {
  const child = spawn(process.execPath, ['-e', bridge, path], {
    uid,
    gid,
    cwd: '/',
    env: {},
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.once('data', (first: Buffer) => {
      const word = first.toString('utf8').trim();
      resolve(word === 'connected' ? new DoorClient(child.stdout, child.stdin) : word);
    });
  });
}

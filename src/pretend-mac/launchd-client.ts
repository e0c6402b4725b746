/** How everything else of the pretend Mac talks to its launchd. */
import { connect, type Socket } from 'node:net';
import { lines } from './json-lines.ts';
import type { MacEvent } from './launchd/events.ts';
import type { Reply, Request } from './launchd/requests.ts';
import { below, PLACES } from './places.ts';

/** One connection; requests may overlap. Throws when launchd is not there or goes away. */
export class LaunchdClient {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>();
  readonly #onEvent: (event: MacEvent) => void;
  #last = 0;
  #closed = false;

  private constructor(socket: Socket, onEvent: (event: MacEvent) => void) {
    this.#socket = socket;
    this.#onEvent = onEvent;
    lines(socket, (line) => this.#take(line));
    socket.on('close', () => this.#end());
  }

  static async connect(
    root: string,
    onEvent: (event: MacEvent) => void = () => undefined,
  ): Promise<LaunchdClient> {
    const socket = connect(below(root, PLACES.launchdSocket));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    socket.on('error', () => socket.destroy());
    return new LaunchdClient(socket, onEvent);
  }

  ask(request: Request): Promise<Reply> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new Error('launchd is gone'));
        return;
      }
      this.#waiting.set(id, { resolve, reject });
      this.#socket.write(`${JSON.stringify({ id, ...request })}\n`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(line: string): void {
    const message = JSON.parse(line) as { id?: number; event?: MacEvent } & Reply;
    if (message.event) {
      this.#onEvent(message.event);
      return;
    }
    const id = message.id ?? 0;
    this.#waiting.get(id)?.resolve({ code: message.code, value: message.value });
    this.#waiting.delete(id);
  }

  #end(): void {
    this.#closed = true;
    for (const one of this.#waiting.values()) one.reject(new Error('launchd went away'));
    this.#waiting.clear();
  }
}

/** One request over a connection of its own. */
export async function askLaunchd(root: string, request: Request): Promise<Reply> {
  const client = await LaunchdClient.connect(root);
  try {
    return await client.ask(request);
  } finally {
    client.close();
  }
}

/**
 * One door: a Unix socket that speaks the contract. The kernel says who may connect, by the permission of the socket file
 * (macos.md D), so it is created tight (umask 0177 in a folder that only root can write) and never widened. Everything that
 * comes in is bounded: length of a line, number of connections, rate, and time until hello and while idle.
 */
import { chown } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import type * as z from 'zod/mini';
import {
  decodeLine,
  encodeFailure,
  encodeNotification,
  encodeResult,
  explainSchemaError,
  maxLineBytes,
  protocolVersion,
  rpcErrorCodes,
  type RpcId,
} from '../../contract/json-rpc.ts';
import { LineReader } from '../../contract/line-reader.ts';
import { helloParams } from '../../contract/session-door.ts';
import type { Log } from '../ports/ports.ts';
import { Rate } from './rate.ts';
import { listenTightly, removeStaleSocket } from './socket-file.ts';

type Methods = Readonly<Record<string, { readonly params: z.ZodMiniType; readonly result: z.ZodMiniType }>>;

/** A connected peer, as a handler sees it. */
export interface Peer {
  /** Sends a notification; a peer that does not read is dropped. */
  notify(name: string, params: unknown): void;
  onClose(closed: () => void): void;
  /** Subscribers and runs stay as long as they like; others are dropped when idle. */
  stay(): void;
}

export type Handlers<M extends Methods> = {
  readonly [K in Exclude<keyof M, 'hello'>]: (
    params: z.infer<M[K]['params']>,
    peer: Peer,
  ) => Promise<z.infer<M[K]['result']>> | z.infer<M[K]['result']>;
};

export interface DoorLimits {
  readonly connections: number;
  /** Messages that all connections together may send in any ten seconds: whoever floods cannot begin anew by reconnecting. */
  readonly messagesPerTenSeconds: number;
}

const helloWithinMs = 10_000;
const idleMs = 60_000;
/** How long a peer that was told what is wrong may take to hang up. */
const partingMs = 1_000;
/** A peer that leaves this much unread is dropped. */
const unreadBytes = 4 * 1024 * 1024;

export interface DoorOptions<M extends Methods> {
  readonly path: string;
  /** Who may connect besides root: the socket's owner. */
  readonly uid: number;
  readonly methods: M;
  readonly handlers: Handlers<M>;
  readonly limits: DoorLimits;
  readonly version: string;
  readonly log: Log;
}

/** Opens a door. Resolves when it listens; `close` drops every connection and removes the socket. */
export async function openDoorServer<M extends Methods>(
  options: DoorOptions<M>,
): Promise<{ close(): Promise<void> }> {
  await removeStaleSocket(options.path);
  const connections = new Set<Connection<M>>();
  const rate = new Rate(options.limits.messagesPerTenSeconds);
  const server = createServer((socket) => {
    if (connections.size >= options.limits.connections) {
      refuse(socket);
      return;
    }
    const connection = new Connection(socket, options, rate, () => connections.delete(connection));
    connections.add(connection);
  });
  await listenTightly(server, options.path);
  if (options.uid !== 0) await chown(options.path, options.uid, 0);
  return {
    close: () =>
      new Promise((settle) => {
        server.close(() => settle());
        for (const connection of connections) connection.drop();
      }),
  };
}

/**
 * One too many. Nothing more is read from it and it is not left half open: it would outlive the door, and `close` would wait
 * for it.
 */
function refuse(socket: Socket): void {
  socket.on('error', () => undefined);
  socket.end(encodeFailure(null, rpcErrorCodes.tooManyRequests, 'Too many connections.'));
  socket.destroySoon();
}

class Connection<M extends Methods> implements Peer {
  readonly #socket: Socket;
  readonly #options: DoorOptions<M>;
  readonly #rate: Rate;
  readonly #closed: (() => void)[] = [];
  #greeted = false;

  constructor(socket: Socket, options: DoorOptions<M>, rate: Rate, gone: () => void) {
    this.#socket = socket;
    this.#options = options;
    this.#rate = rate;
    const reader = new LineReader(maxLineBytes, new TextDecoder());
    socket.setTimeout(helloWithinMs, () =>
      this.#fail(null, rpcErrorCodes.helloExpected, 'Nothing was said.'),
    );
    socket.on('data', (chunk: Buffer) => {
      for (const event of reader.push(chunk)) {
        if (socket.destroyed || socket.writableEnded) return;
        if (event.kind === 'too-long') {
          this.#fail(
            null,
            rpcErrorCodes.lineTooLong,
            `A line may have ${String(event.limit)} bytes at most.`,
          );
        } else this.#hear(event.text);
      }
    });
    socket.on('error', (error) => options.log.info(`a connection failed: ${error.message}`));
    socket.on('close', () => {
      gone();
      for (const closed of this.#closed) closed();
    });
  }

  notify(name: string, params: unknown): void {
    this.#write(encodeNotification(name, params));
  }

  onClose(closed: () => void): void {
    if (this.#socket.destroyed) closed();
    else this.#closed.push(closed);
  }

  stay(): void {
    this.#socket.setTimeout(0);
  }

  drop(): void {
    this.#socket.destroy();
  }

  #hear(text: string): void {
    if (!this.#rate.take()) {
      this.#fail(null, rpcErrorCodes.tooManyRequests, 'Too many messages; please wait.');
      return;
    }
    const message = decodeLine(text);
    switch (message.kind) {
      case 'request':
        if (message.method === 'hello') this.#greet(message.id, message.params);
        else if (!this.#greeted)
          this.#fail(message.id, rpcErrorCodes.helloExpected, 'The first message must be hello.');
        else void this.#answer(message.id, message.method, message.params);
        return;
      case 'malformed':
        this.#fail(null, message.error.code, message.error.message);
        return;
      case 'notification':
      case 'result':
      case 'failure':
        this.#fail(null, rpcErrorCodes.invalidRequest, 'Only requests are expected here.');
    }
  }

  #greet(id: RpcId, params: unknown): void {
    const hello = helloParams.safeParse(params);
    if (!hello.success) {
      this.#fail(id, rpcErrorCodes.invalidParams, explainSchemaError(hello.error));
      return;
    }
    if (hello.data.protocol !== protocolVersion) {
      this.#fail(
        id,
        rpcErrorCodes.wrongVersion,
        `This helper (${this.#options.version}) speaks protocol ${String(protocolVersion)}, the caller (${hello.data.version}) ${String(hello.data.protocol)}.`,
      );
      return;
    }
    this.#greeted = true;
    this.#socket.setTimeout(idleMs);
    this.#write(encodeResult(id, { protocol: protocolVersion, version: this.#options.version }));
  }

  async #answer(id: RpcId, method: string, params: unknown): Promise<void> {
    const { methods, handlers, log } = this.#options;
    const known = Object.hasOwn(methods, method) ? methods[method] : undefined;
    const handler = known === undefined ? undefined : handlers[method as Exclude<keyof M, 'hello'>];
    if (known === undefined || handler === undefined) {
      this.#write(
        encodeFailure(id, rpcErrorCodes.unknownMethod, `There is no method "${method}" at this door.`),
      );
      return;
    }
    const decoded = known.params.safeParse(params ?? {});
    if (!decoded.success) {
      this.#write(encodeFailure(id, rpcErrorCodes.invalidParams, explainSchemaError(decoded.error)));
      return;
    }
    try {
      this.#write(encodeResult(id, await handler(decoded.data as never, this)));
    } catch (error) {
      log.warn(
        `${method} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      this.#write(
        encodeFailure(id, rpcErrorCodes.internal, 'The helper could not do this; its log says why.'),
      );
    }
  }

  /** Says what was wrong and closes: after nonsense the framing is not to be trusted. */
  #fail(id: RpcId | null, code: number, message: string): void {
    if (this.#socket.destroyed) return;
    this.#socket.end(encodeFailure(id, code, message));
    // Who is still writing would lose the answer with the connection: what comes is thrown away for a moment.
    setTimeout(() => this.#socket.destroy(), partingMs).unref();
  }

  #write(line: string): void {
    if (this.#socket.destroyed || this.#socket.writableEnded) return;
    this.#socket.write(line);
    if (this.#socket.writableLength > unreadBytes) this.drop();
  }
}

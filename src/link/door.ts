/**
 * The client's end of a door: connects to the helper's Unix socket, says hello, and then calls methods and hears
 * notifications, all decoded by the method table of the contract. Used by the app and by the command; never by the helper.
 */
import { createConnection, type Socket } from 'node:net';
import type * as z from 'zod/mini';
import { failed, ok, type Result } from '../core/result.ts';
import {
  decodeLine,
  encodeRequest,
  maxLineBytesFromHelper,
  protocolVersion,
  rpcErrorCodes,
  type RpcError,
  type RpcMessage,
} from '../contract/json-rpc.ts';
import { LineReader } from '../contract/line-reader.ts';
import { helloResult } from '../contract/session-door.ts';
import { trustedSocket, type SocketProblem } from './trusted-socket.ts';

export type Methods = Readonly<
  Record<string, { readonly params: z.ZodMiniType; readonly result: z.ZodMiniType }>
>;
export type Notifications = Readonly<Record<string, z.ZodMiniType>>;
type NotificationOf<N extends Notifications> = {
  [K in keyof N & string]: { readonly name: K; readonly params: z.infer<N[K]> };
}[keyof N & string];

export type DoorProblem =
  | SocketProblem
  /** Nobody listens, the connection broke, or it was closed while waiting. */
  | { readonly kind: 'closed'; readonly reason: string }
  /** The helper did not answer in time. */
  | { readonly kind: 'silent'; readonly seconds: number }
  /** The helper and this program are of different versions. */
  | { readonly kind: 'wrong-version'; readonly message: string }
  /** The helper answered with an error. */
  | { readonly kind: 'error'; readonly error: RpcError }
  /** The helper answered something that the contract does not allow. */
  | { readonly kind: 'not-understood'; readonly message: string };

/** One line for people. */
export function explainDoorProblem(problem: DoorProblem): string {
  switch (problem.kind) {
    case 'absent':
      return 'the helper is not running (its socket does not exist)';
    case 'not-allowed':
      return 'permission denied: only root may use this';
    case 'untrusted':
      return `${problem.path} ${problem.rule}, so it is not trusted`;
    case 'closed':
      return `the helper cannot be reached (${problem.reason})`;
    case 'silent':
      return `the helper did not answer within ${String(problem.seconds)} seconds`;
    case 'wrong-version':
      return problem.message;
    case 'error':
      return `the helper answered: ${problem.error.message}`;
    case 'not-understood':
      return `the helper's answer was not understood: ${problem.message}`;
  }
}

export interface DoorOptions<M extends Methods, N extends Notifications> {
  /** The folder below which every path is resolved; `/` on a real Mac. */
  readonly root: string;
  /** The socket as a Mac path: `paths.adminSocket` or `sessionSocket(uid)`. */
  readonly socket: string;
  readonly program: 'app' | 'command';
  readonly version: string;
  readonly methods: M;
  readonly notifications: N;
  readonly onNotification: (notification: NotificationOf<N>) => void;
  /** A helper that does not answer for this long counts as silent; for ever unless given. */
  readonly answerWithinMs?: number;
  /** Called once, when an opened door closes for whatever reason (also after `close()`). */
  readonly onClose: (reason: string) => void;
}

export interface Door<M extends Methods> {
  /** Calls one method. Never throws for what the helper or the connection does. */
  call<K extends keyof M & string>(
    method: K,
    params: z.input<M[K]['params']>,
  ): Promise<Result<z.infer<M[K]['result']>, DoorProblem>>;
  close(): void;
}

/** Opens a door: checks the socket, connects, says hello. */
export async function openDoor<M extends Methods, N extends Notifications>(
  options: DoorOptions<M, N>,
): Promise<Result<Door<M>, DoorProblem>> {
  const uid = process.getuid?.() ?? -1;
  // The session door lies one folder deeper; both chains end at the support folder.
  const depth = options.socket.split('/run/')[1]?.includes('/') === true ? 3 : 2;
  const path = await trustedSocket(options.root, options.socket, uid, depth);
  if (!path.ok) return path;
  const connected = await connect(path.value);
  if (!connected.ok) return connected;

  const connection = new Connection(connected.value, options);
  const hello = await connection.request('hello', {
    protocol: protocolVersion,
    program: options.program,
    version: options.version,
  });
  if (!hello.ok) {
    connection.close();
    return hello.problem.kind === 'error' && hello.problem.error.code === rpcErrorCodes.wrongVersion
      ? failed({ kind: 'wrong-version', message: hello.problem.error.message })
      : hello;
  }
  const answer = helloResult.safeParse(hello.value);
  if (!answer.success || answer.data.protocol !== protocolVersion) {
    connection.close();
    return failed({ kind: 'wrong-version', message: 'the helper speaks another version of the protocol' });
  }
  connection.opened = true;
  return ok(connection);
}

function connect(path: string): Promise<Result<Socket, DoorProblem>> {
  return new Promise((settle) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      settle(ok(socket));
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES' || error.code === 'EPERM') settle(failed({ kind: 'not-allowed' }));
      else if (error.code === 'ENOENT') settle(failed({ kind: 'absent' }));
      else settle(failed({ kind: 'closed', reason: error.code ?? error.message }));
    });
  });
}

class Connection<M extends Methods, N extends Notifications> implements Door<M> {
  readonly #socket: Socket;
  readonly #options: DoorOptions<M, N>;
  readonly #waiting = new Map<number, (answer: Result<unknown, DoorProblem>) => void>();
  #lastId = 0;
  #closed: string | null = null;
  /** Set once hello went well; before that, a failure is the answer of `openDoor` and nobody is told twice. */
  opened = false;

  constructor(socket: Socket, options: DoorOptions<M, N>) {
    this.#socket = socket;
    this.#options = options;
    const reader = new LineReader(maxLineBytesFromHelper, new TextDecoder());
    socket.on('data', (chunk: Buffer) => {
      for (const event of reader.push(chunk)) {
        if (event.kind === 'too-long') this.#end('the helper sent a line that is too long');
        else this.#hear(decodeLine(event.text));
      }
    });
    socket.on('error', (error) => this.#end(error.message));
    socket.on('close', () => this.#end('closed by the helper'));
  }

  async call<K extends keyof M & string>(
    method: K,
    params: z.input<M[K]['params']>,
  ): Promise<Result<z.infer<M[K]['result']>, DoorProblem>> {
    const answer = await this.request(method, params);
    if (!answer.ok) return answer;
    const decoded = this.#options.methods[method]?.result.safeParse(answer.value);
    return decoded?.success === true
      ? ok(decoded.data as z.infer<M[K]['result']>)
      : failed({ kind: 'not-understood', message: `the answer to ${method}` });
  }

  request(method: string, params: unknown): Promise<Result<unknown, DoorProblem>> {
    if (this.#closed !== null) return Promise.resolve(failed({ kind: 'closed', reason: this.#closed }));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((answered) => {
      const patience = this.#patience(() =>
        settle(failed({ kind: 'silent', seconds: (this.#options.answerWithinMs ?? 0) / 1000 })),
      );
      const settle = (answer: Result<unknown, DoorProblem>): void => {
        clearTimeout(patience);
        this.#waiting.delete(id);
        answered(answer);
      };
      this.#waiting.set(id, settle);
      this.#socket.write(encodeRequest(id, method, params));
    });
  }

  close(): void {
    this.#end('closed');
  }

  #patience(over: () => void): NodeJS.Timeout | undefined {
    const { answerWithinMs } = this.#options;
    return answerWithinMs === undefined ? undefined : setTimeout(over, answerWithinMs);
  }

  #hear(message: RpcMessage): void {
    switch (message.kind) {
      case 'result':
        this.#settle(message.id, ok(message.result));
        return;
      case 'failure':
        if (message.id === null) this.#end(message.error.message);
        else this.#settle(message.id, failed({ kind: 'error', error: message.error }));
        return;
      case 'notification': {
        const decoded = this.#options.notifications[message.method]?.safeParse(message.params);
        // A notification that this version does not know is not for it.
        if (decoded?.success === true) {
          this.#options.onNotification({ name: message.method, params: decoded.data } as NotificationOf<N>);
        }
        return;
      }
      case 'request':
      case 'malformed':
        this.#end('the helper did not keep to the protocol');
    }
  }

  #settle(id: unknown, answer: Result<unknown, DoorProblem>): void {
    if (typeof id !== 'number') return;
    const settle = this.#waiting.get(id);
    this.#waiting.delete(id);
    settle?.(answer);
  }

  #end(reason: string): void {
    if (this.#closed !== null) return;
    this.#closed = reason;
    this.#socket.destroy();
    for (const settle of this.#waiting.values()) settle(failed({ kind: 'closed', reason }));
    this.#waiting.clear();
    if (this.opened) this.#options.onClose(reason);
  }
}

/**
 * A helper that only listens and answers: the far end of the user's door for tests of the app. It decides nothing; a test
 * sets the snapshot and the answer to the next intent.
 */
import { chmodSync, chownSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { sessionSocket } from '../../src/contract/identity.ts';
import {
  decodeLine,
  encodeNotification,
  encodeResult,
  protocolVersion,
} from '../../src/contract/json-rpc.ts';
import type { Intent, IntentAnswer, Picture, Snapshot } from '../../src/contract/session-door.ts';

export class FakeHelper {
  readonly intents: Intent[] = [];
  readonly reports: unknown[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #path: string;
  #snapshot: Snapshot;
  /** By digest. */
  readonly pictures = new Map<string, Picture>();
  answer: (intent: Intent) => IntentAnswer = () => ({ kind: 'accepted', due: null });

  private constructor(path: string, snapshot: Snapshot) {
    this.#path = path;
    this.#snapshot = snapshot;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** Listens as the real one does below `root`, at the door of `uid`. Needs root to give the socket away. */
  static async listen(root: string, uid: number, snapshot: Snapshot): Promise<FakeHelper> {
    const path = join(root, sessionSocket(uid));
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    rmSync(path, { force: true });
    const helper = new FakeHelper(path, snapshot);
    await new Promise<void>((done) => helper.#server.listen(path, done));
    chmodSync(path, 0o600);
    chownSync(path, uid, uid);
    return helper;
  }

  /** Changes the snapshot and tells everybody. */
  show(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    for (const socket of this.#sockets) socket.write(encodeNotification('snapshot', snapshot));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((done) => this.#server.close(() => done()));
    rmSync(this.#path, { force: true });
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let rest = '';
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#answer(socket, line);
    });
  }

  #answer(socket: Socket, line: string): void {
    const message = decodeLine(line);
    if (message.kind !== 'request') return;
    socket.write(encodeResult(message.id, this.#resultOf(message.method, message.params)));
  }

  #resultOf(method: string, params: unknown): unknown {
    switch (method) {
      case 'hello':
        return { protocol: protocolVersion, version: 'fake' };
      case 'subscribe':
        return this.#snapshot;
      case 'intent':
        this.intents.push(params as Intent);
        return this.answer(params as Intent);
      case 'image':
        return this.pictures.get((params as { digest: string }).digest) ?? null;
      default:
        this.reports.push(params);
        return null;
    }
  }
}

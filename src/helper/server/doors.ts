/** Both doors: the admin's always, the session's for the console user only. */
import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { adminMethods } from '../../contract/admin-door.ts';
import { paths, sessionSocket } from '../../contract/identity.ts';
import { sessionMethods } from '../../contract/session-door.ts';
import { ownFolder } from '../../files/durable-files.ts';
import type { Log, User } from '../ports/ports.ts';
import { openDoorServer, type Handlers } from './door-server.ts';

export interface DoorsOptions {
  readonly root: string;
  readonly version: string;
  readonly log: Log;
  readonly admin: Handlers<typeof adminMethods>;
  readonly session: Handlers<typeof sessionMethods>;
}

export class Doors {
  readonly #options: DoorsOptions;
  #admin: { close(): Promise<void> } | null = null;
  #session: { close(): Promise<void> } | null = null;

  constructor(options: DoorsOptions) {
    this.#options = options;
  }

  /** Makes the folders (root-owned, closed to other writers) and opens the admin's door. */
  async open(): Promise<void> {
    for (const folder of [paths.support, paths.runFolder, paths.sessionFolder]) {
      await ownFolder(join(this.#options.root, folder), 0o755);
    }
    await this.#removeOldSessionSockets();
    this.#admin = await openDoorServer({
      ...this.#shared(),
      path: join(this.#options.root, paths.adminSocket),
      uid: 0,
      methods: adminMethods,
      handlers: this.#options.admin,
      limits: { connections: 64, messagesPerTenSeconds: 1000 },
    });
  }

  /** Opens the session door for a console user; the one before is closed and its connections are dropped. */
  async forUser(user: User | null): Promise<void> {
    await this.#session?.close();
    this.#session = null;
    if (user === null) return;
    this.#session = await openDoorServer({
      ...this.#shared(),
      path: join(this.#options.root, sessionSocket(user.uid)),
      uid: user.uid,
      methods: sessionMethods,
      handlers: this.#options.session,
      limits: { connections: 8, messagesPerTenSeconds: 120 },
    });
  }

  async close(): Promise<void> {
    await this.#session?.close();
    await this.#admin?.close();
  }

  #shared() {
    return { version: this.#options.version, log: this.#options.log };
  }

  /** After a crash the door of an earlier console user may still stand; nobody listens there. */
  async #removeOldSessionSockets(): Promise<void> {
    const folder = join(this.#options.root, paths.sessionFolder);
    for (const name of await readdir(folder)) {
      if (/^\d+\.sock$/.test(name)) await unlink(join(folder, name));
    }
  }
}

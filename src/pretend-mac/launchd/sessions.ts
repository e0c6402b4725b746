/** Who is logged in and what the screen shows, kept in a file and in the owner of /dev/console, as on a Mac. */
import { chownSync, mkdirSync } from 'node:fs';
import { below, PLACES } from '../places.ts';
import {
  consoleUser,
  NO_SESSIONS,
  readSessionFile,
  writeSessionFile,
  type ConsoleOwner,
  type SessionFile,
  type User,
} from '../session-file.ts';
import type { EventStream } from './events.ts';

export const ROOT_USER: User = { name: 'root', uid: 0, gid: 0 };

export class Sessions {
  readonly #root: string;
  readonly #events: EventStream;
  #file: SessionFile;

  constructor(root: string, events: EventStream) {
    this.#root = root;
    this.#events = events;
    this.#file = { ...NO_SESSIONS, users: readSessionFile(below(root, PLACES.sessions)).users };
    this.#save();
  }

  get consoleUser(): User | undefined {
    return consoleUser(this.#file);
  }

  find(uid: number): User | undefined {
    return this.#file.sessions.find((session) => session.uid === uid);
  }

  account(name: string): User | undefined {
    return [ROOT_USER, ...this.#file.users].find((user) => user.name === name);
  }

  /** Adds a session, or brings it back to the screen. True when it is new. */
  open(user: User): boolean {
    const isNew = this.find(user.uid) === undefined;
    const users = this.#file.users.filter((other) => other.uid !== user.uid);
    const sessions = isNew ? [...this.#file.sessions, user] : this.#file.sessions;
    this.#file = { console: { kind: 'user', uid: user.uid }, sessions, users: [...users, user] };
    this.#save();
    if (isNew) {
      const home = below(this.#root, `/Users/${user.name}`);
      mkdirSync(home, { recursive: true, mode: 0o750 });
      chownSync(home, user.uid, user.gid);
      this.#events.emit({ type: 'session', change: 'login', uid: user.uid, name: user.name });
    }
    return isNew;
  }

  close(user: User): void {
    const wasShown = this.consoleUser?.uid === user.uid;
    const sessions = this.#file.sessions.filter((session) => session.uid !== user.uid);
    const shown: ConsoleOwner = sessions.length > 0 ? { kind: 'login-window' } : { kind: 'nobody' };
    this.#file = { ...this.#file, sessions, console: wasShown ? shown : this.#file.console };
    this.#save();
    this.#events.emit({ type: 'session', change: 'logout', uid: user.uid, name: user.name });
    if (wasShown) this.announceConsole();
  }

  showLoginWindow(): void {
    this.#file = { ...this.#file, console: { kind: 'login-window' } };
    this.#save();
    this.announceConsole();
  }

  /** The Mac is off: all sessions are gone, the accounts stay. */
  closeAll(): void {
    this.#file = { ...NO_SESSIONS, users: this.#file.users };
    this.#save();
  }

  announceConsole(): void {
    const user = this.consoleUser;
    this.#events.emit({
      type: 'session',
      change: 'console',
      uid: user?.uid ?? null,
      name: user?.name ?? null,
    });
  }

  #save(): void {
    writeSessionFile(below(this.#root, PLACES.sessions), this.#file);
    const user = this.consoleUser ?? ROOT_USER;
    chownSync(below(this.#root, PLACES.console), user.uid, user.gid);
  }
}

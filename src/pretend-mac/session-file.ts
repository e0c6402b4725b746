/** Who is logged in, as a file: written by launchd at login and logout, read by the stand-ins (`scutil`, `jamf`). */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** What the screen shows: somebody's session, or the login window (with or without sessions behind it). */
export type ConsoleOwner =
  | { readonly kind: 'user'; readonly uid: number }
  /** Nobody has logged in since the Mac was started. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'login-window' };

export interface SessionFile {
  readonly console: ConsoleOwner;
  /** In order of login. */
  readonly sessions: readonly User[];
  /** Everybody who ever logged in: the accounts of this Mac. */
  readonly users: readonly User[];
}

export const NO_SESSIONS: SessionFile = { console: { kind: 'nobody' }, sessions: [], users: [] };

export function readSessionFile(path: string): SessionFile {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as SessionFile;
  } catch {
    return NO_SESSIONS;
  }
}

export function writeSessionFile(path: string, sessions: SessionFile): void {
  writeFileSync(`${path}.new`, JSON.stringify(sessions, null, 2), { mode: 0o644 });
  renameSync(`${path}.new`, path);
}

export function consoleUser(file: SessionFile): User | undefined {
  const owner = file.console;
  return owner.kind === 'user' ? file.sessions.find((session) => session.uid === owner.uid) : undefined;
}

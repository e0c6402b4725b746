/** Real unprivileged users, made for a test run and removed after it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface TestUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Makes an account without a password or a home folder of this machine. */
export function makeUser(label: string): TestUser {
  const name = `im-${label}-${String(process.pid)}`;
  execFileSync('useradd', ['--no-create-home', '--no-user-group', '--shell', '/usr/sbin/nologin', name]);
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { name, uid: Number(uid), gid: Number(gid) };
}

/** Also where a process of theirs that was killed a moment ago still stands in the table. */
export function removeUser({ name }: TestUser): void {
  execFileSync('userdel', ['--force', name]);
}

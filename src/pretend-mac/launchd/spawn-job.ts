/** Starts the process of a job the way launchd does: its own session and process group, its user, its files. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fchmodSync, fchownSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DEFAULT_PATH, pretendVariables, userVariables, type Variables } from '../environment.ts';
import { below } from '../places.ts';
import type { User } from '../session-file.ts';
import type { JobDescription } from './job-description.ts';

export interface SpawnContext {
  readonly root: string;
  /** Whose process it is when the plist does not say. */
  readonly user: User;
  /** The session's variables; empty for daemons. */
  readonly variables: Variables;
  /** Looks an account up by name. */
  readonly account: (name: string) => User | undefined;
}

const GROUPS: Readonly<Record<string, number>> = { wheel: 0, staff: 20, admin: 80 };
const USUAL_UMASK = 0o022;

/** The process, or undefined when it could not be started (EX_CONFIG). */
export function spawnJob(job: JobDescription, context: SpawnContext): ChildProcess | undefined {
  const { root } = context;
  const user = job.userName === undefined ? context.user : context.account(job.userName);
  if (!user) return undefined;
  const gid = (job.groupName === undefined ? undefined : GROUPS[job.groupName]) ?? user.gid;
  const files: number[] = [];
  const umask = job.umask ?? USUAL_UMASK;
  const before = process.umask(umask);
  try {
    const output = (macPath: string | undefined): number | 'ignore' => {
      if (macPath === undefined) return 'ignore';
      const file = openOutput(below(root, macPath), 0o666 & ~umask, user.uid, gid);
      files.push(file);
      return file;
    };
    const stdio = ['ignore' as const, output(job.standardOutPath), output(job.standardErrorPath)];
    const child = spawn(below(root, job.program), job.arguments.slice(1), {
      cwd: below(root, job.workingDirectory ?? '/'),
      detached: true,
      env: {
        PATH: DEFAULT_PATH,
        XPC_SERVICE_NAME: job.label,
        XPC_FLAGS: '0x0',
        ...(job.userName === undefined ? {} : userVariables(root, user)),
        ...context.variables,
        ...pretendVariables(root),
        ...job.environment,
      },
      stdio,
      ...(user.uid === process.getuid?.() && gid === process.getgid?.() ? {} : { uid: user.uid, gid }),
    });
    // A program that cannot be started has no pid; the reason comes later and is of no use.
    child.on('error', () => undefined);
    return child.pid === undefined ? undefined : child;
  } catch {
    return undefined;
  } finally {
    process.umask(before);
    for (const file of files) closeSync(file);
  }
}

/** launchd makes the file, and the folders on the way, for the job's user. */
function openOutput(path: string, mode: number, uid: number, gid: number): number {
  mkdirSync(dirname(path), { recursive: true });
  try {
    const created = openSync(path, 'ax', mode);
    fchmodSync(created, mode);
    fchownSync(created, uid, gid);
    return created;
  } catch {
    return openSync(path, 'a');
  }
}

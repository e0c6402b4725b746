/** Runs a program of the Mac to its end, as one of the Mac's processes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { pathOnMac, pretendVariables, userVariables } from './environment.ts';
import { signalProcess } from './launchd/processes.ts';
import { below } from './places.ts';
import type { User } from './session-file.ts';

export interface RunOptions {
  /** Whose process it is: root unless given. */
  readonly uid?: number;
  readonly gid?: number;
  readonly stdin?: string;
  /** Its input stays open (`child.stdin`), and it may run for as long as it likes. */
  readonly interactive?: boolean;
  /** Real milliseconds after which it is killed; 20 000 unless given. */
  readonly timeoutMs?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that was started. It is in a process group of its own. */
export interface Started {
  readonly pid: number;
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

const USUAL_TIMEOUT = 20_000;
const STAFF = 20;

export function startProgram(
  root: string,
  macPath: string,
  parameters: readonly string[],
  users: readonly User[],
  options: RunOptions = {},
): Started {
  const uid = options.uid ?? 0;
  const known = uid === 0 ? { name: 'root', uid: 0, gid: 0 } : users.find((user) => user.uid === uid);
  const user: User = known ?? { name: `user${uid}`, uid, gid: STAFF };
  const child = spawn(below(root, macPath), parameters, {
    cwd: root,
    detached: true,
    env: {
      PATH: pathOnMac(root),
      ...userVariables(root, user),
      ...pretendVariables(root),
      ...options.environment,
    },
    ...(uid === 0 ? {} : { uid, gid: options.gid ?? user.gid }),
  });
  const finished = collect(child, macPath, options);
  return { pid: child.pid ?? 0, child, finished };
}

function collect(child: ReturnType<typeof spawn>, macPath: string, options: RunOptions): Promise<Finished> {
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  child.stdin?.on('error', () => undefined);
  if (options.interactive !== true) child.stdin?.end(options.stdin ?? '');
  return new Promise((resolve, reject) => {
    const end = (): void => {
      if (child.pid !== undefined) signalProcess(-child.pid, 'SIGKILL');
    };
    const timer =
      options.interactive === true ? undefined : setTimeout(end, options.timeoutMs ?? USUAL_TIMEOUT);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(new Error(`${macPath} could not be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, ...output });
    });
  });
}

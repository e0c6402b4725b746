/** Runs another program of the Mac in place of this one, as some user, and ends as it ends. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { below } from '../places.ts';

export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** A Mac path as a path of this computer; a bare name is looked for in the Mac's own tool folders. */
export function programOnMac(root: string, program: string): string {
  if (program.startsWith('/')) return below(root, program);
  const folders = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];
  return (
    folders.map((folder) => below(root, `${folder}/${program}`)).find((path) => existsSync(path)) ?? program
  );
}

/** Resolves to the exit status; 127 when there is no such program. */
export function become(
  root: string,
  [program = '', ...parameters]: readonly string[],
  identity: Identity | undefined,
  variables: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(programOnMac(root, program), parameters, {
      stdio: 'inherit',
      env: { ...process.env, ...variables },
      ...(identity ?? {}),
    });
    child.on('error', (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}

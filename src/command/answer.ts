/** What a command answers: one line, and an exit code. */
import type { DoorProblem } from '../link/door.ts';
import { explainDoorProblem } from '../link/door.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';

export interface Answer {
  readonly exitCode: ExitCode;
  /** To standard output. */
  readonly out: string;
  /** To standard error. */
  readonly err: string;
}

export const done = (line: string): Answer => ({ exitCode: exitCodes.ok, out: `${line}\n`, err: '' });
export const problem = (exitCode: ExitCode, line: string): Answer => ({
  exitCode,
  out: '',
  err: `intermission: ${line}\n`,
});

export function doorProblem(door: DoorProblem): Answer {
  const exitCode =
    door.kind === 'not-allowed'
      ? exitCodes.notPermitted
      : door.kind === 'wrong-version'
        ? exitCodes.wrongVersion
        : exitCodes.helperUnreachable;
  return problem(exitCode, explainDoorProblem(door));
}

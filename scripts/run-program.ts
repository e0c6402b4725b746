/** Runs a program to its end for the scripts: its output comes back as text, a failure becomes one readable error. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export type RunOptions = {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds; the program is ended afterwards. */
  readonly timeout?: number;
};

export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  try {
    const { stdout } = await execute(command, [...args], { ...options, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    const reason = said === '' ? String(error) : said;
    throw new Error(`${command} ${args.join(' ')}: ${reason}`, { cause: error });
  }
}

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
    const [stderr, stdout] = [outputOf(error, 'stderr'), outputOf(error, 'stdout')];
    const reason = stderr || stdout.split('\n').slice(-12).join('\n') || String(error);
    throw new Error(`${command} ${args.join(' ')}: ${reason}`, { cause: error });
  }
}

function outputOf(error: unknown, stream: 'stderr' | 'stdout'): string {
  if (!(error instanceof Error) || !(stream in error)) return '';
  return String((error as Error & Record<typeof stream, unknown>)[stream]).trim();
}

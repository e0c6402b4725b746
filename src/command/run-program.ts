/** Runs jamf: checked, without a shell, its output passed on and its last lines kept. */
import { spawn } from 'node:child_process';
import { paths } from '../contract/identity.ts';
import type { RunEnding } from '../core/attempts.ts';
import { trustedProgram } from '../files/trusted-program.ts';

const mostLines = 200;
const mostCharacters = 1000;
/** What goes to the helper must fit into one line of the contract, escaped as JSON, with room for the rest. */
const mostReportedBytes = 32 * 1024;
/** What one run may put into its log: a policy that prints without end must not fill the disk. */
const mostLoggedBytes = 4 * 1024 * 1024;

export async function runProgram(
  root: string,
  [program, ...args]: readonly [string, ...string[]],
  { stopping, onStart }: { readonly stopping: AbortSignal; readonly onStart: () => void },
): Promise<RunEnding> {
  const checked = await trustedProgram(root, program);
  // On some Macs users can write /usr/local/bin (macos.md D); the binary that the link should lead to is as good.
  const real = !checked.ok && program === paths.jamf ? await trustedProgram(root, paths.jamfBinary) : checked;
  if (!real.ok) return notStarted(`${program} was not run: ${checked.ok ? real.problem : checked.problem}`);
  return new Promise((settle) => {
    const tail = new Tail();
    let logged = 0;
    const pass = (chunk: Buffer, out: NodeJS.WriteStream): void => {
      if (logged > mostLoggedBytes) return;
      logged += chunk.length;
      out.write(chunk);
      if (logged > mostLoggedBytes)
        out.write('\nintermission: it prints too much; the rest is left out of this log\n');
    };
    onStart();
    const child = spawn(real.value, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = (): void => void child.kill('SIGTERM');
    stopping.addEventListener('abort', stop);
    if (stopping.aborted) stop();
    for (const [stream, out] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      stream.on('data', (chunk: Buffer) => {
        pass(chunk, out);
        tail.push(chunk.toString('utf8'));
      });
    }
    child.once('error', (error) => settle(notStarted(`${program} could not be started: ${error.message}`)));
    child.once('close', (exitCode, signal) =>
      settle({ exitCode, signal, notStarted: null, lastLines: tail.lines() }),
    );
  });
}

const notStarted = (why: string): RunEnding => ({
  exitCode: null,
  signal: null,
  notStarted: why.slice(0, 500),
  lastLines: [],
});

/** The last lines of a stream of any length, in bounded memory. */
class Tail {
  #lines: string[] = [''];

  push(text: string): void {
    const [first = '', ...rest] = text.split('\n');
    const last = this.#lines.pop() ?? '';
    this.#lines.push(
      `${last}${first}`.slice(0, mostCharacters),
      ...rest.map((line) => line.slice(0, mostCharacters)),
    );
    this.#lines = this.#lines.slice(-mostLines);
  }

  /** The newest lines that may be told. */
  lines(): readonly string[] {
    const lines = this.#lines.filter((line) => line.trim() !== '');
    let bytes = 0;
    const first = lines.findLastIndex((line) => {
      bytes += Buffer.byteLength(JSON.stringify(line)) + 1;
      return bytes > mostReportedBytes;
    });
    return lines.slice(first + 1);
  }
}

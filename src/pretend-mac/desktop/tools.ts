/**
 * How the desktop runs X tools: short ones to their end, long ones (server, window manager, panel) until they are ended
 * by the handle that started them. Long ones also end when this process dies, however it dies.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export type Environment = Readonly<Record<string, string>>;

/** Runs to the end and returns stdout. Throws with the tool's own words. */
export async function runTool(
  command: string,
  args: readonly string[],
  environment: Environment,
): Promise<string> {
  const { stdout } = await execute(command, [...args], {
    env: { ...process.env, ...environment },
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}

export type LongTool = {
  readonly process: ChildProcess;
  /** Everything it has written to stderr so far. */
  readonly said: () => string;
  /** Asks it to end and waits until it has. */
  readonly end: () => Promise<void>;
};

/** `extra`: a fourth file descriptor that the tool writes to and we read, as Xvfb's `-displayfd` wants it. */
export function startTool(
  command: string,
  args: readonly string[],
  environment: Environment,
  options: { readonly extra?: boolean } = {},
): LongTool {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', command, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', ...(options.extra === true ? (['pipe'] as const) : [])],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-64 * 1024);
  });
  const closed = once(child, 'close').catch((error: unknown) => {
    said += String(error);
  });
  return {
    process: child,
    said: () => said,
    end: async () => {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

/** Waits until `stream` has said something that matches; fails when the tool ends first. */
export function lineFrom(
  tool: LongTool,
  stream: NodeJS.ReadableStream,
  pattern: RegExp,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    const settle = (finish: () => void): void => {
      stream.removeListener('data', read);
      tool.process.removeListener('close', ended);
      finish();
    };
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const match = pattern.exec(text);
      if (match !== null) settle(() => resolve(match));
    };
    const ended = (): void => {
      settle(() =>
        reject(new Error(`${tool.process.spawnargs.join(' ')} ended early: ${tool.said().trim()}`)),
      );
    };
    stream.on('data', read);
    tool.process.once('close', ended);
    tool.process.once('error', ended);
  });
}

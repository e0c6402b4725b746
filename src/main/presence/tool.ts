/** Runs one of macOS's command-line tools for the app: absolute path below the root, no shell, bounded in time and output. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { failed, ok, type Result } from '../../core/result.ts';

/** The problem is for people: "/usr/bin/osascript took longer than 5 seconds". */
export type RunTool = (
  macPath: string,
  args: readonly string[],
  limits: { readonly seconds: number; readonly stop: AbortSignal },
) => Promise<Result<string, string>>;

/** The most that a tool may print, in characters. A list of ten thousand windows is about a third of it. */
const mostOutput = 4 * 1024 * 1024;
const limits = { maxBuffer: mostOutput, killSignal: 'SIGKILL' } as const;

/** What a tool prints when it ends well. Never throws, and answers in time also where the process cannot be ended. */
export const toolsBelow =
  (root: string): RunTool =>
  (macPath, args, { seconds, stop }) =>
    new Promise((settle) => {
      if (stop.aborted) {
        settle(failed(`${macPath} was not started`));
        return;
      }
      const child = execFile(join(root, macPath), [...args], limits, (error, stdout) => {
        end(error === null ? ok(stdout) : failed(`${macPath} ${howItFailed(error)}`));
      });
      child.stdin?.on('error', () => undefined);
      child.stdin?.end();
      const cutOff = (how: string): void => {
        child.kill('SIGKILL');
        child.stdout?.destroy();
        child.stderr?.destroy();
        end(failed(`${macPath} ${how}`));
      };
      const stopped = (): void => cutOff('was stopped');
      const tookTooLong = (): void => cutOff(`took longer than ${String(seconds)} seconds`);
      const limit = AbortSignal.timeout(seconds * 1000);
      stop.addEventListener('abort', stopped);
      limit.addEventListener('abort', tookTooLong);
      const end = (result: Result<string, string>): void => {
        stop.removeEventListener('abort', stopped);
        limit.removeEventListener('abort', tookTooLong);
        settle(result);
      };
    });

function howItFailed({ code, signal }: { readonly code?: unknown; readonly signal?: unknown }): string {
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'printed too much';
  if (typeof code === 'string') return `could not be started (${code})`;
  if (typeof signal === 'string') return `was ended by ${signal}`;
  return `ended with code ${String(code)}`;
}

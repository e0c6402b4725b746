/** Runs one of macOS's command-line tools: absolute path below the root, argument list, no shell, bounded in time and output. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { failed, ok, type Result } from '../../core/result.ts';

export interface ToolResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type RunTool = (
  macPath: string,
  args: readonly string[],
  options?: { readonly input?: string; readonly timeoutMs?: number },
) => Promise<Result<ToolResult, string>>;

/** The problem names the tool and why it gave no answer (absent, too slow, killed). */
export const toolsBelow =
  (root: string): RunTool =>
  (macPath, args, { input = '', timeoutMs = 15_000 } = {}) =>
    new Promise((settle) => {
      const child = execFile(
        join(root, macPath),
        [...args],
        { maxBuffer: 4 * 1024 * 1024 },
        (error, stdout, stderr) => {
          if (error === null) settle(ok({ code: 0, stdout, stderr }));
          else if (typeof error.code === 'number') settle(ok({ code: error.code, stdout, stderr }));
          else settle(failed(`${macPath} gave no answer: ${error.message}`));
        },
      );
      // Not by options of execFile: those end a tool with SIGTERM, which it may ignore, and then wait for it.
      const limit = AbortSignal.timeout(timeoutMs);
      const cutOff = (): void => {
        child.kill('SIGKILL');
        child.stdout?.destroy();
        child.stderr?.destroy();
        settle(failed(`${macPath} gave no answer: it took too long`));
      };
      limit.addEventListener('abort', cutOff);
      child.once('close', () => limit.removeEventListener('abort', cutOff));
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input);
    });

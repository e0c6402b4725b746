/** The Mac as a whole: which start of it this is, and its restart. */
import { paths } from '../../contract/identity.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import type { Machine } from '../ports/ports.ts';
import type { RunTool } from './tool.ts';

const uuid = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/i;

export class MacMachine implements Machine {
  readonly #run: RunTool;

  constructor(run: RunTool) {
    this.#run = run;
  }

  /**
   * The kernel makes this UUID at each start (xnu, IOPMrootDomain.cpp). `kern.boottime` would not do: it moves with the clock.
   */
  async session(): Promise<string | null> {
    const answer = await this.#run(paths.sysctl, ['-n', 'kern.bootsessionuuid'], { timeoutMs: 5_000 });
    return answer.ok && answer.value.code === 0 ? parseSession(answer.value.stdout) : null;
  }

  /** `shutdown` ends every program, also one that would like to ask something first: it must have been announced. */
  async restart(): Promise<Result<null, string>> {
    const answer = await this.#run(paths.shutdown, ['-r', 'now']);
    if (!answer.ok) return answer;
    const { code, stderr } = answer.value;
    return code === 0
      ? ok(null)
      : failed(`shutdown ended with ${String(code)}: ${stderr.trim().slice(0, 200)}`);
  }
}

/** Null where it is no UUID, or the kernel has made none. */
export function parseSession(printed: string): string | null {
  const text = printed.trim();
  return uuid.test(text) && /[1-9A-F]/i.test(text) ? text.toUpperCase() : null;
}

/**
 * launchctl. Its printed output is "NOT API in any sense at all" (macos.md A2), so only exit codes decide here: `print` says 0
 * for a loaded job and 113 for one that launchd does not know.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { paths } from '../../contract/identity.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import type { Launchd } from '../ports/ports.ts';
import type { RunTool } from './tool.ts';

/** Codes that mean "it is not there (any more)": no such process, not found, in progress on old systems. */
const goneCodes: readonly number[] = [0, 3, 113, 36];
/** Codes of a bootstrap that comes while the old job is still being let go: try again. */
const busyCodes: readonly number[] = [5, 17, 37];

/** A bootout takes the job's exit timeout at most (60 s, as our plists say) and some seconds of cleaning up. */
const mostWaits = 90;
const waitMs = 1_000;
const bootstrapTries = 5;
/** A run that has just told its end is gone a moment later; one that lasts longer than this is really running. */
const endWaits = 10;

export class MacLaunchd implements Launchd {
  readonly #run: RunTool;

  constructor(run: RunTool) {
    this.#run = run;
  }

  async isLoaded(label: string): Promise<boolean> {
    const printed = await this.#launchctl('print', `system/${label}`);
    return printed.ok && printed.value.code === 0;
  }

  async load(label: string): Promise<Result<null, string>> {
    // A user may have switched the item off in Login Items; only `enable` undoes that (macos.md A5).
    await this.#launchctl('enable', `system/${label}`);
    const unloaded = await this.unload(label);
    if (!unloaded.ok) return unloaded;
    const plist = `${paths.launchDaemons}/${label}.plist`;
    let last = '';
    for (let attempt = 1; attempt <= bootstrapTries; attempt += 1) {
      const answer = await this.#launchctl('bootstrap', 'system', plist);
      if (!answer.ok) return answer;
      const { code, stderr } = answer.value;
      if (code === 0 || busyCodes.includes(code)) {
        if (await this.isLoaded(label)) return ok(null);
      }
      last = `${String(code)}: ${stderr.trim()}`;
      if (code !== 0 && !busyCodes.includes(code)) break;
      await delay(waitMs * attempt);
    }
    return failed(`launchd did not take ${label} (bootstrap ${last})`);
  }

  async unload(label: string): Promise<Result<null, string>> {
    // Booting out a job that runs would kill jamf in the middle (macos.md A6). The printed text is no API, so it is only ever
    // a reason to leave the job alone.
    for (let wait = 0; await this.#seemsToRun(label); wait += 1) {
      if (wait === endWaits) return failed(`${label} is running and is left alone until it has ended`);
      await delay(waitMs);
    }
    const bootout = await this.#launchctl('bootout', `system/${label}`);
    if (!bootout.ok) return bootout;
    const { code, stderr } = bootout.value;
    for (let wait = 0; wait < mostWaits; wait += 1) {
      if (!(await this.isLoaded(label))) return ok(null);
      if (!goneCodes.includes(code)) break;
      await delay(waitMs);
    }
    return failed(`launchd did not let go of ${label} (bootout ${String(code)}: ${stderr.trim()})`);
  }

  async #seemsToRun(label: string): Promise<boolean> {
    const printed = await this.#launchctl('print', `system/${label}`);
    return printed.ok && printed.value.code === 0 && /^\s*pid = \d+\s*$/m.test(printed.value.stdout);
  }

  #launchctl(...args: readonly string[]): ReturnType<RunTool> {
    return this.#run(paths.launchctl, args);
  }
}

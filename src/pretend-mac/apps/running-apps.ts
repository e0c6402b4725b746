/**
 * Which apps of the Mac's /Applications run, and which process is whose: a process belongs to the bundle that its executable, or
 * the script it runs, lies in.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parentOf } from '../launchd/processes.ts';
import { below } from '../places.ts';
import { installedApps, type AppBundle } from './bundle.ts';

export interface RunningApp extends AppBundle {
  readonly pid: number;
}

/** Which app a process belongs to: `appOf(pid)`. Asked of every process once. */
export class RunningApps {
  readonly #byPid = new Map<number, AppBundle>();
  readonly #parents = new Map<number, number>();

  constructor(root: string) {
    const bundles = installedApps(root);
    if (bundles.length === 0) return;
    for (const entry of readdirSync('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      const files = filesOf(entry);
      const app = bundles.find(({ path }) => files.some((file) => file.startsWith(`${below(root, path)}/`)));
      if (app === undefined) continue;
      this.#byPid.set(Number(entry), app);
      this.#parents.set(Number(entry), parentOf(Number(entry)));
    }
  }

  /** The app's main process for any process of it; undefined when it belongs to no app. */
  appOf(pid: number): RunningApp | undefined {
    const app = this.#byPid.get(pid);
    if (app === undefined) return undefined;
    const parent = this.#parents.get(pid) ?? 0;
    return this.#byPid.get(parent) === app ? this.appOf(parent) : { ...app, pid };
  }

  /** The Mac path of the executable of an app's process. */
  executableOf(pid: number): string | undefined {
    const app = this.#byPid.get(pid);
    return app === undefined ? undefined : `${app.path}/Contents/MacOS/${app.executable}`;
  }

  /** One entry per running copy of an app, the oldest process first. */
  all(): readonly RunningApp[] {
    return [...this.#byPid.keys()]
      .map((pid) => this.appOf(pid))
      .filter((app) => app !== undefined)
      .filter((app, index, all) => all.findIndex(({ pid }) => pid === app.pid) === index)
      .sort((one, other) => one.pid - other.pid);
  }
}

/** Its executable and what it was started with. Other users' processes tell nothing. */
function filesOf(pid: string): readonly string[] {
  const files: string[] = [];
  for (const read of [
    () => [readlinkSync(join('/proc', pid, 'exe'))],
    // An interpreter and its script; anything later is a mere argument.
    () =>
      readFileSync(join('/proc', pid, 'cmdline'), 'utf8')
        .split('\0')
        .slice(0, 2),
  ]) {
    try {
      files.push(...read());
    } catch {
      // Gone, or not ours to look at.
    }
  }
  return files;
}

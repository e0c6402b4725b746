/** A small program in Electron, run as an unprivileged user on a desktop. It tells the test things, a line of JSON each. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installRuntime } from '../../scripts/electron-runtime.ts';
import type { Desktop } from '../../src/pretend-mac/desktop/desktop.ts';

/** Whose program it is. */
export const person = { uid: 64_101, gid: 64_101 };

export interface ElectronProgram {
  /** Its own folder, that of the person who runs it. */
  readonly folder: string;
  /** What it has said and nobody has asked for. */
  readonly said: unknown[];
  /** The next thing that it says. */
  readonly next: () => Promise<unknown>;
  readonly end: () => Promise<void>;
}

/** `source` runs in Electron's main process and says things with `say(value)`. */
export async function startElectron(desktop: Desktop, source: string): Promise<ElectronProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'intermission-electron-'));
  await chmod(folder, 0o755);
  const home = join(folder, 'home');
  await mkdir(home);
  await chown(home, person.uid, person.gid);
  const say = `const say = (what) => process.stdout.write(JSON.stringify(what) + '\\n');\n`;
  await writeFile(join(folder, 'main.cjs'), say + source);
  const runtime = await installRuntime(join(folder, 'Electron'));
  const identity = ['--reuid', String(person.uid), '--regid', String(person.gid), '--clear-groups'];
  const app = spawn('setpriv', [...identity, runtime.executable, join(folder, 'main.cjs')], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: home, ...(await desktop.environment(person)) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const said: unknown[] = [];
  let heard: () => void = () => undefined;
  createInterface(app.stdout).on('line', (line) => {
    if (!/^[{[]/.test(line)) return;
    said.push(JSON.parse(line));
    heard();
  });
  return {
    folder,
    said,
    next: async () => {
      while (said.length === 0) await new Promise<void>((resolve) => (heard = resolve));
      return said.shift();
    },
    end: async () => {
      if (app.exitCode === null) {
        app.kill();
        await once(app, 'close');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

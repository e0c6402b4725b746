/** Stand-in apps in the hands of a test or the demo: installs one, opens it in somebody's session, and does what a person would. */
import { cpSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Variables } from '../environment.ts';
import type { PretendMac } from '../mac.ts';
import type { Started } from '../mac-process.ts';
import { PLACES } from '../places.ts';
import type { User } from '../session-file.ts';
import type { AppRequest } from './app-process.ts';
import { standIns, type StandInName } from './catalogue.ts';

export interface OpenOptions {
  /** In whose session it runs. */
  readonly user: User;
  /** What it needs to draw: `await desktop.environment(user)`. */
  readonly environment: Variables;
  /** What people see as its name, where that is another than the bundle's. */
  readonly localizedName?: string;
}

export interface PresentOptions {
  /** On which monitor the audience sees the slides, from 1; the main one unless given. The speaker's view is on the next. */
  readonly monitor?: number;
  /** Hold a NoDisplaySleepAssertion meanwhile. Nobody has recorded whether the originals do (macos.md I), so not unless asked. */
  readonly keepsDisplayAwake?: boolean;
}

/** Resolves when its editor is on the screen. The app is installed if it is not there yet. */
export async function openApp(mac: PretendMac, name: StandInName, options: OpenOptions): Promise<OpenApp> {
  const executable = installStandIn(mac, name, options.localizedName);
  const { uid, gid } = options.user;
  const app = new OpenApp(
    mac.start(executable, [], { uid, gid, environment: options.environment, interactive: true }),
  );
  await app.answer();
  return app;
}

/** Puts the bundle into /Applications, and returns the Mac path of its executable. */
export function installStandIn(mac: PretendMac, name: StandInName, localizedName?: string): string {
  const { bundleId, executable, version } = standIns[name];
  mac.installApp({
    ...{ name, bundleId, executable, version },
    ...(localizedName === undefined ? {} : { localizedName }),
  });
  const contents = `/Applications/${name}.app/Contents`;
  const program = `${contents}/MacOS/program.cjs`;
  cpSync(mac.path(`${PLACES.programs}/stand-in-app.cjs`), mac.path(program));
  const words = [process.execPath, mac.path(program), '--root', mac.root, name].map((word) => `'${word}'`);
  mac.installExecutable(`${contents}/MacOS/${executable}`, `#!/bin/sh\nexec ${words.join(' ')}\n`);
  return `${contents}/MacOS/${executable}`;
}

/** An app that is open. Every change resolves when the screen looks like it. */
export class OpenApp {
  readonly pid: number;
  readonly #started: Started;
  readonly #lines: AsyncIterator<string>;

  constructor(started: Started) {
    const { child } = started;
    if (child.stdout === null) throw new Error('an app without output');
    this.pid = started.pid;
    this.#started = started;
    this.#lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  }

  /** Starts the slide show. */
  async present({ monitor = 1, keepsDisplayAwake = false }: PresentOptions = {}): Promise<void> {
    await this.#ask({ ask: 'present', monitor, keepsDisplayAwake });
  }

  async stopPresenting(): Promise<void> {
    await this.#ask({ ask: 'stop-presenting' });
  }

  /** The editor as large as its monitor allows below the menu bar. */
  async maximise(): Promise<void> {
    await this.#ask({ ask: 'maximise' });
  }

  /** The editor in native full screen, as by the green button: an ordinary window that covers its monitor. */
  async fullScreenEditor(): Promise<void> {
    await this.#ask({ ask: 'full-screen' });
  }

  /** Something is not saved: from now on the app asks before it quits, and waits for an answer. */
  async edit(): Promise<void> {
    await this.#ask({ ask: 'edit' });
  }

  async save(): Promise<void> {
    await this.#ask({ ask: 'save' });
  }

  /** Resolves when its process has ended by itself. */
  async ended(): Promise<void> {
    await this.#started.finished;
  }

  /** The editor as it was opened. */
  async restore(): Promise<void> {
    await this.#ask({ ask: 'restore' });
  }

  /** Resolves when its process has ended. */
  async quit(): Promise<void> {
    this.#started.child.stdin?.end();
    await this.#started.finished;
  }

  /** The next answer; throws what went wrong. For `openApp`. */
  async answer(): Promise<void> {
    const line = await this.#lines.next();
    if (line.done === true) {
      const { stderr, code } = await this.#started.finished;
      throw new Error(`the app ended (${code ?? ''}): ${stderr}`);
    }
    const answer = JSON.parse(line.value) as { readonly failed?: string };
    if (answer.failed !== undefined) throw new Error(answer.failed);
  }

  async #ask(request: AppRequest): Promise<void> {
    this.#started.child.stdin?.write(`${JSON.stringify(request)}\n`);
    await this.answer();
  }
}

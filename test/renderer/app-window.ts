/**
 * The real app in front of a helper that only answers: real Electron as an unprivileged user in its sandbox, on a screen of
 * its own. For tests of the window's manners; whole loops are end-to-end tests.
 */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { installRuntime } from '../../scripts/electron-runtime.ts';
import { Desktop } from '../../src/pretend-mac/desktop/desktop.ts';
import type { DeploymentView, Snapshot } from '../../src/contract/session-door.ts';
import { deployment, inAnHour, snapshot, startNow, zone } from '../app/builders.ts';
import { FakeHelper } from '../app/fake-helper.ts';

const person = { uid: 64_102, gid: 64_102 };
const repository = join(import.meta.dirname, '../..');

export class AppWindow {
  readonly helper: FakeHelper;
  readonly app: ElectronApplication;
  readonly #folder: string;
  readonly desktop: Desktop;
  #ask = 0;
  #notice = 0;

  private constructor(folder: string, desktop: Desktop, helper: FakeHelper, app: ElectronApplication) {
    this.#folder = folder;
    this.desktop = desktop;
    this.helper = helper;
    this.app = app;
  }

  /** Starts everything; nothing is due yet. Needs root and the build. */
  static async start(): Promise<AppWindow> {
    const folder = mkdtempSync(join(tmpdir(), 'intermission-window-'));
    chmodSync(folder, 0o755);
    const home = join(folder, 'home');
    mkdirSync(home);
    chownSync(home, person.uid, person.gid);
    const runtime = await installRuntime(join(folder, 'Electron'));
    // Playwright starts programs as its own user; this one goes on as somebody without rights.
    const program = join(folder, 'electron-as-person');
    const identity = `--reuid ${String(person.uid)} --regid ${String(person.gid)} --clear-groups`;
    writeFileSync(program, `#!/bin/sh\nexec setpriv ${identity} '${runtime.executable}' "$@"\n`, {
      mode: 0o755,
    });
    const desktop = await Desktop.start({ width: 1000, height: 800 });
    const helper = await FakeHelper.listen(join(folder, 'mac'), person.uid, today());
    const app = await _electron.launch({
      executablePath: program,
      args: [join(repository, 'build/app/main.cjs'), '--root', join(folder, 'mac')],
      chromiumSandbox: true,
      cwd: folder,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: home,
        LANG: 'en_GB.UTF-8',
        ...(await desktop.environment(person)),
      },
    });
    return new AppWindow(folder, desktop, helper, app);
  }

  /** Lets a deployment ask and waits until its dialog can be used. */
  async ask(change: Partial<DeploymentView> = {}): Promise<Page> {
    this.#ask += 1;
    const opened = this.app.waitForEvent('window');
    this.helper.show(today(question({ ask: this.#ask, ...change })));
    const page = await opened;
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  /** Lets several ask at once, with an hour from now as their common time. */
  async askTogether(...ids: readonly string[]): Promise<Page> {
    this.#ask += 1;
    const views = ids.map((id) => question({ id, title: `Work ${id}`, ask: this.#ask }));
    const opened = this.app.waitForEvent('window');
    this.helper.show({
      ...today(...views),
      together: {
        deployments: [...ids],
        choices: [startNow, inAnHour],
        preselected: 'in-60',
        ownTime: null,
        deadline: inMinutes(3000),
        oneRestart: false,
      },
    });
    const page = await opened;
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  /** A run in so many seconds that nobody picked: warns of it, and waits until the window is there. */
  async warn(seconds: number, change: Partial<DeploymentView> = {}): Promise<Page> {
    const opened = this.app.waitForEvent('window');
    this.tell('warning', seconds, change);
    const page = await opened;
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  /** Gives a notice of a run in so many seconds. */
  tell(kind: 'reminder' | 'warning', seconds: number, change: Partial<DeploymentView> = {}): void {
    this.#notice += 1;
    const due = inMinutes(seconds / 60);
    const by = kind === 'warning' ? 'deadline' : 'user';
    this.helper.show(
      today(
        question({
          ask: null,
          detail: { kind: 'scheduled', due, zone, by, attempt: 1, attempts: 3 },
          notice: { number: this.#notice, kind, due, overHold: false },
          ...(kind === 'warning' ? { choices: [startNow], preselected: null, ownTime: null } : {}),
          ...change,
        }),
      ),
    );
  }

  /** What the helper tells from now on. */
  show(...views: readonly DeploymentView[]): void {
    this.helper.show(today(...views));
  }

  /** Takes away what asked and whatever is shown. */
  async quiet(): Promise<void> {
    this.helper.show(today());
    while (this.app.windows().length > 0) {
      await this.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      await pause(50);
    }
    this.helper.intents.length = 0;
  }

  /** The app's exit code; null when it crashed. */
  async stop(): Promise<number | null> {
    const program = this.app.process();
    const running = program.exitCode === null && program.signalCode === null;
    const ended = new Promise<number | null>((done) => program.once('exit', done));
    program.kill('SIGTERM');
    const code = running ? await ended : program.exitCode;
    await this.helper.close();
    await this.desktop.stop();
    rmSync(this.#folder, { recursive: true, force: true });
    return code;
  }
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** These tests run by the real clock. */
export const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

const question = (change: Partial<DeploymentView>): DeploymentView =>
  deployment({
    choices: [startNow, inAnHour],
    ownTime: { earliest: inMinutes(2), latest: inMinutes(3000), hours: null },
    deadline: inMinutes(3000),
    ...change,
  });

const today = (...deployments: readonly DeploymentView[]): Snapshot => ({
  ...snapshot(...deployments),
  now: new Date().toISOString(),
});

/**
 * The world of the end-to-end tests: a pretend Mac with the real helper under its launchd, a real screen, and the real app as an
 * unprivileged user, driven by Playwright. Nothing in it is a double of ours.
 */
import { chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { _electron, type ElectronApplication } from '@playwright/test';
import { parse } from 'plist';
import * as z from 'zod';
import { installIntermission, pretendPrograms } from '../../../scripts/intermission-mac.ts';
import { statusReportSchema, type StatusReport } from '../../../src/contract/admin-door.ts';
import {
  deploymentPreferenceDomainPrefix,
  helperLabel,
  paths,
  preferenceDomain,
} from '../../../src/contract/identity.ts';
import type { StandInName } from '../../../src/pretend-mac/apps/catalogue.ts';
import { openApp, type OpenApp } from '../../../src/pretend-mac/apps/open-app.ts';
import { Desktop } from '../../../src/pretend-mac/desktop/desktop.ts';
import type { Policy } from '../../../src/pretend-mac/jamf/policy.ts';
import { PretendMac } from '../../../src/pretend-mac/mac.ts';
import type { Finished } from '../../../src/pretend-mac/mac-process.ts';
import { DialogPage } from '../pages/dialog.ts';
import { MaintenanceList } from '../pages/maintenance.ts';
import { MenuPage } from '../pages/menu.ts';
import type { TestUser } from './users.ts';

/** How long the app may take to close. */
const closeWithinMs = 8_000;

const recorder = '/private/var/pretend/programs/record-menu.cjs';
const playwrightLoader = '/private/var/pretend/programs/playwright-loader.cjs';
const cleanupScript = '/private/var/pretend/jamf/scripts/cleanup.sh';

/** A working day in Berlin: Wednesday, 14:10:20. */
const startAt = '2026-11-25T13:10:20Z';

export const historyEntry = z.object({
  deployment: z.string(),
  from: z.string(),
  to: z.string(),
  cause: z.string(),
  holds: z.array(z.looseObject({ what: z.string(), end: z.string().nullable() })).optional(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/** A deployment of the tests: its preferences, and what its execution policy does. */
export interface TestDeployment {
  readonly id: string;
  readonly preferences?: Readonly<Record<string, string | number | boolean>>;
  readonly payload?: Policy['payload'];
}

export const triggerOf = (id: string): string => `run_${id}`;

export class World {
  readonly mac: PretendMac;
  readonly desktop: Desktop;
  readonly user: TestUser;
  #app: RunningApp | null = null;

  private constructor(mac: PretendMac, desktop: Desktop, user: TestUser) {
    this.mac = mac;
    this.desktop = desktop;
    this.user = user;
  }

  /** Switched on, the user logged in, the helper ready, the app not started. */
  static async start(
    user: TestUser,
    deployments: readonly TestDeployment[],
    { monitors }: { readonly monitors?: number } = {},
  ): Promise<World> {
    const mac = await PretendMac.create({ programs: pretendPrograms, zone: 'Europe/Berlin', startAt });
    const desktop = await Desktop.start({
      width: 1280,
      height: 800,
      ...(monitors === undefined || monitors === 1 ? {} : { monitors }),
    });
    const world = new World(mac, desktop, user);
    try {
      await installIntermission(mac, { app: true });
      mac.writeFile(recorder, readFileSync(join(import.meta.dirname, '../record-menu.cjs')));
      const playwright = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'));
      mac.writeFile(playwrightLoader, readFileSync(join(playwright, 'lib/server/electron/loader.js')));
      mac.installExecutable(cleanupScript, '#!/bin/sh\nintermission cleanup --deployment "$4"\n');
      world.preferences(preferenceDomain, {
        OrganizationName: 'Example Corp',
        SupportContact: 'extension 4357',
      });
      world.deploy(deployments);
      await mac.powerOn();
      await world.logIn();
      await world.helperReady();
      return world;
    } catch (error) {
      await world.end();
      throw error;
    }
  }

  async end(): Promise<void> {
    await this.#app?.close();
    await this.mac.destroy();
    await this.desktop.stop();
  }

  async logIn(): Promise<void> {
    const home = this.mac.path(`/Users/${this.user.name}`);
    mkdirSync(home, { recursive: true });
    chownSync(home, this.user.uid, this.user.gid);
    await this.mac.login(this.user);
  }

  /** What MDM does: a managed preferences file, replaced as a whole. */
  preferences(domain: string, dictionary: Readonly<Record<string, string | number | boolean>>): void {
    this.mac.writePlist(`${paths.managedPreferences}/${domain}.plist`, dictionary, { binary: true });
  }

  /** Profiles and execution policies. */
  deploy(deployments: readonly TestDeployment[]): void {
    for (const { id, preferences = {} } of deployments) {
      this.preferences(`${deploymentPreferenceDomainPrefix}.${id}`, {
        Trigger: triggerOf(id),
        Title: `Work ${id}`,
        Message: `About **${id}**.`,
        DeferralTimerMenu: '0,60,240',
        ...preferences,
      });
    }
    this.mac.setPolicies(
      deployments.map(({ id, payload = [] }, index) => ({
        id: index + 1,
        name: `Execute ${id}`,
        trigger: triggerOf(id),
        scripts: [{ name: 'Cleanup', path: cleanupScript, priority: 'after', parameters: { '4': id } }],
        payload,
      })),
    );
  }

  command(...args: readonly string[]): Promise<Finished> {
    return this.mac.run(paths.command, args);
  }

  async prompt(id: string): Promise<void> {
    const answer = await this.command('prompt', '--deployment', id);
    if (answer.code !== 0) throw new Error(`prompt: ${answer.stderr}`);
  }

  async status(): Promise<StatusReport> {
    const answer = await this.command('status', '--json');
    return statusReportSchema.parse(JSON.parse(answer.stdout));
  }

  async deployment(id: string): Promise<StatusReport['deployments'][number]> {
    const found = (await this.status()).deployments.find((deployment) => deployment.id === id);
    if (found === undefined) throw new Error(`no deployment ${id}`);
    return found;
  }

  /** The decoded LaunchDaemon of a deployment; null where none stands. */
  plist(id: string): Readonly<Record<string, unknown>> | null {
    const file = this.mac.path(`${paths.launchDaemons}/${deploymentPreferenceDomainPrefix}.${id}.plist`);
    return existsSync(file) ? (parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : null;
  }

  history(id: string): readonly HistoryEntry[] {
    const file = this.mac.path(paths.historyFile);
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => historyEntry.parse(JSON.parse(line)))
      .filter(({ deployment }) => deployment === id);
  }

  /** The stages that a deployment went through, each named once. */
  stages(id: string): readonly string[] {
    return this.history(id)
      .map(({ to }) => to)
      .filter((stage, index, all) => stage !== all[index - 1]);
  }

  async helperReady(): Promise<void> {
    await this.mac.events.waitFor({ type: 'job-spawned', label: helperLabel });
    const deadline = Date.now() + 20_000;
    while ((await this.command('status')).code !== 0) {
      if (Date.now() > deadline) throw new Error(this.helperLog());
    }
  }

  /** Waits until launchd has let go of the last run and has loaded the next one, and lets that come. */
  async comesTo(id: string): Promise<void> {
    const due = async (): Promise<number | null> => {
      const { detail } = await this.deployment(id);
      const label = `${deploymentPreferenceDomainPrefix}.${id}`;
      const job = (await this.mac.jobs()).find((loaded) => loaded.label === label);
      return detail.kind === 'scheduled' && job?.state === 'not running' && job.runs === 0
        ? Date.parse(detail.due)
        : null;
    };
    const patience = Date.now() + 30_000;
    let at = await due();
    while (at === null) {
      if (Date.now() > patience) throw new Error(`nothing is scheduled for ${id}:\n${this.helperLog()}`);
      at = await due();
    }
    // A process with hours to catch up sees an earlier time than one that is started at the end of them.
    await this.mac.clock.advanceTo(at - 20_000);
    await this.mac.clock.advanceTo(at);
  }

  /** The helper's process, as launchd knows it. */
  async helperPid(): Promise<number> {
    const job = (await this.mac.jobs()).find(({ label }) => label === helperLabel);
    const pid = job?.pid ?? null;
    if (pid === null) throw new Error('the helper does not run');
    return pid;
  }

  helperLog(): string {
    return readFileSync(this.mac.path(`${paths.logFolder}/helper.log`), 'utf8');
  }

  /** What the app wrote into its own log. */
  appLog(): string {
    const file = this.mac.path(
      `/Users/${this.user.name}/Library/Application Support/Intermission/logs/app.log`,
    );
    return existsSync(file) ? readFileSync(file, 'utf8') : '(no log)';
  }

  /** Starts the app as the unprivileged user, sandbox on, as its LaunchAgent would; there when it has heard the helper. */
  async openApp({
    hasItem = true,
    language = 'en_GB',
  }: { readonly hasItem?: boolean; readonly language?: string } = {}): Promise<RunningApp> {
    const wrapper = '/private/var/pretend/programs/app-as-user.sh';
    const { uid, gid } = this.user;
    // Playwright's loader lies in a folder that the user may not be able to read: a copy on the Mac takes its place.
    this.mac.installExecutable(
      wrapper,
      `#!/bin/sh
for argument do
  shift
  case "$argument" in */electron/loader.js) argument='${this.mac.path(playwrightLoader)}' ;; esac
  set -- "$@" "$argument"
done
exec setpriv --reuid ${String(uid)} --regid ${String(gid)} --clear-groups '${this.mac.path(paths.applicationExecutable)}' "$@"
`,
    );
    const electron = await _electron.launch({
      executablePath: this.mac.path(wrapper),
      args: ['-r', this.mac.path(recorder)],
      chromiumSandbox: true,
      cwd: this.mac.root,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: this.mac.path(`/Users/${this.user.name}`),
        USER: this.user.name,
        LANG: `${language}.UTF-8`,
        PRETEND_MAC_ROOT: this.mac.root,
        PRETEND_MAC_CLOCK: this.mac.path('/private/var/pretend/clock.json'),
        ...(await this.desktop.environment(this.user)),
      },
    });
    this.#app = new RunningApp(electron);
    if (hasItem) await this.desktop.trayIcon();
    else await this.#appIsConnected();
    return this.#app;
  }

  async #appIsConnected(): Promise<void> {
    const patience = Date.now() + 20_000;
    while (!this.appLog().includes('connected to the helper')) {
      if (Date.now() > patience) throw new Error(this.appLog());
      await delay(100);
    }
  }

  /** Opens one of the stand-in apps in the person's session. */
  async openStandIn(name: StandInName): Promise<OpenApp> {
    return await openApp(this.mac, name, {
      user: this.user,
      environment: { ...(await this.desktop.environment(this.user)) },
    });
  }

  /** A picture for people who look at a failed test. */
  async picture(file: string): Promise<void> {
    await this.desktop.screenshot(file);
  }
}

/** The app while it runs. */
export class RunningApp {
  readonly electron: ElectronApplication;
  readonly menu: MenuPage;

  constructor(electron: ElectronApplication) {
    this.electron = electron;
    this.menu = new MenuPage(electron);
  }

  /** The dialog, once it is there. */
  async dialog(): Promise<DialogPage> {
    const page =
      this.electron.windows().find((open) => !open.isClosed()) ??
      (await this.electron.waitForEvent('window'));
    const dialog = new DialogPage(page);
    await dialog.title.waitFor();
    return dialog;
  }

  /** Opens the list of Maintenance from the menu. */
  async maintenance(pick = () => this.menu.pick('Maintenance…')): Promise<MaintenanceList> {
    const opened = this.electron.waitForEvent('window');
    await pick();
    const list = new MaintenanceList(await opened);
    await list.heading.waitFor();
    return list;
  }

  /** Resolves when no window is left. */
  async noDialog(): Promise<void> {
    for (const page of this.electron.windows()) if (!page.isClosed()) await page.waitForEvent('close');
  }

  /** Electron 25 sometimes spins while it closes; the end of the Mac ends it then. */
  async close(): Promise<void> {
    const closed = this.electron.close().catch(() => undefined);
    await Promise.race([closed, delay(closeWithinMs)]);
  }
}

/** A whole Mac as a folder: what tests and the demo start, use and throw away. Needs root and Linux. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, closeSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, buildBinary } from 'plist';
import { infoOf, type AppFacts } from './apps/bundle.ts';
import type { Variables } from './environment.ts';
import type { JamfServer, Policy } from './jamf/policy.ts';
import { LaunchdClient } from './launchd-client.ts';
import { processesOf, signalProcess } from './launchd/processes.ts';
import type { JobSummary, Reply, Request } from './launchd/requests.ts';
import { instant, MacClock, type InstantLike } from './mac-clock.ts';
import { MacEvents } from './mac-events.ts';
import { layOut, pointZone, putFile, putJson, systemVersion } from './mac-folder.ts';
import { startProgram, type Finished, type RunOptions, type Started } from './mac-process.ts';
import { below, PLACES } from './places.ts';
import { writeDictionary, type PropertyList } from './property-list.ts';
import { MacAssertions } from './power/assertion.ts';
import { MacScreen } from './screen/screen-state.ts';
import { readSessionFile, type User } from './session-file.ts';
import { readState, usualHardware, type Hardware } from './state-file.ts';

export interface MacOptions {
  /** Folder with the bundled stand-ins (`build/pretend-mac`). */
  readonly programs: string;
  /** Where the Mac is made; a new folder in the temporary folder unless given. Short: sockets live in it. */
  readonly folder?: string;
  /** `Europe/Berlin` unless given. */
  readonly zone?: string;
  /** Where its clock starts; now unless given. */
  readonly startAt?: InstantLike;
}

export interface FileOptions {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

export class PretendMac {
  readonly root: string;
  readonly events: MacEvents;
  readonly clock: MacClock;
  /** Locks it, puts it to sleep, turns the camera on. */
  readonly screen: MacScreen;
  /** What processes ask of the power management, as `pmset -g assertions` lists it. */
  readonly assertions: MacAssertions;
  readonly #hardware: ChildProcess;
  readonly #launchd: LaunchdClient;
  #destroyed = false;

  private constructor(root: string, hardware: ChildProcess, launchd: LaunchdClient, events: MacEvents) {
    this.root = root;
    this.#hardware = hardware;
    this.#launchd = launchd;
    this.events = events;
    this.clock = new MacClock(root, (request) => this.#ask(request));
    this.assertions = new MacAssertions(root, () => this.clock.now());
    this.screen = new MacScreen(root, this.assertions);
  }

  /** A Mac that is switched off. */
  static async create(options: MacOptions): Promise<PretendMac> {
    const root = options.folder ?? mkdtempSync(join(tmpdir(), 'mac-'));
    mkdirSync(root, { recursive: true });
    layOut({ root, programs: options.programs, zone: options.zone ?? 'Europe/Berlin' });
    const hardware = await startHardware(
      root,
      options.startAt === undefined ? Date.now() : instant(options.startAt),
    );
    const events = new MacEvents();
    const launchd = await LaunchdClient.connect(root, (event) => events.add(event));
    await launchd.ask({ ask: 'subscribe', since: 0 });
    return new PretendMac(root, hardware, launchd, events);
  }

  /** A Mac path as a path of this computer. */
  path(macPath: string): string {
    return below(this.root, macPath);
  }

  async powerOn(): Promise<void> {
    await this.#ask({ ask: 'power', to: 'on' });
  }

  /** `abrupt`: no process hears of it (SIGKILL), as when the battery is empty. */
  async powerOff({ abrupt = false }: { readonly abrupt?: boolean } = {}): Promise<void> {
    await this.#ask({ ask: 'power', to: 'off', abrupt });
  }

  /** Off and on again. Nobody is logged in afterwards. */
  async restart(): Promise<void> {
    await this.#ask({ ask: 'power', to: 'restart' });
  }

  async sleep(): Promise<void> {
    await this.#ask({ ask: 'power', to: 'sleep' });
  }

  async wake(): Promise<void> {
    await this.#ask({ ask: 'power', to: 'wake' });
  }

  /** Logs somebody in, or brings their session back to the screen. Their LaunchAgents start. */
  async login(user: User & { readonly environment?: Variables }): Promise<void> {
    const { name, uid, gid, environment = {} } = user;
    await this.#ask({ ask: 'login', name, uid, gid, environment });
  }

  /** Ends the session on the screen, or that of `uid`. */
  async logout(uid?: number): Promise<void> {
    await this.#ask({ ask: 'logout', ...(uid === undefined ? {} : { uid }) });
  }

  /** Fast user switching to the login window: sessions stay, none is on the screen. */
  async showLoginWindow(): Promise<void> {
    await this.#ask({ ask: 'show-login-window' });
  }

  async jobs(): Promise<readonly JobSummary[]> {
    return (await this.#ask({ ask: 'jobs' })).value as JobSummary[];
  }

  /** Ids of the processes of this Mac, whoever started them. */
  processes(): readonly number[] {
    return processesOf(this.root).filter((pid) => pid !== this.#hardware.pid);
  }

  /** Runs a program of the Mac to its end. */
  run(macPath: string, parameters: readonly string[] = [], options: RunOptions = {}): Promise<Finished> {
    return this.start(macPath, parameters, options).finished;
  }

  /** Starts a program of the Mac. */
  start(macPath: string, parameters: readonly string[] = [], options: RunOptions = {}): Started {
    const power = this.events.all({ type: 'power' }).at(-1)?.state ?? 'off';
    if (power !== 'on' && power !== 'awake') throw new Error(`nothing can run: the Mac is ${power}`);
    const { users } = readSessionFile(this.path(PLACES.sessions));
    return startProgram(this.root, macPath, parameters, users, options);
  }

  writeFile(macPath: string, content: string | Uint8Array, options: FileOptions = {}): void {
    putFile(this.root, macPath, content, options.mode ?? 0o644, options.uid ?? 0, options.gid ?? 0);
  }

  /** A script, with its `#!` line. */
  installExecutable(macPath: string, script: string): void {
    this.writeFile(macPath, script, { mode: 0o755 });
  }

  writePlist(
    macPath: string,
    dictionary: PropertyList,
    options: FileOptions & { readonly binary?: boolean } = {},
  ): void {
    this.writeFile(macPath, options.binary ? buildBinary(dictionary) : build(dictionary), options);
  }

  setZone(zone: string): void {
    pointZone(this.root, zone);
  }

  setFileVault(on: boolean): void {
    putJson(this.root, PLACES.fileVault, { on });
  }

  setSystemVersion(version: string, build = '25G83'): void {
    writeDictionary(this.path(PLACES.systemVersion), systemVersion(version, build));
  }

  /** An app bundle, as much of it as an inventory looks at. */
  installApp(app: AppFacts): void {
    this.writePlist(`/Applications/${app.name}.app/Contents/Info.plist`, infoOf(app));
  }

  /** What an installer package leaves behind; `pkgutil --forget` takes it away. */
  addReceipt(id: string, version: string): void {
    this.writePlist(`${PLACES.receipts}/${id}.plist`, {
      PackageIdentifier: id,
      PackageVersion: version,
      InstallPrefixPath: 'Applications',
      InstallDate: new Date(0),
    });
  }

  setHardware(change: Partial<Hardware>): void {
    const now = readState(this.root, PLACES.hardware, usualHardware);
    putJson(this.root, PLACES.hardware, { ...now, ...change });
  }

  setPolicies(policies: readonly Policy[]): void {
    putJson(this.root, PLACES.jamfPolicies, policies);
  }

  setJamfServer(state: JamfServer['state'], url = 'https://jamf.example.com/'): void {
    putJson(this.root, PLACES.jamfServer, { state, url } satisfies JamfServer);
  }

  /** What `softwareupdate --list` finds, as lines below its banner; none: no updates. */
  setSoftwareUpdates(lines: readonly string[]): void {
    putJson(this.root, PLACES.softwareUpdate, { lines });
  }

  /** What `pmset -g ps` and `pmset -g assertions` print, word for word, whatever else is set. */
  setPowerReport(report: { readonly ps?: string; readonly assertions?: string }): void {
    putJson(this.root, PLACES.power, report);
  }

  /** What happens when this process dies: the hardware loses its maker and ends with everything on it. The folder stays. */
  letGo(): void {
    this.#hardware.stdin?.destroy();
  }

  /** Kills every process of this Mac and removes its folder. Nothing is left. */
  async destroy(): Promise<void> {
    if (this.#destroyed) return;
    this.#destroyed = true;
    const gone = new Promise<void>((resolve) => this.#hardware.once('exit', () => resolve()));
    await this.#launchd.ask({ ask: 'exit' }).catch(() => this.#hardware.kill('SIGKILL'));
    if (this.#hardware.exitCode === null && this.#hardware.signalCode === null) await gone;
    this.#launchd.close();
    for (const pid of processesOf(this.root)) signalProcess(pid, 'SIGKILL');
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }

  async #ask(request: Request): Promise<Reply> {
    const reply = await this.#launchd.ask(request);
    if (reply.code !== 0) throw new Error(`${request.ask}: ${String(reply.value)}`);
    return reply;
  }
}

/** Starts launchd, which ends with this process whatever happens to it. */
async function startHardware(root: string, startAt: number): Promise<ChildProcess> {
  const output = openSync(below(root, PLACES.launchdOutput), 'a');
  const program = below(root, `${PLACES.programs}/launchd.cjs`);
  const hardware = spawn(
    process.execPath,
    [program, '--root', root, '--start-at', String(startAt), '--with-parent'],
    { cwd: root, env: { PATH: process.env['PATH'] }, stdio: ['pipe', 'pipe', output], detached: true },
  );
  closeSync(output);
  await new Promise<void>((resolve, reject) => {
    hardware.stdout?.once('data', () => resolve());
    hardware.once('error', reject);
    hardware.once('exit', (code) =>
      reject(new Error(`launchd ended with ${code}; see ${PLACES.launchdOutput}`)),
    );
  });
  return hardware;
}

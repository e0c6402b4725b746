/**
 * One world for a test: a pretend Mac with Intermission installed as the package does, without the app. Real processes,
 * real root, a real launchd with a clock that the test moves. Every world is taken away after its test.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'plist';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { installIntermission } from '../../scripts/intermission-mac.ts';
import { adminMethods, adminNotifications, statusReportSchema } from '../../src/contract/admin-door.ts';
import type { StatusReport } from '../../src/contract/admin-door.ts';
import { helperLabel, paths, sessionSocket } from '../../src/contract/identity.ts';
import { version } from '../../src/contract/version.ts';
import { openDoor, type Door } from '../../src/link/door.ts';
import type { Policy } from '../../src/pretend-mac/jamf/policy.ts';
import { PretendMac } from '../../src/pretend-mac/mac.ts';
import { instant, type InstantLike } from '../../src/pretend-mac/mac-clock.ts';
import type { PropertyList } from '../../src/pretend-mac/property-list.ts';
import { pretendPrograms } from '../pretend-mac/programs.ts';
import { rootClient, userClient, type DoorClient } from './door-client.ts';
import { Onlooker } from './onlooker.ts';
import { helperPrograms } from './programs.ts';

export const jappleseed = { name: 'jappleseed', uid: 501, gid: 20 } as const;
export const second = { name: 'bmoss', uid: 502, gid: 20 } as const;

export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => count * 3_600_000;

export type Entry = StatusReport['deployments'][number];

export interface WorldOptions {
  readonly startAt?: InstantLike;
  readonly zone?: string;
  /** Who is logged in from the start; null: nobody. */
  readonly user?: { readonly name: string; readonly uid: number; readonly gid: number } | null;
  readonly organization?: PropertyList;
  /** Preferences by deployment ID. */
  readonly deployments?: Readonly<Record<string, PropertyList>>;
  readonly policies?: readonly Policy[];
  /** False: nobody tells what the screen shows. */
  readonly onlooker?: boolean;
  /** False for a helper that is not expected to start. */
  readonly ready?: boolean;
  /** Called while the Mac is still off. */
  readonly before?: (mac: PretendMac) => void;
}

const worlds: World[] = [];

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.destroy();
});

/** 14:10:20 in Berlin, on a Saturday. */
export const usualStart = '2026-11-21T13:10:20Z';

/** A world for all tests of the `describe` that calls this: for tables of refusals, which leave nothing behind. */
export function sharedWorld(options: WorldOptions = {}): () => World {
  let made: World | null = null;
  beforeAll(async () => {
    made = await newWorld(options);
    worlds.splice(worlds.indexOf(made), 1);
  });
  afterAll(() => made?.destroy());
  return () => {
    if (made === null) throw new Error('the world is not made yet');
    return made;
  };
}

export async function newWorld(options: WorldOptions = {}): Promise<World> {
  const mac = await PretendMac.create({
    programs: await pretendPrograms(),
    zone: options.zone ?? 'Europe/Berlin',
    startAt: options.startAt ?? usualStart,
  });
  const world = new World(mac);
  worlds.push(world);
  await installIntermission(mac, { app: false, programs: await helperPrograms() });
  if (options.organization !== undefined) world.prefs(null, options.organization);
  for (const [id, keys] of Object.entries(options.deployments ?? {})) world.prefs(id, keys);
  mac.setPolicies(options.policies ?? []);
  // What a policy's script calls at its end.
  mac.installExecutable('/tmp/cleanup.sh', `#!/bin/sh\nexec ${mac.path(paths.command)} jamf "$@"\n`);
  options.before?.(mac);
  await mac.powerOn();
  const user = options.user === undefined ? jappleseed : options.user;
  if (user !== null) await mac.login(user);
  if (options.ready === false) return world;
  await world.ready();
  if (user !== null) await world.sessionDoorOf(user.uid);
  if (options.onlooker !== false) world.onlooker.open();
  return world;
}

export class World {
  readonly mac: PretendMac;
  readonly onlooker: Onlooker;
  readonly #clients: DoorClient[] = [];
  #admin: Door<typeof adminMethods> | null = null;

  constructor(mac: PretendMac) {
    this.mac = mac;
    this.onlooker = new Onlooker(mac.path(paths.sessionFolder));
  }

  /** Runs `intermission` as root. */
  command(...args: readonly string[]): ReturnType<PretendMac['run']> {
    return this.mac.run(paths.command, args);
  }

  /** Resolves when the helper answers at its admin door and has read everything. */
  async ready(): Promise<void> {
    await this.eventually('the helper is ready', async () => {
      this.#admin?.close();
      this.#admin = null;
      const door = await this.#open();
      if (door === null) return null;
      // Answered in turn, so after all that the helper does at its start.
      return (await door.call('reload', {})).ok ? true : null;
    });
  }

  /** Tries again until it is not null: the one place where a test waits by looking. */
  async eventually<T>(
    what: string,
    look: () => Promise<T | null> | T | null,
    timeoutMs = 20_000,
  ): Promise<T> {
    const until = Date.now() + timeoutMs;
    for (let pause = 15; ; pause = Math.min(120, pause * 1.5)) {
      const found = await look();
      if (found !== null) return found;
      if (Date.now() > until) {
        throw new Error(
          `not within ${timeoutMs} ms: ${what}\n${this.log().split('\n').slice(-25).join('\n')}\n${this.allJobLogs()}`,
        );
      }
      await delay(pause);
    }
  }

  async admin(): Promise<Door<typeof adminMethods>> {
    return this.eventually('the admin door opens', () => this.#open());
  }

  /** A client of the session door as root, greeted. */
  async session(uid: number = jappleseed.uid): Promise<DoorClient> {
    const client = this.keep(await rootClient(await this.sessionDoorOf(uid)));
    await client.hello();
    return client;
  }

  async raw(macPath: string): Promise<DoorClient> {
    return this.keep(await rootClient(this.mac.path(macPath)));
  }

  /** A client in a process of this user; or the error's code. */
  async userDoor(macPath: string, uid: number): Promise<DoorClient | string> {
    const client = await userClient(this.mac.path(macPath), uid);
    return typeof client === 'string' ? client : this.keep(client);
  }

  /** The session door's path, once somebody listens there. */
  async sessionDoorOf(uid: number): Promise<string> {
    const path = this.mac.path(sessionSocket(uid));
    if (!(await canConnect(path))) await this.mac.clock.advance(5_000);
    return this.eventually(`the session door of ${uid}`, async () =>
      (await canConnect(path)) ? path : null,
    );
  }

  async status(): Promise<StatusReport> {
    const door = await this.admin();
    const answer = await door.call('status', {});
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    return statusReportSchema.parse(answer.value);
  }

  async entry(id: string): Promise<Entry> {
    const found = (await this.status()).deployments.find((entry) => entry.id === id);
    if (found === undefined) throw new Error(`the status names no ${id}`);
    return found;
  }

  /** The deployment's entry once it fits. */
  async until(id: string, fits: (entry: Entry) => boolean, timeoutMs?: number): Promise<Entry> {
    let last: Entry | null = null;
    try {
      return await this.eventually(
        `${id} as wanted`,
        async () => {
          const door = await this.#open();
          const answer = await door?.call('status', {});
          if (answer?.ok !== true) return null;
          last = answer.value.deployments.find((entry) => entry.id === id) ?? null;
          return last !== null && fits(last) ? last : null;
        },
        timeoutMs,
      );
    } catch (error) {
      throw new Error(`${String(error)}\nlast seen: ${JSON.stringify(last)}`, { cause: error });
    }
  }

  untilDetail(id: string, kind: Entry['detail']['kind'], timeoutMs?: number): Promise<Entry> {
    return this.until(id, (entry) => entry.detail.kind === kind, timeoutMs);
  }

  /** Writes a deployment's preferences, or with null the organisation's. */
  prefs(id: string | null, keys: PropertyList, options: { readonly binary?: boolean } = {}): void {
    this.mac.writePlist(prefsPath(id), keys, options);
  }

  plistPath(label: string): string {
    return this.mac.path(`${paths.launchDaemons}/${label}.plist`);
  }

  /** The plist's content, or null where there is none. */
  plist(label: string): Record<string, unknown> | null {
    const path = this.plistPath(label);
    return existsSync(path) ? (parse(readFileSync(path, 'utf8')) as Record<string, unknown>) : null;
  }

  /** Names in the job folder but for the helper's own. */
  jobFiles(): string[] {
    return readdirSync(this.mac.path(paths.launchDaemons))
      .filter((name) => name !== `${helperLabel}.plist`)
      .sort();
  }

  async loadedLabels(): Promise<string[]> {
    return (await this.mac.jobs()).map(({ label }) => label).filter((label) => label !== helperLabel);
  }

  history(): readonly Readonly<Record<string, string>>[] {
    const path = this.mac.path(paths.historyFile);
    if (!existsSync(path)) return [];
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, string>);
  }

  /** `from → to` of a deployment, with the cause. */
  steps(id: string): string[] {
    return this.history()
      .filter((entry) => entry['deployment'] === id)
      .map(({ from, to, cause }) => `${from ?? ''} → ${to ?? ''}: ${cause ?? ''}`);
  }

  log(): string {
    const path = this.mac.path(`${paths.logFolder}/helper.log`);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  jobLog(id: string): string {
    const path = this.mac.path(`${paths.logFolder}/${id}.log`);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  /** The ends of all job logs, for a test that fails. */
  allJobLogs(): string {
    const folder = this.mac.path(paths.logFolder);
    if (!existsSync(folder)) return '';
    return readdirSync(folder)
      .filter((name) => name !== 'helper.log')
      .map((name) => `${name}: ${readFileSync(`${folder}/${name}`, 'utf8').slice(-1500)}`)
      .join('\n');
  }

  /** How often jamf was asked for this trigger, by jamf's own log. */
  jamfRuns(trigger: string): number {
    const path = this.mac.path('/private/var/log/jamf.log');
    if (!existsSync(path)) return 0;
    return readFileSync(path, 'utf8').split(`policies triggered by "${trigger}"`).length - 1;
  }

  state(): unknown {
    return JSON.parse(readFileSync(this.mac.path(paths.stateFile), 'utf8'));
  }

  async helperPid(): Promise<number> {
    return this.eventually('the helper runs', async () => {
      const job = (await this.mac.jobs()).find(({ label }) => label === helperLabel);
      return job?.pid ?? null;
    });
  }

  /** Kills the helper without a word and waits until launchd has started it again (it throttles for ten seconds). */
  async killHelper(): Promise<void> {
    const pid = await this.helperPid();
    const mark = this.mac.events.mark();
    process.kill(pid, 'SIGKILL');
    await this.mac.events.waitFor({ type: 'job-exited', label: helperLabel, pid }, { after: mark });
    await this.mac.clock.advance(10_000);
    await this.mac.events.waitFor({ type: 'job-spawned', label: helperLabel }, { after: mark });
    await this.ready();
  }

  /** Takes the helper out of launchd altogether. */
  async bootoutHelper(): Promise<void> {
    const mark = this.mac.events.mark();
    await this.mac.run(paths.launchctl, ['bootout', `system/${helperLabel}`]);
    await this.mac.events.waitFor({ type: 'job-unloaded', label: helperLabel }, { after: mark });
  }

  async bootstrapHelper(): Promise<void> {
    const plist = `${paths.launchDaemons}/${helperLabel}.plist`;
    const { code, stderr } = await this.mac.run(paths.launchctl, ['bootstrap', 'system', plist]);
    if (code !== 0) throw new Error(stderr);
    await this.ready();
  }

  /** The clock goes to this instant; resolves when the job of this label has ended. */
  async runAt(label: string, moment: InstantLike): Promise<void> {
    const mark = this.mac.events.mark();
    // A process with hours to catch up sees an earlier time than one that is started at the end of them.
    await this.mac.clock.advanceTo(instant(moment) - 20_000);
    await this.mac.clock.advanceTo(moment);
    await this.mac.events.waitFor({ type: 'job-exited', label }, { after: mark, timeoutMs: 15_000 });
  }

  mode(macPath: string): string {
    const { mode, uid, gid } = statSync(this.mac.path(macPath));
    return `${uid}:${gid} ${(mode & 0o7777).toString(8).padStart(4, '0')}`;
  }

  keep(client: DoorClient): DoorClient {
    this.#clients.push(client);
    return client;
  }

  async destroy(): Promise<void> {
    this.onlooker.close();
    this.#admin?.close();
    for (const client of this.#clients) client.close();
    await this.mac.destroy();
  }

  async #open(): Promise<Door<typeof adminMethods> | null> {
    if (this.#admin !== null) return this.#admin;
    const opened = await openDoor({
      root: this.mac.root,
      socket: paths.adminSocket,
      program: 'command',
      version,
      methods: adminMethods,
      notifications: adminNotifications,
      onNotification: () => undefined,
      onClose: () => {
        this.#admin = null;
      },
    });
    if (!opened.ok) return null;
    this.#admin = opened.value;
    return opened.value;
  }
}

export const prefsPath = (id: string | null): string =>
  `${paths.managedPreferences}/io.intermission${id === null ? '' : `.deployment.${id}`}.plist`;

export const labelOf = (id: string): string => `io.intermission.deployment.${id}`;

function canConnect(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

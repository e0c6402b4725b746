/**
 * The Mac as a machine: on, off, asleep; who is logged in; launchd's domains while it runs. Survives its own power-off,
 * as hardware does. Every change is announced as an event when it is complete.
 */
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ClockKeeper } from '../clock/clock-keeper.ts';
import { original } from '../clock/original.ts';
import { userVariables, type Variables } from '../environment.ts';
import { putJson } from '../mac-folder.ts';
import { below, PLACES } from '../places.ts';
import type { User } from '../session-file.ts';
import { currentZone } from '../zone.ts';
import { Domain, type DomainContext } from './domain.ts';
import type { EventStream } from './events.ts';
import { processesOf, signalProcess } from './processes.ts';
import { ROOT_USER, Sessions } from './sessions.ts';
import { spawnJob } from './spawn-job.ts';

export type Power = 'off' | 'on' | 'shutting-down' | 'asleep';

/** Real milliseconds that a program which is no job gets between SIGTERM and SIGKILL at shutdown. */
const LAST_GRACE = 5000;

export class Machine {
  readonly root: string;
  readonly clock: ClockKeeper;
  readonly events: EventStream;
  readonly sessions: Sessions;
  readonly #domains = new Map<string, Domain>();
  #power: Power = 'off';
  #busy: Promise<void> = Promise.resolve();

  constructor(root: string, clock: ClockKeeper, events: EventStream) {
    this.root = root;
    this.clock = clock;
    this.events = events;
    this.sessions = new Sessions(root, events);
    clock.onChange((change) => {
      events.emit({ type: 'clock', change });
      if (change === 'set') for (const job of this.#jobs()) job.wallClockChanged();
    });
  }

  get power(): Power {
    return this.#power;
  }

  get domains(): Domain[] {
    return [...this.#domains.values()];
  }

  domain(name: string): Domain | undefined {
    return this.#domains.get(name);
  }

  processes(): number[] {
    return processesOf(this.root, new Set(this.#jobs().flatMap((job) => job.pid ?? [])));
  }

  powerOn(): Promise<void> {
    return this.#oneAtATime(async () => {
      if (this.#power !== 'off') return;
      await this.clock.thaw();
      this.#power = 'on';
      putJson(this.root, PLACES.start, { session: randomUUID().toUpperCase() });
      const system = new Domain('system', ROOT_USER, this.#context(ROOT_USER, {}));
      this.#domains.set('system', system);
      system.loadFolder(PLACES.launchDaemons);
      this.#announcePower('on');
    });
  }

  /** `abrupt`: somebody pulled the plug, and no process hears of it. */
  powerOff(abrupt: boolean): Promise<void> {
    return this.#oneAtATime(() => this.#powerOff(abrupt));
  }

  async restart(abrupt: boolean): Promise<void> {
    await this.powerOff(abrupt);
    await this.powerOn();
  }

  sleep(): Promise<void> {
    return this.#oneAtATime(async () => {
      if (this.#power !== 'on') return;
      this.#power = 'asleep';
      await this.clock.freeze();
      // Twice: the first round may have missed a child that was just being born.
      for (let round = 0; round < 2; round += 1)
        for (const pid of this.processes()) signalProcess(pid, 'SIGSTOP');
      this.#announcePower('asleep');
    });
  }

  wake(): Promise<void> {
    return this.#oneAtATime(() => this.#wake());
  }

  login(user: User, environment: Variables): Promise<void> {
    return this.#oneAtATime(() => {
      if (this.#power !== 'on') throw new Error(`nobody can log in: the Mac is ${this.#power}`);
      if (this.sessions.open(user)) {
        const temporary = { TMPDIR: below(this.root, '/private/tmp') };
        const variables = { ...userVariables(this.root, user), ...temporary, ...environment };
        const domain = new Domain(`gui/${user.uid}`, user, this.#context(user, variables));
        this.#domains.set(domain.name, domain);
        domain.loadFolder(PLACES.launchAgents);
      }
      this.sessions.announceConsole();
      return Promise.resolve();
    });
  }

  /** The console user's session ends, or that of `uid`. */
  logout(uid: number | undefined): Promise<void> {
    return this.#oneAtATime(async () => {
      const user = uid === undefined ? this.sessions.consoleUser : this.sessions.find(uid);
      const domain = user && this.#domains.get(`gui/${user.uid}`);
      if (!user || !domain) return;
      await domain.tearDown();
      this.#domains.delete(domain.name);
      this.sessions.close(user);
    });
  }

  /** Fast user switching to the login window: sessions stay. */
  showLoginWindow(): Promise<void> {
    return this.#oneAtATime(() => {
      this.sessions.showLoginWindow();
      return Promise.resolve();
    });
  }

  readonly log = (line: string): void => {
    const file = below(this.root, PLACES.launchdLog);
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${new Date(this.clock.now()).toISOString()} ${line}\n`);
  };

  async #wake(): Promise<void> {
    if (this.#power !== 'asleep') return;
    this.#power = 'on';
    for (const pid of this.processes()) signalProcess(pid, 'SIGCONT');
    await this.clock.thaw();
    this.#announcePower('awake');
    for (const job of this.#jobs()) job.woke();
  }

  async #powerOff(abrupt: boolean): Promise<void> {
    if (this.#power === 'off') return;
    if (!abrupt) await this.#wake();
    this.#power = 'shutting-down';
    this.#announcePower('shutting-down');
    const users = this.domains.filter((domain) => !domain.isSystem);
    const system = this.#domains.get('system');
    if (abrupt) {
      for (const job of this.#jobs()) job.abandon();
    } else {
      await Promise.all(users.map((domain) => domain.tearDown()));
      await system?.tearDown();
      await this.#end('SIGTERM', LAST_GRACE);
    }
    await this.#end('SIGKILL', LAST_GRACE);
    await Promise.all(this.domains.map((domain) => domain.gone(undefined)));
    this.#domains.clear();
    this.sessions.closeAll();
    await this.clock.freeze();
    this.#power = 'off';
    this.#announcePower('off');
  }

  /** Signals every process that is left and waits for them, for some real time. */
  async #end(signal: 'SIGTERM' | 'SIGKILL', grace: number): Promise<void> {
    const until = original.now() + grace;
    let told = new Set<number>();
    for (;;) {
      const left = this.processes();
      if (left.length === 0 || original.now() > until) return;
      for (const pid of left) if (!told.has(pid)) signalProcess(pid, signal);
      told = new Set(left);
      await new Promise((resolve) => original.setTimeout(resolve, 10));
    }
  }

  #context(user: User, variables: Variables): DomainContext {
    return {
      root: this.root,
      events: this.events,
      log: this.log,
      world: {
        clock: this.clock,
        events: this.events,
        zone: () => currentZone(this.root),
        mayStart: () => this.#power === 'on' || this.#power === 'shutting-down',
        spawn: (job) =>
          spawnJob(job, {
            root: this.root,
            user,
            variables,
            account: (name) => this.sessions.account(name),
          }),
      },
    };
  }

  #jobs(): Domain['jobs'] {
    return this.domains.flatMap((domain) => domain.jobs);
  }

  #announcePower(state: 'on' | 'shutting-down' | 'off' | 'asleep' | 'awake'): void {
    this.events.emit({ type: 'power', state });
  }

  /** Power and sessions change one after the other. */
  #oneAtATime(change: () => Promise<void>): Promise<void> {
    const done = this.#busy.then(change);
    this.#busy = done.catch(() => undefined);
    return done;
  }
}

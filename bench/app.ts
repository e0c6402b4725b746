/** What the app costs, against bare Electron on the same screen: start, rest, and the way from a prompt to its dialog. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { installRuntime } from '../scripts/electron-runtime.ts';
import { paths } from '../src/contract/identity.ts';
import { Desktop } from '../src/pretend-mac/desktop/desktop.ts';
import { runTool, startTool, type LongTool } from '../src/pretend-mac/desktop/tools.ts';
import type { DesktopWindow } from '../src/pretend-mac/desktop/windows.ts';
import type { PretendMac } from '../src/pretend-mac/mac.ts';
import { makeUser, removeUser, type TestUser } from '../test/e2e/world/users.ts';
import { deploy, install, logIn, newMac, programs, repository, shippedNode, variables } from './mac.ts';
import {
  familyOf,
  inTurns,
  lifetime,
  megabytes,
  memoryOf,
  milliseconds,
  wakeUpsOf,
  type Row,
} from './measure.ts';
import { startHelper, stop } from './helper.ts';

const deployments = 40;
const settleSeconds = 20;
const restSeconds = 60;
/** As tall as the usual dialog. */
const windowHeight = 480;

/** Tells when something is put on the screen, the moment the X server says so. */
class Onlooker {
  readonly #tool: LongTool;
  #waiting: { readonly what: RegExp; readonly settle: (at: number) => void } | null = null;

  constructor(environment: Readonly<Record<string, string>>) {
    this.#tool = startTool('stdbuf', ['-oL', 'xev', '-root', '-event', 'substructure'], environment);
    this.#tool.process.stdout?.on('data', (chunk: Buffer) => {
      if (this.#waiting?.what.test(chunk.toString()) !== true) return;
      const { settle } = this.#waiting;
      this.#waiting = null;
      settle(performance.now());
    });
  }

  /** Milliseconds from now until the X server tells of this kind of event. */
  async until(what: 'MapNotify' | 'ReparentNotify'): Promise<number> {
    const begun = performance.now();
    const seen = new Promise<number>((settle) => {
      this.#waiting = { what: new RegExp(`^${what} event`, 'm'), settle };
    });
    const at = await Promise.race([seen, delay(30_000).then(() => null)]);
    if (at === null) throw new Error(`${what}: waited in vain`);
    return at - begun;
  }

  end(): Promise<void> {
    return this.#tool.end();
  }
}

/** A desktop with a person, the app installed, and the bare app beside it. */
class Place {
  readonly mac: PretendMac;
  readonly desktop: Desktop;
  readonly user: TestUser;
  readonly #folder: string;
  readonly #electron: string;

  constructor(mac: PretendMac, desktop: Desktop, user: TestUser, folder: string, electron: string) {
    this.mac = mac;
    this.desktop = desktop;
    this.user = user;
    this.#folder = folder;
    this.#electron = electron;
  }

  static async make(): Promise<Place> {
    const mac = await newMac();
    const desktop = await Desktop.start({ width: 1280, height: 800 });
    const user = makeUser('bench');
    await install(mac, true);
    rmSync(mac.path(`${paths.launchDaemons}/io.intermission.helper.plist`));
    deploy(mac, deployments);
    await mac.powerOn();
    await logIn(mac, user);
    const folder = mkdtempSync(join(tmpdir(), 'bare-'));
    chmodSync(folder, 0o755);
    cpSync(join(import.meta.dirname, 'bare'), folder, { recursive: true });
    cpSync(join(repository, 'build/app/tray'), join(folder, 'tray'), { recursive: true });
    chownSync(folder, user.uid, user.gid);
    const { executable } = await installRuntime(mac.path(`${paths.application}/Contents/Runtime`));
    return new Place(mac, desktop, user, folder, executable);
  }

  async end(): Promise<void> {
    await this.mac.destroy();
    await this.desktop.stop();
    removeUser(this.user);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get socket(): string {
    return join(this.#folder, 'sock');
  }

  ours(): Promise<ChildProcess> {
    const app = this.mac.path(`${paths.application}/Contents/Resources/app`);
    return this.#start([app, '--root', this.mac.root], `/Users/${this.user.name}`);
  }

  bare(): Promise<ChildProcess> {
    rmSync(this.socket, { force: true });
    const icon = join(this.#folder, 'tray/emptyTemplate.png');
    const app = join(this.#folder, 'app.cjs');
    return this.#start([app, icon, this.socket, String(windowHeight)], '/Users/bare');
  }

  async #start(args: readonly string[], macHome: string): Promise<ChildProcess> {
    const { uid, gid } = this.user;
    const home = this.mac.path(macHome);
    mkdirSync(home, { recursive: true });
    chownSync(home, uid, gid);
    const environment = await this.desktop.environment(this.user);
    return spawn(
      'setpriv',
      ['--reuid', String(uid), '--regid', String(gid), '--clear-groups', this.#electron, ...args],
      {
        cwd: this.mac.root,
        env: {
          ...variables(this.mac),
          HOME: home,
          USER: this.user.name,
          LANG: 'en_GB.UTF-8',
          ...environment,
        },
        stdio: ['ignore', 'ignore', 'ignore'],
      },
    );
  }

  /** As a person does it; resolves when none is left. */
  async closeWindows(): Promise<void> {
    const isWindow = ({ kind, viewable }: DesktopWindow): boolean => kind === 'window' && viewable;
    const environment = { ...(await this.desktop.environment()) };
    for (const { id } of (await this.desktop.windows()).filter(isWindow)) {
      // Keys count only once a window has stood for a moment.
      await delay(1500);
      await runTool('xdotool', ['windowfocus', String(id), 'key', 'Escape'], environment);
    }
    await this.desktop.waitForNoWindow(isWindow);
  }

  /** Has the bare app open its window, or close it. */
  async tellBare(what: 'open' | 'close'): Promise<void> {
    const connection = connect(this.socket);
    await once(connection, 'connect');
    await new Promise<void>((written) => connection.end(what, () => written()));
  }
}

async function coldStart(place: Place, onlooker: Onlooker): Promise<Row> {
  const start = async (program: () => Promise<ChildProcess>): Promise<number> => {
    const seen = onlooker.until('ReparentNotify');
    const app = await program();
    const took = await seen;
    await end(app);
    return took;
  };
  const { ours, baseline } = await inTurns(
    9,
    () => start(() => place.ours()),
    () => start(() => place.bare()),
  );
  return {
    what: 'app, cold start to menu-bar item',
    ours: milliseconds(ours),
    baseline: `${milliseconds(baseline)} (bare Tray app)`,
    ratio: ours / baseline,
    goal: 1.2,
  };
}

async function atRest(place: Place): Promise<readonly Row[]> {
  const [app, bare] = [await place.ours(), await place.bare()];
  try {
    await delay(settleSeconds * 1000);
    const [ours, theirs] = [familyOf(app.pid ?? 0), familyOf(bare.pid ?? 0)];
    const memory = [memoryOf(ours), memoryOf(theirs)] as const;
    const before = [wakeUpsOf(ours), wakeUpsOf(theirs)] as const;
    await delay(restSeconds * 1000);
    const woken = [wakeUpsOf(ours) - before[0], wakeUpsOf(theirs) - before[1]] as const;
    return [
      {
        what: 'app at rest, memory',
        ours: megabytes(memory[0]),
        baseline: `${megabytes(memory[1])} (bare Tray app)`,
        ratio: memory[0] / memory[1],
        goal: 1.1,
      },
      {
        what: `app at rest, wake-ups in ${String(restSeconds)} s`,
        ours: String(woken[0]),
        baseline: `${String(woken[1])} (bare Tray app)`,
        ratio: woken[0] / Math.max(1, woken[1]),
        goal: null,
      },
    ];
  } finally {
    await end(app);
    await end(bare);
  }
}

/** The app and the bare app run; a policy prompts, or the bare app is told to open its window. */
async function promptToDialog(place: Place, onlooker: Onlooker): Promise<Row> {
  const node = await shippedNode();
  const command = (...args: string[]): Promise<number> =>
    lifetime(node, [join(programs, 'intermission.cjs'), '--root', place.mac.root, ...args], {
      PATH: process.env['PATH'],
    });
  const [app, bare] = [await place.ours(), await place.bare()];
  let next = 0;
  try {
    await delay(settleSeconds * 1000);
    const { ours, baseline } = await inTurns(
      9,
      async () => {
        next += 1;
        const seen = onlooker.until('MapNotify');
        await command('prompt', '--deployment', `d${String(next)}`);
        const took = await seen;
        await command('cancel', '--deployment', `d${String(next)}`);
        await place.closeWindows();
        return took;
      },
      async () => {
        const seen = onlooker.until('MapNotify');
        await place.tellBare('open');
        const took = await seen;
        await place.tellBare('close');
        await place.desktop.waitForNoWindow(({ kind, viewable }) => kind === 'window' && viewable);
        return took;
      },
    );
    return {
      what: 'intermission prompt to dialog on the screen',
      ours: milliseconds(ours),
      baseline: `${milliseconds(baseline)} (bare window of its size)`,
      ratio: ours / baseline,
      goal: 1.2,
      note: 'the look at the screen, by stand-ins that are programs of Node, is part of it',
    };
  } finally {
    await end(app);
    await end(bare);
  }
}

/** Electron 25 sometimes spins while it closes. */
async function end(app: ChildProcess): Promise<void> {
  const gone = once(app, 'exit');
  const family = familyOf(app.pid ?? 0);
  app.kill('SIGTERM');
  await Promise.race([gone, delay(3000)]);
  for (const pid of family) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
}

export async function app(): Promise<readonly Row[]> {
  const place = await Place.make();
  const helper = await startHelper(place.mac);
  const onlooker = new Onlooker({ ...(await place.desktop.environment()) });
  try {
    return [
      await promptToDialog(place, onlooker),
      await coldStart(place, onlooker),
      ...(await atRest(place)),
    ];
  } finally {
    await onlooker.end();
    await stop(helper);
    await place.end();
  }
}

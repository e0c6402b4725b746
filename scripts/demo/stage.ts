/** The stage of the demo: a pretend Mac with Intermission, somebody who can log in, and a screen. */
import { chownSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { paths } from '../../src/contract/identity.ts';
import type { Variables } from '../../src/pretend-mac/environment.ts';
import { PretendMac } from '../../src/pretend-mac/mac.ts';
import type { User } from '../../src/pretend-mac/session-file.ts';
import { installIntermission, pretendPrograms } from '../intermission-mac.ts';
import { deploy } from './deployments.ts';

const repository = join(import.meta.dirname, '../..');

/** What a program needs to draw, and the end of it. */
export interface Screen {
  environment(user: User): Promise<Variables>;
  stop(): Promise<void>;
}

export interface Stage<S extends Screen = Screen> {
  readonly mac: PretendMac;
  readonly screen: S;
  /** Who logs in. */
  readonly user: User;
  /** Where the app answers questions about its page. */
  readonly debuggingPort: number;
  /** Where the app leaves its menu (see record-menu.cjs). */
  readonly menuFile: string;
  login(): Promise<void>;
  end(): Promise<void>;
}

/** A working day in Berlin: Wednesday, 14:10. */
const startAt = '2026-11-25T13:10:20Z';

/** The Mac is switched on, nobody is logged in. */
export async function setStage<S extends Screen>(
  user: User,
  makeScreen: (mac: PretendMac) => Promise<S>,
): Promise<Stage<S>> {
  const mac = await PretendMac.create({ programs: pretendPrograms, zone: 'Europe/Berlin', startAt });
  let screen: S | null = null;
  const end = async (): Promise<void> => {
    await mac.destroy();
    await screen?.stop();
  };
  try {
    const debuggingPort = await freePort();
    const home = mac.path(`/Users/${user.name}`);
    mkdirSync(home, { recursive: true, mode: 0o755 });
    chownSync(home, user.uid, user.gid);
    const menuFile = join(home, 'menu.json');
    const recorder = '/private/var/pretend/programs/record-menu.cjs';
    mac.writeFile(recorder, readFileSync(join(repository, 'test/e2e/record-menu.cjs')));
    await installIntermission(mac, {
      app: true,
      agent: true,
      electronArguments: ['-r', mac.path(recorder), `--remote-debugging-port=${String(debuggingPort)}`],
    });
    deploy(mac);
    screen = await makeScreen(mac);
    const environment = {
      LANG: 'en_GB.UTF-8',
      ...(await screen.environment(user)),
      RECORD_MENU_AT: menuFile,
    };
    await mac.powerOn();
    await helperReady(mac);
    const login = (): Promise<void> => mac.login({ ...user, environment });
    return { mac, screen, user, debuggingPort, menuFile, login, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** launchd has started the helper; it answers a moment later. */
async function helperReady(mac: PretendMac): Promise<void> {
  const end = AbortSignal.timeout(20_000);
  for (;;) {
    const answer = await mac.run(paths.command, ['status']);
    if (answer.code === 0) return;
    if (end.aborted) throw new Error(`the helper does not answer: ${answer.stderr}`);
  }
}

/** A command that prints the pretend Mac's time, for the clock in the menu bar. */
export const barClock = (mac: PretendMac): string =>
  `'${process.execPath}' '${mac.path('/private/var/pretend/programs/bar-clock.cjs')}' --root '${mac.root}'`;

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((settle, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => settle(port));
    });
  });
}

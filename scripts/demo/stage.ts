/** The stage of the demo: a pretend Mac with Intermission, somebody logged in, and a screen. */
import { createServer, type AddressInfo } from 'node:net';
import { chownSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Desktop } from '../../src/pretend-mac/desktop/desktop.ts';
import { PretendMac } from '../../src/pretend-mac/mac.ts';
import { installIntermission, pretendPrograms } from '../intermission-mac.ts';
import { deploy } from './deployments.ts';

export const user = { name: 'jappleseed', uid: 501, gid: 20 } as const;
const repository = join(import.meta.dirname, '../..');

export interface Stage {
  readonly mac: PretendMac;
  readonly desktop: Desktop;
  readonly debuggingPort: number;
  readonly menuFile: string;
  login(): Promise<void>;
  end(): Promise<void>;
}

/** A working day in Berlin: Wednesday, 14:10. */
const startAt = '2026-11-25T13:10:20Z';

/** `screen`: the display to use; none starts one of its own. The Mac is switched on, nobody is logged in. */
export async function setStage(screen: Desktop | undefined, rate: number): Promise<Stage> {
  const mac = await PretendMac.create({ programs: pretendPrograms, zone: 'Europe/Berlin', startAt });
  let desktop = screen;
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
    desktop ??= await Desktop.start({ width: 1280, height: 800, clock: barClock(mac) });
    const own = desktop;
    const environment = { ...(await own.environment(user)), RECORD_MENU_AT: menuFile };
    if (rate !== 1) await mac.clock.rate(rate);
    await mac.powerOn();
    return {
      mac,
      desktop: own,
      debuggingPort,
      menuFile,
      login: () => mac.login({ ...user, environment }),
      end: async () => {
        await mac.destroy();
        await own.stop();
      },
    };
  } catch (error) {
    await mac.destroy();
    await desktop?.stop();
    throw error;
  }
}

/** The clock in the menu bar shows the pretend Mac's time. */
const barClock = (mac: PretendMac): string =>
  `'${process.execPath}' '${mac.path('/private/var/pretend/programs/bar-clock.cjs')}' --root '${mac.root}'`;

function freePort(): Promise<number> {
  return new Promise((settle, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => settle(port));
    });
  });
}

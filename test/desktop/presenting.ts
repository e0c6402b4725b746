/** A Mac with somebody at its screen, and what the product's own script sees of it. */
import { PretendMac } from '../../src/pretend-mac/mac.ts';
import { openApp, type OpenApp } from '../../src/pretend-mac/apps/open-app.ts';
import type { StandInName } from '../../src/pretend-mac/apps/catalogue.ts';
import { Desktop, type DesktopOptions } from '../../src/pretend-mac/desktop/desktop.ts';
import type { Rectangle } from '../../src/pretend-mac/desktop/windows.ts';
import type { Finished } from '../../src/pretend-mac/mac-process.ts';
import { screenScript } from '../../src/main/presence/screen-script.ts';
import { pretendPrograms } from '../pretend-mac/programs.ts';

export const person = { name: 'jappleseed', uid: 64_101, gid: 20 } as const;

/** What the script prints. */
export interface Seen {
  readonly listed: number;
  readonly windows:
    readonly (Rectangle & { readonly pid: number; readonly owner: string; readonly layer: number })[] | null;
  readonly applications: readonly {
    readonly pid: number;
    readonly name: string;
    readonly bundleId: string | null;
    readonly executable: string | null;
    readonly front: boolean;
  }[];
  readonly asleep: boolean | null;
  readonly locked: boolean | null;
}

export class Presenting {
  readonly mac: PretendMac;
  readonly desktop: Desktop;

  private constructor(mac: PretendMac, desktop: Desktop) {
    this.mac = mac;
    this.desktop = desktop;
  }

  static async start(options: DesktopOptions): Promise<Presenting> {
    const mac = await PretendMac.create({ programs: await pretendPrograms() });
    const desktop = await Desktop.start(options);
    await mac.powerOn();
    await mac.login({ ...person, environment: { ...(await desktop.environment(person)) } });
    return new Presenting(mac, desktop);
  }

  async end(): Promise<void> {
    await this.mac.destroy();
    await this.desktop.stop();
  }

  async open(name: StandInName, localizedName?: string): Promise<OpenApp> {
    const environment = await this.desktop.environment(person);
    return await openApp(this.mac, name, {
      user: person,
      environment,
      ...(localizedName === undefined ? {} : { localizedName }),
    });
  }

  /** Runs the product's script as the app would, or another, or with another environment. */
  async osascript({
    script = screenScript,
    environment,
  }: {
    readonly script?: string;
    readonly environment?: Readonly<Record<string, string>>;
  } = {}): Promise<Finished> {
    return await this.mac.run('/usr/bin/osascript', ['-l', 'JavaScript', '-e', script], {
      uid: person.uid,
      environment: environment ?? (await this.desktop.environment(person)),
    });
  }

  async look(): Promise<Seen> {
    const { stdout, stderr } = await this.osascript();
    if (stderr !== '') throw new Error(stderr);
    return JSON.parse(stdout) as Seen;
  }

  /** Front to back: whose, on which layer, and where. */
  async windows(): Promise<readonly (readonly [owner: string, layer: number, bounds: Rectangle])[]> {
    const { windows } = await this.look();
    return (windows ?? []).map(({ owner, layer, x, y, width, height }) => [
      owner,
      layer,
      { x, y, width, height },
    ]);
  }
}

/**
 * Stands in for the app's eyes where no app runs: whenever the helper wants the screen looked at, it tells what `screen` says. It
 * comes back after every loss of the door, as the app does.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Report, Snapshot } from '../../src/contract/session-door.ts';
import type { Observation } from '../../src/core/screen.ts';
import { rootClient, snapshotIn, type DoorClient } from './door-client.ts';

/** Nobody presents, nobody calls: one display, one ordinary window. */
export const ordinaryScreen: Observation = {
  displays: [{ x: 0, y: 0, width: 1280, height: 800 }],
  windows: {
    kind: 'seen',
    value: [
      {
        owner: 'Notes',
        bundleId: 'com.apple.Notes',
        pid: 700,
        layer: 0,
        bounds: { x: 0, y: 25, width: 1280, height: 775 },
      },
    ],
  },
  applications: {
    kind: 'seen',
    value: [{ name: 'Notes', bundleId: 'com.apple.Notes', executable: 'Notes', pid: 700, front: true }],
  },
  assertions: { kind: 'seen', value: [] },
  camera: { kind: 'seen', value: false },
  screen: { kind: 'seen', value: 'on' },
};

/** The same screen with a Keynote slide show on it. */
export const slideShow: Observation = {
  ...ordinaryScreen,
  windows: {
    kind: 'seen',
    value: [
      {
        owner: 'Keynote',
        bundleId: 'com.apple.iWork.Keynote',
        pid: 812,
        layer: 1000,
        bounds: { x: 0, y: 0, width: 1280, height: 800 },
      },
    ],
  },
};

/** The same screen with a call. */
export const inACall: Observation = {
  ...ordinaryScreen,
  assertions: { kind: 'seen', value: [{ kind: 'display', process: 'MSTeams', pid: 900 }] },
};

export class Onlooker {
  /** Null: it sees nothing and tells nothing. */
  screen: Observation | null = ordinaryScreen;
  readonly #folder: string;
  #client: DoorClient | null = null;
  #over = false;

  /** `folder` is that of the session doors: it looks on in whatever session has the screen. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  open(): void {
    void this.#lookOn();
  }

  /** The screen changes; told twice, as the app confirms what has changed. */
  async show(screen: Observation): Promise<void> {
    this.screen = screen;
    await this.tell();
    await this.tell();
  }

  /** Tells what the screen shows, asked or not; resolves when the helper has judged it. */
  async tell(): Promise<void> {
    if (this.screen === null) return;
    const report: Report = { event: 'screen', observation: this.screen };
    await this.#client?.call('report', report);
  }

  close(): void {
    this.#over = true;
    this.#client?.close();
  }

  async #lookOn(): Promise<void> {
    while (!this.#over) {
      try {
        const [door] = readdirSync(this.#folder).filter((name) => name.endsWith('.sock'));
        if (door === undefined) throw new Error('nobody is logged in');
        const client = await rootClient(join(this.#folder, door));
        this.#client = client;
        client.onHeard((message) => {
          const snapshot = snapshotIn(message) as Snapshot | null;
          if ((snapshot?.observeEvery ?? null) !== null) this.tell().catch(() => undefined);
        });
        await client.hello();
        await client.call('subscribe');
        await client.closed;
      } catch {
        // Not there yet, or gone again.
      }
      this.#client = null;
      await delay(50);
    }
  }
}

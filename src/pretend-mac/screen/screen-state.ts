/** What a screen can be beyond its windows, as a state file: tests set it through `mac.screen`, the stand-ins read it. */
import { putJson } from '../mac-folder.ts';
import { standInPids } from './stand-in-pids.ts';
import { PLACES } from '../places.ts';
import type { MacAssertions } from '../power/assertion.ts';
import { readState } from '../state-file.ts';

export interface ScreenState {
  readonly locked: boolean;
  readonly asleep: boolean;
  readonly cameraInUse: boolean;
  /** `empty`: the list of windows is there and has none in it (macos.md C1: one report without the permission). */
  readonly windowList: 'real' | 'empty';
  /** So many windows besides the real ones. */
  readonly moreWindows: number;
}

const atRest: ScreenState = {
  locked: false,
  asleep: false,
  cameraInUse: false,
  windowList: 'real',
  moreWindows: 0,
};

const cameraAssertion = {
  pid: standInPids.cameraService,
  process: 'cameracaptured',
  type: 'PreventUserIdleSystemSleep',
  name: 'cameracaptured-idleSleepPreventionForBWFigCaptureDevice',
  id: '000000000000ca0e',
} as const;

export function readScreenState(root: string): ScreenState {
  return readState(root, PLACES.screen, atRest);
}

/** The screen of a Mac in the hands of a test: `mac.screen`. */
export class MacScreen {
  readonly #root: string;
  readonly #assertions: MacAssertions;

  constructor(root: string, assertions: MacAssertions) {
    this.#root = root;
    this.#assertions = assertions;
  }

  lock(): void {
    this.#set({ locked: true });
  }

  unlock(): void {
    this.#set({ locked: false });
  }

  /** The display is dark; the Mac itself goes on. */
  sleep(): void {
    this.#set({ asleep: true });
  }

  wake(): void {
    this.#set({ asleep: false });
  }

  /**
   * Some app uses the built-in camera, or none does any more: its device says so to scripts, and the service that runs it keeps the
   * Mac awake (by a recording of macOS 26 that `src/main/presence/assertions.ts` goes by).
   */
  setCameraInUse(cameraInUse: boolean): void {
    if (cameraInUse) this.#assertions.take(cameraAssertion);
    else this.#assertions.release(cameraAssertion.id);
    this.#set({ cameraInUse });
  }

  /** What the list of windows is: the real ones, none at all, or the real ones and so many more. */
  setWindowList(list: 'real' | 'empty' | { readonly more: number }): void {
    this.#set(
      typeof list === 'string'
        ? { windowList: list, moreWindows: 0 }
        : { windowList: 'real', moreWindows: list.more },
    );
  }

  #set(change: Partial<ScreenState>): void {
    putJson(this.#root, PLACES.screen, { ...readScreenState(this.#root), ...change });
  }
}

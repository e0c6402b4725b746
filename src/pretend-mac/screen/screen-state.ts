/** What a screen can be beyond its windows, as a state file: tests set it through `mac.screen`, the stand-ins read it. */
import { putJson } from '../mac-folder.ts';
import { PLACES } from '../places.ts';
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

export function readScreenState(root: string): ScreenState {
  return readState(root, PLACES.screen, atRest);
}

/** The screen of a Mac in the hands of a test: `mac.screen`. */
export class MacScreen {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
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

  /** Some app uses the camera, or none does any more. */
  setCameraInUse(cameraInUse: boolean): void {
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

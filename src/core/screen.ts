/**
 * What can be seen of the screen at one moment: plain facts, no judgement (`hold/` judges). Coordinates are points from the top
 * left corner of the main display, as the window list and Electron's displays have them (macos.md C2).
 */

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One window on the screen. Never its title: that is the person's own. */
export interface ScreenWindow {
  /** The app's name as the system has it, perhaps localised. */
  readonly owner: string;
  /** Null where the process is no app. */
  readonly bundleId: string | null;
  readonly pid: number;
  /** 0 is an ordinary window; a Keynote slide show lies above it (macos.md C2). */
  readonly layer: number;
  readonly bounds: Rectangle;
}

export interface RunningApplication {
  readonly name: string;
  readonly bundleId: string | null;
  /** The file name of its executable, which is never localised. */
  readonly executable: string | null;
  readonly pid: number;
  readonly front: boolean;
}

/**
 * A process that asks macOS for something that only a person in front of it, or in a call, needs (macos.md C6): the display kept
 * awake, an open call (WebRTC peers), or a microphone.
 */
export interface Assertion {
  readonly kind: 'display' | 'call' | 'microphone';
  /** Null where only the system's audio service is known, not on whose behalf. */
  readonly process: string | null;
  readonly pid: number;
}

/** A fact, or why it could not be found out. */
export type Seen<T> =
  { readonly kind: 'seen'; readonly value: T } | { readonly kind: 'unknown'; readonly why: string };

export type ScreenState = 'on' | 'locked' | 'asleep';

/** Everything that was seen at one moment. */
export interface Observation {
  /** Never empty where a person can see something; mirrored displays count once. */
  readonly displays: readonly Rectangle[];
  /** Windows large enough to matter, front to back. */
  readonly windows: Seen<readonly ScreenWindow[]>;
  readonly applications: Seen<readonly RunningApplication[]>;
  readonly assertions: Seen<readonly Assertion[]>;
  /** Whether an app uses a camera. */
  readonly camera: Seen<boolean>;
  readonly screen: Seen<ScreenState>;
}

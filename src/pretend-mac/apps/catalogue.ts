/** The stand-in apps: real bundles in /Applications and real windows, with nothing of the originals but names and ids (macos.md C2). */
import type { Subject } from './pictures.ts';

export interface StandIn {
  readonly bundleId: string;
  /** File name of the executable: Keynote's is the same under both ids. */
  readonly executable: string;
  readonly editor: Subject;
  /** The title of its document. */
  readonly title: string;
  /** Keynote's editor leaves the screen during a slide show. */
  readonly hidesEditor: boolean;
}

export const standIns = {
  Keynote: {
    bundleId: 'com.apple.iWork.Keynote',
    executable: 'Keynote',
    editor: 'slide-editor',
    title: 'Third Quarter',
    hidesEditor: true,
  },
  'Keynote Creator Studio': {
    bundleId: 'com.apple.Keynote',
    executable: 'Keynote',
    editor: 'slide-editor',
    title: 'Third Quarter',
    hidesEditor: true,
  },
  'Microsoft PowerPoint': {
    bundleId: 'com.microsoft.Powerpoint',
    executable: 'Microsoft PowerPoint',
    editor: 'slide-editor',
    title: 'Third Quarter',
    hidesEditor: false,
  },
  Notes: {
    bundleId: 'com.apple.Notes',
    executable: 'Notes',
    editor: 'notes',
    title: 'Shopping',
    hidesEditor: false,
  },
} as const satisfies Readonly<Record<string, StandIn>>;

export type StandInName = keyof typeof standIns;

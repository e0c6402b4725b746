/** The stand-in apps: real bundles in /Applications and real windows, with nothing of the originals but names and ids (macos.md C2). */
import type { Subject } from './pictures.ts';

export interface StandIn {
  readonly bundleId: string;
  /** File name of the executable: Keynote's is the same under both ids. */
  readonly executable: string;
  readonly editor: Subject;
  /** The title of its document. */
  readonly title: string;
  readonly version: string;
  /** Keynote's editor leaves the screen during a slide show. */
  readonly hidesEditor: boolean;
}

export const standIns = {
  Keynote: {
    bundleId: 'com.apple.iWork.Keynote',
    executable: 'Keynote',
    version: '15.3',
    editor: 'slide-editor',
    title: 'Third Quarter',
    hidesEditor: true,
  },
  'Keynote Creator Studio': {
    bundleId: 'com.apple.Keynote',
    executable: 'Keynote',
    version: '15.3',
    editor: 'slide-editor',
    title: 'Third Quarter',
    hidesEditor: true,
  },
  'Microsoft PowerPoint': {
    bundleId: 'com.microsoft.Powerpoint',
    executable: 'Microsoft PowerPoint',
    version: '15.3',
    editor: 'slide-editor',
    title: 'Third Quarter',
    hidesEditor: false,
  },
  Slack: {
    bundleId: 'com.tinyspeck.slackmacgap',
    executable: 'Slack',
    version: '4.39.95',
    editor: 'chat',
    title: 'general',
    hidesEditor: false,
  },
  Notes: {
    bundleId: 'com.apple.Notes',
    executable: 'Notes',
    version: '4.12',
    editor: 'notes',
    title: 'Shopping',
    hidesEditor: false,
  },
} as const satisfies Readonly<Record<string, StandIn>>;

export type StandInName = keyof typeof standIns;

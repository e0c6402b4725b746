/** The Info.plist of an app: what is in it, and what can be read from it. */
import { readdirSync } from 'node:fs';
import { below } from '../places.ts';
import { readDictionary, textOf, type PropertyList } from '../property-list.ts';

/** For `mac.installApp`. */
export interface AppFacts {
  /** Also the bundle's name in /Applications. */
  readonly name: string;
  readonly bundleId: string;
  readonly version: string;
  /** What people see instead of the name, in their language. */
  readonly localizedName?: string;
  /** The file name of its executable; its name unless given. */
  readonly executable?: string;
}

export interface AppBundle {
  /** Mac path, `/Applications/Keynote.app`. */
  readonly path: string;
  readonly bundleId: string;
  /** As people see it; it may be localised. */
  readonly name: string;
  /** File name of the executable; never localised. */
  readonly executable: string;
}

export function infoOf(app: AppFacts): PropertyList {
  return {
    CFBundleIdentifier: app.bundleId,
    CFBundleName: app.name,
    CFBundleDisplayName: app.localizedName ?? app.name,
    CFBundleExecutable: app.executable ?? app.name,
    CFBundleShortVersionString: app.version,
    CFBundleVersion: app.version,
  };
}

/** Those in /Applications that have an Info.plist. */
export function installedApps(root: string): readonly AppBundle[] {
  return readdirSync(below(root, '/Applications')).flatMap((folder) => {
    const path = `/Applications/${folder}`;
    const info = folder.endsWith('.app')
      ? readDictionary(below(root, `${path}/Contents/Info.plist`))
      : undefined;
    if (info === undefined) return [];
    const name = textOf(info, 'CFBundleName') || folder.slice(0, -'.app'.length);
    return [
      {
        path,
        bundleId: textOf(info, 'CFBundleIdentifier'),
        name: textOf(info, 'CFBundleDisplayName') || name,
        executable: textOf(info, 'CFBundleExecutable') || name,
      },
    ];
  });
}

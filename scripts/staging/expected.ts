/** What may lie in the payload: the layout to the letter, and of Electron's bundle the parts that it is known to have. */
import { posix } from 'node:path';
import { paths } from '../../src/contract/identity.ts';
import type { Entry } from './manifest.ts';
import type { PayloadFile } from './payload.ts';

/** Folders that every Mac has, or that others use as well. Whose they are is not the package's business. */
export const sharedFolders: readonly string[] = [
  '/Applications',
  '/Library',
  '/Library/Application Support',
  '/Library/LaunchAgents',
  '/Library/LaunchDaemons',
  '/usr',
  '/usr/local',
  '/usr/local/bin',
];

const language =
  /^(ar|cs|da|de|en|en_GB|es|es_419|fi|fr|he|it|ja|ko|nb|nl|pl|pt_BR|sv|tr|zh_CN|zh_TW)\.lproj$/;
const framework = /^(Electron Framework|Mantle|ReactiveObjC|Squirrel)\.framework$/;
const helper = /^Intermission Helper( \((GPU|Plugin|Renderer)\))?\.app$/;
/** Code of ours lies in the archive, whose hash Info.plist names; there is no other. */
const looseCode = /\.([cm]?js|node|asar|map|dSYM)$/;

/** Tells whether an entry is one of these files, a folder on the way to one, or a part of the app. */
export function expectation(files: readonly PayloadFile[]): (entry: Entry) => boolean {
  const known = new Map(files.map(({ path, executable }) => [path, executable ? '0755' : '0644']));
  const folders = new Set([paths.application, ...sharedFolders]);
  for (const { path } of files) folders.add(posix.dirname(path));
  return (entry) => {
    if (entry.path.startsWith(`${paths.application}/`)) {
      return isPartOfApp(entry.path.slice(paths.application.length + 1).split('/'));
    }
    if (entry.type === 'folder') return folders.has(entry.path);
    return entry.type === 'file' && known.get(entry.path) === entry.mode;
  };
}

function isPartOfApp([contents, part, name, ...rest]: readonly string[]): boolean {
  if (contents !== 'Contents') return false;
  if (part === undefined) return true;
  if (name === undefined) return ['Info.plist', 'PkgInfo', 'MacOS', 'Frameworks', 'Resources'].includes(part);
  switch (part) {
    case 'MacOS':
      return name === 'Intermission' && rest.length === 0;
    case 'Frameworks':
      return (framework.test(name) || helper.test(name)) && !rest.some((step) => looseCode.test(step));
    case 'Resources':
      if (language.test(name)) return true;
      return (
        rest.length === 0 &&
        ['app.asar', 'icon.icns', 'LICENSE.electron.txt', 'LICENSES.chromium.html'].includes(name)
      );
    default:
      return false;
  }
}

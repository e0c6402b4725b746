/** What holds for the packed app on every system. */
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect } from 'vitest';
import { supported } from '../../src/main/app/language.ts';

const fixed = [
  '/package.json',
  '/build/app/main.cjs',
  '/build/app/preload.cjs',
  '/build/app/renderer/index.html',
];
const folders = ['/build', '/build/app', '/build/app/languages', '/build/app/renderer', '/build/app/tray'];
const languages = supported.map((language) => `/build/app/languages/${language}.json`);
const bundle = /^\/build\/app\/renderer\/page\.(js|css)$/;
const icon = /^\/build\/app\/tray\/\w+Template(@2x)?\.png$/;

/** The archive holds bundles, words, page and icons, and its package.json names nothing that would have to be there at run time. */
export function expectOnlyTheApp(archive: string): void {
  const files = listPackage(archive, { isPack: false });
  const unexpected = files.filter(
    (file) => ![...fixed, ...folders, ...languages].includes(file) && !bundle.test(file) && !icon.test(file),
  );
  expect(unexpected).toEqual([]);
  expect(files).toEqual(expect.arrayContaining([...fixed, ...languages, '/build/app/renderer/page.js']));
  expect(files.filter((file) => icon.test(file)).length).toBeGreaterThanOrEqual(10);
  const { main, devDependencies } = JSON.parse(extractFile(archive, 'package.json').toString()) as {
    main: string;
    devDependencies?: object;
  };
  expect({ main, devDependencies }).toEqual({ main: 'build/app/main.cjs', devDependencies: undefined });
}

/** Every fuse that this Electron has, by name. */
export async function fusesOf(app: string): Promise<Readonly<Record<string, boolean>>> {
  const wire = await getCurrentFuseWire(app);
  const names = Object.entries(FuseV1Options).filter(
    (entry): entry is [string, FuseV1Options] => typeof entry[1] === 'number',
  );
  return Object.fromEntries(
    names
      .filter(([, fuse]) => wire[fuse] !== undefined)
      .map(([name, fuse]) => [name, wire[fuse] === FuseState.ENABLE]),
  );
}

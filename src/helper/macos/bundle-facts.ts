/** What an app bundle says of itself, read without following a link: whoever put it there may have had something else in mind. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundBundle } from '../../core/staging.ts';
import { readRegular, reasonOf } from '../../files/durable-files.ts';
import { decodePlist, mostPlistBytes } from '../../files/plist-file.ts';

/** `macPath` names the bundle in sentences; its folder must have been checked before. */
export async function readBundle(root: string, macPath: string): Promise<FoundBundle> {
  const place = join(root, macPath);
  for (const step of ['', '/Contents']) {
    const stats = await lstat(place + step).catch((error: unknown) => reasonOf(error));
    if (stats === 'ENOENT') return step === '' ? { kind: 'none' } : nameless;
    if (typeof stats === 'string') return { kind: 'unknown', why: `${macPath}${step}: ${stats}` };
    if (stats.isSymbolicLink()) return { kind: 'unfit', why: `${macPath}${step} is a link` };
    if (!stats.isDirectory()) return { kind: 'unfit', why: `${macPath}${step} is not a folder` };
  }
  return readInfo(`${place}/Contents/Info.plist`, `${macPath}/Contents/Info.plist`);
}

const nameless: FoundBundle = { kind: 'bundle', bundleId: null, version: null, build: null };

async function readInfo(path: string, macPath: string): Promise<FoundBundle> {
  const stats = await lstat(path).catch(() => null);
  if (stats?.isSymbolicLink()) return { kind: 'unfit', why: `${macPath} is a link` };
  if (stats?.isFile() === false) return { kind: 'unfit', why: `${macPath} is not a file` };
  const bytes = await readRegular(path, mostPlistBytes);
  if (!bytes.ok) return { kind: 'unknown', why: bytes.problem };
  const info = bytes.value === null ? null : decodePlist(bytes.value);
  if (info?.ok !== true) return nameless;
  const text = (key: string): string | null => {
    const value = info.value[key];
    return typeof value === 'string' && value.trim() !== '' ? plain(value.trim()) : null;
  };
  return {
    kind: 'bundle',
    bundleId: text('CFBundleIdentifier'),
    version: text('CFBundleShortVersionString'),
    build: text('CFBundleVersion'),
  };
}

/** It goes into logs and on terminals. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 200);

/** What a bundle reads of the Mac: tools that may be slow, files that may be anything. Never through a link, never without bounds. */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { reasonOf, readTrusted } from '../../files/durable-files.ts';
import { decodePlist, mostPlistBytes } from '../../files/plist-file.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import type { Identities } from './redaction.ts';

const toolWithinMs = 10_000;

/** What a tool prints, both streams; why there is nothing, where there is nothing. */
export const printed = (root: string, macPath: string, args: readonly string[]): Promise<string> =>
  new Promise((settle) => {
    execFile(
      join(root, macPath),
      [...args],
      { timeout: toolWithinMs, killSignal: 'SIGKILL', maxBuffer: 1024 * 1024 },
      (error, stdout, stderr) => {
        const why =
          error === null ? '' : `${macPath} ended with ${String(error.code ?? error.signal ?? 'an error')}\n`;
        settle(`${stdout}${stderr}${why}`);
      },
    );
  });

/** The end of a file; `cut` where it is only a part. */
export async function tailOf(
  path: string,
  mostBytes: number,
): Promise<Result<{ readonly text: string; readonly cut: boolean }, string>> {
  let file;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = await file.stat();
    if (!stats.isFile()) return failed('is not a regular file');
    const length = Math.min(stats.size, mostBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, stats.size - length);
    return ok({ text: buffer.toString('utf8', 0, bytesRead), cut: stats.size > length });
  } catch (error) {
    return failed(reasonOf(error));
  } finally {
    await file?.close();
  }
}

/** A property list that root alone can have written; null where there is none that can be read. */
export async function plistAt(path: string): Promise<unknown> {
  const bytes = await readTrusted(path, mostPlistBytes);
  if (!bytes.ok || bytes.value === null) return null;
  const decoded = decodePlist(bytes.value);
  return decoded.ok ? decoded.value : null;
}

const dictionary = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const texts = (...values: readonly unknown[]): readonly string[] =>
  values.flatMap((value) =>
    Array.isArray(value) ? texts(...(value as unknown[])) : typeof value === 'string' ? [value] : [],
  );

/** Accounts that every Mac has: their names tell nobody, and stand in every path. */
const everywhere = /^(?:root|wheel|staff|daemon|nobody|admin|shared|guest|_.*|\..*)$/i;

/** Who and what this Mac is. What cannot be found out stays unknown: then only the forms of things tell. */
export async function identitiesOf(root: string, consoleUser: string | null): Promise<Identities> {
  const homes = await readdir(join(root, '/Users')).catch(() => []);
  const accounts = await readdir(join(root, '/var/db/dslocal/nodes/Default/users')).catch(() => []);
  const names = [
    ...homes,
    ...accounts.map((name) => name.replace(/\.plist$/, '')),
    ...(consoleUser === null ? [] : [consoleUser]),
  ].filter((name) => !everywhere.test(name));
  const fullNames = await Promise.all(
    [...new Set(names)].map(async (name) => {
      const record = dictionary(
        await plistAt(join(root, `/var/db/dslocal/nodes/Default/users/${name}.plist`)),
      );
      return texts(record['realname']);
    }),
  );
  const asked = await Promise.all(
    ['ComputerName', 'LocalHostName', 'HostName'].map((name) =>
      printed(root, '/usr/sbin/scutil', ['--get', name]),
    ),
  );
  const told = asked
    .map((text) => text.trim())
    .filter((text) => text !== '' && !text.includes('\n') && text.length < 64);
  const jamf = dictionary(await plistAt(join(root, '/Library/Preferences/com.jamfsoftware.jamf.plist')));
  const server = texts(jamf['jss_url']).flatMap((url) => (URL.canParse(url) ? [new URL(url).hostname] : []));
  const hardware = await printed(root, '/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']);
  const own = [...told, hostname()];
  return {
    users: [...names, ...fullNames.flat()],
    hosts: [...own, ...own.map((name) => name.split('.')[0] ?? ''), ...server].filter(
      (name) => name !== 'localhost',
    ),
    serials: [...hardware.matchAll(/"IOPlatform(?:SerialNumber|UUID)" = "([^"]+)"/g)].map(
      (found) => found[1] ?? '',
    ),
  };
}

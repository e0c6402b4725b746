/**
 * The screen: an X server of its own that only holders of its cookie may use. Access control is never switched off;
 * whoever shall draw on it gets a file with the cookie that belongs to that user.
 */
import { randomBytes } from 'node:crypto';
import { chmod, chown, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lineFrom, startTool, type LongTool } from './tools.ts';

export type XServer = {
  readonly display: string;
  readonly authority: Buffer;
  readonly tool: LongTool;
  /** Undefined where the server shows one monitor and cannot have another. */
  readonly monitorSocket: string | undefined;
};

export type ScreenOptions = {
  readonly width: number;
  readonly height: number;
  readonly display?: number;
  /** Whether monitors can be added to the first one. */
  readonly severalMonitors: boolean;
};

/** Xvfb shows one monitor, whatever it is asked; Xvnc more (`monitors.ts`). */
export async function startXServer(folder: string, screen: ScreenOptions): Promise<XServer> {
  const authority = cookieFile(randomBytes(16));
  const file = join(folder, 'server.cookie');
  await writeFile(file, authority, { mode: 0o600 });
  const monitorSocket = screen.severalMonitors ? join(folder, 'monitors.sock') : undefined;
  const size = `${screen.width}x${screen.height}`;
  const own =
    monitorSocket === undefined
      ? ['-screen', '0', `${size}x24`]
      : ['-geometry', size, '-depth', '24', ...viewersThrough(monitorSocket)];
  const tool = startTool(
    monitorSocket === undefined ? 'Xvfb' : 'Xtigervnc',
    [
      ...(screen.display === undefined ? [] : [`:${screen.display}`]),
      ...['-displayfd', '3', '-dpi', '96', '-nolisten', 'tcp', '-noreset', '-auth', file],
      ...own,
    ],
    {},
    { extra: true },
  );
  const answers = tool.process.stdio[3];
  if (answers === null || answers === undefined || !('read' in answers))
    throw new Error('the X server cannot tell its display');
  const [, number = ''] = await lineFrom(tool, answers, /(\d+)\n/);
  return { display: `:${number}`, authority, tool, monitorSocket };
}

/** Only through that file, which is for this user alone, and never by TCP. */
function viewersThrough(socket: string): readonly string[] {
  return ['-rfbport', '-1', '-rfbunixpath', socket, '-rfbunixmode', String(0o600), '-SecurityTypes', 'None'];
}

/** A copy of the cookies that exactly this user can read. */
export async function giveAuthority(
  file: string,
  authority: Buffer,
  owner?: { uid: number; gid: number },
): Promise<void> {
  await writeFile(file, authority, { mode: 0o600 });
  await chmod(file, 0o600);
  if (owner !== undefined) await chown(file, owner.uid, owner.gid);
}

/** The format of Xau: family "wild", any address, any display; each field is a length (two bytes, big endian) and bytes. */
function cookieFile(cookie: Buffer): Buffer {
  const field = (value: Buffer): Buffer =>
    Buffer.concat([Buffer.from([value.length >> 8, value.length & 255]), value]);
  const none = Buffer.alloc(0);
  const name = Buffer.from('MIT-MAGIC-COOKIE-1');
  return Buffer.concat([Buffer.from([0xff, 0xff]), field(none), field(none), field(name), field(cookie)]);
}

/**
 * Serves the window's files from `intermission://page/…`: three fixed names, and pictures by the digest under which the helper knows
 * them. A strict policy with each, nothing else.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol, type Session } from 'electron';
import type { Picture } from '../../contract/session-door.ts';
import { pageOrigin, picturePlace } from '../../contract/window.ts';

const scheme = new URL(pageOrigin).protocol.slice(0, -1);
export const pageAddress = `${pageOrigin}/index.html`;

const files: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
};

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Call before `ready`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
}

export type Pictures = (digest: string) => Promise<Picture | null>;

export function servePage(session: Session, folder: string, pictures: Pictures): void {
  session.protocol.handle(scheme, async (request) => {
    const name = nameOf(request);
    if (name === null) return absent();
    if (name.startsWith(picturePlace)) {
      const picture = await pictures(name.slice(picturePlace.length));
      return picture === null ? absent() : found(Buffer.from(picture.base64, 'base64'), picture.type);
    }
    const type = files[name];
    return type === undefined ? absent() : found(await readFile(join(folder, name)), type);
  });
}

const absent = (): Response => new Response(null, { status: 404 });

const found = (bytes: Buffer<ArrayBuffer>, type: string): Response =>
  new Response(bytes, {
    headers: {
      'Content-Type': type,
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  });

const pictureName = new RegExp(`^${picturePlace}[0-9a-f]{64}$`);

function nameOf(request: { readonly method: string; readonly url: string }): string | null {
  const prefix = `${pageOrigin}/`;
  if (request.method !== 'GET' || !request.url.startsWith(prefix)) return null;
  const name = request.url.slice(prefix.length);
  return Object.hasOwn(files, name) || pictureName.test(name) ? name : null;
}

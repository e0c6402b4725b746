/** Serves the window's files from `intermission://page/…`: three fixed names, a strict policy with each, nothing else. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol, type Session } from 'electron';
import { pageOrigin } from '../../contract/window.ts';

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

export function servePage(session: Session, folder: string): void {
  session.protocol.handle(scheme, async (request) => {
    const name = nameOf(request);
    const type = name === null ? undefined : files[name];
    if (name === null || type === undefined) return new Response(null, { status: 404 });
    return new Response(await readFile(join(folder, name)), {
      headers: {
        'Content-Type': type,
        'Content-Security-Policy': contentSecurityPolicy,
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
      },
    });
  });
}

function nameOf(request: { readonly method: string; readonly url: string }): string | null {
  const prefix = `${pageOrigin}/`;
  if (request.method !== 'GET' || !request.url.startsWith(prefix)) return null;
  const name = request.url.slice(prefix.length);
  return Object.hasOwn(files, name) ? name : null;
}

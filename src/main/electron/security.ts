/**
 * Shuts everything that a page could use to get out: navigation, windows, webviews, permissions, the network. Applies to
 * every web contents there ever is, not to our one window only.
 */
import { app, type Session } from 'electron';
import { pageOrigin } from '../../contract/window.ts';

/** Call before `ready`. */
export function denyByDefault(): void {
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** For the window's session: no permission is ever given, no address but our own pages is ever loaded. */
export function closeSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !details.url.startsWith(`${pageOrigin}/`) }),
  );
}

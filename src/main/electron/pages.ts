/** What the pages of all our windows share: a session that is shut in, the files that it may load, and the preload. */
import { join } from 'node:path';
import { session } from 'electron';
import type { Log } from '../ports/ports.ts';
import type { PageSetting } from './page-window.ts';
import { servePage, type Pictures } from './protocol.ts';
import { closeSession } from './security.ts';

/** `folder`: where the app's programs are. Call it once, when the app is ready. */
export function pagesFrom(folder: string, pictures: Pictures, log: Log): PageSetting {
  const windowSession = session.fromPartition('window');
  closeSession(windowSession);
  servePage(windowSession, join(folder, 'renderer'), pictures);
  return { session: windowSession, preload: join(folder, 'preload.cjs'), log };
}

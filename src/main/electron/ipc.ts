/** The only way in from the page: each message must come from our page's top frame and be one that the schema knows. */
import type { WebContents } from 'electron';
import {
  messageChannel,
  pageChannel,
  pageOrigin,
  type PageMessage,
  type PageModel,
} from '../../contract/window.ts';
import { pageMessageSchema } from '../../contract/window-schema.ts';
import type { Log } from '../ports/ports.ts';
import { systemAccent } from './system-accent.ts';

export function listenToPage(
  contents: WebContents,
  log: Log,
  onMessage: (message: PageMessage) => void,
): void {
  contents.ipc.on(messageChannel, (event, payload: unknown) => {
    const frame = event.senderFrame;
    if (frame?.parent !== null || frame.origin !== pageOrigin) {
      log.warn('a message from a frame that is not our page was dropped');
      return;
    }
    const message = pageMessageSchema.safeParse(payload);
    if (message.success) onMessage(message.data);
    else log.warn('a message that is not in the contract was dropped');
  });
}

/** Where the organisation has no color of its own, the page has the person's. */
export function sendToPage(contents: WebContents, model: PageModel): void {
  contents.send(pageChannel, { ...model, accent: model.accent ?? systemAccent() } satisfies PageModel);
}

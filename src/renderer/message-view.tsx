/** What stands between the title and what can be done: why it is shown, the admin's message, what went wrong. */
import type { ReactElement } from 'react';
import type { Block } from '../contract/window.ts';
import { MarkdownView } from './markdown-view.tsx';

interface MessageProps {
  readonly lead: string | null;
  readonly message: readonly Block[];
  readonly alert: string | null;
}

export function MessageView({ lead, message, alert }: MessageProps): ReactElement {
  return (
    <>
      {lead !== null && <p className="lead">{lead}</p>}
      <div className="message scroller">
        <MarkdownView blocks={message} />
      </div>
      {alert !== null && (
        <p className="alert" role="alert">
          {alert}
        </p>
      )}
    </>
  );
}

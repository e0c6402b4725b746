/** What stands between the title and what can be done: why it is shown, the admin's message, what went wrong. */
import type { ReactElement } from 'react';
import type { Block } from '../contract/window.ts';
import { MarkdownView } from './markdown-view.tsx';
import { Scroller } from './scroller.tsx';

interface MessageProps {
  /** The page's title. */
  readonly title: string;
  readonly lead: string | null;
  readonly message: readonly Block[];
  readonly alert: string | null;
}

export function MessageView({ title, lead, message, alert }: MessageProps): ReactElement {
  return (
    <>
      {lead !== null && <p className="lead">{lead}</p>}
      <Scroller as="div" className="message" label={title}>
        <MarkdownView blocks={message} />
      </Scroller>
      <AlertView alert={alert} />
    </>
  );
}

export function AlertView({ alert }: Pick<MessageProps, 'alert'>): ReactElement | null {
  return alert === null ? null : (
    <p className="alert" role="alert">
      {alert}
    </p>
  );
}

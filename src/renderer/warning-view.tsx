/** The last warning: when it starts, how long that is from now, and a way to start it or to put this aside. */
import { useRef, type ReactElement } from 'react';
import type { WarningPage } from '../contract/window.ts';
import { bridge } from './bridge.ts';
import { useFirstFocus } from './first-focus.ts';
import { useKeys } from './keys.ts';
import { MessageView } from './message-view.tsx';

interface WarningProps {
  readonly title: string;
  readonly page: WarningPage;
}

/** The default is *Put Aside*: nothing that interrupts is a keypress away. */
export function WarningView({ title, page }: WarningProps): ReactElement {
  const buttons = useRef<HTMLDivElement>(null);
  useFirstFocus(buttons, 'button.cancel');
  useKeys({ onReturn: putAside, onEscape: putAside });
  return (
    <>
      <h1>{title}</h1>
      {/* A timer is read when somebody goes there, not each time it changes. */}
      <p className="countdown" role="timer">
        {page.countdown}
      </p>
      {page.facts !== '' && <p className="facts">{page.facts}</p>}
      <MessageView title={title} lead={page.lead} message={page.message} alert={page.alert} />
      <div className="buttons" ref={buttons}>
        {page.startNow !== null && (
          <button type="button" className="start" disabled={!page.ready} onClick={startNow}>
            {page.startNow}
          </button>
        )}
        <button type="button" className="cancel primary" onClick={putAside}>
          {page.putAside}
        </button>
      </div>
    </>
  );
}

const putAside = (): void => bridge.send({ kind: 'close' });
const startNow = (): void => bridge.send({ kind: 'start-now' });

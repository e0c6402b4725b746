/** The last warning: when it starts, how long that is from now, and a way to start it or to put this aside. */
import { useRef, useState, type ReactElement } from 'react';
import type { WarningPage } from '../contract/window.ts';
import { useAwake } from './awake.ts';
import { bridge } from './bridge.ts';
import { useFirstFocus } from './first-focus.ts';
import { useKeys } from './keys.ts';
import { MessageView } from './message-view.tsx';
import { Title } from './title.tsx';

interface WarningProps {
  readonly title: string;
  readonly page: WarningPage;
}

/** The default is *Put Aside*: nothing that interrupts is a keypress away. */
export function WarningView({ title, page }: WarningProps): ReactElement {
  const buttons = useRef<HTMLDivElement>(null);
  // How it stood when the window came up is read with the rest of it.
  const [atFirst] = useState(page.announcement);
  const awake = useAwake();
  useFirstFocus(buttons, 'button.cancel');
  useKeys({ onReturn: putAside, onEscape: putAside });
  return (
    <>
      <Title text={title} />
      {/* A timer is read when somebody goes there, not each time it changes. */}
      <p className="countdown" role="timer" aria-live="off">
        {page.countdown}
      </p>
      <p className="spoken" aria-live="polite">
        {page.announcement === atFirst ? '' : page.announcement}
      </p>
      {page.facts !== '' && <p className="facts">{page.facts}</p>}
      <MessageView title={title} lead={page.lead} message={page.message} alert={page.alert} />
      <div className="buttons" ref={buttons}>
        {page.startNow !== null && (
          <button type="button" className="start" disabled={!page.ready || !awake} onClick={startNow}>
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

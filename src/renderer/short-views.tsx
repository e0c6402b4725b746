/** The pages with one thing to say: start now?, scheduled, news, about. */
import { useRef, type ReactElement, type ReactNode } from 'react';
import type { Page } from '../contract/window.ts';
import { useAwake } from './awake.ts';
import { bridge } from './bridge.ts';
import { useFirstFocus } from './first-focus.ts';
import { useKeys } from './keys.ts';
import { Title } from './title.tsx';

interface ViewProps<K extends Page['kind']> {
  readonly title: string;
  readonly page: Extract<Page, { kind: K }>;
}

const close = (): void => bridge.send({ kind: 'close' });

/** The default is *Cancel*: nothing that interrupts is a keypress away. */
export function StartNowView({ title, page }: ViewProps<'start-now'>): ReactElement {
  const buttons = useRef<HTMLDivElement>(null);
  const awake = useAwake();
  useFirstFocus(buttons, 'button.cancel');
  useKeys({ onReturn: close, onEscape: close });
  return (
    <>
      <Title text={title} />
      <p className="statement">{page.question}</p>
      <p className="body">{page.text}</p>
      <div className="buttons" ref={buttons}>
        <button type="button" className="start" disabled={!page.ready || !awake} onClick={start}>
          {page.start}
        </button>
        <button type="button" className="cancel primary" onClick={close}>
          {page.cancel}
        </button>
      </div>
    </>
  );
}
const start = (): void => bridge.send({ kind: 'start-now' });

export function ConfirmationView({ title, page }: ViewProps<'confirmation'>): ReactElement {
  return (
    <Statement title={title} done={page.done}>
      <div role="status">
        <p className="statement">{page.text}</p>
        {page.hint !== null && (
          <p className="body">
            {page.hint.before} <ClockFace label={page.hint.icon} /> {page.hint.after}
          </p>
        )}
      </div>
    </Statement>
  );
}

export function NewsView({ title, page }: ViewProps<'news'>): ReactElement {
  return (
    <Statement title={title} done={page.done}>
      <p className="statement" role="status">
        {page.text}
      </p>
    </Statement>
  );
}

export function AboutView({ title, page }: ViewProps<'about'>): ReactElement {
  return (
    <Statement title={title} done={page.done}>
      <p className="facts">{page.version}</p>
      <p className="body">{page.text}</p>
    </Statement>
  );
}

interface StatementProps {
  readonly title: string;
  readonly done: string;
  readonly children: ReactNode;
}

function Statement({ title, done, children }: StatementProps): ReactElement {
  const buttons = useRef<HTMLDivElement>(null);
  useFirstFocus(buttons, 'button');
  useKeys({ onReturn: close, onEscape: close });
  return (
    <>
      <Title text={title} />
      {children}
      <div className="buttons" ref={buttons}>
        <button type="button" className="primary" onClick={close}>
          {done}
        </button>
      </div>
    </>
  );
}

/** The menu-bar icon as it stands there once something is scheduled. */
function ClockFace({ label }: { readonly label: string }): ReactElement {
  return (
    <svg className="clock-face" viewBox="0 0 18 18" role="img" aria-label={label}>
      <circle cx="9" cy="9" r="7" />
      <path d="M9 5v4.2l2.8 1.8" />
    </svg>
  );
}

/** The turned page: who asks, what happens if nothing is done, where help is, what is recorded. */
import { useRef, type ReactElement } from 'react';
import type { ChoicesPage } from '../contract/window.ts';
import { useFirstFocus } from './first-focus.ts';
import { useKeys } from './keys.ts';

interface WhyProps {
  readonly why: ChoicesPage['why'];
  readonly onBack: () => void;
}

export function WhyView({ why, onBack }: WhyProps): ReactElement {
  const buttons = useRef<HTMLDivElement>(null);
  useFirstFocus(buttons, 'button');
  useKeys({ onReturn: onBack, onEscape: onBack });
  return (
    <>
      <h1>{why.title}</h1>
      <dl className="why scroller">
        {why.sections.map(({ heading, text }) => (
          <div key={heading}>
            <dt>{heading}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className="buttons" ref={buttons}>
        <button type="button" className="primary" onClick={onBack}>
          {why.back}
        </button>
      </div>
    </>
  );
}

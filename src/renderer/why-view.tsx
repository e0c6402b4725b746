/** The turned page: who asks, what happens if nothing is done, where help is, what is recorded. */
import { useRef, type ReactElement } from 'react';
import type { ChoicesPage } from '../contract/window.ts';
import { useFirstFocus } from './first-focus.ts';
import { useKeys } from './keys.ts';
import { MarkdownView } from './markdown-view.tsx';
import { Scroller } from './scroller.tsx';
import { Title } from './title.tsx';

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
      <Title text={why.title} />
      <Scroller as="dl" className="why" label={why.title}>
        {why.sections.map(({ heading, blocks }) => (
          <div key={heading}>
            <dt>{heading}</dt>
            <dd>
              <MarkdownView blocks={blocks} />
            </dd>
          </div>
        ))}
      </Scroller>
      <div className="buttons" ref={buttons}>
        <button type="button" className="primary" onClick={onBack}>
          {why.back}
        </button>
      </div>
    </>
  );
}

/** Several questions in one window: what each does, and one time for all of them. */
import { useState, type ReactElement } from 'react';
import type { TogetherPage } from '../contract/window.ts';
import { bridge } from './bridge.ts';
import { directionIn } from './direction.ts';
import { AlertView } from './message-view.tsx';
import { QuestionView } from './question-view.tsx';
import { Scroller } from './scroller.tsx';
import { Title } from './title.tsx';
import { useAnswer } from './use-answer.ts';
import { WhyView } from './why-view.tsx';

interface TogetherProps {
  readonly title: string;
  readonly page: TogetherPage;
}

export function TogetherView({ title, page }: TogetherProps): ReactElement {
  const [turned, setTurned] = useState(false);
  const answering = useAnswer(page);
  if (turned) return <WhyView why={page.why} onBack={() => setTurned(false)} />;
  return (
    <>
      <Title text={title} />
      {page.facts !== '' && <p className="facts">{page.facts}</p>}
      <Scroller as="div" className="together" label={page.list}>
        <ul aria-label={page.list}>
          {page.items.map((item) => (
            <li key={item.id}>
              <p className="work" dir={directionIn(item.title)}>
                {item.title}
              </p>
              {item.facts !== '' && <p className="facts">{item.facts}</p>}
              {item.lead !== null && <p className="facts">{item.lead}</p>}
            </li>
          ))}
        </ul>
      </Scroller>
      <AlertView alert={page.alert} />
      <QuestionView
        page={page}
        {...answering}
        footnote={
          <>
            <button type="button" className="quiet" onClick={() => bridge.send({ kind: 'one-by-one' })}>
              {page.oneByOne}
            </button>
            <span> · </span>
            <button type="button" className="quiet" onClick={() => setTurned(true)}>
              {page.why.label}
            </button>
          </>
        }
      />
    </>
  );
}

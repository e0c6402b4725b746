/** The dialog's main page. Keeps what is being picked and typed; everything else is in the model. */
import { useState, type ReactElement } from 'react';
import type { ChoicesPage } from '../contract/window.ts';
import { MessageView } from './message-view.tsx';
import { QuestionView } from './question-view.tsx';
import { Title } from './title.tsx';
import { useAnswer } from './use-answer.ts';
import { WhyView } from './why-view.tsx';

interface ChoicesProps {
  readonly title: string;
  readonly page: ChoicesPage;
}

export function ChoicesView({ title, page }: ChoicesProps): ReactElement {
  const [turned, setTurned] = useState(false);
  const answering = useAnswer(page);
  if (turned) return <WhyView why={page.why} onBack={() => setTurned(false)} />;
  return (
    <>
      <Title text={title} />
      {page.facts !== '' && <p className="facts">{page.facts}</p>}
      <MessageView title={title} lead={page.lead} message={page.message} alert={page.alert} />
      <QuestionView
        page={page}
        {...answering}
        footnote={
          <>
            {page.deferrals !== null && <span>{page.deferrals} · </span>}
            <button type="button" className="quiet" onClick={() => setTurned(true)}>
              {page.why.label}
            </button>
          </>
        }
      />
    </>
  );
}

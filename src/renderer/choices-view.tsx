/** The dialog's main page. Keeps what is being picked and typed; everything else is in the model. */
import { useRef, useState, type ReactElement } from 'react';
import type { ChoicesPage, TypedTime } from '../contract/window.ts';
import { bridge } from './bridge.ts';
import { useKeys } from './keys.ts';
import { MessageView } from './message-view.tsx';
import { OwnTimeFields } from './own-time-fields.tsx';
import { TimelineView } from './timeline-view.tsx';
import { useFirstFocus } from './first-focus.ts';
import { WhyView } from './why-view.tsx';

type Selection = { readonly kind: 'row'; readonly id: string } | { readonly kind: 'own' };

interface ChoicesProps {
  readonly title: string;
  readonly page: ChoicesPage;
}

export function ChoicesView({ title, page }: ChoicesProps): ReactElement {
  const [turned, setTurned] = useState(false);
  const [picked, setPicked] = useState<Selection | null>(null);
  const [typed, setTyped] = useState<TypedTime | null>(null);
  if (turned) return <WhyView why={page.why} onBack={() => setTurned(false)} />;
  return (
    <Question
      {...{ title, page, typed }}
      selection={stillOffered(page, picked)}
      onPick={setPicked}
      onType={(next) => {
        setTyped(next);
        bridge.send({ kind: 'typed', ...next });
      }}
      onWhy={() => setTurned(true)}
    />
  );
}

/** What was picked may have passed while the window stood open. */
function stillOffered(page: ChoicesPage, picked: Selection | null): Selection | null {
  if (picked?.kind === 'own' && page.ownTime !== null) return picked;
  if (picked?.kind === 'row' && page.choices.some(({ id }) => id === picked.id)) return picked;
  return page.preselected === null ? null : { kind: 'row', id: page.preselected };
}

interface QuestionProps extends ChoicesProps {
  readonly selection: Selection | null;
  readonly typed: TypedTime | null;
  readonly onPick: (selection: Selection) => void;
  readonly onType: (typed: TypedTime) => void;
  readonly onWhy: () => void;
}

function Question(props: QuestionProps): ReactElement {
  const { title, page, selection, typed, onPick, onType, onWhy } = props;
  const { ownTime } = page;
  const rows = useRef<HTMLFieldSetElement>(null);
  useFirstFocus(rows, 'input:checked, input');
  const row = selection?.kind === 'row' ? page.choices.find(({ id }) => id === selection.id) : undefined;
  const answer = ownTime?.verdict;
  const verdict =
    answer?.typed.date === typed?.date && answer?.typed.time === typed?.time ? (answer ?? null) : null;
  const ownFine = selection?.kind === 'own' && verdict?.kind === 'fine' ? verdict : null;
  const mayPress = page.ready && (row !== undefined || ownFine !== null);
  const press = (): void => {
    if (!mayPress) return;
    if (row !== undefined) bridge.send({ kind: 'choose', choice: row.id });
    else if (typed !== null) bridge.send({ kind: 'choose-own', ...typed });
  };
  const close = (): void => bridge.send({ kind: 'close' });
  useKeys({ onReturn: row === undefined || row.byReturn ? press : null, onEscape: close });

  return (
    <>
      <h1>{title}</h1>
      {page.facts !== '' && <p className="facts">{page.facts}</p>}
      <MessageView lead={page.lead} message={page.message} alert={page.alert} />
      <fieldset ref={rows}>
        <legend>{page.question}</legend>
        <div className="rows">
          {page.choices.map((choice) => (
            <label className="row" key={choice.id}>
              <input
                type="radio"
                name="choice"
                checked={row?.id === choice.id}
                onChange={() => onPick({ kind: 'row', id: choice.id })}
              />
              <span className="label">{choice.label}</span>
              {choice.time !== null && <span className="time">{choice.time}</span>}
            </label>
          ))}
          {ownTime !== null && (
            <div className="own">
              <label className="row">
                <input
                  type="radio"
                  name="choice"
                  checked={selection?.kind === 'own'}
                  onChange={() => {
                    onPick({ kind: 'own' });
                    onType(typed ?? ownTime.suggested);
                  }}
                />
                <span className="label">{ownTime.label}</span>
                {ownFine !== null && <span className="time">{ownFine.time}</span>}
              </label>
              {selection?.kind === 'own' && (
                <OwnTimeFields
                  row={ownTime}
                  typed={typed ?? ownTime.suggested}
                  verdict={verdict}
                  onType={onType}
                />
              )}
            </div>
          )}
        </div>
      </fieldset>
      {page.timeline !== null && (
        <TimelineView
          timeline={page.timeline}
          chosen={row?.id ?? null}
          ownPosition={ownFine?.position ?? null}
        />
      )}
      <p className="footnote">
        {page.deferrals !== null && <span>{page.deferrals} · </span>}
        <button type="button" className="quiet" onClick={onWhy}>
          {page.why.label}
        </button>
      </p>
      <div className="buttons">
        <button type="button" className="cancel" onClick={close}>
          {page.cancel}
        </button>
        <button type="button" className="primary" disabled={!mayPress} onClick={press}>
          {row?.button ?? ownFine?.button ?? page.nothingChosen}
        </button>
      </div>
    </>
  );
}

/** The question and its answers, the same for one deployment and for several: rows, the free picker, the line, the buttons. */
import { useRef, type ReactElement, type ReactNode } from 'react';
import type { Question, TypedTime } from '../contract/window.ts';
import { bridge } from './bridge.ts';
import { useFirstFocus } from './first-focus.ts';
import { useKeys } from './keys.ts';
import { OwnTimeFields } from './own-time-fields.tsx';
import { TimelineView } from './timeline-view.tsx';

export type Selection = { readonly kind: 'row'; readonly id: string } | { readonly kind: 'own' };

/** What is being picked and typed. */
export interface Answer {
  readonly selection: Selection | null;
  readonly typed: TypedTime | null;
}

interface QuestionProps {
  readonly page: Question;
  readonly answer: Answer;
  readonly onPick: (selection: Selection) => void;
  readonly onType: (typed: TypedTime) => void;
  /** What stands under the line. */
  readonly footnote: ReactNode;
}

export function QuestionView({ page, answer, onPick, onType, footnote }: QuestionProps): ReactElement {
  const { ownTime } = page;
  const { selection, typed } = answer;
  const rows = useRef<HTMLFieldSetElement>(null);
  useFirstFocus(rows, 'input:checked, input');
  const row = selection?.kind === 'row' ? page.choices.find(({ id }) => id === selection.id) : undefined;
  const verdict = verdictOn(page, typed);
  const ownFine = selection?.kind === 'own' && verdict?.kind === 'fine' ? verdict : null;
  const mayPress = page.ready && (row !== undefined || ownFine !== null);
  const press = (): void => {
    if (!mayPress) return;
    if (row !== undefined) bridge.send({ kind: 'choose', choice: row.id });
    else if (typed !== null) bridge.send({ kind: 'choose-own', ...typed });
  };
  useKeys({ onReturn: row === undefined || row.byReturn ? press : null, onEscape: close });

  return (
    <>
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
      <div className="foot">
        <p className="footnote">{footnote}</p>
        <div className="buttons">
          <button type="button" className="cancel" onClick={close}>
            {page.cancel}
          </button>
          <button type="button" className="primary" disabled={!mayPress} onClick={press}>
            {row?.button ?? ownFine?.button ?? page.nothingChosen}
          </button>
        </div>
      </div>
    </>
  );
}

const close = (): void => bridge.send({ kind: 'close' });

/** Main's verdict, where it is about what stands in the fields now. */
function verdictOn(
  { ownTime }: Question,
  typed: TypedTime | null,
): NonNullable<Question['ownTime']>['verdict'] {
  const verdict = ownTime?.verdict ?? null;
  return verdict?.typed.date === typed?.date && verdict?.typed.time === typed?.time ? verdict : null;
}

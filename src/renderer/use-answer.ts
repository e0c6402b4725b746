/** What is being picked and typed on a page with a question. It lives as long as the page, also while that is turned over. */
import { useState } from 'react';
import type { Question, TypedTime } from '../contract/window.ts';
import { bridge } from './bridge.ts';
import type { Answer, Selection } from './question-view.tsx';

interface Answering {
  readonly answer: Answer;
  readonly onPick: (selection: Selection) => void;
  readonly onType: (typed: TypedTime) => void;
}

export function useAnswer(page: Question): Answering {
  const [picked, setPicked] = useState<Selection | null>(null);
  const [typed, setTyped] = useState<TypedTime | null>(null);
  return {
    answer: { selection: stillOffered(page, picked), typed },
    onPick: setPicked,
    onType: (next) => {
      setTyped(next);
      bridge.send({ kind: 'typed', ...next });
    },
  };
}

/** What was picked may have passed while the window stood open. */
function stillOffered(page: Question, picked: Selection | null): Selection | null {
  if (picked?.kind === 'own' && page.ownTime !== null) return picked;
  if (picked?.kind === 'row' && page.choices.some(({ id }) => id === picked.id)) return picked;
  return page.preselected === null ? null : { kind: 'row', id: page.preselected };
}

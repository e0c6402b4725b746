/**
 * The keyboard's manners. A window that comes up while somebody types must not take a key for an answer: every key is
 * ignored for the first moments, Return for a second. Return presses the default button wherever the focus is, as on a Mac;
 * Escape and ⌘W put the window aside, ⌘+ and ⌘− make its text larger and smaller.
 */
import { useEffect, useEffectEvent, useRef } from 'react';
import { bridge } from './bridge.ts';

const deafMilliseconds = 400;
const returnDeafMilliseconds = 1000;

export interface KeyMeanings {
  /** Null where Return presses nothing. */
  readonly onReturn: (() => void) | null;
  readonly onEscape: () => void;
}

/** For one content: mount anew for the next, so that the first moments begin again. */
export function useKeys(meanings: KeyMeanings): void {
  const since = useRef(0);
  const press = useEffectEvent((event: KeyboardEvent) => {
    document.documentElement.dataset['keyboard'] = '';
    const shownFor = performance.now() - since.current;
    if (shownFor < deafMilliseconds || (event.key === 'Enter' && shownFor < returnDeafMilliseconds)) {
      swallow(event);
    } else if (event.metaKey || event.ctrlKey) {
      command(event, meanings);
    } else if (event.key === 'Escape' && !hasOpenList(event.target)) {
      swallow(event);
      meanings.onEscape();
    } else if (event.key === 'Enter' && !isOwnReturn(event.target)) {
      swallow(event);
      if (!event.repeat) meanings.onReturn?.();
    }
  });
  useEffect(() => {
    since.current = performance.now();
    window.addEventListener('keydown', press, { capture: true });
    window.addEventListener('pointerdown', forgetKeyboard);
    return () => {
      window.removeEventListener('keydown', press, { capture: true });
      window.removeEventListener('pointerdown', forgetKeyboard);
    };
  }, []);
}

const forgetKeyboard = (): void => {
  delete document.documentElement.dataset['keyboard'];
};

function command(event: KeyboardEvent, { onEscape }: KeyMeanings): void {
  const step = ({ '+': 1, '=': 1, '-': -1, '0': 0 } as const)[event.key];
  if (event.key === 'w') {
    swallow(event);
    onEscape();
  } else if (step !== undefined) {
    swallow(event);
    bridge.send({ kind: 'text-size', step });
  } else if (event.key === 'Enter') swallow(event);
}

/** A list that hangs over the page takes Escape and Return for itself. */
const hasOpenList = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('[aria-expanded="true"]');

/** Links and buttons that change nothing keep their own Return; whatever starts work is pressed with Space. */
const isOwnReturn = (target: EventTarget | null): boolean =>
  hasOpenList(target) || (target instanceof HTMLElement && target.matches('a, .quiet, .cancel'));

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

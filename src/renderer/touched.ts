/** Tells main that somebody is busy with the window: what comes up by itself must not change, nor leave, under their hands. */
import { useEffect } from 'react';
import { bridge } from './bridge.ts';

/** Once in this time is enough. */
const quietMilliseconds = 1500;

type Sign = 'pointerdown' | 'pointermove' | 'keydown' | 'wheel';

export function useTouched(signs: readonly Sign[]): void {
  useEffect(() => {
    let last = -Infinity;
    const notice = (): void => {
      if (performance.now() - last < quietMilliseconds) return;
      last = performance.now();
      bridge.send({ kind: 'touched' });
    };
    for (const sign of signs) window.addEventListener(sign, notice, { capture: true, passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, notice, { capture: true });
    };
  }, [signs]);
}

/** For a question: the pointer may only have been in the way when it came up. */
export const answeringSigns: readonly Sign[] = ['pointerdown', 'keydown', 'wheel'];
/** For what leaves by itself: whoever moves the pointer over it may be reading. */
export const readingSigns: readonly Sign[] = ['pointerdown', 'pointermove', 'keydown', 'wheel'];

/** Puts the focus inside the window where a keyboard would begin. Never brings the window itself forward. */
import { useEffect, type RefObject } from 'react';

/** `wanted` is a list of selectors, the best first. */
export function useFirstFocus(place: RefObject<HTMLElement | null>, wanted: string): void {
  useEffect(() => {
    const first = wanted
      .split(', ')
      .map((selector) => place.current?.querySelector<HTMLElement>(selector))
      .find((element) => element !== null && element !== undefined);
    first?.focus({ preventScroll: true });
  }, [place, wanted]);
}

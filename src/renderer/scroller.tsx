/** The part of a page that gives way when the window is full. While it scrolls, the keyboard reaches it, and the arrow keys move it. */
import { useLayoutEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';

interface ScrollerProps {
  readonly as: 'div' | 'dl';
  readonly className: string;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly children: ReactNode;
}

export function Scroller({ as: Part, className, label, children }: ScrollerProps): ReactElement {
  const place = useRef<HTMLDivElement & HTMLDListElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const look = (): void => setScrolls(element.scrollHeight > element.clientHeight);
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [children]);
  return (
    <Part
      className={`${className} scroller`}
      ref={place}
      {...(scrolls ? { role: 'group', 'aria-label': label, tabIndex: 0 } : {})}
    >
      {children}
    </Part>
  );
}

/**
 * The clock time: any minute can be typed, the arrow keys go along the allowed quarter hours, and the list shows them. A combobox
 * whose list only ever holds what may be picked.
 */
import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
} from 'react';
import { longestTypedTime } from '../contract/window.ts';

interface TimeFieldProps {
  readonly label: string;
  readonly timesLabel: string;
  readonly times: readonly string[];
  /** How many of them come before what was typed; null where that is no time, undefined while that is being looked at. */
  readonly earlier: number | null | undefined;
  readonly value: string;
  /** The id of the sentence that says what is wrong; null where nothing is. */
  readonly problem: string | null;
  readonly onType: (time: string) => void;
}

export function TimeField(props: TimeFieldProps): ReactElement {
  const { label, timesLabel, times, earlier, value, problem, onType } = props;
  const [open, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const at = times.indexOf(value);
  const shown = open && times.length > 0;

  const step = (by: 1 | -1): void => {
    if (at < 0 && earlier === undefined) return;
    const from = at >= 0 ? at : by > 0 ? (earlier ?? 0) - 1 : (earlier ?? 0);
    const next = times[Math.min(times.length - 1, Math.max(0, from + by))];
    if (next !== undefined) onType(next);
  };
  const hear = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (event.altKey) setOpen(event.key === 'ArrowDown');
      else step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (shown && (event.key === 'Escape' || event.key === 'Enter')) {
      event.preventDefault();
      setOpen(false);
    }
  };

  return (
    <div className="time-field">
      <label htmlFor={`${list}-field`}>{label}</label>
      <span className="combo">
        <input
          id={`${list}-field`}
          ref={field}
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          maxLength={longestTypedTime}
          value={value}
          aria-autocomplete="none"
          aria-haspopup="listbox"
          aria-expanded={shown}
          aria-controls={list}
          aria-activedescendant={shown && at >= 0 ? `${list}-${String(at)}` : undefined}
          aria-invalid={problem !== null}
          aria-describedby={problem ?? undefined}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={hear}
          onBlur={() => setOpen(false)}
        />
        <button
          type="button"
          className="quiet"
          tabIndex={-1}
          aria-label={timesLabel}
          disabled={times.length === 0}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            field.current?.focus();
            setOpen(!open);
          }}
        >
          <svg viewBox="0 0 10 6" aria-hidden="true">
            <path d="M1 1l4 4 4-4" />
          </svg>
        </button>
      </span>
      {shown && (
        <Times
          id={list}
          label={timesLabel}
          {...{ times, at, earlier }}
          under={field}
          onPick={(time) => {
            setOpen(false);
            onType(time);
          }}
        />
      )}
    </div>
  );
}

interface TimesProps {
  readonly id: string;
  readonly label: string;
  readonly times: readonly string[];
  readonly at: number;
  readonly earlier: number | null | undefined;
  readonly under: RefObject<HTMLElement | null>;
  readonly onPick: (time: string) => void;
}

/** Room that the list leaves to the window's edge. */
const margin = 8;
const tallest = 200;
const enough = 120;

/** Over the page, where there is more room: under the field or above it. */
function Times({ id, label, times, at, earlier, under, onPick }: TimesProps): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    const [element, box] = [list.current, under.current?.getBoundingClientRect()];
    if (element === null || box === undefined) return;
    const [above, below] = [box.top - margin, window.innerHeight - box.bottom - margin];
    const isBelow = below >= Math.min(enough, element.scrollHeight) || below >= above;
    element.style.left = `${String(box.left)}px`;
    element.style.minWidth = `${String(box.width)}px`;
    element.style.maxHeight = `${String(Math.min(tallest, isBelow ? below : above))}px`;
    element.style.top = isBelow ? `${String(box.bottom + 2)}px` : 'auto';
    element.style.bottom = isBelow ? 'auto' : `${String(window.innerHeight - box.top + 2)}px`;
  }, [under, times]);
  useEffect(() => {
    const near = list.current?.children[at >= 0 ? at : Math.max(0, (earlier ?? 0) - 1)];
    near?.scrollIntoView({ block: at >= 0 ? 'nearest' : 'center' });
  }, [at, earlier]);
  return (
    <ul className="times" id={id} role="listbox" aria-label={label} ref={list}>
      {times.map((time, index) => (
        <li
          key={time}
          id={`${id}-${String(index)}`}
          role="option"
          aria-selected={index === at}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(time)}
        >
          {time}
        </li>
      ))}
    </ul>
  );
}

/** The allowed days side by side. One is always picked; the arrow keys go on by a day, Page Up and Page Down by a week. */
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { OwnTimeRow } from '../contract/window.ts';

interface DayStripProps {
  readonly label: string;
  readonly days: OwnTimeRow['days'];
  readonly picked: string;
  readonly onPick: (date: string) => void;
}

export function DayStrip({ label, days, picked, onPick }: DayStripProps): ReactElement {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = (): void =>
      strip.current
        ?.querySelector('input:checked')
        ?.closest('.day')
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    show();
    window.addEventListener('resize', show);
    return () => window.removeEventListener('resize', show);
  }, [picked]);

  const leap = (event: KeyboardEvent): void => {
    const at = days.findIndex(({ date }) => date === picked);
    const target = { Home: 0, End: days.length - 1, PageUp: at - 7, PageDown: at + 7 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const day = days[Math.min(days.length - 1, Math.max(0, target))];
    if (day === undefined) return;
    onPick(day.date);
    strip.current?.querySelector<HTMLElement>(`input[value="${day.date}"]`)?.focus();
  };

  return (
    <div className="days" role="radiogroup" aria-label={label} ref={strip} onKeyDown={leap}>
      {days.map(({ date, weekday, day, month }) => (
        <label className="day" key={date}>
          <input
            type="radio"
            name="day"
            value={date}
            checked={date === picked}
            onChange={() => onPick(date)}
          />
          <span className="weekday">{weekday}</span>
          <span className="number">{day}</span>
          <span className="month">{month}</span>
        </label>
      ))}
    </div>
  );
}

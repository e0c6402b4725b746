/** *Another time…*, in place under its row: an allowed day and a clock time, and in words what is wrong with them. */
import { useId, type ReactElement } from 'react';
import type { OwnTimeRow, OwnTimeVerdict, TypedTime } from '../contract/window.ts';

interface OwnTimeProps {
  readonly row: OwnTimeRow;
  readonly typed: TypedTime;
  /** Null until main has looked at what is typed. */
  readonly verdict: OwnTimeVerdict | null;
  readonly onType: (typed: TypedTime) => void;
}

/** Arrow keys and the field's own list go by quarter hours; any minute may be typed. */
const quarterHour = 15 * 60;

export function OwnTimeFields({ row, typed, verdict, onType }: OwnTimeProps): ReactElement {
  const why = useId();
  const outside = verdict?.kind === 'outside' ? verdict.why : '';
  return (
    <div className="own-fields">
      <label>
        <span>{row.dayLabel}</span>
        <select value={typed.date} onChange={(event) => onType({ ...typed, date: event.target.value })}>
          {row.days.map((day) => (
            <option key={day.date} value={day.date}>
              {day.label}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{row.timeLabel}</span>
        <input
          type="time"
          step={quarterHour}
          value={typed.time}
          aria-invalid={outside !== ''}
          aria-describedby={why}
          onChange={(event) => onType({ ...typed, time: event.target.value.slice(0, 5) })}
        />
      </label>
      <p className="outside" id={why} role="status">
        {outside}
      </p>
    </div>
  );
}

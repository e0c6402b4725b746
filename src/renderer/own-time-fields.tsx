/** *Another time…*, in place under its row: a strip of allowed days and a clock time, and in words what is wrong with them. */
import { useId, type ReactElement } from 'react';
import type { OwnTimeRow, OwnTimeVerdict, TypedTime } from '../contract/window.ts';
import { DayStrip } from './day-strip.tsx';
import { TimeField } from './time-field.tsx';

interface OwnTimeProps {
  readonly row: OwnTimeRow;
  readonly typed: TypedTime;
  /** Null until main has looked at what is typed. */
  readonly verdict: OwnTimeVerdict | null;
  readonly onType: (typed: TypedTime) => void;
}

export function OwnTimeFields({ row, typed, verdict, onType }: OwnTimeProps): ReactElement {
  const why = useId();
  const outside = verdict?.kind === 'outside' ? verdict.why : '';
  return (
    <div className="own-fields">
      <DayStrip
        label={row.dayLabel}
        days={row.days}
        picked={typed.date}
        onPick={(date) => onType({ ...typed, date })}
      />
      <TimeField
        label={row.timeLabel}
        timesLabel={row.timesLabel}
        times={row.times.date === typed.date ? row.times.list : []}
        earlier={verdict?.earlier}
        value={typed.time}
        problem={outside === '' ? null : why}
        onType={(time) => onType({ ...typed, time })}
      />
      <p className="outside" id={why} role="status">
        {outside}
      </p>
    </div>
  );
}

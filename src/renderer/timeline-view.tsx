/** The line from now to the deadline. Decoration for those who see it: every time in it stands in the rows as text. */
import type { ReactElement } from 'react';
import type { Timeline } from '../contract/window.ts';

interface TimelineProps {
  readonly timeline: Timeline;
  readonly chosen: string | null;
  /** Where a fine typed time lies; null while a row is chosen. */
  readonly ownPosition: number | null;
}

/** The drawing's own units; it is scaled to the width that it gets. */
const width = 476;
const edge = 8;
const middle = 10;
const x = (position: number): number => edge + position * (width - 2 * edge);

export function TimelineView({ timeline, chosen, ownPosition }: TimelineProps): ReactElement {
  const chosenAt = ownPosition ?? timeline.marks.find(({ id }) => id === chosen)?.position ?? null;
  return (
    <div className="timeline" aria-hidden="true">
      <svg viewBox={`0 0 ${String(width)} 20`}>
        <line className="line" x1={x(0)} x2={x(1)} y1={middle} y2={middle} />
        {chosenAt !== null && (
          <line className="line spent" x1={x(0)} x2={x(chosenAt)} y1={middle} y2={middle} />
        )}
        {timeline.midnights.map((position) => (
          <line
            key={position}
            className="tick"
            x1={x(position)}
            x2={x(position)}
            y1={middle - 4}
            y2={middle + 4}
          />
        ))}
        {timeline.endsAtDeadline && (
          <rect className="bar-end" x={x(1) - 1.5} y={middle - 7} width={3} height={14} rx={1.5} />
        )}
        {timeline.marks
          .filter(({ position }) => position !== chosenAt)
          .map(({ id, position }) => (
            <circle key={id} className="mark" cx={x(position)} cy={middle} r={3.5} />
          ))}
        {chosenAt !== null && <circle className="mark chosen" cx={x(chosenAt)} cy={middle} r={5.5} />}
      </svg>
      <div className="ends">
        <span>{timeline.startLabel}</span>
        <span>{timeline.endLabel}</span>
      </div>
    </div>
  );
}

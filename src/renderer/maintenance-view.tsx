/** The list of everything that was, is and will be done. Nothing here can be chosen: the menu and the dialog are for that. */
import { useRef, type ReactElement } from 'react';
import type { MaintenancePage, MaintenanceRow } from '../contract/window.ts';
import { bridge } from './bridge.ts';
import { directionIn } from './direction.ts';
import { useFirstFocus } from './first-focus.ts';
import { useKeys } from './keys.ts';

interface MaintenanceProps {
  readonly title: string;
  readonly page: MaintenancePage;
}

export function MaintenanceView({ title, page }: MaintenanceProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  useFirstFocus(place, '.scroller');
  useKeys({ onReturn: null, onEscape: () => bridge.send({ kind: 'close' }) });
  return (
    <div className="maintenance" ref={place}>
      <h1>{title}</h1>
      {page.alert !== null && (
        <p className="alert" role="alert">
          {page.alert}
        </p>
      )}
      {/* Reached with Tab, so that the arrow keys scroll it. */}
      <div className="scroller" role="region" aria-label={title} tabIndex={0}>
        {page.nothingDue !== null && <p className="nothing-due">{page.nothingDue}</p>}
        {page.due.length > 0 && <h2 className="spoken">{page.dueLabel}</h2>}
        <Rows label={page.dueLabel} rows={page.due} />
        {page.past.length > 0 && (
          <>
            <h2>{page.pastLabel}</h2>
            <Rows label={page.pastLabel} rows={page.past} />
          </>
        )}
      </div>
    </div>
  );
}

function Rows({
  label,
  rows,
}: {
  readonly label: string;
  readonly rows: readonly MaintenanceRow[];
}): ReactElement | null {
  if (rows.length === 0) return null;
  return (
    <ul aria-label={label}>
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </ul>
  );
}

function Row({ row }: { readonly row: MaintenanceRow }): ReactElement {
  return (
    <li>
      <Sign sign={row.sign} />
      <div className="work">
        <div className="head">
          {/* An admin's own words: they may run the other way. */}
          <h3 dir={directionIn(row.title) ?? 'auto'}>{row.title}</h3>
          {row.time !== null && <p className="time">{row.time}</p>}
        </div>
        <p className="status">{row.status}</p>
        <p className="text">{row.text}</p>
      </div>
    </li>
  );
}

/** Each of the five has a shape of its own; the word beside it says the same. */
const signs: Record<MaintenanceRow['sign'], string> = {
  'in-progress': 'M8 4.5v3.75l2.25 1.5',
  available: 'M8 4.5v6.5M5.25 8.5 8 11.25l2.75-2.75',
  installed: 'M4.9 8.25 7.1 10.5l4-4.75',
  unqualified: 'M4.75 8h6.5',
  failed: 'M8 4.5v4.25M8 11.2v.1',
};

const Sign = ({ sign }: Pick<MaintenanceRow, 'sign'>): ReactElement => (
  <svg className={`sign ${sign}`} viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="6.5" />
    <path d={signs[sign]} />
  </svg>
);

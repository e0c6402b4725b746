/** Dates as the Mac's tools print them, in the zone that /etc/localtime points to. */
import { Temporal } from 'temporal-polyfill';
import { currentZone } from '../zone.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function here(root: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Date.now()).toZonedDateTimeISO(currentZone(root));
}

/** `2026-10-02 09:15:00 +0100` */
export function dateLine(root: string): string {
  const now = here(root);
  return `${now.toPlainDate().toString()} ${clock(now)} ${now.offset.replace(':', '')}`;
}

/** `Thu Feb 21 11:16:41`, without a year, as in jamf.log. */
export function logStamp(root: string): string {
  const now = here(root);
  const day = String(now.day).padStart(2, '0');
  return `${DAYS[now.dayOfWeek - 1] ?? ''} ${MONTHS[now.month - 1] ?? ''} ${day} ${clock(now)}`;
}

function clock(time: Temporal.ZonedDateTime): string {
  return time.toPlainTime().toString({ smallestUnit: 'second' });
}

/** How finished parts (numbers, days, clock times) become pieces of English sentences. Used by `texts.ts` only. */
import type { Left } from './countdown.ts';
import type { Day, When } from './times.ts';

export const plural = (count: number, one: string, many: string): string =>
  `${String(count)} ${count === 1 ? one : many}`;

const minuteWords = (minutes: number): string => plural(minutes, 'minute', 'minutes');

/** 20 → "20 minutes", 90 → "90 minutes", 120 → "2 hours", 2880 → "2 days". */
export const duration = (minutes: number): string => {
  if (minutes % 1440 === 0) return plural(minutes / 1440, 'day', 'days');
  if (minutes % 60 === 0) return plural(minutes / 60, 'hour', 'hours');
  return minuteWords(minutes);
};

export const longDay = (day: Day): string => ('long' in day ? day.long : day.kind);
export const shortDay = (day: Day): string => ('short' in day ? day.short : titled(day.kind));
export const titled = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** "End of the day" → "End of the Day", as Mac menus are written. */
export const titledWords = (text: string): string =>
  text
    .split(' ')
    .map((word) => (['of', 'the'].includes(word) ? word : titled(word)))
    .join(' ');

/** "today at 15:10", "Friday at 17:00". */
export const sentenceTime = (when: When): string => `${longDay(when.day)} at ${when.clock}`;
/** "today at 15:10", "on Friday at 17:00". */
export const onDayAt = (when: When): string =>
  'long' in when.day ? `on ${sentenceTime(when)}` : sentenceTime(when);
/** "at 15:10", "tomorrow at 08:30", "on Friday at 17:00". */
export const atTime = (when: When): string =>
  when.day.kind === 'today' ? `at ${when.clock}` : onDayAt(when);

/** "in 12 minutes", "in 45 seconds", "in 2 hours and 5 minutes"; null when nothing is left. */
export function inTime(left: Left): string | null {
  switch (left.kind) {
    case 'over':
      return null;
    case 'seconds':
      return `in ${plural(left.seconds, 'second', 'seconds')}`;
    case 'minutes': {
      const [hours, minutes] = [Math.floor(left.minutes / 60), left.minutes % 60];
      const parts = [
        ...(hours === 0 ? [] : [plural(hours, 'hour', 'hours')]),
        ...(minutes === 0 ? [] : [minuteWords(minutes)]),
      ];
      return `in ${parts.join(' and ')}`;
    }
  }
}

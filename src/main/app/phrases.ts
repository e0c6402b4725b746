/** How moments and lengths of time become the values of a message. Used by `texts.ts` only. */
import type { Left } from './countdown.ts';
import type { Say, Values } from './say.ts';
import { clockTime, weekdayNumber, written, type When } from './times.ts';

/**
 * What a message may say of a moment: `day` (to select by), `time`, and for days further away `weekday`, `date` and `shortDay`. What a
 * message does not use is not worked out.
 */
export function moment(say: Say, { day, at, place }: When, more: Values = {}): Values {
  const weekday = (): string =>
    say('time.weekday', {
      name: written('weekday', at, place),
      number: String(weekdayNumber(at, place.zone)),
    });
  return {
    ...more,
    day,
    get time() {
      return clockTime(at, place);
    },
    get weekday() {
      return weekday();
    },
    get date() {
      return say('time.date', {
        date: written('date', at, place),
        dayAndMonth: written('dayAndMonth', at, place),
        get weekday() {
          return weekday();
        },
      });
    },
    get shortDay() {
      return written(day === 'date' || day === 'yesterday' ? 'shortDate' : 'shortWeekday', at, place);
    },
  };
}

/** 20 → 20 minutes, 90 → 90 minutes, 120 → 2 hours, 2880 → 2 days. */
export function length(minutes: number): {
  readonly unit: 'Minutes' | 'Hours' | 'Days';
  readonly count: number;
} {
  if (minutes % 1440 === 0) return { unit: 'Days', count: minutes / 1440 };
  if (minutes % 60 === 0) return { unit: 'Hours', count: minutes / 60 };
  return { unit: 'Minutes', count: minutes };
}

/** "in 12 minutes", "in 45 seconds", "in 2 hours and 5 minutes"; null when nothing is left. */
export function inTime(say: Say, left: Left): string | null {
  switch (left.kind) {
    case 'over':
      return null;
    case 'seconds':
      return say('left.seconds', { seconds: left.seconds });
    case 'minutes': {
      const [hours, minutes] = [Math.floor(left.minutes / 60), left.minutes % 60];
      if (hours === 0) return say('left.minutes', { minutes });
      return minutes === 0 ? say('left.hours', { hours }) : say('left.hoursAndMinutes', { hours, minutes });
    }
  }
}

/** How a line begins. */
export const capital = (text: string, locale: string): string => {
  const [first = ''] = text;
  return first.toLocaleUpperCase(locale) + text.slice(first.length);
};

/** "End of the day" → "End of the Day", as Mac menus are written in English, and only there. */
export const titledWords = (text: string, locale: string): string =>
  text
    .split(' ')
    .map((word) => (['of', 'the'].includes(word) ? word : capital(word, locale)))
    .join(' ');

/**
 * Reads a clock time as people type it: "15:10", "15.10", "1510", "3 pm", "下午3:15", in the digits and words of their region.
 * The counterpart of `clockTime`: whatever that writes, this reads.
 */

/** An hour of the day (0 to 23) and a minute. */
export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
}

/** Words that people put around the digits, apart from those for the halves of the day. */
const fillers = /[\s:.,'’h時时点點시분分]|uhr|kl/gu;

/**
 * What a text may mean, the likeliest first; empty where it is no time. Without a word for the half of the day, a region that counts
 * to twelve leaves both halves open.
 */
export function readClockTimes(text: string, locale: string): readonly ClockTime[] {
  const plain = asciiDigits(text, locale)
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .toLowerCase();
  const digits = /(?<hour>\d{1,2})(?:\D*(?<minute>\d{2}))?(?!\d)/u.exec(plain);
  if (digits?.groups === undefined || plain.replace(digits[0], '').match(/\d/u) !== null) return [];
  const hour = Number(digits.groups['hour']);
  const minute = Number(digits.groups['minute'] ?? '0');
  if (hour > 23 || minute > 59) return [];
  const word = wordsIn(plain.replaceAll(/\d/gu, ' '));
  if (word === '') {
    const bothHalves = countsToTwelve(locale) && hour >= 1 && hour <= 12;
    return (bothHalves ? [hour % 12, (hour % 12) + 12] : [hour]).map((one) => ({ hour: one, minute }));
  }
  const hours = hoursCalled(word, locale);
  return (hour > 12 ? [hour] : [hour % 12, (hour % 12) + 12])
    .filter((one) => hours.includes(one))
    .slice(0, 1)
    .map((one) => ({ hour: one, minute }));
}

const wordsIn = (text: string): string => text.replaceAll(fillers, '');

function asciiDigits(text: string, locale: string): string {
  const format = new Intl.NumberFormat(locale);
  const digits = Array.from({ length: 10 }, (_, digit) => format.format(digit));
  return text.replaceAll(/\p{Nd}/gu, (sign) => (digits.includes(sign) ? String(digits.indexOf(sign)) : sign));
}

const countsToTwelve = (locale: string): boolean =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 === true;

/** The hours that a region, or anybody, calls by this word: "pm" is 12 to 23. */
function hoursCalled(word: string, locale: string): readonly number[] {
  const half = { a: 'am', am: 'am', p: 'pm', pm: 'pm', 오전: 'am', 오후: 'pm' }[word];
  return Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
    half === undefined ? periodOf(hour, locale) === word : (hour < 12 ? 'am' : 'pm') === half,
  );
}

function periodOf(hour: number, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeStyle: 'short', hour12: true, timeZone: 'UTC' });
  const period = format.formatToParts(hour * 3_600_000).find(({ type }) => type === 'dayPeriod')?.value ?? '';
  return wordsIn(
    period
      .normalize('NFKC')
      .replaceAll(/\p{Cf}/gu, '')
      .toLowerCase(),
  );
}

/**
 * How one value of a property list becomes a value of ours. Forgiving where Jamf's forms are sloppy (a blank string is *not
 * set*, a number may come as text), strict where a guess could run something at a wrong time.
 */
import { failed, ok } from '../core/result.ts';
import type { Form, Reader } from './value-kinds.ts';

export const text =
  (mostCharacters: number): Reader<string> =>
  (value) =>
    typeof value === 'string' && value.length <= mostCharacters
      ? ok(value)
      : failed(`text of at most ${String(mostCharacters)} characters`);

export const formed =
  (mostCharacters: number, form: Form): Reader<string> =>
  (value) =>
    typeof value === 'string' && value.length <= mostCharacters && form.fits(value)
      ? ok(value)
      : failed(form.words);

export const integer =
  (least: number, most: number): Reader<number> =>
  (value) => {
    const whole = typeof value === 'bigint' ? String(value) : value;
    const number = typeof whole === 'string' && /^\s*\d{1,9}\s*$/.test(whole) ? Number(whole) : whole;
    return typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most
      ? ok(number)
      : failed(`a whole number from ${String(least)} to ${String(most)}`);
  };

export const boolean: Reader<boolean> = (value) => {
  if (typeof value === 'boolean') return ok(value);
  const written = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (written === 1 || written === '1' || written === 'true' || written === 'yes') return ok(true);
  if (written === 0 || written === '0' || written === 'false' || written === 'no') return ok(false);
  return failed('true or false');
};

export const oneOf =
  <T extends string>(...options: readonly T[]): Reader<T> =>
  (value) => {
    const found = options.find((option) => option === value);
    return found === undefined ? failed(`one of: ${options.join(', ')}`) : ok(found);
  };

/** The words after `intermission simulate`. */
import { parseArgs } from 'node:util';
import { failed, ok, type Result } from '../../core/result.ts';
import { instantOf, isKnownZone, parseLocalMinute, type Instant, type Zone } from '../../core/time.ts';
import { problem, type Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import { isPerson, persons, type Person } from './person.ts';

export interface SimulateRequest {
  readonly files: readonly string[];
  readonly from: Instant;
  readonly days: number;
  /** Null: prompt, and for a fleet the usual mix. */
  readonly person: Person | null;
  /** How many Macs; null: one. */
  readonly fleet: number | null;
  readonly zone: Zone;
  readonly svg: string | null;
  readonly json: boolean;
}

export const mostDays = 90;
export const mostMacs = 100_000;
const usualDays = 14;

/** `now` and `zone`: what counts where the words name neither. */
export function simulateRequest(
  words: readonly string[],
  now: Instant,
  ownZone: Zone,
): Result<SimulateRequest, Answer> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        root: { type: 'string' },
        from: { type: 'string' },
        days: { type: 'string' },
        person: { type: 'string' },
        fleet: { type: 'string' },
        zone: { type: 'string' },
        svg: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    return failed(usage(`simulate: ${error instanceof Error ? error.message : String(error)}`));
  }
  const { values, positionals: files } = parsed;
  const { from, days: daysText = String(usualDays), person, fleet, zone = ownZone, svg, json } = values;
  if (files.length === 0) return failed(usage('simulate needs a profile'));
  if (!isKnownZone(zone)) {
    return failed(badValue(`--zone is "${zone}", but must be a time zone such as Europe/Berlin`));
  }
  const local = from === undefined ? null : parseLocalMinute(from);
  if (from !== undefined && local === null) {
    return failed(
      badValue(`--from is "${from}", but must be a local date and time such as 2026-11-25T08:30`),
    );
  }
  const days = wholeNumber(daysText, mostDays);
  if (days === null) return failed(badValue(notWhole('days', daysText, 'days', mostDays)));
  if (person !== undefined && !isPerson(person)) {
    return failed(badValue(`--person is "${person}", but must be ${persons.join(', ')}`));
  }
  const macs = fleet === undefined ? null : wholeNumber(fleet, mostMacs);
  if (fleet !== undefined && macs === null) {
    return failed(badValue(notWhole('fleet', fleet, 'Macs', mostMacs)));
  }
  if (svg === '') return failed(badValue('--svg is "", but must be the name of a file'));
  return ok({
    files,
    from: local === null ? now : instantOf(local, zone),
    days,
    person: person ?? null,
    fleet: macs,
    zone,
    svg: svg ?? null,
    json: json === true,
  });
}

const notWhole = (option: string, text: string, unit: string, most: number): string =>
  `--${option} is "${text}", but must be a whole number of ${unit} from 1 to ${String(most)}`;

function wholeNumber(text: string, most: number): number | null {
  if (!/^\d{1,9}$/.test(text)) return null;
  const number = Number(text);
  return number >= 1 && number <= most ? number : null;
}

const usage = (line: string): Answer => problem(exitCodes.usage, line);
const badValue = (line: string): Answer => problem(exitCodes.badValue, line);

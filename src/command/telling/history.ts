/** `intermission history`: the append-only history for people and programs, read from its file, so that it needs no helper. */
import { join } from 'node:path';
import { decodeHistoryLine, type HistoryLine } from '../../contract/history.ts';
import { paths } from '../../contract/identity.ts';
import { clockTime } from '../../core/describe.ts';
import { describeHold, holdEndWords } from '../../core/hold/words.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { isBefore, localMinuteText, parseInstant, type Instant, type Zone } from '../../core/time.ts';
import { readTrusted } from '../../files/durable-files.ts';
import { zoneOfLink } from '../../files/zone-link.ts';
import { done, problem, type Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { TellingRequest } from './arguments.ts';
import { columnsOf, filled, wrapped } from './columns.ts';
import { plain } from './plain.ts';

type HistoryRequest = Extract<TellingRequest, { kind: 'history' }>;

/** Far more than the helper lets it grow to. */
const mostHistoryBytes = 64 * 1024 * 1024;
const usualEntries = 50;

export interface ReadHistory {
  /** Oldest first. */
  readonly entries: readonly HistoryLine[];
  /** Numbers of the lines that are no entry, from 1. */
  readonly garbled: readonly number[];
}

/** Everything that the file holds; what cannot be read in it is named and left out. */
export async function readHistory(root: string): Promise<Result<ReadHistory, string>> {
  const bytes = await readTrusted(join(root, paths.historyFile), mostHistoryBytes);
  if (!bytes.ok) return failed(bytes.problem);
  const entries: HistoryLine[] = [];
  const garbled: number[] = [];
  for (const [index, line] of (bytes.value?.toString('utf8') ?? '').split('\n').entries()) {
    if (line === '') continue;
    const entry = decodeHistoryLine(line);
    if (entry === null) garbled.push(index + 1);
    else entries.push(entry);
  }
  return ok({ entries, garbled });
}

export async function history(root: string, request: HistoryRequest, width: number): Promise<Answer> {
  if (process.getuid?.() !== 0) return problem(exitCodes.notPermitted, 'only root may read the history');
  const read = await readHistory(root);
  if (!read.ok) return problem(exitCodes.helperUnreachable, read.problem);
  const zone = zoneOfLink(join(root, paths.localtime)) ?? 'UTC';
  const { entries, earlier } = chosen(read.value.entries, request, zone);
  const { garbled } = read.value;
  if (request.json)
    return done(JSON.stringify({ schemaVersion: 1, zone, earlier, entries, garbled }, null, 2));
  return {
    ...done(historyText(entries, request, earlier, zone, width)),
    err: garbled.map((line) => `intermission: line ${String(line)} of the history cannot be read\n`).join(''),
  };
}

/** What is asked for, and how many entries before it are left out. */
function chosen(
  all: readonly HistoryLine[],
  { deployment, since, last }: HistoryRequest,
  zone: Zone,
): { readonly entries: readonly HistoryLine[]; readonly earlier: number } {
  const from = since?.(zone) ?? null;
  const fitting = all.filter(
    (entry) =>
      (deployment === null || entry.deployment === deployment) &&
      (from === null || !isBefore(momentOf(entry), from)),
  );
  const most = last ?? (from === null ? usualEntries : fitting.length);
  const entries = fitting.slice(Math.max(0, fitting.length - most));
  return { entries, earlier: fitting.length - entries.length };
}

function momentOf({ at }: HistoryLine): Instant {
  const instant = parseInstant(at);
  if (instant === null) throw new Error('the schema let a wrong instant pass');
  return instant;
}

/** Two lines or more for each entry: when and which step for what reason, and below it what is so since then. */
function historyText(
  entries: readonly HistoryLine[],
  { deployment, since }: HistoryRequest,
  earlier: number,
  zone: Zone,
  width: number,
): string {
  if (entries.length === 0) {
    const whose = deployment === null ? '' : ` of ${deployment}`;
    return `Nothing is written down${whose}${since === null ? '' : ' since then'}.`;
  }
  const id = Math.max(...entries.map((entry) => columnsOf(plain(entry.deployment))));
  const indent = ' '.repeat(18);
  return [
    ...(earlier === 0 ? [] : [`${String(earlier)} earlier left out; --last N shows more.`]),
    `Times in ${zone}.`,
    ...entries.flatMap((entry) => {
      const step = entry.from === entry.to ? entry.to : `${entry.from} → ${entry.to}`;
      const time = localMinuteText(momentOf(entry), zone).replace('T', ' ');
      const head = `${time}  ${filled(plain(entry.deployment), id)}  ${plain(step)}: ${plain(entry.cause)}`;
      return [
        ...hung(head, width, indent),
        ...[plain(entry.sentence), ...moreLines(entry, zone)].flatMap((text) =>
          wrapped(text, width - indent.length).map((line) => `${indent}${line}`),
        ),
      ];
    }),
  ].join('\n');
}

function hung(text: string, width: number, indent: string): readonly string[] {
  const [first = '', ...others] = wrapped(text, width);
  const rest = others.join(' ');
  return rest === ''
    ? [first]
    : [first, ...wrapped(rest, width - indent.length).map((line) => `${indent}${line}`)];
}

function moreLines({ holds = [], told }: HistoryLine, zone: Zone): readonly string[] {
  const time = (text: string): string => {
    const instant = parseInstant(text);
    return instant === null ? text : clockTime(instant, zone);
  };
  return [
    ...(told === undefined ? [] : [`The person is given a ${plain(told)}.`]),
    ...holds.map((hold) => {
      const why = plain(describeHold(hold));
      return hold.until === null || hold.end === null
        ? `The ${hold.what} is held: ${why}.`
        : `The ${hold.what} was held from ${time(hold.since)} to ${time(hold.until)}: ${why}; ${holdEndWords[hold.end]}.`;
    }),
  ];
}

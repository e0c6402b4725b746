/** What `intermission status` prints for people: a table of all deployments, or one in full. */
import type { StatusReport } from '../../contract/admin-door.ts';
import { clockTime, describeOutcome } from '../../core/describe.ts';
import { describeHold } from '../../core/hold/words.ts';
import { parseInstant } from '../../core/time.ts';
import { columnsOf, filled, shortened, wrapped } from './columns.ts';
import { plain } from './plain.ts';

export type StatusEntry = StatusReport['deployments'][number];

/** Between two columns. */
const gap = '  ';
/** A sentence that has less room than this reads better below its row. */
const leastSentence = 44;
const widest = { id: 24, title: 36 } as const;
const narrowest = { id: 10, title: 12 } as const;

/** The table: a row for each deployment, and what happened and what comes next beside it, or below it where it is narrow. */
export function statusTable(report: StatusReport, width: number): string {
  const user = report.consoleUser;
  return [
    `Intermission ${report.version}; ${user === null ? 'nobody is logged in' : `${plain(user.name)} is logged in`}`,
    ...(report.deployments.length === 0 ? ['No deployments are configured.'] : rows(report, width)),
    ...report.problems.flatMap((text) => hanging('problem: ', plain(text), width)),
  ].join('\n');
}

function rows({ deployments }: StatusReport, width: number): string[] {
  const named = deployments.map(({ id, title, status, sentence }) => ({
    id,
    title: plain(title),
    status,
    sentence: plain(sentence),
  }));
  const longest = (key: 'id' | 'title' | 'status', least: number): number =>
    Math.max(least, ...named.map((row) => columnsOf(row[key])));
  const status = longest('status', 'STATUS'.length);
  const room = width - status - 2 * gap.length;
  const [id, title] = shares(
    Math.min(widest.id, longest('id', 2)),
    Math.min(widest.title, longest('title', 'TITLE'.length)),
    room,
  );
  const line = (cells: readonly [string, string, string]): string =>
    [filled(cells[0], id), filled(cells[1], title), filled(cells[2], status)].join(gap);
  const beside = room - id - title - gap.length;
  const isBeside = beside >= leastSentence;
  const heading = line(['ID', 'TITLE', 'STATUS']);
  return [
    '',
    (isBeside ? `${heading}${gap}WHAT HAPPENED, WHAT COMES NEXT` : heading).trimEnd(),
    ...named.flatMap((row) => {
      const cells = line([shortened(row.id, id), shortened(row.title, title), row.status]);
      if (!isBeside) {
        return [cells.trimEnd(), ...wrapped(row.sentence, width - 4).map((text) => `    ${text}`)];
      }
      const [first = '', ...others] = wrapped(row.sentence, beside);
      const empty = ' '.repeat(id + title + status + 3 * gap.length);
      return [`${cells}${gap}${first}`, ...others.map((text) => `${empty}${text}`)];
    }),
  ];
}

/** What ID and title get where there is not room enough for both: first the title gives way, then the ID. */
function shares(id: number, title: number, room: number): readonly [number, number] {
  const shorterTitle = Math.min(title, Math.max(narrowest.title, room - id));
  return [Math.min(id, Math.max(narrowest.id, room - shorterTitle)), shorterTitle];
}

const hanging = (lead: string, text: string, width: number): string[] =>
  wrapped(text, width - columnsOf(lead)).map(
    (line, index) => `${index === 0 ? lead : ' '.repeat(columnsOf(lead))}${line}`,
  );

const leadWidth = 18;

/** Everything that is known of one deployment. */
export function statusInFull(entry: StatusEntry, { zone }: StatusReport, width: number): string {
  const time = (text: string | null): string => {
    const instant = text === null ? null : parseInstant(text);
    return instant === null ? '' : clockTime(instant, zone);
  };
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ['Status', [entry.status]],
    ['Now', [entry.sentence]],
    ['First asked', [time(entry.firstOffered) || 'not yet']],
    ['Deadline', [time(entry.deadline) || 'none is known']],
    ['Deferrals used', [String(entry.deferralsUsed)]],
    ['Attempts', entry.attempts.map((attempt) => attemptWords(attempt, time))],
    [
      'Held now',
      entry.hold === null
        ? []
        : [`${entry.hold.what}, since ${time(entry.hold.since)}: ${describeHold(entry.hold)}`],
    ],
    [
      'Held before',
      entry.holds.map(
        (hold) => `${hold.what}, ${time(hold.since)} to ${time(hold.until)}: ${describeHold(hold)}`,
      ),
    ],
    ['Last lines of jamf', entry.lastLines],
    ['Trigger', [entry.trigger]],
    ['LaunchDaemon', [entry.label]],
  ];
  return [
    ...hanging(`${entry.id}: `, plain(entry.title), width),
    ...lines.flatMap(([lead, values]) =>
      values.flatMap((value, index) =>
        hanging(`  ${filled(index === 0 ? lead : '', leadWidth)}  `, plain(value), width),
      ),
    ),
  ].join('\n');
}

const attemptWords = (
  { startedAt, endedAt, outcome }: StatusEntry['attempts'][number],
  time: (text: string) => string,
): string =>
  `${time(startedAt)}: ${outcome !== null ? describeOutcome(outcome) : endedAt === null ? 'not over' : 'its outcome is not known'}`;

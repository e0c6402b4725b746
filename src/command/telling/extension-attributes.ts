/**
 * What `intermission ea` prints for Jamf Pro: one `<result>`, whatever happens, because an inventory update runs it and must not
 * wait or fail. The scripts to upload are made from this table, too (docs/admin/extension-attributes.md).
 */
import type { StatusReport } from '../../contract/admin-door.ts';
import { describeHold } from '../../core/hold/words.ts';
import type { StatusName } from '../../core/status.ts';
import { earliest, localOf, parseInstant, type Instant, type Zone } from '../../core/time.ts';
import { plain } from './plain.ts';
import type { StatusEntry } from './status-text.ts';

interface Attribute {
  /** Its name in Jamf Pro. */
  readonly title: string;
  /** As Jamf Pro calls it. */
  readonly dataType: 'String' | 'Date';
  readonly what: string;
}

export const extensionAttributes = {
  status: {
    title: 'Intermission: Status',
    dataType: 'String',
    what: 'a line for each deployment, the worst first: its status, its ID, what happened and what comes next',
  },
  next: {
    title: 'Intermission: Next Appointment',
    dataType: 'Date',
    what: 'when the next run or restart begins',
  },
  deadline: {
    title: 'Intermission: Next Deadline',
    dataType: 'Date',
    what: 'the earliest deadline of what is not done yet',
  },
  holds: {
    title: 'Intermission: Holds',
    dataType: 'String',
    what: 'a line for each question, run or restart that is held back at this moment, with the reason; None while nothing is',
  },
  version: {
    title: 'Intermission: Version',
    dataType: 'String',
    what: 'the version of the helper that runs',
  },
} as const satisfies Record<string, Attribute>;

export type ExtensionAttribute = keyof typeof extensionAttributes;
export const extensionAttributeNames = Object.keys(extensionAttributes) as readonly ExtensionAttribute[];
export const isExtensionAttribute = (name: string): name is ExtensionAttribute =>
  Object.hasOwn(extensionAttributes, name);

/** What the helper answered, or why there is no answer. */
export type Told =
  | { readonly kind: 'report'; readonly report: StatusReport }
  | { readonly kind: 'nothing'; readonly why: string };

/**
 * The result of one attribute, for one deployment or for all. A Date is local time of the Mac, as people there see it, in the only
 * form that Jamf Pro's data type takes; empty where there is none, because any other text would not be a date.
 */
export function extensionAttributeResult(
  attribute: ExtensionAttribute,
  deployment: string | null,
  told: Told,
  commandVersion: string,
): string {
  return `<result>${escaped(valueOf(attribute, deployment, told, commandVersion))}</result>`;
}

function valueOf(
  attribute: ExtensionAttribute,
  deployment: string | null,
  told: Told,
  commandVersion: string,
): string {
  if (told.kind === 'nothing') {
    if (extensionAttributes[attribute].dataType === 'Date') return '';
    return attribute === 'version' ? `${commandVersion} (${told.why})` : `Unknown: ${told.why}`;
  }
  const { report } = told;
  const { zone } = report;
  const entries = report.deployments.filter(({ id }) => deployment === null || id === deployment);
  switch (attribute) {
    case 'status':
      if (entries.length === 0) return deployment === null ? 'No deployments' : 'Not configured';
      return lines(
        worstFirst(entries).map(({ id, status, sentence }) => `${status}: ${id}: ${plain(sentence)}`),
      );
    case 'next':
      return dateOf(entries.map(nextOf), zone);
    case 'deadline':
      return dateOf(
        entries.map((entry) => (isOpen(entry.status) ? entry.deadline : null)),
        zone,
      );
    case 'holds': {
      const held = entries.flatMap(({ id, hold }) =>
        hold === null ? [] : [`${id}: ${hold.what}: ${plain(describeHold(hold))}`],
      );
      return held.length === 0 ? 'None' : lines(held);
    }
    case 'version':
      return report.version;
  }
}

const severity: Readonly<Record<StatusName, number>> = {
  Failed: 0,
  'In progress': 1,
  'Available for install in Self Service': 2,
  Unqualified: 3,
  Installed: 4,
};

/** What needs somebody's attention comes first; otherwise the order of the report. */
export const worstFirst = (entries: readonly StatusEntry[]): readonly StatusEntry[] =>
  entries.toSorted((a, b) => severity[a.status] - severity[b.status]);

const isOpen = (status: StatusName): boolean =>
  status === 'In progress' || status === 'Available for install in Self Service';

/** What is held begins when the hold must end, at the latest. */
function nextOf({ detail, hold }: StatusEntry): string | null {
  if (hold !== null && hold.what !== 'question') return hold.until;
  if (detail.kind === 'scheduled') return detail.due;
  return detail.kind === 'restarting' ? detail.at : null;
}

function dateOf(texts: readonly (string | null)[], zone: Zone): string {
  const moments = texts
    .map((text) => (text === null ? null : parseInstant(text)))
    .filter((moment): moment is Instant => moment !== null);
  const [first, ...others] = moments;
  if (first === undefined) return '';
  const local = localOf(others.reduce(earliest, first), zone).toPlainDateTime();
  return local.toString({ smallestUnit: 'second' }).replace('T', ' ');
}

/** Inventory shows this in a field; a sentence is far shorter. */
const mostCharacters = 4000;

function lines(all: readonly string[]): string {
  const kept: string[] = [];
  let room = mostCharacters;
  for (const line of all) {
    if (line.length > room) break;
    kept.push(line);
    room -= line.length + 1;
  }
  const left = all.length - kept.length;
  return [...kept, ...(left === 0 ? [] : [`… and ${String(left)} more`])].join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

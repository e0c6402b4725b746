/**
 * Leaves out of an observation what a report has no room for: bounds in number and in bytes, the most telling kept. Decides nothing:
 * whatever could be judged to present is kept before anything else.
 */
import { maxLineBytes } from '../../contract/json-rpc.ts';
import { mostReported } from '../../contract/screen.ts';
import { covers } from '../../core/hold/presentation.ts';
import type { Observation, ScreenWindow, Seen } from '../../core/screen.ts';

/** UTF-8 of JSON. What the others leave of `all` is for the running apps; what is missing to a line is for the message around it. */
const mostBytes = { all: maxLineBytes - 2_500, windows: 20_000, assertions: 8_000 };

/** Takes time in proportion to what was seen. */
export function mostTelling(observation: Observation): Observation {
  const displays = observation.displays.slice(0, mostReported.displays);
  const assertions = keep(observation.assertions, (all) =>
    fitting(all, mostReported.assertions, mostBytes.assertions),
  );
  const front = frontPids(observation);
  const windows = keep(observation.windows, (all) =>
    inOrder(all, fitting(windowsByWeight(all, displays, front), mostReported.windows, mostBytes.windows)),
  );
  const rest = { ...observation, displays, windows, assertions };
  const concerned = new Set([
    ...front,
    ...(windows.kind === 'seen' ? windows.value.map(({ pid }) => pid) : []),
    ...(assertions.kind === 'seen' ? assertions.value.map(({ pid }) => pid) : []),
  ]);
  const room = mostBytes.all - bytesOf({ ...rest, applications: [] });
  const applications = keep(observation.applications, (all) =>
    fitting(
      byWeight(all, ({ pid }) => (concerned.has(pid) ? 0 : 1)),
      mostReported.applications,
      room,
    ),
  );
  return { ...rest, applications };
}

/** What makes a look differ from the one before: everything but the windows that cover no display. */
export function tellingPart(observation: Observation): string {
  const windows = keep(observation.windows, (all) =>
    all.filter((window) => coversAny(window, observation.displays)),
  );
  return JSON.stringify({ ...observation, windows });
}

const coversAny = (window: ScreenWindow, displays: Observation['displays']): boolean =>
  displays.some((display) => covers(window, display));

const frontPids = ({ applications }: Observation): ReadonlySet<number> =>
  new Set(
    applications.kind === 'seen' ? applications.value.filter((it) => it.front).map(({ pid }) => pid) : [],
  );

/** Those that cover a display, then the others of the same apps (an editor behind its slide show), then those of the app in front. */
function windowsByWeight(
  windows: readonly ScreenWindow[],
  displays: Observation['displays'],
  front: ReadonlySet<number>,
): readonly ScreenWindow[] {
  const covering = new Set(windows.filter((window) => coversAny(window, displays)));
  const pids = new Set([...covering].map(({ pid }) => pid));
  return byWeight(windows, (window) => {
    if (covering.has(window)) return 0;
    if (pids.has(window.pid)) return 1;
    return front.has(window.pid) ? 2 : 3;
  });
}

/** Weight 0 first; otherwise in the order as it was. */
function byWeight<T>(items: readonly T[], weightOf: (item: T) => 0 | 1 | 2 | 3): readonly T[] {
  const weighed: [T[], T[], T[], T[]] = [[], [], [], []];
  for (const item of items) weighed[weightOf(item)].push(item);
  return weighed.flat();
}

/** The first ones, as many as there is room for. */
function fitting<T>(items: readonly T[], most: number, bytes: number): readonly T[] {
  let left = bytes;
  const end = items.slice(0, most).findIndex((item) => {
    left -= bytesOf(item) + 1;
    return left < 0;
  });
  return items.slice(0, end === -1 ? most : end);
}

function inOrder<T>(all: readonly T[], kept: readonly T[]): readonly T[] {
  const wanted = new Set(kept);
  return all.filter((item) => wanted.has(item));
}

const keep = <T>(
  part: Seen<readonly T[]>,
  change: (all: readonly T[]) => readonly T[],
): Seen<readonly T[]> => (part.kind === 'seen' ? { kind: 'seen', value: change(part.value) } : part);

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

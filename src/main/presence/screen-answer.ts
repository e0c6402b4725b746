/**
 * What the screen script printed, as facts. Each part stands for itself: one that is missing, null or garbage is unknown, with the
 * reason, and takes no other with it.
 */
import * as z from 'zod';
import type { Rectangle, RunningApplication, ScreenState, ScreenWindow, Seen } from '../../core/screen.ts';
import type { Result } from '../../core/result.ts';
import { shortText } from './short-text.ts';

export interface ScreenAnswer {
  /** Front to back; all that the script named. */
  readonly windows: Seen<readonly ScreenWindow[]>;
  readonly applications: Seen<readonly RunningApplication[]>;
  readonly screen: Seen<ScreenState>;
}

const text = z.string().nullish();
const applicationsPart = z.array(
  z.object({
    pid: z.number(),
    name: text,
    bundleId: text,
    executable: text,
    front: z.boolean(),
  }),
);
const windowsPart = z.array(
  z.object({
    pid: z.number(),
    owner: text,
    layer: z.number(),
    x: z.number(),
    y: z.number(),
    width: z.number(),
    height: z.number(),
  }),
);
const answerObject = z.object({
  applications: z.unknown().optional(),
  windows: z.unknown().optional(),
  /** How many windows there were before the small ones were left out. */
  listed: z.unknown().optional(),
  asleep: z.unknown().optional(),
  locked: z.unknown().optional(),
});
type Answer = z.infer<typeof answerObject>;

const seen = <T>(value: T): Seen<T> => ({ kind: 'seen', value });
/** A part that was not seen; the reason is cut to what a report may hold. */
export const unknown = (why: string): { readonly kind: 'unknown'; readonly why: string } => ({
  kind: 'unknown',
  why: shortText(why, 300),
});

/** `lockedByEvent`: what macOS last told the app about the lock, for when the script cannot tell; null where it told nothing. */
export function readScreenAnswer(
  output: Result<string, string>,
  lockedByEvent: boolean | null,
): ScreenAnswer {
  const answer = output.ok ? decode(output.value) : null;
  if (answer === null) {
    const why = output.ok ? 'osascript printed something else' : output.problem;
    return {
      windows: unknown(why),
      applications: unknown(why),
      screen: screenOf(lockedByEvent, null, why),
    };
  }
  const applications = applicationsOf(answer);
  return {
    windows: windowsOf(answer, applications),
    applications,
    screen: screenOf(
      flag(answer.locked) ?? lockedByEvent,
      flag(answer.asleep),
      'it was not told whether the screen is locked or asleep',
    ),
  };
}

function decode(output: string): Answer | null {
  try {
    const answer = answerObject.safeParse(JSON.parse(output));
    return answer.success ? answer.data : null;
  } catch {
    return null;
  }
}

function applicationsOf({ applications }: Answer): Seen<readonly RunningApplication[]> {
  const list = applicationsPart.safeParse(applications);
  if (!list.success) return unknown('the running apps were not listed');
  // The Finder and the Dock always run.
  if (list.data.length === 0) return unknown('the list of running apps is empty');
  return seen(
    list.data.map(({ pid, name, bundleId, executable, front }) => ({
      name: shortText(name ?? ''),
      bundleId: orNull(bundleId),
      executable: orNull(executable),
      pid: pidOf(pid),
      front,
    })),
  );
}

function windowsOf(
  { windows, listed }: Answer,
  applications: ScreenAnswer['applications'],
): Seen<readonly ScreenWindow[]> {
  const list = windowsPart.safeParse(windows);
  if (!list.success) return unknown('the windows were not listed');
  // The menu bar is always there: an empty list is one that was withheld (macos.md C1).
  if (list.data.length === 0 && !(typeof listed === 'number' && listed > 0)) {
    return unknown('the list of windows is empty');
  }
  const bundleIds = new Map(
    applications.kind === 'seen' ? applications.value.map(({ pid, bundleId }) => [pid, bundleId]) : [],
  );
  return seen(
    list.data.map(({ pid, owner, layer, ...bounds }) => ({
      owner: shortText(owner ?? ''),
      bundleId: bundleIds.get(pidOf(pid)) ?? null,
      pid: pidOf(pid),
      layer: wholeWithin(layer, 2 ** 31),
      bounds: wholePoints(bounds),
    })),
  );
}

function screenOf(locked: boolean | null, asleep: boolean | null, why: string): Seen<ScreenState> {
  if (locked === true) return seen('locked');
  if (asleep === true) return seen('asleep');
  return locked === false && asleep === false ? seen('on') : unknown(why);
}

/** In whole points, and within what a report may hold. */
export const wholePoints = ({ x, y, width, height }: Rectangle): Rectangle => ({
  x: wholeWithin(x, 1_000_000),
  y: wholeWithin(y, 1_000_000),
  width: wholeWithin(width, 1_000_000),
  height: wholeWithin(height, 1_000_000),
});

/** Zero is never negative: in JSON both are the same. */
const wholeWithin = (value: number, most: number): number =>
  Math.round(Math.min(most, Math.max(-most, value))) + 0;
const pidOf = (value: number): number => (Number.isSafeInteger(value) && value >= 0 ? value : -1);
const orNull = (value: string | null | undefined): string | null =>
  value === null || value === undefined || value === '' ? null : shortText(value);
const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

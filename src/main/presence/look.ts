/** One look at the screen: asks osascript and pmset side by side, and puts together what they say. Judges nothing. */
import { paths } from '../../contract/identity.ts';
import type { Observation, Rectangle } from '../../core/screen.ts';
import { readAssertions } from './assertions.ts';
import { mostTelling } from './most-telling.ts';
import { psArguments, readProcesses } from './processes.ts';
import { readScreenAnswer, unknown, wholePoints, type ScreenAnswer } from './screen-answer.ts';
import { screenScript } from './screen-script.ts';
import type { RunTool } from './tool.ts';

/** What the app itself is told about the screen. */
export interface SessionScreen {
  /** Every display, in points from the top left corner of the main one. */
  displays(): readonly Rectangle[];
  /** Whether the screen is locked, by the last event; null where there was none. */
  locked(): boolean | null;
}

/** Always ends with an observation, also when stopped; what was not seen is unknown in it. */
export type Look = (stop: AbortSignal) => Promise<Observation>;

const seconds = { osascript: 5, pmset: 3, ps: 2 };
/** How often the windows are looked at when displays come or go meanwhile. */
const mostTries = 3;

export const lookWith =
  (run: RunTool, session: SessionScreen): Look =>
  async (stop) => {
    const [screen, power] = await Promise.all([
      lookAtScreen(run, session, stop),
      run(paths.pmset, ['-g', 'assertions'], { seconds: seconds.pmset, stop }),
    ]);
    const report = power.ok ? readAssertions(power.value) : power;
    if (!report.ok) {
      const why = unknown(report.problem);
      return mostTelling({ ...screen, assertions: why, camera: why });
    }
    const named = await namesOf(report.value.unnamed, screen, run, stop);
    return mostTelling({
      ...screen,
      assertions: {
        kind: 'seen',
        value: report.value.assertions.map((it) => ({
          ...it,
          process: it.process ?? named.get(it.pid) ?? null,
        })),
      },
      camera: report.value.camera ? { kind: 'seen', value: true } : unknown('not every camera tells'),
    });
  };

/** Windows and displays must be of one moment: a display that goes takes its windows elsewhere. */
async function lookAtScreen(
  run: RunTool,
  session: SessionScreen,
  stop: AbortSignal,
): Promise<ScreenAnswer & { readonly displays: readonly Rectangle[] }> {
  let displays = distinct(session.displays());
  for (let tries = 1; ; tries += 1) {
    const args = ['-l', 'JavaScript', '-e', screenScript];
    const output = await run(paths.osascript, args, { seconds: seconds.osascript, stop });
    const answer = readScreenAnswer(output, session.locked());
    const after = distinct(session.displays());
    if (isSame(displays, after)) return { ...answer, displays };
    displays = after;
    if (tries === mostTries || stop.aborted) {
      return {
        ...answer,
        displays,
        windows: unknown('displays came or went while the windows were looked at'),
      };
    }
  }
}

/** Apps are known already; only for others `ps` is asked. */
async function namesOf(
  pids: readonly number[],
  { applications }: ScreenAnswer,
  run: RunTool,
  stop: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const apps = new Map(
    applications.kind === 'seen'
      ? applications.value.map(({ pid, executable, name }) => [pid, executable ?? name])
      : [],
  );
  const others = pids.filter((pid) => !apps.has(pid));
  if (others.length === 0) return apps;
  const output = await run(paths.ps, psArguments(others), { seconds: seconds.ps, stop });
  return output.ok ? new Map([...readProcesses(output.value), ...apps]) : apps;
}

/** Mirrored displays count once. */
const distinct = (displays: readonly Rectangle[]): readonly Rectangle[] =>
  displays
    .map(wholePoints)
    .filter((display, index, all) => all.findIndex((other) => isSame(other, display)) === index);

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

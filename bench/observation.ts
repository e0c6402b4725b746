/**
 * What one look at the screen costs: the app's own part (reading and reducing what the tools printed), and a whole look with the
 * stand-ins on a real X server. `npm run build && npx tsx bench/observation.ts`, as root, on an idle machine.
 *
 * The stand-ins are programs of Node; what osascript and pmset themselves take on a Mac is not measured here.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { paths } from '../src/contract/identity.ts';
import { ok } from '../src/core/result.ts';
import type { Observation } from '../src/core/screen.ts';
import { readAssertions } from '../src/main/presence/assertions.ts';
import { lookWith } from '../src/main/presence/look.ts';
import { mostTelling } from '../src/main/presence/most-telling.ts';
import { readScreenAnswer } from '../src/main/presence/screen-answer.ts';
import { screenScript } from '../src/main/presence/screen-script.ts';
import { toolsBelow } from '../src/main/presence/tool.ts';
import { Desktop } from '../src/pretend-mac/desktop/desktop.ts';
import { pretendVariables } from '../src/pretend-mac/environment.ts';
import { PretendMac } from '../src/pretend-mac/mac.ts';

const display = { x: 0, y: 0, width: 1280, height: 800 };
const noStop = new AbortController().signal;

interface Cost {
  readonly milliseconds: number;
  /** Of this process alone. */
  readonly cpu: number;
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** The median of so many runs, after a few to warm up. */
async function costOf(runs: number, what: () => unknown): Promise<Cost> {
  const costs: Cost[] = [];
  for (let run = -3; run < runs; run += 1) {
    const begun = performance.now();
    const before = process.cpuUsage();
    await what();
    const { user, system } = process.cpuUsage(before);
    if (run >= 0) costs.push({ milliseconds: performance.now() - begun, cpu: (user + system) / 1000 });
  }
  return {
    milliseconds: median(costs.map((cost) => cost.milliseconds)),
    cpu: median(costs.map((cost) => cost.cpu)),
  };
}

/** What the script prints on a Mac with so many windows, one of them a slide show far behind. */
const printed = (count: number): string =>
  JSON.stringify({
    applications: Array.from({ length: 100 }, (_, at) => ({
      pid: 400 + at,
      name: `Application ${String(at)}`,
      bundleId: `com.example.application.${String(at)}`,
      executable: `Application ${String(at)}`,
      front: at === 7,
    })),
    listed: count,
    windows: Array.from({ length: count }, (_, at) => ({
      pid: 400 + (at % 100),
      owner: `Application ${String(at % 100)}`,
      layer: 0,
      ...(at === count - 1
        ? display
        : { x: at % 900, y: at % 600, width: 300 + (at % 500), height: 200 + (at % 400) }),
    })),
    asleep: false,
    locked: false,
  });

const assertions = `Assertion status system-wide:\nListed by owning process:\n${Array.from(
  { length: 40 },
  (_, at) =>
    `   pid ${String(400 + at)}(Application ${String(at)}): [0x00002836000595fd] 00:00:48 NoDisplaySleepAssertion named: "Video"  \n`,
).join('')}`;

/** All that the app itself does with what the tools printed, up to the text that goes to the helper. */
function readAndReduce(output: string): string {
  const answer = readScreenAnswer(ok(output), null);
  const power = readAssertions(assertions);
  const observation: Observation = mostTelling({
    ...answer,
    displays: [display],
    assertions: power.ok
      ? { kind: 'seen', value: power.value.assertions }
      : { kind: 'unknown', why: power.problem },
    camera: { kind: 'unknown', why: 'not every camera tells' },
  });
  return JSON.stringify(observation);
}

const rows: (readonly [what: string, cost: Cost, ratio: string])[] = [];
const times = (a: Cost, b: Cost): string => `${(a.milliseconds / b.milliseconds).toFixed(1)} ×`;

async function ownPart(): Promise<void> {
  const few = printed(100);
  const many = printed(10_000);
  const of100 = await costOf(200, () => readAndReduce(few));
  const of10000 = await costOf(50, () => readAndReduce(many));
  rows.push(['reading and reducing, 100 windows', of100, '']);
  rows.push(['reading and reducing, 10,000 windows', of10000, `${times(of10000, of100)} 100 windows`]);
}

async function wholeLook(): Promise<void> {
  const desktop = await Desktop.start({ width: display.width, height: display.height });
  const mac = await PretendMac.create({ programs: join(import.meta.dirname, '../build/pretend-mac') });
  try {
    await mac.powerOn();
    const node = process.execPath;
    const bare = await costOf(20, () => promisify(execFile)(node, ['-e', '0']));
    Object.assign(process.env, await desktop.environment(), pretendVariables(mac.root));
    const tool = toolsBelow(mac.root);
    const look = lookWith(tool, { displays: () => [display], locked: () => null });
    const one = async (): Promise<void> => {
      const { windows, assertions: power } = await look(noStop);
      if (windows.kind === 'unknown') throw new Error(windows.why);
      if (power.kind === 'unknown') throw new Error(power.why);
    };
    const limits = { seconds: 20, stop: noStop };
    const script = ['-l', 'JavaScript', '-e', screenScript];
    const osascript = await costOf(15, () => tool(paths.osascript, script, limits));
    const pmset = await costOf(15, () => tool(paths.pmset, ['-g', 'assertions'], limits));
    const usual = await costOf(15, one);
    mac.screen.setWindowList({ more: 10_000 });
    const crowded = await costOf(10, one);
    rows.push(['node -e 0', bare, '']);
    rows.push(['pmset alone (stand-in)', pmset, `${times(pmset, bare)} node -e 0`]);
    rows.push(['osascript alone (stand-in)', osascript, `${times(osascript, bare)} node -e 0`]);
    rows.push(['a whole look', usual, `${times(usual, bare)} node -e 0`]);
    rows.push(['a whole look, 10,000 windows', crowded, `${times(crowded, usual)} a whole look`]);
  } finally {
    await mac.destroy();
    await desktop.stop();
  }
}

await ownPart();
await wholeLook();
console.log(`${'what'.padEnd(38)} ${'ms'.padStart(8)} ${'CPU ms here'.padStart(12)}  ratio`);
for (const [what, { milliseconds, cpu }, ratio] of rows) {
  console.log(
    `${what.padEnd(38)} ${milliseconds.toFixed(1).padStart(8)} ${cpu.toFixed(1).padStart(12)}  ${ratio}`,
  );
}

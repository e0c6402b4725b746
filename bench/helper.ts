/** What the helper costs at rest, against Node with a socket server; and how it grows. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { paths } from '../src/contract/identity.ts';
import type { PretendMac } from '../src/pretend-mac/mac.ts';
import { deploy, newMac, programs, shippedNode, variables, install } from './mac.ts';
import {
  inTurns,
  lifetime,
  megabytes,
  memoryOf,
  milliseconds,
  processorTimeOf,
  type Row,
} from './measure.ts';

const settleSeconds = 15;
const restSeconds = 60;

/** The helper on a Mac of its own, ready, as its LaunchDaemon would run it. */
export async function startHelper(mac: PretendMac): Promise<ChildProcess> {
  const helper = spawn(await shippedNode(), [join(programs, 'helper.cjs'), '--root', mac.root], {
    env: variables(mac),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  while (!/helper \S+ ready/.test(said)) {
    const [chunk] = (await once(helper.stdout, 'data')) as [Buffer];
    said += chunk.toString();
  }
  helper.stdout.resume();
  return helper;
}

export async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

/** A Mac with the helper's programs but without its LaunchDaemon. */
async function macWithoutHelper(): Promise<PretendMac> {
  const mac = await newMac();
  await install(mac, false);
  rmSync(mac.path(`${paths.launchDaemons}/io.intermission.helper.plist`));
  return mac;
}

export async function atRest(): Promise<readonly Row[]> {
  const mac = await macWithoutHelper();
  const folder = mkdtempSync(join(tmpdir(), 'bare-'));
  deploy(mac, 3);
  await mac.powerOn();
  const helper = await startHelper(mac);
  const bare = spawn(await shippedNode(), [
    join(import.meta.dirname, 'bare/socket-server.cjs'),
    join(folder, 'sock'),
  ]);
  try {
    await delay(settleSeconds * 1000);
    const [ours, baseline] = [memoryOf([helper.pid ?? 0]), memoryOf([bare.pid ?? 0])];
    const before = processorTimeOf(helper.pid ?? 0);
    await delay(restSeconds * 1000);
    const share = (processorTimeOf(helper.pid ?? 0) - before) / restSeconds;
    return [
      {
        what: 'helper at rest, memory',
        ours: megabytes(ours),
        baseline: `${megabytes(baseline)} (Node with a socket server)`,
        ratio: ours / baseline,
        goal: 1.25,
      },
      {
        what: `helper at rest, processor over ${String(restSeconds)} s`,
        ours: `${(share * 100).toFixed(3)} %`,
        baseline: '0.1 % (the goal itself)',
        ratio: share / 0.001,
        goal: 1,
      },
    ];
  } finally {
    await stop(helper);
    await stop(bare);
    await mac.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `intermission prompt` from start to exit, against Node that does nothing. */
export async function promptCommand(): Promise<readonly Row[]> {
  const mac = await macWithoutHelper();
  deploy(mac, 1);
  await mac.powerOn();
  const helper = await startHelper(mac);
  try {
    const node = await shippedNode();
    const command = join(programs, 'intermission.cjs');
    const env = { PATH: process.env['PATH'] };
    const { ours, baseline } = await inTurns(
      25,
      () => lifetime(node, [command, '--root', mac.root, 'prompt', '--deployment', 'd1'], env),
      () => lifetime(node, ['-e', '0'], env),
    );
    return [
      {
        what: 'intermission prompt, start to exit',
        ours: milliseconds(ours),
        baseline: `${milliseconds(baseline)} (node -e 0)`,
        ratio: ours / baseline,
        goal: 1.6,
      },
    ];
  } finally {
    await stop(helper);
    await mac.destroy();
  }
}

/** Ten times the deployments must cost no more than ten times as much. */
export async function growth(): Promise<readonly Row[]> {
  const [few, many] = [await readingAnew(100), await readingAnew(1000)];
  return [
    {
      what: 'preferences read anew, 1,000 deployments for 100',
      ours: milliseconds(many),
      baseline: milliseconds(few),
      ratio: many / few,
      goal: 10,
    },
  ];
}

async function readingAnew(count: number): Promise<number> {
  const mac = await macWithoutHelper();
  deploy(mac, count);
  await mac.powerOn();
  const helper = await startHelper(mac);
  try {
    const node = await shippedNode();
    const command = join(programs, 'intermission.cjs');
    const env = { PATH: process.env['PATH'] };
    const { ours, baseline } = await inTurns(
      7,
      () => lifetime(node, [command, '--root', mac.root, 'reload'], env),
      () => lifetime(node, [command, '--root', mac.root, '--version'], env),
    );
    return ours - baseline;
  } finally {
    await stop(helper);
    await mac.destroy();
  }
}

/**
 * `intermission simulate`: what a Mac, or a fleet, would see of the given profiles. Reads the files that are named; writes nothing but
 * the picture that was asked for; asks no helper.
 */
import { writeFile } from 'node:fs/promises';
import { floorToMinute, localOf, parseInstant } from '../../core/time.ts';
import { reasonOf } from '../../files/durable-files.ts';
import { problem, type Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import { gather } from '../gathered-files.ts';
import { simulateRequest, type SimulateRequest } from './arguments.ts';
import { simulateFleet } from './fleet.ts';
import { fleetPicture } from './fleet-picture.ts';
import { fleetJson, fleetText } from './fleet-report.ts';
import { simulateMac, type Situation } from './mac.ts';
import { macPicture } from './picture.ts';
import { simulationJson, simulationText } from './report.ts';

export async function simulate(words: readonly string[]): Promise<Answer> {
  const now = parseInstant(new Date().toISOString());
  if (now === null) throw new Error('the clock shows no time');
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const request = simulateRequest(words, floorToMinute(now), ownZone);
  if (!request.ok) return request.problem;
  const { files, from, zone, svg } = request.value;
  const { preferences, findings } = await gather(files, { now: from, zone });
  const err = findings
    .filter(({ severity }) => severity !== 'note')
    .map(({ severity, text }) => `${severity}: ${text}\n`)
    .join('');
  const [first, ...others] = preferences.deployments;
  if (first === undefined) {
    const nothing = problem(exitCodes.badValue, 'these files hold no deployment that could be simulated');
    return { ...nothing, err: err + nothing.err };
  }
  const { text, picture } = simulation([first, ...others], request.value);
  const unwritten = svg === null ? null : await write(svg, picture());
  if (unwritten !== null) {
    const failure = problem(exitCodes.badValue, `--svg is "${svg ?? ''}", but ${unwritten}`);
    return { ...failure, err: err + failure.err };
  }
  return { exitCode: exitCodes.ok, out: `${text}\n`, err };
}

interface Told {
  readonly text: string;
  readonly picture: () => string;
}

function simulation(deployments: Situation['deployments'], request: SimulateRequest): Told {
  const { from, days, zone, json, person, fleet } = request;
  const until = localOf(from, zone).add({ days }).toInstant();
  if (fleet !== null) {
    const frame = { from, until, zone };
    const macs = simulateFleet({ ...frame, deployments, macs: fleet, person });
    return {
      text: json ? fleetJson(macs, frame) : fleetText(macs, frame),
      picture: () => fleetPicture(macs, frame),
    };
  }
  const frame = { from, until, zone, person: person ?? 'prompt' };
  const mac = simulateMac({ ...frame, deployments, checkIn: from, comesLater: 0 });
  return {
    text: json ? simulationJson(mac, frame) : simulationText(mac, frame),
    picture: () => macPicture(mac, frame),
  };
}

/** Null where it is written; otherwise why not. */
async function write(file: string, content: string): Promise<string | null> {
  try {
    await writeFile(file, content);
    return null;
  } catch (error) {
    return `it could not be written: ${reasonOf(error)}`;
  }
}

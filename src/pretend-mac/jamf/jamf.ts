/** `jamf policy`: which policies a trigger means, and everything that can keep them from running. */
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive } from '../launchd/processes.ts';
import { putJson } from '../mac-folder.ts';
import { below, PLACES } from '../places.ts';
import { consoleUser, readSessionFile } from '../session-file.ts';
import { readComputer, readState } from '../state-file.ts';
import { logStamp } from '../tools/local-date.ts';
import { REACHABLE, type JamfServer, type Policy } from './policy.ts';
import { runPolicy } from './run-policy.ts';

const HISTORY = '/private/var/pretend/jamf/history.json';
const USUAL_TRIGGER = 'recurring check-in';

interface PolicyArguments {
  readonly trigger: string;
  readonly id: number | undefined;
  readonly username: string | undefined;
  readonly verbose: boolean;
}

export async function policy(root: string, parameters: readonly string[]): Promise<number> {
  const asked = readArguments(parameters);
  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const say = (line: string): void => {
    print(line);
    log(root, line);
  };
  if (asked.verbose) print(' verbose: Checking for an existing instance of this application...');
  const lock = below(root, `${PLACES.jamfRunning}/${encodeURIComponent(asked.trigger)}`);
  if (!take(lock)) {
    say(`This policy trigger is already being run: ${asked.trigger}`);
    return 0;
  }
  try {
    return await check(root, asked, print, say);
  } finally {
    rmSync(lock, { force: true });
  }
}

async function check(
  root: string,
  asked: PolicyArguments,
  print: (line: string) => void,
  say: (line: string) => void,
): Promise<number> {
  const user = asked.username ?? consoleUser(readSessionFile(below(root, PLACES.sessions)))?.name ?? '';
  const what =
    asked.id === undefined ? `policies triggered by "${asked.trigger}"` : `the policy ID ${asked.id}`;
  say(`Checking for ${what}${user === '' ? '' : ` for user "${user}"`}...`);
  const server = readState<JamfServer>(root, PLACES.jamfServer, REACHABLE);
  if (server.state === 'offline') {
    say('Connection failure: "The network connection was lost."');
    return 1;
  }
  if (server.state === 'error') {
    print('There was an error.');
    say('Unknown Error - An unknown error has occurred');
    return 1;
  }
  const done = readState<number[]>(root, HISTORY, []);
  const wanted = readState<Policy[]>(root, PLACES.jamfPolicies, []).filter((one) => {
    const meant = asked.id === undefined ? one.trigger === asked.trigger : one.id === asked.id;
    return meant && !(one.frequency === 'Once per computer' && done.includes(one.id));
  });
  if (wanted.length === 0) {
    say(
      asked.id === undefined
        ? `No policies were found for the "${asked.trigger}" trigger.`
        : 'No policies were found for the ID.',
    );
    return 0;
  }
  let status = 0;
  for (const one of wanted) {
    say(`Executing Policy ${one.name}`);
    const computerName = readComputer(root, PLACES).computerName;
    const ended = await runPolicy(one, { root, computerName, user, server, print });
    status ||= ended;
    putJson(root, HISTORY, [...new Set([...readState<number[]>(root, HISTORY, []), one.id])]);
  }
  return status;
}

function readArguments(parameters: readonly string[]): PolicyArguments {
  const value = (...flags: string[]): string | undefined => {
    const at = parameters.findIndex((parameter) => flags.includes(parameter));
    return at < 0 ? undefined : parameters[at + 1];
  };
  const id = value('-id');
  return {
    trigger: value('-event', '-trigger', '-action') ?? USUAL_TRIGGER,
    id: id === undefined ? undefined : Number(id),
    username: value('-username'),
    verbose: parameters.includes('-verbose'),
  };
}

/** One jamf at a time for a trigger; what a killed one left does not count. */
function take(lock: string): boolean {
  mkdirSync(dirname(lock), { recursive: true });
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    if (isAlive(holder)) return false;
  } catch {
    // Nobody holds it.
  }
  writeFileSync(lock, String(process.pid));
  return true;
}

/** `Thu Feb 21 11:16:41 HOST jamf[8051]: message` */
function log(root: string, message: string): void {
  const file = below(root, PLACES.jamfLog);
  mkdirSync(dirname(file), { recursive: true });
  const host = readComputer(root, PLACES).computerName;
  appendFileSync(file, `${logStamp(root)} ${host} jamf[${process.pid}]: ${message}\n`);
}

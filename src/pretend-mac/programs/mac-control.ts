/**
 * `mac-control --root DIR …`: a running pretend Mac in the hands of a person. `help` lists what it can do.
 */
import { commandLine } from '../command-line.ts';
import { LaunchdClient } from '../launchd-client.ts';
import type { MacEvent } from '../launchd/events.ts';
import type { JobSummary, Request } from '../launchd/requests.ts';
import { pointZone } from '../mac-folder.ts';

const HELP = `mac-control --root DIR COMMAND
  on | off | unplug | restart | sleep | wake
  advance 90s|10m|1h|2d      time passes
  set 2026-11-21T17:00+01:00 somebody sets the clock
  rate 60                    pretend seconds per second
  zone Europe/Berlin
  login NAME UID [VARIABLE=value …] | logout | login-window
  jobs | clock | events      what there is; events goes on until interrupted
`;

const UNITS: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 };

function request([command, ...rest]: readonly string[]): Request | undefined {
  switch (command) {
    case 'on':
    case 'off':
    case 'restart':
    case 'sleep':
    case 'wake':
      return { ask: 'power', to: command };
    case 'unplug':
      return { ask: 'power', to: 'off', abrupt: true };
    case 'advance': {
      const match = /^(\d+(?:\.\d+)?)([smhd])$/.exec(rest[0] ?? '');
      const unit = UNITS[match?.[2] ?? ''];
      return unit === undefined ? undefined : { ask: 'advance', by: Number(match?.[1]) * unit };
    }
    case 'set': {
      const to = Date.parse(rest[0] ?? '');
      return Number.isNaN(to) ? undefined : { ask: 'set-clock', to };
    }
    case 'rate':
      return Number(rest[0]) >= 0 ? { ask: 'rate', rate: Number(rest[0]) } : undefined;
    case 'login': {
      const [name = '', uid = '', ...variables] = rest;
      const environment = Object.fromEntries(
        variables.map((one) => one.split(/=(.*)/s).slice(0, 2) as [string, string]),
      );
      return /^\d+$/.test(uid) ? { ask: 'login', name, uid: Number(uid), gid: 20, environment } : undefined;
    }
    case 'logout':
      return { ask: 'logout' };
    case 'login-window':
      return { ask: 'show-login-window' };
    case 'jobs':
    case 'clock':
      return { ask: command };
    case 'events':
      return { ask: 'subscribe', since: 0 };
    default:
      return undefined;
  }
}

function showEvent(event: MacEvent): void {
  process.stdout.write(`${new Date(event.at).toISOString()} ${JSON.stringify(event)}\n`);
}

function showJob(job: JobSummary): void {
  process.stdout.write(`${job.domain}/${job.label}: ${job.state}, pid ${job.pid ?? '-'}, runs ${job.runs}\n`);
}

void (async () => {
  const { root, arguments: words } = commandLine();
  if (words[0] === 'zone' && words[1]) {
    pointZone(root, words[1]);
    return;
  }
  const asked = request(words);
  if (!asked) {
    process.stderr.write(HELP);
    process.exitCode = 64;
    return;
  }
  const launchd = await LaunchdClient.connect(root, showEvent);
  const { code, value } = await launchd.ask(asked);
  process.exitCode = code === 0 ? 0 : 1;
  if (asked.ask === 'subscribe') return;
  if (asked.ask === 'jobs') for (const job of value as JobSummary[]) showJob(job);
  else if (value !== undefined) process.stdout.write(`${JSON.stringify(value)}\n`);
  launchd.close();
})();

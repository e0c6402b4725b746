/** What `launchctl print` shows, in the shape recorded on macOS 26. Not an interface: the man page says so. */
import { constants } from 'node:os';
import { DEFAULT_PATH } from '../environment.ts';
import { calendarKeys } from './calendar-keys.ts';
import type { Domain } from './domain.ts';
import { EX_CONFIG, type JobState } from './job-state.ts';
import type { LoadedJob } from './loaded-job.ts';

const SPAWN_TYPES: Readonly<Record<string, string>> = {
  Interactive: 'interactive (4)',
  Adaptive: 'adaptive (6)',
  Background: 'background (5)',
};
/** The first number that launchd hands out for an event trigger. */
const FIRST_TRIGGER = 268_435_472;

export function stateWord(state: JobState): 'running' | 'not running' | 'SIGTERMed' {
  const words = {
    running: 'running',
    stopping: 'SIGTERMed',
    idle: 'not running',
    throttled: 'not running',
  } as const;
  return words[state.phase.kind];
}

export function printJob(domain: Domain, job: LoadedJob): string {
  const { description, state } = job;
  const agent = domain.isSystem ? [] : [`asid = 100000`];
  const lines: (string | readonly string[])[] = [
    `active count = ${job.pid === undefined ? 0 : 1}`,
    `path = ${job.path}`,
    `type = ${domain.isSystem ? 'LaunchDaemon' : 'LaunchAgent'}`,
    `state = ${stateWord(state)}`,
    '',
    `program = ${description.program}`,
    block('arguments = {', description.arguments),
    '',
    ...(description.workingDirectory ? [`working directory = ${description.workingDirectory}`] : []),
    ...(description.standardOutPath ? [`stdout path = ${description.standardOutPath}`] : []),
    ...(description.standardErrorPath ? [`stderr path = ${description.standardErrorPath}`] : []),
    block('default environment = {', [`PATH => ${DEFAULT_PATH}`]),
    '',
    block('environment = {', [
      ...Object.entries(description.environment).map(([name, value]) => `${name} => ${value}`),
      `XPC_SERVICE_NAME => ${description.label}`,
    ]),
    '',
    `domain = ${domain.isSystem ? 'system' : `${domain.name} [100000]`}`,
    ...agent,
    `minimum runtime = ${description.minimumRuntime / 1000}`,
    `exit timeout = ${description.exitTimeOut / 1000}`,
    `runs = ${state.runs}`,
    ...(job.pid === undefined ? [] : [`pid = ${job.pid}`]),
    ...lastExit(state),
    '',
    ...triggers(domain, job),
    `spawn type = ${SPAWN_TYPES[description.processType] ?? 'daemon (3)'}`,
    `properties = ${properties(job)}`,
  ];
  return `${block(`${domain.name}/${description.label} = {`, lines.flat()).join('\n')}\n`;
}

export function printDomain(domain: Domain): string {
  const services = domain.jobs.map((job) => {
    const status = lastExitNumber(job.state);
    return `${String(job.pid ?? 0).padStart(8)} ${String(status ?? '-').padStart(6)} \t${job.description.label}`;
  });
  const lines = [
    `type = ${domain.isSystem ? 'system' : 'user gui'}`,
    `handle = ${domain.user.uid}`,
    `active count = ${domain.jobs.length}`,
    ...block('services = {', services),
    '',
    ...block('disabled services = {', disabledLines(domain)),
  ];
  return `${block(`${domain.name} = {`, lines).join('\n')}\n`;
}

export function printDisabled(domain: Domain): string {
  return `${block('disabled services = {', disabledLines(domain)).join('\n')}\n`;
}

/** As `launchctl list` shows it: the code, minus the signal, null for never. */
export function lastExitNumber(state: JobState): number | null {
  switch (state.lastExit.kind) {
    case 'never':
      return null;
    case 'code':
      return state.lastExit.code;
    case 'signal':
      return -constants.signals[state.lastExit.signal];
  }
}

function block(head: string, lines: readonly string[]): string[] {
  return [head, ...lines.map((line) => (line === '' ? '' : `\t${line}`)), '}'];
}

function disabledLines(domain: Domain): string[] {
  return domain.disabled.entries().map(([label, off]) => `"${label}" => ${off ? 'disabled' : 'enabled'}`);
}

function lastExit(state: JobState): string[] {
  const { lastExit: exit } = state;
  switch (exit.kind) {
    case 'never':
      return ['last exit code = (never exited)'];
    case 'code':
      return [`last exit code = ${exit.code}${exit.code === EX_CONFIG ? ': EX_CONFIG' : ''}`];
    case 'signal':
      return [
        `last terminating signal = ${SIGNAL_NAMES[exit.signal] ?? exit.signal}: ${constants.signals[exit.signal]}`,
      ];
  }
}

const SIGNAL_NAMES: Partial<Record<NodeJS.Signals, string>> = {
  SIGHUP: 'Hangup',
  SIGINT: 'Interrupt',
  SIGKILL: 'Killed',
  SIGTERM: 'Terminated',
};

function triggers(domain: Domain, job: LoadedJob): string[] {
  const { label, calendar } = job.description;
  if (calendar.length === 0) return [];
  const each = calendar.flatMap((interval, index) =>
    block(`${label}.${FIRST_TRIGGER + index} => {`, [
      'keepalive = 0',
      `service = ${label}`,
      'stream = com.apple.launchd.calendarinterval',
      `monitor = com.apple.UserEventAgent-${domain.isSystem ? 'System' : 'Aqua'}`,
      ...block(
        'descriptor = {',
        calendarKeys(interval).map(([key, value]) => `"${key}" => ${value}`),
      ),
    ]),
  );
  return [...block('event triggers = {', each), ''];
}

function properties(job: LoadedJob): string {
  const { description } = job;
  const words = [
    ...(description.keepAlive === 'always' ? ['keepalive'] : []),
    ...(description.runAtLoad ? ['runatload'] : []),
    ...(description.launchOnlyOnce ? ['launch only once'] : []),
    ...(description.abandonProcessGroup ? ['abandon process group'] : []),
    ...(description.programIsInferred ? ['inferred program'] : []),
  ];
  return words.join(' | ');
}

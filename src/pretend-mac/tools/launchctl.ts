/**
 * The words and exit codes of `launchctl`. It exits with launchd's error number, except `load` and `unload`, which
 * exit 0 whatever happens, and wrong usage, which is 64.
 */
import { statSync } from 'node:fs';
import type { LaunchdClient } from '../launchd-client.ts';
import { errorText } from '../launchd/errors.ts';
import { jobFilesIn } from '../launchd/job-files.ts';
import type { JobSummary, Reply } from '../launchd/requests.ts';
import { below } from '../places.ts';

export interface Context {
  readonly root: string;
  /** Effective uid of the caller. */
  readonly caller: number;
  readonly launchd: LaunchdClient;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export const USAGE = 64;
const RICHER = 'Try re-running the command as root for richer errors.\n';

type Command = (context: Context, parameters: readonly string[]) => Promise<number>;

export const COMMANDS: Readonly<Record<string, Command>> = {
  bootstrap,
  bootout,
  enable: (context, parameters) => override(context, parameters, false),
  disable: (context, parameters) => override(context, parameters, true),
  print,
  'print-disabled': printDisabled,
  kickstart,
  kill,
  list,
  load: (context, parameters) => legacy(context, parameters, 'Load'),
  unload: (context, parameters) => legacy(context, parameters, 'Unload'),
  error,
};

export function usage(context: Context, text: string): number {
  context.err(`Usage: launchctl ${text}\n`);
  return USAGE;
}

/** `system/label`, `gui/501/label`; a label alone or a domain alone gives undefined for the other. */
function parseTarget(target: string): { domain: string; label: string | undefined } | undefined {
  const match = /^(system|gui\/\d+|user\/\d+)(?:\/(.+))?$/.exec(target);
  return match?.[1] === undefined ? undefined : { domain: match[1], label: match[2] };
}

function serviceTarget(target: string | undefined): { domain: string; label: string } | undefined {
  const parsed = parseTarget(target ?? '');
  return parsed?.label === undefined ? undefined : { domain: parsed.domain, label: parsed.label };
}

/** "system", or "user gui: 501" as launchctl says it. */
function domainWords(domain: string): string {
  return domain === 'system' ? 'system' : `user ${domain.replace('/', ': ')}`;
}

function notFound(context: Context, domain: string, label: string): number {
  context.err(`Could not find service "${label}" in domain for ${domainWords(domain)}\n`);
  return 113;
}

/** Says nothing on success; else `words: number: text`. */
function conclude(context: Context, code: number, words: string): number {
  if (code !== 0) context.err(`${words}: ${code}: ${errorText(code)}\n`);
  return code;
}

async function bootstrap(context: Context, [target, ...paths]: readonly string[]): Promise<number> {
  const parsed = parseTarget(target ?? '');
  if (!parsed || parsed.label !== undefined || paths.length === 0) {
    return usage(context, 'bootstrap <domain-target> [service-path, service-path2, ...]');
  }
  const { launchd, caller } = context;
  const files = paths.flatMap((path) => plistsAt(context, path));
  const failed: { path: string; code: number }[] = [];
  for (const path of files) {
    const { code } = await launchd.ask({ ask: 'bootstrap', caller, domain: parsed.domain, path });
    if (code !== 0) failed.push({ path, code });
  }
  const [first, ...more] = failed;
  if (!first) return 0;
  if (files.length > 1) {
    for (const { path, code } of [first, ...more]) {
      context.err(`${path}: ${code === 37 ? 'service already bootstrapped' : errorText(code)}\n`);
    }
  }
  const code = conclude(context, more.length === 0 ? first.code : 133, 'Bootstrap failed');
  if (code === 5 && caller !== 0) context.err(RICHER);
  return code;
}

function plistsAt(context: Context, path: string): string[] {
  try {
    return statSync(below(context.root, path)).isDirectory() ? jobFilesIn(context.root, path) : [path];
  } catch {
    return [path];
  }
}

async function bootout(context: Context, [target, path, ...rest]: readonly string[]): Promise<number> {
  const parsed = parseTarget(target ?? '');
  const whole = parsed?.label === undefined && path === undefined;
  if (!parsed || rest.length > 0 || whole || target?.startsWith('-') || path?.startsWith('-')) {
    return usage(context, 'bootout <domain-target> [service-path1, service-path2, ...] | <service-target>');
  }
  const { domain, label } = parsed;
  const named = label === undefined ? {} : { label };
  const located = path === undefined ? {} : { path };
  const { code } = await context.launchd.ask({
    ask: 'bootout',
    caller: context.caller,
    domain,
    ...named,
    ...located,
  });
  conclude(context, code, 'Boot-out failed');
  if (code === 5 && context.caller !== 0) context.err(RICHER);
  return code;
}

async function override(context: Context, [target]: readonly string[], disabled: boolean): Promise<number> {
  const service = serviceTarget(target);
  const verb = disabled ? 'disable' : 'enable';
  if (!service) return usage(context, `${verb} <service-target>`);
  const { code } = await context.launchd.ask({
    ask: 'override',
    caller: context.caller,
    ...service,
    disabled,
  });
  return conclude(context, code, `Could not ${verb} service`);
}

async function print(context: Context, [target]: readonly string[]): Promise<number> {
  const parsed = parseTarget(target ?? '');
  if (!parsed) return usage(context, 'print <domain-target> | <service-target>');
  const { domain, label } = parsed;
  const named = label === undefined ? {} : { label };
  const reply = await context.launchd.ask({ ask: 'print', domain, ...named });
  if (reply.code === 113 && label !== undefined) return notFound(context, domain, label);
  return show(context, reply, 'Could not print domain');
}

async function printDisabled(context: Context, [target]: readonly string[]): Promise<number> {
  const parsed = parseTarget(target ?? '');
  if (!parsed || parsed.label !== undefined) return usage(context, 'print-disabled <domain-target>');
  const reply = await context.launchd.ask({ ask: 'print-disabled', domain: parsed.domain });
  return show(context, reply, 'Could not print domain');
}

function show(context: Context, reply: Reply, words: string): number {
  if (reply.code === 0) context.out(String(reply.value));
  return conclude(context, reply.code, words);
}

async function kickstart(context: Context, parameters: readonly string[]): Promise<number> {
  const flags = parameters.filter((parameter) => parameter.startsWith('-'));
  const service = serviceTarget(parameters.find((parameter) => !parameter.startsWith('-')));
  if (!service || flags.some((flag) => !/^-[kp]+$/.test(flag)))
    return usage(context, 'kickstart [-k] [-p] <service-target>');
  const kill = flags.some((flag) => flag.includes('k'));
  const { code } = await context.launchd.ask({ ask: 'kickstart', caller: context.caller, ...service, kill });
  if (code === 113) return notFound(context, service.domain, service.label);
  return conclude(context, code, `Could not kickstart service "${service.label}"`);
}

async function kill(context: Context, [signal, target]: readonly string[]): Promise<number> {
  const service = serviceTarget(target);
  const name = signalName(signal ?? '');
  if (!service || !name) return usage(context, 'kill <signal-number|signal-name> <service-target>');
  const { code } = await context.launchd.ask({
    ask: 'signal',
    caller: context.caller,
    ...service,
    signal: name,
  });
  if (code === 113) return notFound(context, service.domain, service.label);
  return conclude(context, code, 'Could not signal service');
}

function signalName(signal: string): string | undefined {
  const numbers: Readonly<Record<string, string>> = { 1: 'SIGHUP', 2: 'SIGINT', 9: 'SIGKILL', 15: 'SIGTERM' };
  if (/^\d+$/.test(signal)) return numbers[signal];
  return /^[A-Z0-9]+$/.test(signal) ? `SIG${signal.replace(/^SIG/, '')}` : undefined;
}

async function list(context: Context, [label]: readonly string[]): Promise<number> {
  const { value } = await context.launchd.ask({ ask: 'jobs' });
  const own = context.caller === 0 ? 'system' : `gui/${context.caller}`;
  const jobs = (value as JobSummary[]).filter((job) => job.domain === own);
  if (label === undefined) {
    const rows = jobs.map((job) => `${job.pid ?? '-'}\t${job.lastExit ?? 0}\t${job.label}\n`);
    context.out(`PID\tStatus\tLabel\n${rows.join('')}`);
    return 0;
  }
  const job = jobs.find((one) => one.label === label);
  if (!job) {
    context.err(`Could not find service "${label}" in domain for port\n`);
    return 113;
  }
  const pid = job.pid === null ? '' : `\t"PID" = ${job.pid};\n`;
  context.out(`{\n\t"Label" = "${label}";\n\t"LastExitStatus" = ${job.lastExit ?? 0};\n${pid}};\n`);
  return 0;
}

/** The old spelling: the domain follows from who asks, and the exit status says nothing. `-w` also enables. */
async function legacy(
  context: Context,
  parameters: readonly string[],
  verb: 'Load' | 'Unload',
): Promise<number> {
  const { launchd, caller } = context;
  const paths = parameters.filter((parameter) => !parameter.startsWith('-'));
  if (paths.length === 0) return usage(context, `${verb.toLowerCase()} [-wF] <path> ...`);
  const domain = caller === 0 ? 'system' : `gui/${caller}`;
  for (const path of paths.flatMap((one) => plistsAt(context, one))) {
    const ask = verb === 'Load' ? 'bootstrap' : 'bootout';
    const { code } = await launchd.ask({ ask, caller, domain, path });
    if (code === 0) continue;
    context.err(`${verb} failed: ${code}: ${errorText(code)}\n`);
    context.err(`Try running \`launchctl ${ask}\` as root for richer errors.\n`);
  }
  return 0;
}

function error(context: Context, [number]: readonly string[]): Promise<number> {
  if (number === undefined || !/^\d+$/.test(number)) return Promise.resolve(usage(context, 'error <code>'));
  context.out(`${number}: ${errorText(Number(number))}\n`);
  return Promise.resolve(0);
}

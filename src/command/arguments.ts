/** From words on a command line to a request. Bad words get a message that names the word and the rule. */
import { parseArgs } from 'node:util';
import { isDeploymentId, isJobLabel, isTrigger } from '../core/names.ts';
import { failed, ok, type Result } from '../core/result.ts';
import { parseInstant, parseLocalMinute } from '../core/time.ts';
import type { Target } from '../contract/admin-door.ts';
import { problem, type Answer } from './answer.ts';
import { exitCodes } from './exit-codes.ts';
import { configRequest, type ConfigRequest } from './config-arguments.ts';
import { isTelling, tellingRequest, type TellingName, type TellingRequest } from './telling/arguments.ts';
import { isCommandName, type CommandName, type ConfigAction } from './usage.ts';

export type Request =
  | { readonly kind: 'help'; readonly command: CommandName | null; readonly action: ConfigAction | null }
  | { readonly kind: 'config'; readonly action: ConfigRequest }
  /** Its words are read by the program that knows them. */
  | { readonly kind: 'simulate' | 'demo'; readonly words: readonly string[] }
  | { readonly kind: 'version' }
  | { readonly kind: 'prompt' | 'cleanup'; readonly target: Target }
  | { readonly kind: 'cancel' | 'retry'; readonly deployment: string }
  | { readonly kind: 'presence'; readonly json: boolean }
  | TellingRequest
  | { readonly kind: 'reload' }
  | {
      readonly kind: 'defer';
      readonly deployment: string;
      readonly when:
        { readonly kind: 'in'; readonly minutes: number } | { readonly kind: 'at'; readonly local: string };
    }
  | {
      readonly kind: 'run';
      readonly deployment: string;
      readonly appointment: string;
      readonly argv: readonly [string, ...string[]];
    };

export interface Invocation {
  readonly root: string;
  readonly request: Request;
}

type Parsed<T> = Result<T, Answer>;

/** Blank parameters mean these, as the seed's constants did (peers.md 1.1); a blank label never gives an empty Label. */
const defaultLabel = 'io.intermission.deferred-policy';
const defaultTrigger = 'trigger_for_deferred_policy';

export function parseCommandLine(argv: readonly string[]): Parsed<Invocation> {
  // `--root DIR` may stand before the command: that is how a wrapper for a folder puts it.
  const before = argv[0] === '--root' ? argv.slice(2) : argv;
  const rootBefore = argv[0] === '--root' ? argv[1] : undefined;
  if (argv[0] === '--root' && rootBefore === undefined) return failed(usage('--root needs a folder'));
  const [name, ...rest] = before;
  const within = (root: string, request: Request): Invocation => ({ root, request });
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    return ok(within('/', help(null)));
  }
  if (name === '--version') return ok(within('/', { kind: 'version' }));
  if (!isCommandName(name)) return failed(usage(`there is no command "${name}"; see intermission --help`));
  if (name === 'jamf') {
    if (rest[0] === '--help') return ok(within('/', help(name)));
    const request = jamfRequest(rest);
    return request.ok ? ok(within(rootBefore ?? '/', request.value)) : request;
  }
  if (name === 'simulate' || name === 'demo') {
    const asksForHelp = rest.includes('--help') || rest.includes('-h');
    return ok(within(rootBefore ?? '/', asksForHelp ? help(name) : { kind: name, words: rest }));
  }
  if (isTelling(name)) {
    const telling = tellingRequest(name, rest);
    if (!telling.ok) {
      const { kind, text } = telling.problem;
      return failed(kind === 'usage' ? usage(text) : badValue(text));
    }
    const { root, request } = telling.value;
    return ok(within(root ?? rootBefore ?? '/', request ?? help(name)));
  }
  if (name === 'config') {
    const config = configRequest(rest);
    if (!config.ok) return failed(usage(config.problem));
    const { root, help: action, request } = config.value;
    return ok(
      within(
        root ?? rootBefore ?? '/',
        request === null ? help(name, action) : { kind: 'config', action: request },
      ),
    );
  }
  const words = readOptions(name, rest);
  if (!words.ok) return words;
  const root = words.value.options.root ?? rootBefore ?? '/';
  if (words.value.options.help === true) return ok(within(root, help(name)));
  const request = requestOf(name, words.value);
  return request.ok ? ok(within(root, request.value)) : request;
}

interface Words {
  readonly options: {
    readonly root?: string | undefined;
    readonly help?: boolean | undefined;
    readonly deployment?: string | undefined;
    readonly appointment?: string | undefined;
    readonly in?: string | undefined;
    readonly at?: string | undefined;
    readonly json?: boolean | undefined;
  };
  readonly positionals: readonly string[];
}

/** Commands whose words are read here. */
type OwnName = Exclude<CommandName, 'config' | 'simulate' | 'demo' | TellingName>;

/** Which options each command knows, besides --root and --help. */
const known: Readonly<Record<OwnName, readonly string[]>> = {
  prompt: ['deployment'],
  jamf: [],
  cleanup: ['deployment'],
  run: ['deployment', 'appointment'],
  defer: ['deployment', 'in', 'at'],
  cancel: ['deployment'],
  retry: ['deployment'],
  presence: ['json'],
  reload: [],
  version: [],
};

function readOptions(name: OwnName, rest: readonly string[]): Parsed<Words> {
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      allowPositionals: true,
      options: {
        root: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        deployment: { type: 'string' },
        appointment: { type: 'string' },
        in: { type: 'string' },
        at: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const stranger = Object.keys(values).find(
      (option) => option !== 'root' && option !== 'help' && !known[name].includes(option),
    );
    if (stranger !== undefined) return failed(usage(`${name} has no option --${stranger}`));
    const most = name === 'retry' && values.deployment === undefined ? 1 : 0;
    if (positionals.length > most && name !== 'run') {
      return failed(usage(`${name} takes no argument "${positionals[most] ?? ''}"`));
    }
    return ok({ options: values, positionals });
  } catch (error) {
    return failed(usage(`${name}: ${error instanceof Error ? error.message : String(error)}`));
  }
}

function requestOf(name: Exclude<OwnName, 'jamf'>, { options, positionals }: Words): Parsed<Request> {
  if (name === 'version') return ok({ kind: 'version' });
  if (name === 'presence') return ok({ kind: name, json: options.json === true });
  if (name === 'reload') return ok({ kind: 'reload' });
  const deployment = name === 'retry' ? (options.deployment ?? positionals[0]) : options.deployment;
  if (deployment === undefined) {
    return failed(usage(`${name} needs ${name === 'retry' ? 'ID' : '--deployment ID'}`));
  }
  if (!isDeploymentId(deployment)) {
    return failed(
      badValue(
        `--deployment is "${deployment}", but must be 1 to 128 letters, digits, dots, hyphens or underscores, beginning with a letter or digit`,
      ),
    );
  }
  switch (name) {
    case 'prompt':
    case 'cleanup':
      return ok({ kind: name, target: { kind: 'deployment', id: deployment } });
    case 'cancel':
    case 'retry':
      return ok({ kind: name, deployment });
    case 'defer':
      return deferRequest(deployment, options.in, options.at);
    case 'run':
      return runRequest(deployment, options.appointment, positionals);
  }
}

function deferRequest(
  deployment: string,
  minutes: string | undefined,
  at: string | undefined,
): Parsed<Request> {
  if ((minutes === undefined) === (at === undefined)) {
    return failed(usage('defer needs either --in MINUTES or --at TIME'));
  }
  if (minutes !== undefined) {
    return /^\d{1,6}$/.test(minutes) && Number(minutes) <= 525_600
      ? ok({ kind: 'defer', deployment, when: { kind: 'in', minutes: Number(minutes) } })
      : failed(badValue(`--in is "${minutes}", but must be a whole number of minutes from 0 to 525600`));
  }
  const local = at ?? '';
  return parseLocalMinute(local) === null
    ? failed(badValue(`--at is "${local}", but must be a local date and time such as 2026-11-21T17:00`))
    : ok({ kind: 'defer', deployment, when: { kind: 'at', local } });
}

function runRequest(
  deployment: string,
  appointment: string | undefined,
  positionals: readonly string[],
): Parsed<Request> {
  const [program, ...args] = positionals;
  if (appointment === undefined) return failed(usage('run needs --appointment TIME'));
  if (parseInstant(appointment) === null) {
    return failed(
      badValue(`--appointment is "${appointment}", but must be an instant such as 2026-11-21T16:00:00Z`),
    );
  }
  if (program === undefined) return failed(usage('run needs a command after --'));
  if (!program.startsWith('/')) return failed(badValue(`the command "${program}" must be an absolute path`));
  return ok({ kind: 'run', deployment, appointment, argv: [program, ...args] });
}

/** Jamf passes mount point, computer name and user first, then parameters 4 to 11, blank ones as empty words. */
function jamfRequest(parameters: readonly string[]): Parsed<Request> {
  const parameter = (number: number): string => parameters[number - 1]?.trim() ?? '';
  const mode = parameter(4) === '' ? 'prompt' : parameter(4);
  if (mode !== 'prompt' && mode !== 'cleanup') {
    return failed(
      usage(`parameter 4 (mode) is "${mode}", but must be prompt or cleanup, or blank for prompt`),
    );
  }
  const label = parameter(5) === '' ? defaultLabel : parameter(5).replace(/\.plist$/, '');
  if (!isJobLabel(label)) {
    return failed(
      badValue(
        `parameter 5 (LaunchDaemon label) is "${label}", but must be letters, digits, dots, hyphens or underscores, without "/" or ".."`,
      ),
    );
  }
  const trigger = parameter(6) === '' ? defaultTrigger : parameter(6);
  if (!isTrigger(trigger)) {
    return failed(
      badValue(
        `parameter 6 (Jamf trigger) is "${trigger}", but must be letters, digits, dots, hyphens, underscores or spaces, not beginning with "-"`,
      ),
    );
  }
  const updates = parameter(7).toLowerCase();
  if (updates !== '' && updates !== 'yes' && updates !== 'no') {
    return failed(usage(`parameter 7 (OS updates) is "${updates}", but must be yes or no, or blank for no`));
  }
  return ok({ kind: mode, target: { kind: 'jamf', label, trigger, osUpdates: updates === 'yes' } });
}

const help = (command: CommandName | null, action: ConfigAction | null = null): Request => ({
  kind: 'help',
  command,
  action,
});
const usage = (line: string): Answer => problem(exitCodes.usage, line);
const badValue = (line: string): Answer => problem(exitCodes.badValue, line);

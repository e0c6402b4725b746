/**
 * A launchd property list, read with launchd's own leniency: a key of the wrong type is ignored with a remark, a bad
 * calendar dictionary is dropped alone, and only a job without a label or without a program is no job.
 */
import { asDictionary, type PropertyList } from '../property-list.ts';
import { readCalendar } from './calendar-keys.ts';
import type { CalendarInterval } from './calendar.ts';

/** When a finished job is started again by itself. */
export type KeepAlive = 'never' | 'always' | 'after-success' | 'after-failure';

export interface JobDescription {
  readonly label: string;
  readonly program: string;
  /** argv, the first included. */
  readonly arguments: readonly string[];
  readonly programIsInferred: boolean;
  readonly userName?: string;
  readonly groupName?: string;
  readonly runAtLoad: boolean;
  readonly keepAlive: KeepAlive;
  readonly calendar: readonly CalendarInterval[];
  /** Milliseconds. */
  readonly startInterval?: number;
  readonly launchOnlyOnce: boolean;
  readonly abandonProcessGroup: boolean;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly exitTimeOut: number;
  /** Milliseconds that have to lie between two starts. */
  readonly minimumRuntime: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly standardOutPath?: string;
  readonly standardErrorPath?: string;
  readonly workingDirectory?: string;
  readonly umask?: number;
  readonly disabled: boolean;
  /** Undefined: any session. */
  readonly sessionTypes?: readonly string[];
  readonly processType: string;
}

export type Description =
  | { readonly kind: 'job'; readonly job: JobDescription; readonly remarks: readonly string[] }
  | { readonly kind: 'invalid'; readonly reason: string };

/** Modern launchd: 5 s. The manual page's 20 s are of old. */
const EXIT_TIME_OUT = 5;
const MINIMUM_RUNTIME = 10;

export function describeJob(dictionary: PropertyList): Description {
  const keys = new Keys(dictionary);
  const label = keys.text('Label');
  if (!label) return { kind: 'invalid', reason: 'missing label' };
  const programArguments = keys.texts('ProgramArguments') ?? [];
  const ownProgram = keys.text('Program');
  const program = ownProgram ?? programArguments[0];
  if (!program) return { kind: 'invalid', reason: 'neither Program nor ProgramArguments' };
  const keepAlive = readKeepAlive(dictionary, keys);
  const startInterval = keys.positive('StartInterval');
  const calendar = readCalendar(dictionary['StartCalendarInterval'], keys.remarks);
  const job: JobDescription = {
    label,
    program,
    arguments: programArguments.length > 0 ? programArguments : [program],
    programIsInferred: ownProgram === undefined,
    runAtLoad: (keys.flag('RunAtLoad') ?? false) || keepAlive !== 'never',
    keepAlive,
    calendar,
    launchOnlyOnce: keys.flag('LaunchOnlyOnce') ?? false,
    abandonProcessGroup: keys.flag('AbandonProcessGroup') ?? false,
    exitTimeOut: (keys.positive('ExitTimeOut') ?? EXIT_TIME_OUT) * 1000,
    minimumRuntime: (keys.positive('ThrottleInterval') ?? MINIMUM_RUNTIME) * 1000,
    environment: keys.environment(),
    disabled: keys.flag('Disabled') ?? false,
    processType: keys.text('ProcessType') ?? 'Standard',
    ...given('userName', keys.text('UserName')),
    ...given('groupName', keys.text('GroupName')),
    ...given('startInterval', startInterval === undefined ? undefined : startInterval * 1000),
    ...given('standardOutPath', keys.text('StandardOutPath')),
    ...given('standardErrorPath', keys.text('StandardErrorPath')),
    ...given('workingDirectory', keys.text('WorkingDirectory')),
    ...given('umask', keys.umask()),
    ...given('sessionTypes', keys.textOrTexts('LimitLoadToSessionType')),
  };
  return { kind: 'job', job, remarks: keys.remarks };
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}

/** `true`, or a dictionary of which `SuccessfulExit` (and `Crashed`, as "not successful") counts here. */
function readKeepAlive(dictionary: PropertyList, keys: Keys): KeepAlive {
  const value = dictionary['KeepAlive'];
  const conditions = asDictionary(value);
  if (!conditions) return keys.flag('KeepAlive') ? 'always' : 'never';
  if (conditions['SuccessfulExit'] === true) return 'after-success';
  if (conditions['SuccessfulExit'] === false || conditions['Crashed'] === true) return 'after-failure';
  keys.remarks.push('KeepAlive has no condition that is known here; ignoring');
  return 'never';
}

/** Reads keys by type and remarks on those of another type. */
class Keys {
  readonly remarks: string[] = [];
  readonly #dictionary: PropertyList;

  constructor(dictionary: PropertyList) {
    this.#dictionary = dictionary;
  }

  text(name: string): string | undefined {
    return this.#read(name, isText);
  }

  flag(name: string): boolean | undefined {
    return this.#read(name, (value) => typeof value === 'boolean');
  }

  positive(name: string): number | undefined {
    return this.#read(name, (value): value is number => Number.isInteger(value) && (value as number) > 0);
  }

  texts(name: string): string[] | undefined {
    return this.#read(name, (value): value is string[] => Array.isArray(value) && value.every(isText));
  }

  textOrTexts(name: string): string[] | undefined {
    const value = this.#dictionary[name];
    return isText(value) ? [value] : this.texts(name);
  }

  /** An integer is meant as it is; a string may be octal. */
  umask(): number | undefined {
    const value = this.#dictionary['Umask'];
    if (isText(value) && /^[0-7]+$/.test(value)) return parseInt(value, 8) & 0o777;
    const number = this.#read('Umask', (other): other is number => Number.isInteger(other));
    return number === undefined ? undefined : number & 0o777;
  }

  environment(): Record<string, string> {
    const entries = Object.entries(asDictionary(this.#dictionary['EnvironmentVariables']) ?? {});
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  }

  #read<Value>(name: string, accepts: (value: unknown) => value is Value): Value | undefined {
    const value: unknown = this.#dictionary[name];
    if (accepts(value)) return value;
    if (value !== undefined) this.remarks.push(`${name} has a value that cannot be used; ignoring the key`);
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

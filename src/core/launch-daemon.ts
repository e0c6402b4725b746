/**
 * The LaunchDaemon of a deferral: from schedule to property list and back. Key by key from macos.md A1, A4 and H2.
 */
import { isDeploymentId, isTrigger } from './names.ts';
import type { Deployment } from './deployment.ts';
import type { Deferral } from './record.ts';
import { instantOf, localOf, parseInstant, parseLocalMinute, type Instant, type Zone } from './time.ts';

export type PlistValue =
  string | number | boolean | readonly PlistValue[] | { readonly [key: string]: PlistValue };
export type PlistDictionary = Readonly<Record<string, PlistValue>>;

/** Mac paths that the job names. */
export interface JobPrograms {
  readonly command: string;
  readonly jamf: string;
  readonly log: string;
  readonly associatedBundleIdentifier: string;
}

/**
 * The dictionary for launchd. `StartCalendarInterval` names Month, Day, Hour and Minute of the local time: there is no Year
 * key, and without Month it would come back every month (the seed's defect B2).
 */
export function launchDaemonFor(
  deployment: Deployment,
  deferral: Deferral,
  zone: Zone,
  programs: JobPrograms,
): PlistDictionary {
  return {
    Label: deployment.label,
    ProgramArguments: [
      programs.command,
      'run',
      '--deployment',
      deployment.id,
      '--appointment',
      deferral.appointment.toString(),
      '--',
      programs.jamf,
      'policy',
      '-event',
      deployment.trigger,
    ],
    UserName: 'root',
    GroupName: 'wheel',
    // Runs once per load; the helper removes the file, so it is not loaded at the next boot either.
    LaunchOnlyOnce: true,
    // jamf leaves children behind that must outlive the job (macos.md A1).
    AbandonProcessGroup: true,
    AssociatedBundleIdentifiers: [programs.associatedBundleIdentifier],
    // Background would throttle an installation; Standard is launchd's default.
    ProcessType: 'Standard',
    // The modern default is 5 seconds (macos.md A1): too short for a policy that is asked to stop at shutdown.
    ExitTimeOut: 60,
    StandardOutPath: programs.log,
    StandardErrorPath: programs.log,
    ...(deferral.intent.kind === 'now'
      ? { RunAtLoad: true }
      : { StartCalendarInterval: calendarInterval(deferral.due, zone) }),
  };
}

/** Month, Day, Hour and Minute of an instant in the Mac's zone. The instant must be a whole minute. */
export function calendarInterval(due: Instant, zone: Zone): PlistDictionary {
  const local = localOf(due, zone);
  return { Month: local.month, Day: local.day, Hour: local.hour, Minute: local.minute };
}

/**
 * Whether launchd's alarm for this job must be made anew although its plist stands as it is wanted. launchd makes it when the job is
 * loaded (macos.md A3): from the zone of that moment, and for a day of the next year with the summer time of 1 January. `lastLook`:
 * the look before this one; null where there was none.
 */
export const mustLoadAnew = (
  { due, zone: before, chosenAt }: Deferral,
  lastLook: Instant | null,
  now: Instant,
  zone: Zone,
): boolean => before !== zone || (isOff(due, lastLook ?? chosenAt, zone) && !isOff(due, now, zone));

/** Loaded in the year before, on the other side of a change of the clocks: launchd would be off by that change. */
function isOff(due: Instant, loaded: Instant, zone: Zone): boolean {
  const local = localOf(due, zone);
  const newYear = local.toPlainDate().with({ month: 1, day: 1 }).toZonedDateTime(zone);
  return localOf(loaded, zone).year < local.year && newYear.offsetNanoseconds !== local.offsetNanoseconds;
}

/** Whose plist it is. */
export type JobOrigin =
  | { readonly kind: 'ours'; readonly deployment: string; readonly appointment: Instant }
  /** Written by Better Jamf Policy Deferral; `start` is null for *start now*. */
  | { readonly kind: 'bjpd'; readonly trigger: string; readonly start: BjpdStart | null }
  | { readonly kind: 'foreign' };

/** BJPD names no month (peers.md 1.6). */
export interface BjpdStart {
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** Tells whose plist a decoded property list is. What is not surely ours or BJPD's is foreign and never touched. */
export function originOf(plist: unknown): JobOrigin {
  const foreign: JobOrigin = { kind: 'foreign' };
  if (typeof plist !== 'object' || plist === null || Array.isArray(plist)) return foreign;
  const dictionary = plist as Record<string, unknown>;
  const args = dictionary['ProgramArguments'];
  if (!Array.isArray(args) || !args.every((arg): arg is string => typeof arg === 'string')) return foreign;
  return ourOrigin(args) ?? bjpdOrigin(dictionary, args) ?? foreign;
}

function ourOrigin(args: readonly string[]): JobOrigin | null {
  const [command, verb, deploymentFlag, deployment, appointmentFlag, appointmentText, separator] = args;
  if (command?.endsWith('/intermission') !== true || verb !== 'run' || separator !== '--') return null;
  if (deploymentFlag !== '--deployment' || appointmentFlag !== '--appointment') return null;
  const appointment = parseInstant(appointmentText ?? '');
  if (deployment === undefined || !isDeploymentId(deployment) || appointment === null) return null;
  return { kind: 'ours', deployment, appointment };
}

function bjpdOrigin(dictionary: Record<string, unknown>, args: readonly string[]): JobOrigin | null {
  const [jamf, verb, flag, trigger, ...rest] = args;
  if (jamf?.endsWith('/jamf') !== true || verb !== 'policy' || flag !== '-event' || rest.length > 0)
    return null;
  if (trigger === undefined || !isTrigger(trigger) || dictionary['LaunchOnlyOnce'] !== true) return null;
  if (dictionary['RunAtLoad'] === true) return { kind: 'bjpd', trigger, start: null };
  const interval = dictionary['StartCalendarInterval'];
  if (typeof interval !== 'object' || interval === null) return null;
  const { Day: day, Hour: hour, Minute: minute } = interval as Record<string, unknown>;
  return typeof day === 'number' && typeof hour === 'number' && typeof minute === 'number'
    ? { kind: 'bjpd', trigger, start: { day, hour, minute } }
    : null;
}

/** What one of our own plists says of the appointment that it was made for. */
export interface WrittenAppointment {
  readonly deployment: string;
  readonly appointment: Instant;
  readonly trigger: string;
  /** Local time; null for *start now*. */
  readonly calendar: CalendarMinute | null;
}

export interface CalendarMinute {
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** Reads one of our own plists back; null where it is not one, or is not whole. */
export function writtenAppointment(plist: unknown): WrittenAppointment | null {
  const origin = originOf(plist);
  if (origin.kind !== 'ours') return null;
  const dictionary = plist as Record<string, unknown>;
  const trigger = (dictionary['ProgramArguments'] as readonly string[]).at(-1) ?? '';
  if (!isTrigger(trigger)) return null;
  const { deployment, appointment } = origin;
  if (dictionary['RunAtLoad'] === true) return { deployment, appointment, trigger, calendar: null };
  const interval = dictionary['StartCalendarInterval'];
  if (typeof interval !== 'object' || interval === null) return null;
  const { Month: month, Day: day, Hour: hour, Minute: minute } = interval as Record<string, unknown>;
  return typeof month === 'number' &&
    typeof day === 'number' &&
    typeof hour === 'number' &&
    typeof minute === 'number'
    ? { deployment, appointment, trigger, calendar: { month, day, hour, minute } }
    : null;
}

/** The instant of a calendar minute, which names no year: the one nearest to the appointment that it was made for. */
export function calendarInstant(
  { month, day, hour, minute }: CalendarMinute,
  appointment: Instant,
  zone: Zone,
): Instant | null {
  const { year } = localOf(appointment, zone);
  const distance = (instant: Instant): number =>
    Math.abs(instant.epochMilliseconds - appointment.epochMilliseconds);
  let nearest: Instant | null = null;
  for (const candidate of [year - 1, year, year + 1]) {
    const pad = (part: number): string => String(part).padStart(2, '0');
    const local = parseLocalMinute(
      `${String(candidate)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}`,
    );
    const instant = local === null ? null : instantOf(local, zone);
    if (instant !== null && (nearest === null || distance(instant) < distance(nearest))) nearest = instant;
  }
  return nearest;
}

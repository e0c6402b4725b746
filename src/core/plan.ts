/** The plan: which LaunchDaemons are installed, which are wanted, and the steps from one to the other. */
import { originOf, type JobOrigin, type PlistDictionary, type PlistValue } from './launch-daemon.ts';

/** One plist that stands in the job folder. */
export interface InstalledJob {
  readonly label: string;
  /** The decoded content; undefined where it could not be read as a property list. */
  readonly content: unknown;
  readonly loaded: boolean;
}

export interface WantedJob {
  readonly label: string;
  readonly dictionary: PlistDictionary;
}

export type PlanStep =
  /** Write the plist, then enable, boot out, wait, bootstrap, confirm (macos.md A5). */
  | { readonly kind: 'install'; readonly job: WantedJob }
  /** The plist stands as wanted but launchd does not know it. */
  | { readonly kind: 'load'; readonly label: string }
  /** Unlink the plist and unload the job, unless it is running: then its end unloads it. */
  | { readonly kind: 'remove'; readonly label: string }
  /** Somebody else's plist has the label that a deployment wants. Never touched. */
  | { readonly kind: 'foreign'; readonly label: string };

/**
 * `owned` are the labels that deployments have or had: only their plists are ever removed. `running` are the labels whose
 * run is under way: their plist is gone or going, and they are left alone.
 */
export function planJobs(
  wanted: readonly WantedJob[],
  installed: readonly InstalledJob[],
  running: ReadonlySet<string>,
): readonly PlanStep[] {
  const installedByLabel = new Map(installed.map((job) => [job.label, job]));
  const wantedLabels = new Set(wanted.map((job) => job.label));
  const steps: PlanStep[] = [];
  for (const job of wanted) {
    const present = installedByLabel.get(job.label);
    if (present === undefined) steps.push({ kind: 'install', job });
    else if (sameValue(job.dictionary, present.content)) {
      if (!present.loaded) steps.push({ kind: 'load', label: job.label });
    } else if (originOf(present.content).kind === 'foreign')
      steps.push({ kind: 'foreign', label: job.label });
    else steps.push({ kind: 'install', job });
  }
  for (const job of installed) {
    if (wantedLabels.has(job.label) || running.has(job.label)) continue;
    if (isOurs(originOf(job.content))) steps.push({ kind: 'remove', label: job.label });
  }
  return steps;
}

/** BJPD's plists are taken over as deferrals (then they are wanted) and never merely removed. */
const isOurs = (origin: JobOrigin): boolean => origin.kind === 'ours';

/** Equal as property lists: key order does not count. */
export function sameValue(wanted: PlistValue, present: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(present) &&
      present.length === wanted.length &&
      wanted.every((item, index) => sameValue(item as PlistValue, present[index]))
    );
  }
  if (typeof wanted === 'object') {
    if (typeof present !== 'object' || present === null || Array.isArray(present)) return false;
    const entries = Object.entries(wanted);
    return (
      Object.keys(present).length === entries.length &&
      entries.every(([key, value]) => sameValue(value, (present as Record<string, unknown>)[key]))
    );
  }
  return wanted === present;
}

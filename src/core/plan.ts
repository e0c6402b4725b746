/** The plan: which LaunchDaemons are installed, which are wanted, and the steps from one to the other. */
import { originOf, type PlistDictionary, type PlistValue } from './launch-daemon.ts';

/** One plist that stands in the job folder. */
export interface InstalledJob {
  readonly label: string;
  /** The decoded content; undefined where it could not be read as a property list. */
  readonly content: unknown;
}

export interface WantedJob {
  readonly label: string;
  readonly dictionary: PlistDictionary;
}

/** What stands, and what must not be disturbed. */
export interface JobScene {
  readonly installed: readonly InstalledJob[];
  /** Labels of ours that launchd knows. */
  readonly loaded: ReadonlySet<string>;
  /** Labels whose process lives: booting one out would kill the run, so it waits for its end (macos.md A6). */
  readonly alive: ReadonlySet<string>;
  /** Labels whose plist stays although nothing is scheduled: a run that has not called cleanup yet. */
  readonly kept: ReadonlySet<string>;
}

export type PlanStep =
  /** Write the plist, then enable, boot out, wait, bootstrap, confirm (macos.md A5). */
  | { readonly kind: 'install'; readonly job: WantedJob }
  /** The plist stands as wanted but launchd does not know it. */
  | { readonly kind: 'load'; readonly label: string }
  | { readonly kind: 'remove'; readonly label: string }
  | { readonly kind: 'unload'; readonly label: string }
  /** Somebody else's plist has the label that a deployment wants. Never touched. */
  | { readonly kind: 'foreign'; readonly label: string };

/** The steps from what is installed to what is wanted; none where all is well. An unchanged plist is not rewritten. */
export function planJobs(wanted: readonly WantedJob[], scene: JobScene): readonly PlanStep[] {
  const installedByLabel = new Map(scene.installed.map((job) => [job.label, job]));
  const wantedLabels = new Set(wanted.map((job) => job.label));
  const steps: PlanStep[] = [];
  for (const job of wanted) {
    if (scene.alive.has(job.label)) continue;
    const present = installedByLabel.get(job.label);
    if (present === undefined) steps.push({ kind: 'install', job });
    else if (sameValue(job.dictionary, present.content)) {
      if (!scene.loaded.has(job.label)) steps.push({ kind: 'load', label: job.label });
    } else if (!mayReplace(present.content, job.dictionary))
      steps.push({ kind: 'foreign', label: job.label });
    else steps.push({ kind: 'install', job });
  }
  for (const { label, content } of scene.installed) {
    // BJPD's plists are taken over as deferrals, and then they are wanted; they are never merely removed.
    if (wantedLabels.has(label) || scene.kept.has(label) || originOf(content).kind !== 'ours') continue;
    steps.push({ kind: 'remove', label });
  }
  for (const label of scene.loaded) {
    // Under somebody else's plist it is their job.
    const present = installedByLabel.get(label);
    const theirs = present !== undefined && originOf(present.content).kind !== 'ours';
    if (!wantedLabels.has(label) && !scene.alive.has(label) && !theirs) steps.push({ kind: 'unload', label });
  }
  return steps;
}

/** Ours, or BJPD's for the very trigger that the wanted job runs. */
function mayReplace(content: unknown, dictionary: PlistDictionary): boolean {
  const origin = originOf(content);
  if (origin.kind !== 'bjpd') return origin.kind === 'ours';
  const args = dictionary['ProgramArguments'];
  return Array.isArray(args) && args.at(-1) === origin.trigger;
}

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

/** How inventory tells whether the work is really done, and how often it is looked. */
import { isBefore, plusMinutes, type Instant } from './time.ts';

/** One thing that must be so. Paths are Mac paths, such as `/Applications/Slack.app`. */
export type Verification =
  | { readonly kind: 'os-version'; readonly minimum: string }
  | { readonly kind: 'filevault' }
  | {
      readonly kind: 'app';
      readonly path: string;
      readonly bundleId: string;
      readonly minimum: string | null;
    }
  /** An installer package of this identifier has left its receipt. */
  | { readonly kind: 'receipt'; readonly id: string; readonly minimum: string | null }
  | { readonly kind: 'file'; readonly path: string }
  /** A program of the admin's: it ends with 0 where the work is done, with 1 where it is not. */
  | { readonly kind: 'script'; readonly path: string };

/** A new version of an app that waits in the staging folder. */
export interface StagedApp {
  /** As people call it: the name of its bundle without `.app`. */
  readonly app: string;
  readonly bundleId: string;
  readonly version: string;
}

/** What inventory found. `unknown` is neither Installed nor Failed. */
export type Finding =
  | { readonly kind: 'present'; readonly evidence: string }
  | { readonly kind: 'absent'; readonly found: string }
  | { readonly kind: 'unknown'; readonly why: string }
  /** The work is done but for the moment in which the person quits the app. */
  | ({ readonly kind: 'staged' } & StagedApp);

/** Several must all hold: one that surely does not is enough, and one that cannot be told leaves all in doubt. */
export function allHold(findings: readonly Finding[]): Finding {
  const absent = findings.find(({ kind }) => kind === 'absent');
  if (absent !== undefined) return absent;
  const unknown = findings.find(({ kind }) => kind === 'unknown');
  if (unknown !== undefined) return unknown;
  const staged = findings.find(({ kind }) => kind === 'staged');
  if (staged !== undefined) return staged;
  const evidence = findings.flatMap((it) => (it.kind === 'present' ? [it.evidence] : []));
  return evidence.length === 0
    ? { kind: 'unknown', why: 'no verification is configured' }
    : { kind: 'present', evidence: evidence.join('; ') };
}

/** The version to which the verification leads, as text; null where it names none. */
export function versionsOf(verification: readonly Verification[]): readonly string[] {
  return verification.flatMap((it) => {
    switch (it.kind) {
      case 'os-version':
      case 'app':
      case 'receipt':
        return it.minimum ?? [];
      case 'filevault':
      case 'file':
      case 'script':
        return [];
    }
  });
}

/** After a run inventory is looked at this often in the first hour, in minutes… */
export const minutesBetweenLooks = 15;
/** …then every hour for six, and every six from there on. */
export function nextLookAfter(since: Instant, now: Instant): Instant {
  const hour = 60;
  if (isBefore(now, plusMinutes(since, hour))) return plusMinutes(now, minutesBetweenLooks);
  return plusMinutes(now, isBefore(now, plusMinutes(since, 6 * hour)) ? hour : 6 * hour);
}

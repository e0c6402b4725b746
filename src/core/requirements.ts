/**
 * What a Mac must have for a deployment's work: while it has not, the work has Failed, with the criterion named (the second seed).
 * What cannot be told of the Mac is no reason: the work goes on as if it were met, and why it could not be told is said.
 */
import type { Seen } from './screen.ts';
import { compareVersions, isWithin } from './version.ts';

export const criteria = ['os-minimum', 'os-maximum', 'architecture', 'free-space'] as const;
export type Criterion = (typeof criteria)[number];

export type Architecture = 'apple-silicon' | 'intel';

/** What the admin requires; null where it does not matter. */
export interface Requirements {
  readonly osMinimum: string | null;
  /** As many parts as it has count: 26 includes 26.7. */
  readonly osMaximum: string | null;
  readonly architecture: Architecture | null;
  /** Gigabytes as Apple counts them, of 1,000,000,000 bytes. */
  readonly freeGigabytes: number | null;
}

/** What is known of the Mac at one moment. */
export interface MacTraits {
  readonly osVersion: Seen<string>;
  readonly architecture: Seen<Architecture>;
  /** Bytes on the volume on which users' files and apps lie. */
  readonly freeBytes: Seen<number>;
}

/** A criterion that the Mac does not meet, in plain English, such as `26` or `20 GB`. */
export interface NotMet {
  readonly criterion: Criterion;
  readonly required: string;
  readonly found: string;
}

/** What follows from a look at the Mac. */
export type Fitness =
  | { readonly kind: 'met' }
  | ({ readonly kind: 'not-met' } & NotMet)
  | { readonly kind: 'unknown'; readonly why: string };

export const noRequirements: Requirements = {
  osMinimum: null,
  osMaximum: null,
  architecture: null,
  freeGigabytes: null,
};

export const requiresAnything = (requirements: Requirements): boolean =>
  criteria.some((criterion) => requiredBy(requirements, criterion) !== null);

const gigabyte = 1_000_000_000;

const architectureNames: Readonly<Record<Architecture, string>> = {
  'apple-silicon': 'Apple silicon',
  intel: 'Intel',
};

/** In words; null where the criterion does not matter. */
function requiredBy(requirements: Requirements, criterion: Criterion): string | null {
  const { osMinimum, osMaximum, architecture, freeGigabytes } = requirements;
  switch (criterion) {
    case 'os-minimum':
      return osMinimum;
    case 'os-maximum':
      return osMaximum;
    case 'architecture':
      return architecture === null ? null : architectureNames[architecture];
    case 'free-space':
      return freeGigabytes === null ? null : `${String(freeGigabytes)} GB`;
  }
}

/** Null where it cannot be told; `found` is what there is, in words. */
interface Look {
  readonly meets: boolean | null;
  readonly found: string;
}

function lookAt(
  { osMinimum, osMaximum, architecture, freeGigabytes }: Requirements,
  criterion: Criterion,
  traits: MacTraits,
): Seen<Look> {
  switch (criterion) {
    case 'os-minimum':
      return map(traits.osVersion, (found) => {
        const difference = compareVersions(found, osMinimum ?? '0');
        return { meets: difference === null ? null : difference >= 0, found };
      });
    case 'os-maximum':
      return map(traits.osVersion, (found) => ({ meets: isWithin(found, osMaximum ?? found), found }));
    case 'architecture':
      return map(traits.architecture, (found) => ({
        meets: found === architecture,
        found: architectureNames[found],
      }));
    case 'free-space':
      return map(traits.freeBytes, (bytes) => ({
        meets: bytes >= (freeGigabytes ?? 0) * gigabyte,
        found: `${String(Math.floor(bytes / gigabyte))} GB`,
      }));
  }
}

const map = <T, U>(fact: Seen<T>, change: (value: T) => U): Seen<U> =>
  fact.kind === 'seen' ? { kind: 'seen', value: change(fact.value) } : fact;

/** The first criterion that the Mac surely does not meet counts, also where another one is unknown. */
export function fitnessOf(requirements: Requirements, traits: MacTraits): Fitness {
  const doubts: string[] = [];
  for (const criterion of criteria) {
    const required = requiredBy(requirements, criterion);
    if (required === null) continue;
    const look = lookAt(requirements, criterion, traits);
    if (look.kind === 'unknown') doubts.push(look.why);
    else if (look.value.meets === null) doubts.push(`"${look.value.found}" cannot be compared`);
    else if (!look.value.meets) return { kind: 'not-met', criterion, required, found: look.value.found };
  }
  const [why] = doubts;
  return why === undefined ? { kind: 'met' } : { kind: 'unknown', why };
}

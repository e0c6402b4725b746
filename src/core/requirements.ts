/** What a Mac must have for a deployment's work: without it the work has Failed, for as long as that is so (the second seed). */

export const criteria = ['os-minimum', 'os-maximum', 'architecture', 'free-space'] as const;
export type Criterion = (typeof criteria)[number];

/** A criterion that the Mac does not meet, in plain English, such as `26` or `20 GB`. */
export interface NotMet {
  readonly criterion: Criterion;
  readonly required: string;
  readonly found: string;
}

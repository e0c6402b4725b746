/** Deployments about the same thing: only one of them counts on a Mac (the second seed). */

/** What decides between two of them, in this order. */
export const conflictRules = ['distribution', 'update-method', 'version', 'id'] as const;
export type ConflictRule = (typeof conflictRules)[number];

/** How large the windows' text may be, by ⌘+ and ⌘−. */

/** Factors, 1 as designed. At the largest everything must still fit on a 13-inch screen. */
export const textSizes = [0.85, 1, 1.25, 1.5, 1.75, 2] as const;

/** The size that follows; `step` 0 is the designed one. */
export function nextTextSize(size: number, step: -1 | 0 | 1): number {
  if (step === 0) return 1;
  const at = textSizes.findIndex((one) => one >= size);
  return textSizes[Math.min(textSizes.length - 1, Math.max(0, at + step))] ?? 1;
}

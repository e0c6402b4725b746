/** How long to wait before the next try to reach the helper. */
const seconds = [1, 2, 5, 10, 20, 40, 60];

/** Milliseconds before the try that follows `failures` failures in a row; never busy, never more than a minute. */
export const backOff = (failures: number): number =>
  1000 * (seconds[Math.min(failures, seconds.length) - 1] ?? seconds[0] ?? 1);

/** How many messages a door takes. */

/** Counts the messages of the last ten seconds. */
export class Rate {
  readonly #most: number;
  #recent: number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** False when this message is one too many. */
  take(): boolean {
    const now = Date.now();
    this.#recent = this.#recent.filter((at) => at > now - 10_000 && at <= now);
    if (this.#recent.length >= this.#most) return false;
    this.#recent.push(now);
    return true;
  }
}

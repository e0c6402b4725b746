/** Waits for things to happen on the screen: looks whenever X tells of a change, and now and then for what X tells nobody. */
import { once } from 'node:events';
import { startTool, type Environment, type LongTool } from './tools.ts';

/** Milliseconds until something that was waited for counts as missing, and between looks when no event came. */
export const patience = 10_000;
const lookAgain = 250;

export class ScreenChanges {
  /** What watches, to be ended with the screen. */
  readonly tool: LongTool;
  readonly #inventory: () => Promise<string>;
  /** How often something on the screen has changed. */
  #changes = 0;

  /** `inventory` says what is on the screen, for the message of a wait in vain. */
  constructor(environment: Environment, inventory: () => Promise<string>) {
    const watch = ['-oL', 'xev', '-root', '-event', 'substructure', '-event', 'property'];
    this.tool = startTool('stdbuf', watch, environment);
    this.tool.process.stdout?.on('data', () => {
      this.#changes += 1;
    });
    this.#inventory = inventory;
  }

  /** What `look` sees once it sees something. */
  async until<T>(what: string, timeout: number, look: () => Promise<T | undefined>): Promise<T> {
    const end = AbortSignal.timeout(timeout);
    for (;;) {
      const before = this.#changes;
      const seen = await look();
      if (seen !== undefined) return seen;
      if (end.aborted)
        throw new Error(
          `waited ${timeout} ms in vain for ${what}; on the screen: ${await this.#inventory()}`,
        );
      const { stdout } = this.tool.process;
      if (stdout === null || this.#changes !== before) continue;
      const change = AbortSignal.any([end, AbortSignal.timeout(lookAgain)]);
      await once(stdout, 'data', { signal: change }).catch(() => undefined);
    }
  }
}

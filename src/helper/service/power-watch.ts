/** Looks at the power, where a deployment asks for it, and no more often than a person could notice. */
import { asksForPower, judgePower } from '../../core/hold/power.ts';
import type { Judgement, PowerRules } from '../../core/hold/rules.ts';
import type { PowerSupply } from '../../core/power.ts';
import type { Seen } from '../../core/screen.ts';
import { isBefore, type Instant } from '../../core/time.ts';
import type { Clock, Power } from '../ports/ports.ts';

/** While a run waits, it is judged every few seconds; each look at the power costs a process. */
const lookEverySeconds = 15;

export class PowerWatch {
  readonly #power: Power;
  readonly #clock: Clock;
  #last: { readonly seen: Seen<PowerSupply>; readonly at: Instant } | null = null;

  constructor(power: Power, clock: Clock) {
    this.#power = power;
    this.#clock = clock;
  }

  async judge(rules: PowerRules): Promise<Judgement> {
    return asksForPower(rules) ? judgePower(rules, await this.#look()) : { kind: 'free' };
  }

  async #look(): Promise<Seen<PowerSupply>> {
    const now = this.#clock.now();
    const last = this.#last;
    // A clock that was set back makes the last look one of the future.
    const fresh =
      last !== null && !isBefore(now, last.at) && isBefore(now, last.at.add({ seconds: lookEverySeconds }));
    if (fresh) return last.seen;
    const seen = await this.#power.look();
    this.#last = { seen, at: this.#clock.now() };
    return seen;
  }
}

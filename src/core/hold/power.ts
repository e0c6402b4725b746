/**
 * Whether the power is enough for the work, by the admin's rules, and what follows together with the screen. The helper looks at
 * the power itself, so this is no advice from the session, and it counts also while nobody is logged in.
 */
import type { PowerSupply } from '../power.ts';
import type { Seen } from '../screen.ts';
import { strongestFirst, type HoldReason, type Judgement, type PowerRules } from './rules.ts';

/** Without such a rule nobody needs to look. */
export const asksForPower = ({ required, leastPercent }: PowerRules): boolean => required || leastPercent > 0;

/** On the power adapter everything is allowed, however empty the battery is: it is being charged. */
export function judgePower(rules: PowerRules, seen: Seen<PowerSupply>): Judgement {
  if (!asksForPower(rules)) return { kind: 'free' };
  if (seen.kind === 'unknown') return { kind: 'unknown', why: `the power could not be seen: ${seen.why}` };
  const { source, percent } = seen.value;
  if (source === 'adapter') return { kind: 'free' };
  const on = source === 'ups' ? 'on a UPS' : 'on battery';
  const evidence = percent === null ? on : `${on}, ${String(percent)} %`;
  if (rules.required) return { kind: 'held', reasons: [{ kind: 'no-power', app: null, evidence }] };
  if (percent === null) return { kind: 'unknown', why: 'the charge of the battery is not known' };
  return percent < rules.leastPercent
    ? { kind: 'held', reasons: [{ kind: 'battery-low', app: null, evidence }] }
    : { kind: 'free' };
}

const isAboutPower = ({ kind }: HoldReason): boolean => kind === 'no-power' || kind === 'battery-low';

type Reasons = { readonly reasons: readonly HoldReason[] };

/** Whether it waits for power, perhaps among other things. */
export const lacksPower = ({ reasons }: Reasons): boolean => reasons.some(isAboutPower);

/** Whether it waits for what the screen shows, perhaps among other things. */
export const waitsForScreen = ({ reasons }: Reasons): boolean =>
  reasons.some((reason) => !isAboutPower(reason));

/**
 * Both together: what holds either holds both; what is known to hold counts before what is not known. A screen of null is one that
 * nobody looks at.
 */
export function both(screen: Judgement | null, power: Judgement): Judgement {
  if (screen === null || screen.kind === 'free') return power;
  if (power.kind === 'free') return screen;
  if (screen.kind === 'unknown') {
    return power.kind === 'unknown' ? { kind: 'unknown', why: `${screen.why}; ${power.why}` } : power;
  }
  if (power.kind === 'unknown') return screen;
  return { kind: 'held', reasons: strongestFirst([...power.reasons, ...screen.reasons]) };
}

/** Whether a choice for a deployment can be passed on at this moment. */
import type { State } from './state.ts';

/** The helper is there and no earlier choice is on its way. */
export const isReady = (state: State, deployment: string): boolean =>
  state.link.kind === 'connected' && !state.requests.some((request) => request.deployment === deployment);

/** Short words for what happens in the stories of the reducer, and for what then is shown. */
import type { DeploymentView, Intent, IntentAnswer } from '../../src/contract/session-door.ts';
import { windowView } from '../../src/main/app/page-model.ts';
import type { AppEvent, Effect, Command, State } from '../../src/main/app/state.ts';
import { deployment, iso, snapshot, story, type Story } from './builders.ts';

export const close: AppEvent = { kind: 'page', message: { kind: 'close' } };
export const choose = (choice: string): AppEvent => ({ kind: 'page', message: { kind: 'choose', choice } });
export const command = (wanted: Command): AppEvent => ({ kind: 'command', command: wanted });
export const tell = (...views: readonly DeploymentView[]): AppEvent => ({
  kind: 'snapshot',
  snapshot: snapshot(...views),
});
export const accepted: IntentAnswer = { kind: 'accepted', due: iso('2026-11-25T15:10') };
export const stale = (fresh = deployment({ deferralsLeft: 1 })): IntentAnswer => ({
  kind: 'refused',
  reason: 'stale-choice',
  fresh,
});

export const shown = (state: State): string => {
  const view = windowView(state);
  return view === null ? 'nothing' : `${view.model.page.kind}: ${view.model.title}`;
};
export const intents = (effects: readonly Effect[]): Intent[] =>
  effects.flatMap((effect) => (effect.kind === 'send-intent' ? [effect.intent] : []));

/** Plays events; the helper answers every request with the given answer. */
export function answering(events: AppEvent[], answer: IntentAnswer | null): Story {
  const sent = story(events);
  const request = sent.state.requests[0]?.number ?? 0;
  return story([...events, { kind: 'answer', request, answer }]);
}

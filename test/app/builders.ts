/** One builder per noun: a plain example, changed by what a test is about. Times are Berlin's, in November (UTC+1). */
import type {
  Choice,
  DeploymentView,
  Notice,
  Snapshot,
  StatusDetail,
} from '../../src/contract/session-door.ts';
import type { HoldView } from '../../src/contract/screen.ts';
import type { Block } from '../../src/contract/window.ts';
import { Temporal } from 'temporal-polyfill';
import { reduce } from '../../src/main/app/reducer.ts';
import { initialState, type AppEvent, type Effect, type State } from '../../src/main/app/state.ts';
import { instantOf, parseLocalMinute, type Instant } from '../../src/core/time.ts';

export const zone = 'Europe/Berlin';
export const locale = 'en-GB';
export const place = { zone, locale };

/** The instant of a local time in Berlin: `at('2026-11-25T14:10')`, a Wednesday. */
export function at(local: string): Instant {
  const parsed = parseLocalMinute(local);
  if (parsed === null) throw new Error(`not a local time: ${local}`);
  return instantOf(parsed, zone);
}
export const iso = (local: string): string => at(local).toString();

/** To the second: `exactly('2026-11-25T14:19:30')`. */
export const exactly = (local: string): Instant => instantOf(Temporal.PlainDateTime.from(local), zone);

export const now = at('2026-11-25T14:10');

export const startNow: Choice = { id: 'now', pick: { kind: 'now' }, at: now.toString(), last: false };
export const inAnHour: Choice = {
  id: 'in-60',
  pick: { kind: 'in', minutes: 60 },
  at: iso('2026-11-25T15:10'),
  last: false,
};
export const endOfDay: Choice = {
  id: 'end-of-day',
  pick: { kind: 'named', name: 'end-of-day', shown: iso('2026-11-25T17:30') },
  at: iso('2026-11-25T17:30'),
  last: false,
};
export const tomorrowMorning: Choice = {
  id: 'tomorrow-morning',
  pick: { kind: 'named', name: 'tomorrow-morning', shown: iso('2026-11-26T08:30') },
  at: iso('2026-11-26T08:30'),
  last: false,
};

export const asked: StatusDetail = { kind: 'asked', since: now.toString(), missed: null, because: null };
export const scheduled = (local: string, by: 'user' | 'admin' | 'deadline' = 'user'): StatusDetail => ({
  kind: 'scheduled',
  due: iso(local),
  zone,
  by,
  attempt: 1,
  attempts: 3,
});
export const running: StatusDetail = { kind: 'running', since: now.toString(), attempt: 1, attempts: 3 };

export const deployment = (change: Partial<DeploymentView> = {}): DeploymentView => ({
  id: 'macos',
  title: 'Restart to finish updating macOS',
  message: 'macOS 26.7 fixes security problems. **[What’s new](https://example.com/new)**',
  ours: { title: null, message: false },
  texts: {},
  logo: null,
  informationLink: null,
  shows: { deadline: true, deferrals: true },
  minutes: 20,
  restarts: true,
  status: 'In progress',
  detail: asked,
  ask: 1,
  hold: null,
  notice: null,
  choices: [startNow, inAnHour, endOfDay, tomorrowMorning],
  preselected: 'in-60',
  ownTime: { earliest: iso('2026-11-25T14:12'), latest: iso('2026-11-27T17:00'), hours: null },
  deadline: iso('2026-11-27T17:00'),
  phase: 'approaching',
  deferralsLeft: 2,
  ...change,
});

/** What is told before it starts at that local time. */
export const notice = (kind: Notice['kind'], due: string, change: Partial<Notice> = {}): Notice => ({
  number: 1,
  kind,
  due: iso(due),
  overHold: false,
  ...change,
});
/** The deadline has set the run, and its last warning is given: only *now* can be picked. */
export const warned = (due: string, change: Partial<DeploymentView> = {}): DeploymentView =>
  deployment({
    detail: scheduled(due, 'deadline'),
    ask: null,
    notice: notice('warning', due),
    choices: [startNow],
    preselected: null,
    ownTime: null,
    deadline: iso(due),
    phase: 'imminent',
    ...change,
  });

/** The question waits, since Keynote presents. */
export const holding = (change: Partial<HoldView> = {}): HoldView => ({
  kind: 'held',
  what: 'question',
  since: iso('2026-11-25T14:00'),
  until: null,
  reasons: [{ kind: 'presenting', app: 'Keynote' }],
  ...change,
});
export const unknownHold = (change: Partial<HoldView> = {}): HoldView =>
  holding({ kind: 'unknown', reasons: [], ...change });

/** A deployment about which nothing is to be chosen. */
export const settled = (detail: StatusDetail, change: Partial<DeploymentView> = {}): DeploymentView =>
  deployment({ detail, ask: null, choices: [], preselected: null, ownTime: null, ...change });

export const snapshot = (...deployments: readonly DeploymentView[]): Snapshot => ({
  revision: 1,
  now: now.toString(),
  zone,
  organization: 'Example Corp',
  supportContact: 'it@example.com',
  branding: {
    accent: null,
    supportLink: null,
    logo: { light: null, dark: null },
    language: null,
    menuBarItem: 'always',
    menuBarCountdown: true,
  },
  observeEvery: null,
  deployments: [...deployments],
  together: null,
});

export interface Story {
  readonly state: State;
  /** All effects so far, in order. */
  readonly effects: readonly Effect[];
}

/** Plays events at `now`, or at the given instant, on an app that has just started. */
export function story(
  events: readonly (AppEvent | { readonly at: Instant; readonly event: AppEvent })[],
): Story {
  return events.reduce<Story>(
    ({ state, effects }, entry) => {
      const [event, when] = 'event' in entry ? [entry.event, entry.at] : [entry, state.now];
      const step = reduce(state, event, when);
      return { state: step.state, effects: [...effects, ...step.effects] };
    },
    { state: initialState(now, locale, '0.1.0'), effects: [] },
  );
}

/** The app is connected and has heard this. */
export const heard = (...deployments: readonly DeploymentView[]): AppEvent[] => [
  { kind: 'snapshot', snapshot: snapshot(...deployments) },
  { kind: 'link', link: { kind: 'connected' } },
];

/** What stands in a text that was taken apart, a line for each paragraph and entry. */
export const wordsOf = (blocks: readonly Block[]): string =>
  blocks
    .flatMap((block) => (block.kind === 'paragraph' ? [block.inlines] : block.items))
    .map((inlines) => inlines.map(({ text }) => text).join(''))
    .join('\n');

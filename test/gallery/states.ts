/**
 * Every screen of the window in every state that it has, as the events that lead there: they go through the app's own reducer and
 * page models, so that nothing in a picture is drawn for the picture.
 */
import type { DeploymentView, RefusalReason, Snapshot } from '../../src/contract/session-door.ts';
import type { PageModel, TypedTime } from '../../src/contract/window.ts';
import type { Instant } from '../../src/core/time.ts';
import { maintenanceView } from '../../src/main/app/maintenance-model.ts';
import { windowView } from '../../src/main/app/page-model.ts';
import { reduce } from '../../src/main/app/reducer.ts';
import { initialState, type AppEvent, type Command, type LostReason } from '../../src/main/app/state.ts';
import {
  asked,
  at,
  deployment,
  endOfDay,
  exactly,
  holding,
  inAnHour,
  iso,
  notice,
  now,
  running,
  scheduled,
  settled,
  snapshot,
  startNow,
  tomorrowMorning,
  unknownHold,
  warned,
} from '../app/builders.ts';
import { darkLogo, lightLogo, sampleIn, type Sample } from './samples.ts';

export interface GalleryState {
  /** Names its pictures. */
  readonly id: string;
  readonly screen: string;
  readonly what: string;
  /** What happens to an app that has just started; the sample holds the admin's words. */
  readonly events: (sample: Sample) => readonly Happening[];
  /** What a person then does on the page itself. */
  readonly then?:
    { readonly kind: 'turn-page' } | ({ readonly kind: 'own-time'; readonly list: boolean } & TypedTime);
}

type Happening = AppEvent | { readonly at: Instant; readonly event: AppEvent };

const connected: AppEvent = { kind: 'link', link: { kind: 'connected' } };
const lost = (why: LostReason): AppEvent => ({ kind: 'link', link: { kind: 'lost', why } });
const command = (asks: Command): AppEvent => ({ kind: 'command', command: asks });
const says = (deployments: readonly DeploymentView[], { support }: Sample): AppEvent => ({
  kind: 'snapshot',
  snapshot: { ...snapshot(...deployments), supportContact: support },
});

/** The same, by an organisation that has brought its logo, its color and its links. */
const branded =
  (events: GalleryState['events']): GalleryState['events'] =>
  (sample) =>
    events(sample).map((happening) =>
      'kind' in happening && happening.kind === 'snapshot'
        ? { ...happening, snapshot: { ...happening.snapshot, branding } }
        : happening,
    );

const branding: Snapshot['branding'] = {
  ...snapshot().branding,
  // Too light for white letters: corrected before it is shown.
  accent: '#f2a900',
  logo: { light: lightLogo, dark: darkLogo },
  supportLink: 'mailto:help@example.com',
};

const restart = ({ restart: texts }: Sample, change: Partial<DeploymentView> = {}): DeploymentView =>
  deployment({ ...texts, ...change });
const app = ({ app: texts }: Sample, change: Partial<DeploymentView> = {}): DeploymentView =>
  deployment({ id: 'slack', ...texts, restarts: false, minutes: 5, ...change });

/** It asks by itself. */
const asks =
  (view: (sample: Sample) => DeploymentView) =>
  (sample: Sample): readonly Happening[] => [says([view(sample)], sample), connected];

/** Two ask, and one time may be picked for both. */
const asksTogether = (sample: Sample): readonly Happening[] => {
  const views = [restart(sample), app(sample)];
  const together: Snapshot['together'] = {
    deployments: views.map(({ id }) => id),
    choices: [startNow, inAnHour, endOfDay, tomorrowMorning],
    preselected: 'in-60',
    ownTime: views[0]?.ownTime ?? null,
    deadline: iso('2026-11-27T17:00'),
    oneRestart: true,
  };
  return [
    { kind: 'snapshot', snapshot: { ...snapshot(...views), supportContact: sample.support, together } },
    connected,
  ];
};

/** A person opens it from the menu. */
const opened =
  (view: (sample: Sample) => DeploymentView, asked: Command['kind'] = 'choose-time') =>
  (sample: Sample): readonly Happening[] => {
    const shown = { ...view(sample), ask: null };
    return [
      says([shown], sample),
      connected,
      command(asked === 'about' ? { kind: 'about' } : ({ kind: asked, deployment: shown.id } as Command)),
    ];
  };

const maintenance =
  (views: (sample: Sample) => readonly DeploymentView[]) =>
  (sample: Sample): readonly Happening[] => {
    const calm = views(sample).map((view) => ({ ...view, ask: null }));
    return [says(calm, sample), connected, command({ kind: 'maintenance' })];
  };

/** The request that the first choice in the first dialog becomes. */
const firstRequest = 2;
const picks: AppEvent = { kind: 'page', message: { kind: 'choose', choice: 'in-60' } };

const refused =
  (reason: RefusalReason, change: Partial<DeploymentView> = {}) =>
  (sample: Sample): readonly Happening[] => [
    ...asks(restart)(sample),
    picks,
    {
      kind: 'answer',
      request: firstRequest,
      answer: { kind: 'refused', reason, fresh: restart(sample, change) },
    },
  ];

const accepted =
  (view: (sample: Sample) => DeploymentView, choice: string, due: string) =>
  (sample: Sample): readonly Happening[] => [
    ...asks(view)(sample),
    { kind: 'page', message: { kind: 'choose', choice } },
    { kind: 'answer', request: firstRequest, answer: { kind: 'accepted', due: iso(due) } },
  ];

/** What was asked is answered elsewhere, or has come to its end. */
const overtakenBy =
  (...after: readonly DeploymentView[]) =>
  (sample: Sample): readonly Happening[] => [...asks(restart)(sample), says(after, sample)];

const typed = (date: string, time: string, list = false): Pick<GalleryState, 'events' | 'then'> => ({
  events: (sample) => [...opened(restart)(sample), { kind: 'page', message: { kind: 'typed', date, time } }],
  then: { kind: 'own-time', list, date, time },
});

const due = '2026-11-25T14:25';

/** The last warning: it comes by itself, seen a little later. */
const warns =
  (view: (sample: Sample) => DeploymentView, seen: Instant = now) =>
  (sample: Sample): readonly Happening[] => [...asks(view)(sample), { at: seen, event: { kind: 'time' } }];

const missed = (because: 'away' | 'held'): Partial<DeploymentView> => ({
  detail: { ...asked, missed: iso('2026-11-25T12:30'), because } as DeploymentView['detail'],
});

export const galleryStates: readonly GalleryState[] = [
  {
    id: 'choices',
    screen: 'Choices',
    what: 'Asks for the first time',
    events: asks((sample) => restart(sample, { deferralsLeft: 3 })),
  },
  {
    id: 'choices-no-restart',
    screen: 'Choices',
    what: 'An app, without a restart or a deadline',
    events: asks((sample) => app(sample, { deadline: null, deferralsLeft: null, phase: 'initial' })),
  },
  {
    id: 'choices-last',
    screen: 'Choices',
    what: 'The last deferral',
    events: asks((sample) => restart(sample, { deferralsLeft: 1 })),
  },
  {
    id: 'choices-none-left',
    screen: 'Choices',
    what: 'No deferral left: now, or the last grace period',
    events: asks((sample) =>
      restart(sample, {
        deferralsLeft: 0,
        choices: [startNow, { ...inAnHour, last: true }],
        ownTime: null,
        phase: 'imminent',
      }),
    ),
  },
  {
    id: 'choices-change',
    screen: 'Choices',
    what: 'Change Time: an appointment stands',
    events: opened((sample) => restart(sample, { detail: scheduled('2026-11-25T17:30') })),
  },
  {
    id: 'choices-self-service',
    screen: 'Choices',
    what: 'Self service: a time for what is only offered',
    events: opened((sample) =>
      app(sample, {
        status: 'Available for install in Self Service',
        detail: { kind: 'available' },
        deadline: null,
        deferralsLeft: null,
        phase: 'initial',
      }),
    ),
  },
  {
    id: 'missed',
    screen: 'Choices',
    what: 'Missed: the Mac was asleep',
    events: asks((sample) => restart(sample, missed('away'))),
  },
  {
    id: 'missed-held',
    screen: 'Choices',
    what: 'Missed: it would have interrupted',
    events: asks((sample) => restart(sample, missed('held'))),
  },
  {
    id: 'waiting',
    screen: 'Choices',
    what: 'Opened from the menu while a presentation holds the question',
    events: opened((sample) => restart(sample, { hold: holding() })),
  },
  { id: 'refused', screen: 'Choices', what: 'Refused, with fresh choices', events: refused('stale-choice') },
  {
    id: 'not-passed-on',
    screen: 'Choices',
    what: 'The choice could not be passed on',
    events: (sample) => [
      ...asks(restart)(sample),
      picks,
      { kind: 'answer', request: firstRequest, answer: null },
    ],
  },
  {
    id: 'sending',
    screen: 'Choices',
    what: 'A choice is on its way',
    events: (sample) => [...asks(restart)(sample), picks],
  },
  {
    id: 'helper-gone',
    screen: 'Choices',
    what: 'The helper is gone, an appointment stands',
    events: (sample) => [
      ...opened((texts) => restart(texts, { detail: scheduled('2026-11-25T17:30') }))(sample),
      lost('closed'),
    ],
  },
  {
    id: 'helper-untrusted',
    screen: 'Choices',
    what: 'The helper cannot be trusted',
    events: (sample) => [...asks(restart)(sample), lost('untrusted')],
  },
  {
    id: 'long-title',
    screen: 'Choices',
    what: 'A long title',
    events: asks((sample) => restart(sample, { title: sample.long.title })),
  },
  {
    id: 'long-message',
    screen: 'Choices',
    what: 'A long message with lists and links',
    events: asks((sample) => restart(sample, sample.long)),
  },
  {
    id: 'own-time',
    screen: 'Another time',
    what: 'A time that is allowed',
    ...typed('2026-11-26', '10:15'),
  },
  {
    id: 'own-time-list',
    screen: 'Another time',
    what: 'The list of allowed times',
    ...typed('2026-11-26', '10:15', true),
  },
  {
    id: 'own-time-outside',
    screen: 'Another time',
    what: 'A time after the deadline',
    ...typed('2026-11-27', '18:00'),
  },
  {
    id: 'why',
    screen: 'Why am I seeing this?',
    what: 'The turned page',
    events: asks(restart),
    then: { kind: 'turn-page' },
  },
  { id: 'together', screen: 'Several at once', what: 'One time for all', events: asksTogether },
  {
    id: 'branded',
    screen: 'Branded',
    what: 'The organisation’s logo, color and links',
    events: branded(asks((sample) => restart(sample, { informationLink: 'https://example.com/macos' }))),
  },
  {
    id: 'branded-why',
    screen: 'Branded',
    what: 'The turned page, with a reason',
    events: branded(
      asks((sample) =>
        restart(sample, {
          informationLink: 'https://example.com/macos',
          texts: { reason: { text: sample.restart.message, languages: {} } },
        }),
      ),
    ),
    then: { kind: 'turn-page' },
  },
  {
    id: 'branded-warning',
    screen: 'Branded',
    what: 'The last warning',
    events: branded(warns((sample) => warned(due, sample.restart))),
  },
  {
    id: 'start-now',
    screen: 'Start now?',
    what: 'Asks once before a restart',
    events: opened(restart, 'start-now'),
  },
  {
    id: 'warning-restart',
    screen: 'Last warning',
    what: 'The Mac restarts',
    events: warns((sample) => warned(due, sample.restart)),
  },
  {
    id: 'warning-last-minute',
    screen: 'Last warning',
    what: 'The last minute',
    events: warns((sample) => warned(due, sample.restart), exactly('2026-11-25T14:24:15')),
  },
  {
    id: 'warning-plain',
    screen: 'Last warning',
    what: 'Without a restart',
    events: warns((sample) => warned(due, { ...sample.app, restarts: false, minutes: 5 })),
  },
  {
    id: 'warning-held',
    screen: 'Last warning',
    what: 'A presentation holds the run',
    events: warns((sample) =>
      warned(due, {
        ...sample.restart,
        hold: holding({ what: 'run', until: iso(due) }),
        notice: notice('warning', due, { overHold: true }),
      }),
    ),
  },
  {
    id: 'warning-unknown',
    screen: 'Last warning',
    what: 'Nobody knows what the screen shows',
    events: warns((sample) =>
      warned(due, { ...sample.restart, hold: unknownHold({ what: 'run', until: iso(due) }) }),
    ),
  },
  {
    id: 'confirmation-later',
    screen: 'Confirmation',
    what: 'Scheduled',
    events: accepted(restart, 'tomorrow-morning', '2026-11-26T08:30'),
  },
  {
    id: 'confirmation-now',
    screen: 'Confirmation',
    what: 'Starts now, and restarts',
    events: accepted(restart, 'now', '2026-11-25T14:10'),
  },
  {
    id: 'confirmation-now-plain',
    screen: 'Confirmation',
    what: 'Starts now',
    events: accepted((sample) => ({ ...app(sample) }), 'now', '2026-11-25T14:10'),
  },
  { id: 'news-running', screen: 'News', what: 'It runs', events: overtakenBy(settled(running)) },
  {
    id: 'news-finished',
    screen: 'News',
    what: 'It is done',
    events: overtakenBy(
      settled(
        { kind: 'installed', at: at('2026-11-25T14:10').toString(), verified: true },
        { status: 'Installed' },
      ),
    ),
  },
  { id: 'news-gone', screen: 'News', what: 'It is no longer needed', events: overtakenBy() },
  {
    id: 'news-nothing-to-choose',
    screen: 'News',
    what: 'Nothing is left to choose',
    events: overtakenBy(settled(scheduled(due, 'admin'))),
  },
  {
    id: 'news-refused',
    screen: 'News',
    what: 'Refused, and nothing to choose instead',
    events: refused('already-running', { detail: running, choices: [], preselected: null, ownTime: null }),
  },
  {
    id: 'maintenance',
    screen: 'Maintenance',
    what: 'The list of everything, due and past',
    events: maintenance((sample) => [
      restart(sample),
      app(sample, { id: 'asked', title: 'Slack 4.40', detail: scheduled('2026-11-26T08:30') }),
      app(sample, {
        id: 'offered',
        title: 'Figma 124',
        status: 'Available for install in Self Service',
        detail: { kind: 'available' },
        deadline: null,
      }),
      settled(running, { id: 'runs', ...sample.app, title: 'Firefox 146' }),
      settled(
        { kind: 'installed', at: iso('2026-11-24T17:05'), verified: true },
        { id: 'done', title: 'FileVault', status: 'Installed' },
      ),
      settled(
        {
          kind: 'failed',
          at: iso('2026-11-23T09:12'),
          outcome: 'policy-failed',
        },
        { id: 'failed', title: 'Teams', status: 'Failed' },
      ),
    ]),
  },
  {
    id: 'maintenance-empty',
    screen: 'Maintenance',
    what: 'Nothing is due',
    events: maintenance(() => []),
  },
  {
    id: 'maintenance-helper-gone',
    screen: 'Maintenance',
    what: 'The helper is gone',
    events: (sample) => [...maintenance(() => [restart(sample)])(sample), lost('closed')],
  },
  { id: 'about', screen: 'About', what: 'About Intermission', events: opened(restart, 'about') },
];

export function stateNamed(id: string): GalleryState {
  const found = galleryStates.find((state) => state.id === id);
  if (found === undefined) throw new Error(`no state ${id}`);
  return found;
}

/** The page model of a state, for a Mac with that locale (a BCP 47 tag) and with text of that size (1 is as designed). */
export function pageOf(state: GalleryState, locale: string, textSize: number): PageModel {
  let app = { ...initialState(now, locale, '1.0.0', [locale]), textSize };
  for (const happening of state.events(sampleIn(locale))) {
    const { at: when, event } = 'event' in happening ? happening : { at: app.now, event: happening };
    app = reduce(app, event, when).state;
  }
  const view = windowView(app) ?? maintenanceView(app);
  if (view === null) throw new Error(`the state ${state.id} shows nothing`);
  return view.model;
}

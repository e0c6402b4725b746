/**
 * The system's notifications as data: what each says, what its buttons and a click on it mean. One for each notice that stands; told
 * once, so its words stay as they were at that minute until the next telling takes its place.
 */
import type { DeploymentView } from '../../contract/session-door.ts';
import { isAfter, type Instant } from '../../core/time.ts';
import { buttonsOf } from './admin-words.ts';
import { leftUntil } from './countdown.ts';
import { endedAt } from './listing.ts';
import { placeOf } from './menu-model.ts';
import { noticeOf, type CurrentNotice } from './notices.ts';
import { instant, mayChangeTime, mayStartNow } from './offer.ts';
import type { Command, State } from './state.ts';
import { statusText } from './status-text.ts';
import { textsOf } from './texts.ts';
import { whenOf } from './times.ts';

export interface NotificationModel {
  /** Tells one telling from the next. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** The last warning: it should stay until somebody has seen it. */
  readonly urgent: boolean;
  /** The first is the one that a system with room for one button shows. */
  readonly actions: readonly { readonly text: string; readonly command: Command }[];
  readonly click: Command;
}

export function notifications(state: State): readonly NotificationModel[] {
  const views = state.snapshot?.deployments ?? [];
  const ofNotices = views.flatMap((view) => {
    const notice = noticeOf(view);
    return notice === null || !isToldOutside(view, notice, state.now)
      ? []
      : [notificationOf(state, view, notice)];
  });
  return [
    ...ofNotices,
    ...views.flatMap((view) => restartNotification(state, view)).slice(0, 1),
    ...views.flatMap((view) => installNotification(state, view)),
    ...views.flatMap((view) => stagedNotification(state, view)),
  ];
}

/** One restart serves all who owe it, so it is told once. */
function restartNotification(state: State, { id, detail }: DeploymentView): readonly NotificationModel[] {
  if (detail.kind !== 'restarting' || detail.at === null) return [];
  const at = instant(detail.at);
  if (!isAfter(at, state.now)) return [];
  const texts = textsOf(state);
  return [
    {
      id: `restart ${detail.at}`,
      title: texts.restart.headline(whenOf(at, state.now, placeOf(state))),
      body: texts.restart.save,
      urgent: true,
      actions: [],
      click: { kind: 'choose-time', deployment: id },
    },
  ];
}

/** What became of the work that they chose to install themselves. */
function installNotification(state: State, view: DeploymentView): readonly NotificationModel[] {
  const ended = endedAt(view);
  if (ended === null || !state.installs.includes(view.id)) return [];
  return [
    {
      id: `${view.id} ended ${ended.toString()}`,
      title: view.title,
      body: statusText(state, view),
      urgent: false,
      actions: [],
      click: { kind: 'maintenance' },
    },
  ];
}

/** The new version of an app waits until that is quit. */
function stagedNotification(state: State, { id, detail }: DeploymentView): readonly NotificationModel[] {
  if (detail.kind !== 'staged') return [];
  const { app, version } = detail;
  const texts = textsOf(state);
  return [
    {
      id: `${id} staged ${version}`,
      title: texts.staged.title(app, version),
      body: texts.staged.body(app),
      urgent: false,
      actions: [{ text: texts.menu.quitAndUpdate, command: { kind: 'quit-and-update', deployment: id } }],
      click: { kind: 'maintenance' },
    },
  ];
}

/** Its time has not come yet; or it has, and the last warning must be told over what holds it. */
const isToldOutside = ({ hold, notice }: DeploymentView, { due }: CurrentNotice, now: Instant): boolean =>
  isAfter(due, now) && (hold === null || notice?.overHold === true);

function notificationOf(state: State, view: DeploymentView, notice: CurrentNotice): NotificationModel {
  const { id: deployment, title, restarts } = view;
  const { due, number, kind } = notice;
  const texts = textsOf(state);
  const when = whenOf(due, state.now, placeOf(state));
  const left = leftUntil(due, state.now);
  const urgent = kind === 'warning';
  return {
    // A journey can move it without another telling.
    id: `${deployment} ${String(number)} ${due.toString()}`,
    ...(urgent
      ? {
          title: texts.warning.headline(restarts, title, when, view.hold !== null),
          body: texts.warning.notification(restarts, title, left),
        }
      : { title, body: texts.reminder.body(when, left, restarts) }),
    urgent,
    actions: [
      ...(mayStartNow(view)
        ? [{ text: startNowLabel(state, view), command: { kind: 'start-now', deployment } as const }]
        : []),
      ...(mayChangeTime(view)
        ? [{ text: texts.reminder.change, command: { kind: 'choose-time', deployment } as const }]
        : []),
    ],
    click: { kind: urgent ? 'show-warning' : 'choose-time', deployment },
  };
}

/** The three dots promise a question, as on the menu: only a restart asks one. */
function startNowLabel(state: State, view: DeploymentView): string {
  const { start } = buttonsOf(state, view);
  return view.restarts ? textsOf(state).menu.asks(start) : start;
}

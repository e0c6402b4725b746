/**
 * The system's notifications as data: what each says, what its buttons and a click on it mean. One for each notice that stands; told
 * once, so its words stay as they were at that minute until the next telling takes its place.
 */
import type { DeploymentView } from '../../contract/session-door.ts';
import { isAfter } from '../../core/time.ts';
import { leftUntil } from './countdown.ts';
import { placeOf } from './menu-model.ts';
import { noticeOf, type CurrentNotice } from './notices.ts';
import { mayChangeTime, mayStartNow } from './offer.ts';
import type { Command, State } from './state.ts';
import { texts } from './texts.ts';
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

export const notifications = (state: State): readonly NotificationModel[] =>
  (state.snapshot?.deployments ?? []).flatMap((view) => {
    const notice = noticeOf(view);
    return notice === null || !isAfter(notice.due, state.now) ? [] : [notificationOf(state, view, notice)];
  });

function notificationOf(state: State, view: DeploymentView, notice: CurrentNotice): NotificationModel {
  const { id: deployment, title, restarts } = view;
  const when = whenOf(notice.due, state.now, placeOf(state));
  const left = leftUntil(notice.due, state.now);
  const urgent = notice.kind === 'warning';
  return {
    id: `${deployment} ${notice.due.toString()} ${String(notice.number)}`,
    ...(urgent
      ? {
          title: texts.warning.headline(restarts, title, when),
          body: texts.warning.notification(restarts, title, left),
        }
      : { title, body: texts.reminder.body(when, left, restarts) }),
    urgent,
    actions: [
      ...(mayStartNow(view)
        ? [{ text: startNowLabel(restarts), command: { kind: 'start-now', deployment } as const }]
        : []),
      ...(mayChangeTime(view)
        ? [{ text: texts.reminder.change, command: { kind: 'choose-time', deployment } as const }]
        : []),
    ],
    click: { kind: urgent ? 'show-warning' : 'choose-time', deployment },
  };
}

/** The three dots promise a question, as on the menu: only a restart asks one. */
const startNowLabel = (restarts: boolean): string =>
  restarts ? texts.menu.asks(texts.button.startNow) : texts.button.startNow;

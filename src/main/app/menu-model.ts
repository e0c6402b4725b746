/**
 * The menu as data: what each line says and what a click means. Information is a line that cannot be clicked; whatever can
 * be clicked does something. Complete without the dialog.
 */
import type { DeploymentView } from '../../contract/session-door.ts';
import { assertNever } from '../../core/result.ts';
import { isAfter, minutesBetween } from '../../core/time.ts';
import { countdownMinutes } from './countdown.ts';
import { iconOf, type Icon } from './icon.ts';
import { localeOf } from './language.ts';
import { byUrgency, isPast } from './listing.ts';
import { instant, mayChangeTime, mayChoose, offersOf, shownDeadline } from './offer.ts';
import { offerLabel, offerTimeText } from './offer-texts.ts';
import type { Command, State } from './state.ts';
import { textsOf, type Texts } from './texts.ts';
import { whenOf, type Place } from './times.ts';
import { withoutAskingLine } from './without-asking.ts';

export type MenuItem =
  | { readonly kind: 'title' | 'line'; readonly text: string }
  | {
      readonly kind: 'command';
      readonly text: string;
      readonly command: Command;
      readonly inset: boolean;
    }
  | { readonly kind: 'submenu'; readonly text: string; readonly items: readonly MenuItem[] }
  | { readonly kind: 'separator' };

export interface MenuModel {
  /** Whether there is an item in the menu bar at all: the organization decides. */
  readonly shown: boolean;
  readonly icon: Icon['name'];
  /** Beside the icon, where the menu bar has room for it; empty outside the last hour and where the organization wants none. */
  readonly beside: string;
  readonly tooltip: string;
  readonly items: readonly MenuItem[];
}

const line = (text: string): MenuItem => ({ kind: 'line', text });
const title = (text: string): MenuItem => ({ kind: 'title', text });

export function menuModel(state: State): MenuModel {
  const texts = textsOf(state);
  const connected = state.link.kind === 'connected';
  const listed = byUrgency((state.snapshot?.deployments ?? []).filter(isListed), state.now);
  const sections = connected
    ? listed.map((view) => sectionOf(state, view))
    : [whyNothingCanBeChosen(state).map(line)];
  const body = sections.flatMap((section, index) =>
    index === 0 ? section : [{ kind: 'separator' } as const, ...section],
  );
  const icon = iconOf(listed, state.now);
  const countdown = state.snapshot?.branding.menuBarCountdown !== false;
  return {
    shown: isShown(state, listed.length > 0),
    icon: icon.name,
    beside: icon.minutes === null || !countdown ? '' : texts.time.minutesBesideIcon(icon.minutes),
    tooltip: texts.tooltip(headline(state, listed)),
    items: [
      ...(body.length === 0 ? [line(texts.menu.nothingDue)] : body),
      { kind: 'separator' },
      {
        kind: 'command',
        text: texts.maintenance.menu,
        command: { kind: 'maintenance' },
        inset: false,
      },
      { kind: 'command', text: texts.menu.about, command: { kind: 'about' }, inset: false },
    ],
  };
}

/** Before the helper has been heard nobody knows whether the organization wants one. */
function isShown({ link, snapshot }: State, due: boolean): boolean {
  if (snapshot === null) return link.kind !== 'connecting';
  const { menuBarItem } = snapshot.branding;
  return menuBarItem === 'always' || (menuBarItem === 'when-due' && due);
}

/** What the icon says, in words: for those who do not see it. */
function headline(state: State, listed: readonly DeploymentView[]): string {
  const [first] = listed;
  if (state.link.kind !== 'connected') return withoutFullStop(whyNothingCanBeChosen(state)[0] ?? '');
  if (first === undefined) return withoutFullStop(textsOf(state).menu.nothingDue);
  return [first.title, stateLines(state, first)[0]].filter(Boolean).join(', ');
}

const withoutFullStop = (sentence: string): string => sentence.replace(/[.。]$/u, '');

/** What is over is told by the list of Maintenance; what sleeps with nothing to choose is nobody's business. */
const isListed = (view: DeploymentView): boolean =>
  !isPast(view) && (view.detail.kind !== 'resting' || mayChoose(view));

/** While the helper cannot be reached: why nothing can be chosen, and which appointments stand all the same. */
export function whyNothingCanBeChosen(state: State): string[] {
  const { link, snapshot, now } = state;
  const texts = textsOf(state);
  const why =
    link.kind === 'lost'
      ? {
          closed: texts.link.lostMenu,
          'wrong-version': texts.link.wrongVersion,
          untrusted: texts.link.untrusted,
        }[link.why]
      : texts.link.connecting;
  return [why, ...(snapshot === null ? [] : safeAppointments(snapshot.deployments, state, now))];
}

/** "Your appointment today at 15:10 is safe.": launchd keeps it without the helper. */
export const safeAppointments = (
  deployments: readonly DeploymentView[],
  state: State,
  now: State['now'],
): string[] =>
  deployments.flatMap(({ detail }) =>
    detail.kind === 'scheduled' && isAfter(instant(detail.due), now)
      ? [textsOf(state).link.appointmentSafe(whenOf(instant(detail.due), now, placeOf(state)))]
      : [],
  );

export const placeOf = (state: State): Place => ({
  zone: state.snapshot?.zone ?? 'UTC',
  locale: localeOf(state),
});

function sectionOf(state: State, view: DeploymentView): MenuItem[] {
  return [
    title(view.title),
    ...stateLines(state, view).map(line),
    ...(mayChoose(view) ? commandsOf(state, view) : []),
    ...(view.detail.kind === 'staged' ? [quitAndUpdate(state, view)] : []),
  ];
}

const quitAndUpdate = (state: State, { id }: DeploymentView): MenuItem => ({
  kind: 'command',
  text: textsOf(state).menu.quitAndUpdate,
  command: { kind: 'quit-and-update', deployment: id },
  inset: true,
});

function stateLines(state: State, view: DeploymentView): string[] {
  const { detail, hold } = view;
  const texts = textsOf(state);
  const place = placeOf(state);
  const at = (text: string): ReturnType<typeof whenOf> => whenOf(instant(text), state.now, place);
  switch (detail.kind) {
    case 'asked': {
      const deadline = shownDeadline(view);
      const without = withoutAskingLine(view, state.now, place);
      return [
        hold === null ? texts.menu.waiting : texts.hold(hold),
        ...(detail.missed === null
          ? []
          : [(detail.because === 'held' ? texts.menu.missedHeld : texts.menu.missed)(at(detail.missed))]),
        ...(without !== null
          ? [without]
          : deadline === null
            ? []
            : [texts.menu.latestBy(whenOf(deadline, state.now, place))]),
        ...(view.shows.deferrals && view.deferralsLeft === 1 && mayChangeTime(view)
          ? [texts.menu.lastDeferral]
          : []),
      ];
    }
    case 'scheduled': {
      if (hold !== null) {
        const latest = hold.until === null ? [] : [texts.menu.latestBy(at(hold.until))];
        return [texts.menu.due(at(detail.due)), texts.hold(hold), ...latest, ...attemptLines(texts, detail)];
      }
      const minutes = minutesBetween(state.now, instant(detail.due));
      const due =
        minutes <= 0
          ? texts.menu.starting
          : minutes <= countdownMinutes
            ? texts.menu.dueSoon(at(detail.due), minutes)
            : texts.menu.due(at(detail.due));
      const by =
        detail.by === 'deadline'
          ? [texts.menu.withoutAsking]
          : detail.by === 'admin'
            ? [texts.menu.setByAdmin]
            : [];
      return [due, ...by, ...attemptLines(texts, detail)];
    }
    case 'running':
      return [texts.menu.running, ...attemptLines(texts, detail)];
    case 'restarting':
      if (hold !== null) return [texts.menu.restartWaits, texts.hold(hold)];
      return [detail.at === null ? texts.menu.restartWaits : texts.restart.headline(at(detail.at))];
    case 'checking':
      return [texts.menu.checking];
    case 'available':
      return [texts.menu.available];
    case 'installed':
      return [detail.verified ? texts.menu.installed : texts.menu.finished];
    case 'staged':
      return [texts.maintenance.staged(detail.app, detail.version)];
    case 'failed':
      return [texts.menu.failed];
    case 'not-met':
      return [texts.menu.notMet];
    case 'unqualified':
      return [texts.menu.unqualified(detail.winner)];
    case 'resting':
      return [];
    default:
      return assertNever(detail);
  }
}

const attemptLines = (
  texts: Texts,
  { attempt, attempts }: { readonly attempt: number; readonly attempts: number },
): string[] => (attempt > 1 ? [texts.menu.attempt(attempt, attempts)] : []);

function commandsOf(state: State, view: DeploymentView): MenuItem[] {
  const place = placeOf(state);
  const texts = textsOf(state);
  const offers = offersOf(view, state.now, place.zone);
  const command = (text: string, wanted: Command, inset = true): MenuItem => ({
    kind: 'command',
    text,
    command: wanted,
    inset,
  });
  const offered = view.detail.kind === 'available';
  const start = offered ? texts.menu.installNow : texts.menu.startNow;
  const chooseTime: Command = { kind: 'choose-time', deployment: view.id };
  const startNow = offers.some(({ choice }) => choice.pick.kind === 'now')
    ? [
        // The three dots promise a question, and only a restart asks one.
        command(view.restarts ? texts.menu.asks(start) : start, { kind: 'start-now', deployment: view.id }),
      ]
    : [];
  const quick = offers
    .filter(({ choice }) => choice.pick.kind !== 'now')
    .map((offer) =>
      command(
        texts.choice.menu(offerLabel(offer, state.now, place), offerTimeText(offer.at, state.now, place)),
        { kind: 'pick', deployment: view.id, choice: offer.choice.id },
        false,
      ),
    );
  if (quick.length === 0 && view.ownTime === null) return startNow;
  if (offered) return [...startNow, command(texts.menu.chooseTime, chooseTime)];
  const submenu: MenuItem = {
    kind: 'submenu',
    text: view.detail.kind === 'scheduled' ? texts.menu.changeTime : texts.menu.chooseTimeMenu,
    items: [...quick, command(texts.menu.chooseTime, chooseTime, false)],
  };
  return [...startNow, submenu];
}

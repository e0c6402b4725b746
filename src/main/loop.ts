/**
 * Turns the wheel: each event goes through the reducer, its effects are carried out, and what follows from the new state is
 * shown. One event at a time; one timer at most, set to the moment that `wakeAt` names. Decides nothing itself.
 */
import { maintenanceView } from './app/maintenance-model.ts';
import { menuModel } from './app/menu-model.ts';
import { observeEvery } from './app/observing.ts';
import { notifications } from './app/notification-model.ts';
import { windowView } from './app/page-model.ts';
import { reduce } from './app/reducer.ts';
import { initialState, type AppEvent, type Effect } from './app/state.ts';
import { wakeAt } from './app/wake-at.ts';
import { assertNever } from '../core/result.ts';
import type { Intent } from '../contract/session-door.ts';
import type { Ports } from './ports/ports.ts';

export function startLoop(
  ports: Ports,
  setting: {
    readonly locale: string;
    readonly languages: readonly string[];
    readonly version: string;
  },
): void {
  const { helper, clock, menuBar, dialogWindow, maintenanceWindow, outside, awakenings, screenWatch, log } =
    ports;
  const queue: AppEvent[] = [];
  let state = initialState(clock.now(), setting.locale, setting.version, setting.languages);
  let working = false;
  let timer: { readonly at: number; readonly forget: () => void } | null = null;
  let shown = { menu: '', view: 'null', maintenance: 'null', notifications: '' };

  const dispatch = (event: AppEvent): void => {
    queue.push(event);
    if (working) return;
    working = true;
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const step = reduce(state, next, clock.now());
        state = step.state;
        for (const effect of step.effects) carryOut(effect);
      }
    } finally {
      working = false;
    }
    show();
    setTimer();
    screenWatch.observe(observeEvery(state));
  };

  const carryOut = (effect: Effect): void => {
    switch (effect.kind) {
      case 'send-intent':
        log.info(`intent ${effect.intent.kind} for ${subject(effect.intent)}`);
        void helper.sendIntent(effect.intent).then((answer) => {
          log.info(`intent for ${subject(effect.intent)}: ${explain(answer)}`);
          dispatch({ kind: 'answer', request: effect.request, answer });
        });
        return;
      case 'report':
        helper.report({ event: effect.event });
        return;
      case 'open-link':
        outside.openLink(effect.address);
        return;
      case 'quit-app':
        outside.quitApp(effect.bundleId);
        return;
      case 'linger':
        clock.callAfter(effect.milliseconds, () => {
          const { serial, touches } = effect;
          dispatch({ kind: 'lingered', serial, touches, readAloud: dialogWindow.isReadAloud() });
        });
        return;
      default:
        assertNever(effect);
    }
  };

  /** Only what changed: a tray that is set anew closes an open menu. */
  const show = (): void => {
    const menu = menuModel(state);
    const view = windowView(state);
    const maintenance = maintenanceView(state);
    const told = notifications(state);
    const next = {
      menu: JSON.stringify(menu),
      view: JSON.stringify(view),
      maintenance: JSON.stringify(maintenance),
      // One that was told is not told again because a minute has passed.
      notifications: told.map(({ id }) => id).join(),
    };
    if (next.menu !== shown.menu) menuBar.show(menu);
    if (next.view !== shown.view) dialogWindow.show(view);
    if (next.maintenance !== shown.maintenance) maintenanceWindow.show(maintenance);
    if (next.notifications !== shown.notifications) ports.notifications.show(told);
    shown = next;
  };

  const setTimer = (): void => {
    const at = wakeAt(state);
    if (at?.epochMilliseconds === timer?.at) return;
    timer?.forget();
    timer =
      at === null
        ? null
        : {
            at: at.epochMilliseconds,
            forget: clock.callAt(at, () => {
              timer = null;
              dispatch({ kind: 'time' });
            }),
          };
  };

  menuBar.onCommand((command) => dispatch({ kind: 'command', command }));
  ports.notifications.onCommand((command) => dispatch({ kind: 'command', command }));
  dialogWindow.onMessage((message) => dispatch({ kind: 'page', message }));
  dialogWindow.onBroken(() => dispatch({ kind: 'page-broke' }));
  maintenanceWindow.onClosed(() => dispatch({ kind: 'maintenance-closed' }));
  awakenings.onWake((event) => dispatch({ kind: event }));
  // Nothing that the app shows follows from it: the helper judges, and says what follows in a snapshot.
  screenWatch.onObservation((observation) => helper.report({ event: 'screen', observation }));
  show();
  helper.start(dispatch);
}

const explain = (answer: Awaited<ReturnType<Ports['helper']['sendIntent']>>): string => {
  if (answer === null) return 'not passed on';
  if (answer.kind === 'partly-accepted') return `accepted, but not for ${answer.notScheduled.join(', ')}`;
  return answer.kind === 'accepted' ? 'accepted' : `refused (${answer.reason})`;
};

const subject = (intent: Intent): string =>
  intent.kind === 'choose-together' ? intent.deployments.join(', ') : intent.deployment;

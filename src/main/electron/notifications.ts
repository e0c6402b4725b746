/**
 * The system's notifications, always without a sound. Each telling is shown once; what is told no longer is taken away. Where there
 * are none (switched off, not allowed), nothing happens: menu and window tell the same.
 */
import { app, Notification } from 'electron';
import type { NotificationModel } from '../app/notification-model.ts';
import type { Command } from '../app/state.ts';
import type { Log, Notifications } from '../ports/ports.ts';

export class ElectronNotifications implements Notifications {
  readonly #log: Log;
  /** By the telling's id. Kept, because a notification that nothing holds on to forgets its clicks. */
  readonly #shown = new Map<string, Notification>();
  #command: (command: Command) => void = () => undefined;

  constructor(log: Log) {
    this.#log = log;
    // Without the app its buttons would do nothing.
    app.on('before-quit', () => this.show([]));
  }

  onCommand(listener: (command: Command) => void): void {
    this.#command = listener;
  }

  show(models: readonly NotificationModel[]): void {
    if (!Notification.isSupported()) return;
    for (const [id, notification] of this.#shown) {
      if (models.some((model) => model.id === id)) continue;
      this.#shown.delete(id);
      this.#attempt(() => notification.close());
    }
    for (const model of models) {
      if (!this.#shown.has(model.id)) this.#attempt(() => this.#tell(model));
    }
  }

  #tell(model: NotificationModel): void {
    const notification = new Notification({
      title: model.title,
      body: model.body,
      silent: true,
      // Electron has no time-sensitive notifications for macOS (electron/electron#31614); this is for where it knows how.
      urgency: model.urgent ? 'critical' : 'normal',
      // Buttons need a signed app whose Info.plist says NSUserNotificationAlertStyle = alert; elsewhere a click does.
      actions: model.actions.map(({ text }) => ({ type: 'button', text })),
    });
    notification.on('click', () => this.#command(model.click));
    notification.on('action', (details, index) => {
      const action = model.actions[actionIndex(details, index)];
      if (action !== undefined) this.#command(action.command);
    });
    notification.on('failed', (_event, error) => this.#log.warn(`a notification failed: ${error}`));
    this.#shown.set(model.id, notification);
    notification.show();
  }

  #attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#log.warn(`a notification failed: ${String(error)}`);
    }
  }
}

/** Newer versions of Electron put it into the event, older ones beside it. */
const actionIndex = (details: { readonly actionIndex?: number }, index: number): number =>
  details.actionIndex ?? index;

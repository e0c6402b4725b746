/**
 * The app's end of the user's door, kept open: connects, subscribes, and after a loss tries again, at once when the
 * folder of the doors changes and slowly otherwise. Holds no state of the app.
 */
import { watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { paths, sessionSocket } from '../../contract/identity.ts';
import {
  sessionMethods,
  sessionNotifications,
  type Intent,
  type IntentAnswer,
  type Picture,
  type Report,
} from '../../contract/session-door.ts';
import { explainDoorProblem, openDoor, type Door, type DoorProblem } from '../../link/door.ts';
import type { LostReason } from '../app/state.ts';
import type { HelperLink, LinkEvent } from '../ports/helper-link.ts';
import type { Log } from '../ports/ports.ts';
import { backOff } from './back-off.ts';

/** A new socket is there a moment before anybody listens. */
const settleMilliseconds = 100;

export class SessionLink implements HelperLink {
  readonly #options: { root: string; uid: number; version: string; log: Log };
  #tell: (event: LinkEvent) => void = () => undefined;
  #door: Door<typeof sessionMethods> | null = null;
  #watcher: FSWatcher | null = null;
  #timer: NodeJS.Timeout | null = null;
  #failures = 0;
  #trying = false;
  #observationOnItsWay = false;
  #closed = false;
  #lastProblem = '';

  constructor(options: { root: string; uid: number; version: string; log: Log }) {
    this.#options = options;
  }

  start(listener: (event: LinkEvent) => void): void {
    this.#tell = listener;
    void this.#try();
  }

  async sendIntent(intent: Intent): Promise<IntentAnswer | null> {
    const answer = await this.#door?.call('intent', intent);
    if (answer?.ok === true) return answer.value;
    if (answer !== undefined) this.#options.log.warn(`intent: ${explainDoorProblem(answer.problem)}`);
    return null;
  }

  async image(digest: string): Promise<Picture | null> {
    const answer = await this.#door?.call('image', { digest });
    return answer?.ok === true ? answer.value : null;
  }

  report(report: Report): void {
    if (report.event === 'screen') void this.#reportScreen(report);
    else if (this.#door !== null) void this.#door.call('report', report);
    // After a sleep the helper is most likely back: no reason to wait for the rest of the minute.
    else void this.#try();
  }

  /** One at a time: a helper that is slow to listen hears the next one, not a queue of old ones. */
  async #reportScreen(report: Report): Promise<void> {
    if (this.#door === null || this.#observationOnItsWay) return;
    this.#observationOnItsWay = true;
    await this.#door.call('report', report);
    this.#observationOnItsWay = false;
  }

  close(): void {
    this.#closed = true;
    this.#stopWaiting();
    this.#door?.close();
  }

  async #try(): Promise<void> {
    if (this.#closed || this.#trying || this.#door !== null) return;
    this.#trying = true;
    this.#stopWaiting();
    const { root, uid, version } = this.#options;
    const opened = await openDoor({
      root,
      socket: sessionSocket(uid),
      program: 'app',
      version,
      methods: sessionMethods,
      notifications: sessionNotifications,
      onNotification: ({ params }) => this.#tell({ kind: 'snapshot', snapshot: params }),
      onClose: (reason) => this.#lose({ kind: 'closed', reason }),
    });
    if (!opened.ok) {
      this.#trying = false;
      this.#lose(opened.problem);
      return;
    }
    this.#door = opened.value;
    const subscribed = await opened.value.call('subscribe', {});
    this.#trying = false;
    if (!subscribed.ok) {
      opened.value.close();
      return;
    }
    this.#failures = 0;
    this.#lastProblem = '';
    this.#options.log.info('connected to the helper');
    this.#tell({ kind: 'snapshot', snapshot: subscribed.value });
    this.#tell({ kind: 'link', link: { kind: 'connected' } });
  }

  #lose(problem: DoorProblem): void {
    this.#door = null;
    if (this.#closed) return;
    this.#failures += 1;
    const line = explainDoorProblem(problem);
    if (line !== this.#lastProblem) this.#options.log.warn(line);
    this.#lastProblem = line;
    this.#tell({ kind: 'link', link: { kind: 'lost', why: reasonOf(problem) } });
    this.#wait();
  }

  /** Whichever comes first: the folder of the doors changes, or the back-off is over. */
  #wait(): void {
    this.#stopWaiting();
    this.#timer = setTimeout(() => void this.#try(), backOff(this.#failures));
    try {
      this.#watcher = watch(join(this.#options.root, paths.sessionFolder), () => {
        this.#watcher?.close();
        this.#watcher = null;
        if (this.#timer !== null) clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#try(), settleMilliseconds);
      });
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // The folder is not there yet or may not be looked at: the timer is enough.
    }
  }

  #stopWaiting(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#watcher?.close();
    this.#watcher = null;
  }
}

function reasonOf(problem: DoorProblem): LostReason {
  switch (problem.kind) {
    case 'untrusted':
      return 'untrusted';
    case 'wrong-version':
      return 'wrong-version';
    case 'absent':
    case 'not-allowed':
    case 'closed':
    case 'silent':
    case 'error':
    case 'not-understood':
      return 'closed';
  }
}

/**
 * Which `intermission run` processes are alive. A run keeps its connection open; when that closes, or after the helper was
 * restarted, its journal tells how it ended, and a run that neither comes back nor has an end is lost.
 */
import type { RunClosing } from '../../core/run-course.ts';
import { isBefore, plusMinutes, type Instant } from '../../core/time.ts';
import type { Clock, RunJournal } from '../ports/ports.ts';
import type { Course } from './views.ts';

/** The connection of one run. */
export interface RunConnection {
  /** Tells a waiting run that it may ask again. */
  turn(): void;
  onClose(closed: () => void): void;
}

/** How long a run may take to come back to a restarted helper. */
const comesBackWithinMinutes = 1;

export class RunWatch {
  readonly #journal: RunJournal;
  readonly #clock: Clock;
  /** By deployment: a leftover job may ask for the same appointment while the real run goes on. */
  readonly #connections = new Map<string, Set<RunConnection>>();
  readonly #labels = new Map<string, string>();
  readonly #cameAt = new Map<string, Instant>();
  /** Since when a running deployment has had no connection. */
  readonly #aloneSince = new Map<string, Instant>();

  constructor(journal: RunJournal, clock: Clock) {
    this.#journal = journal;
    this.#clock = clock;
  }

  /** Labels whose run is connected, also of deployments that the preferences no longer name. */
  get attached(): ReadonlySet<string> {
    return new Set([...this.#connections.keys()].flatMap((id) => this.#labels.get(id) ?? []));
  }

  /** `label` is that of the job in which the run lives. */
  attach(
    { id, label }: { readonly id: string; readonly label: string },
    appointment: Instant,
    connection: RunConnection,
    detached: () => void,
  ): void {
    const connections = this.#connections.get(id) ?? new Set();
    this.#connections.set(id, connections);
    this.#labels.set(id, label);
    this.#aloneSince.delete(id);
    void this.#journal.forgetBut(id, appointment);
    if (connections.has(connection)) return;
    if (connections.size === 0) this.#cameAt.set(id, this.#clock.now());
    connections.add(connection);
    connection.onClose(() => {
      connections.delete(connection);
      if (connections.size > 0) return;
      this.#connections.delete(id);
      this.#cameAt.delete(id);
      detached();
    });
  }

  /** When the run that is connected came; null where none is. */
  cameAt(id: string): Instant | null {
    return this.#cameAt.get(id) ?? null;
  }

  /** Every connected run that waits asks again. */
  callNext(): void {
    for (const connections of this.#connections.values())
      for (const connection of connections) connection.turn();
  }

  /** Running deployments whose run has ended without a word, or has not come back in time. */
  async vanished(courses: readonly Course[]): Promise<readonly string[]> {
    const lost: string[] = [];
    for (const { deployment, record } of courses) {
      if (record.stage.kind !== 'running' || this.#connections.has(deployment.id)) {
        this.#aloneSince.delete(deployment.id);
        continue;
      }
      const since = this.#aloneSince.get(deployment.id) ?? this.#clock.now();
      this.#aloneSince.set(deployment.id, since);
      const journal = await this.#journal.read(deployment.id, record.stage.deferral.appointment);
      const overdue = !isBefore(this.#clock.now(), plusMinutes(since, comesBackWithinMinutes));
      if ((journal?.ending ?? null) !== null || overdue) lost.push(deployment.id);
    }
    return lost;
  }

  /** How a lost run closed, by its journal. */
  async closingOf(course: Course | null): Promise<RunClosing> {
    if (course?.record.stage.kind !== 'running') return { kind: 'vanished' };
    const { appointment } = course.record.stage.deferral;
    const journal = await this.#journal.read(course.deployment.id, appointment);
    const ending = journal?.ending ?? null;
    return ending === null ? { kind: 'vanished' } : { kind: 'ended', ending };
  }

  /** When a run without a connection must have come back; null where there is none. */
  nextCheck(courses: readonly Course[]): Instant | null {
    const alone = courses.some(
      ({ deployment, record }) => record.stage.kind === 'running' && !this.#connections.has(deployment.id),
    );
    return alone ? plusMinutes(this.#clock.now(), comesBackWithinMinutes) : null;
  }
}

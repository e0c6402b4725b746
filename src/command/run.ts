/**
 * `intermission run`: what the LaunchDaemon calls at the chosen minute. Asks the helper (go, wait, stale), runs jamf, and
 * reports. If the helper cannot be reached the work still runs, once: the journal sees to that.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { explainDoorProblem } from '../link/door.ts';
import type { RunEnding } from '../core/attempts.ts';
import { done, problem, type Answer } from './answer.ts';
import { openAdminDoor, type AdminDoor } from './admin.ts';
import type { Request } from './arguments.ts';
import { exitCodes } from './exit-codes.ts';
import { beginJournal, endJournal } from './run-record.ts';
import { runProgram } from './run-program.ts';

type RunRequest = Extract<Request, { kind: 'run' }>;

/** How often to look whether a helper that went away is back. launchd restarts it within ten seconds (macos.md A2). */
const comeBackMs = 3_000;
/** How often to try before the work runs without the helper: at boot and after a crash it needs a moment. */
const beginTries = 10;
/** A helper that hangs is as good as none. */
const answerWithinMs = 60_000;
/** How long to wait with the outcome for a helper that is away; afterwards it finds the journal. */
const reportTries = 10;

export async function run(root: string, request: RunRequest): Promise<Answer> {
  // A shutdown (often the policy's own) or a bootout asks the job to end: jamf is asked too, and what came of it is still
  // written down.
  const stopping = new AbortController();
  process.on('SIGTERM', () => stopping.abort());
  const line = new HelperLine(root, request);
  const told = await line.begin(stopping.signal);
  // Where the Mac goes down nothing is begun any more.
  const verdict = stopping.signal.aborted ? stopped : told;
  if (verdict.kind === 'stale') {
    line.end();
    return done(`${request.deployment}: nothing to run: ${verdict.reason}.`);
  }
  if (verdict.kind === 'unreachable') {
    process.stderr.write(`intermission: ${verdict.reason}; the work runs all the same\n`);
  }
  const startedAt = new Date().toISOString();
  const journal = await beginJournal(root, request.deployment, request.appointment, startedAt);
  if (journal === 'already-begun') {
    line.end();
    return done(`${request.deployment}: nothing to run: this appointment was kept already.`);
  }
  if (journal !== 'begun') {
    process.stderr.write(`intermission: the journal could not be written: ${journal.problem}\n`);
  }
  // The log's lines are as old as the time before them; jamf's own say none.
  const heading = `${startedAt.replace(/\.\d+Z$/, 'Z')} ${request.deployment}: runs ${request.argv.join(' ')}\n`;
  const ending = await runProgram(root, request.argv, {
    stopping: stopping.signal,
    onStart: () => process.stdout.write(heading),
  });
  await endJournal(root, request.deployment, request.appointment, {
    version: 1,
    startedAt,
    ending: copy(ending),
  });
  const reported = await line.report(ending, stopping.signal);
  line.end();
  if (ending.notStarted !== null) return problem(exitCodes.notStarted, ending.notStarted);
  return done(
    `${request.deployment}: the run ended with ${ending.signal ?? `exit code ${String(ending.exitCode)}`}${reported ? '' : '; the helper will find it in the journal'}.`,
  );
}

const copy = (ending: RunEnding) => ({ ...ending, lastLines: [...ending.lastLines] });

type Beginning =
  | { readonly kind: 'go' }
  | { readonly kind: 'stale'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

const stopped: Beginning = { kind: 'stale', reason: 'it was asked to end before its turn came' };

/** The line to the helper during one run: kept open, and opened again when the helper was restarted. */
class HelperLine {
  readonly #root: string;
  readonly #request: RunRequest;
  #door: AdminDoor | null = null;
  #turn: () => void = () => undefined;
  #opening: Promise<AdminDoor | string> | null = null;
  #over = false;
  #comingBack = false;
  /** The helper took a call and did not answer: waiting longer would not help. */
  #silent = false;

  constructor(root: string, request: RunRequest) {
    this.#root = root;
    this.#request = request;
  }

  /** Asks until the answer is go or stale; a wait ends with the helper's word, with the helper, or when the job is to end. */
  async begin(stopping: AbortSignal): Promise<Beginning> {
    stopping.addEventListener('abort', () => this.#turn());
    let tries = 0;
    let told = '';
    for (;;) {
      if (stopping.aborted) return stopped;
      const door = await this.#open();
      if (typeof door === 'string') {
        tries += 1;
        if (this.#silent || tries >= beginTries) return this.#withoutHelper(door);
        await delay(comeBackMs);
        continue;
      }
      tries = 0;
      const turn = new Promise<void>((called) => {
        this.#turn = called;
      });
      const answer = await this.#ask(door);
      if (!answer.ok) {
        // A door that does not answer is closed, or it would keep this process alive.
        door.close();
        if (answer.problem.kind !== 'closed') {
          return this.#withoutHelper(explainDoorProblem(answer.problem));
        }
        await delay(comeBackMs);
        continue;
      }
      if (answer.value.kind !== 'wait') {
        if (answer.value.kind === 'go') this.#turn = () => undefined;
        return answer.value;
      }
      if (answer.value.reason !== told) {
        told = answer.value.reason;
        process.stderr.write(`intermission: waits: ${told}\n`);
      }
      await turn;
    }
  }

  /** The work goes on; a helper that comes later learns of it. */
  #withoutHelper(reason: string): Beginning {
    this.#turn = () => undefined;
    void this.#comeBack();
    return { kind: 'unreachable', reason };
  }

  /** True when the helper has heard the outcome. Asked to end, it tries no more: a shutdown waits for this process. */
  async report(
    { exitCode, signal, notStarted, lastLines }: RunEnding,
    stopping: AbortSignal,
  ): Promise<boolean> {
    const { deployment, appointment } = this.#request;
    for (let attempt = 1; attempt <= reportTries; attempt += 1) {
      const door = await this.#open();
      if (typeof door !== 'string') {
        const answer = await door.call('runEnd', {
          deployment,
          appointment,
          endedAt: new Date().toISOString(),
          exitCode,
          signal,
          notStarted,
          lastLines: [...lastLines],
        });
        if (answer.ok) return true;
      }
      if (this.#silent || stopping.aborted) return false;
      if (attempt < reportTries) await delay(comeBackMs);
    }
    return false;
  }

  end(): void {
    this.#over = true;
    this.#door?.close();
  }

  /** Opens the line, once at a time; gives the reason where it cannot. */
  async #open(): Promise<AdminDoor | string> {
    if (this.#door !== null) return this.#door;
    this.#opening ??= this.#connect().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #connect(): Promise<AdminDoor | string> {
    const opened = await openAdminDoor(this.#root, answerWithinMs, {
      turn: () => this.#turn(),
      closed: () => {
        this.#door = null;
        this.#turn();
        void this.#comeBack();
      },
    });
    this.#silent = !opened.ok && opened.problem.kind === 'silent';
    if (!opened.ok) return explainDoorProblem(opened.problem);
    if (this.#over) {
      opened.value.close();
      return 'the run is over';
    }
    this.#door = opened.value;
    return opened.value;
  }

  /** A restarted helper must learn that this run is alive. */
  async #comeBack(): Promise<void> {
    if (this.#comingBack) return;
    this.#comingBack = true;
    while (!this.#over && this.#door === null) {
      await delay(comeBackMs, undefined, { ref: false });
      const door = await this.#open();
      if (typeof door !== 'string') await this.#ask(door);
    }
    this.#comingBack = false;
  }

  #ask(door: AdminDoor) {
    const { deployment, appointment } = this.#request;
    return door.call('runBegin', { deployment, appointment });
  }
}

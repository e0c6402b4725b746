/** What `intermission run` asks when a job has come to its minute, and what it tells at the end. */
import { describeFinding } from '../../core/describe.ts';
import { fitnessJudged, withDoubt } from '../../core/eligibility.ts';
import { foundDone, isDone } from '../../core/look-course.ts';
import * as runCourse from '../../core/run-course.ts';
import type { Deferral } from '../../core/record.ts';
import { runHold, runJudgement } from '../../core/hold/hold-course.ts';
import type { Held, Judgement } from '../../core/hold/rules.ts';
import { announcedFirst } from '../../core/notices.ts';
import type { Instant } from '../../core/time.ts';
import type { Engine } from './engine.ts';
import { fitnessCause, Looking, type WorkLook } from './looking.ts';
import type { RunConnection } from './run-watch.ts';
import type { Course } from './views.ts';

/** Go, wait or stale. A run that is told to go, or to wait, stays attached by its connection. */
export async function runBegin(
  engine: Engine,
  id: string,
  appointment: Instant,
  connection: RunConnection,
): Promise<runCourse.RunVerdict> {
  const look = await lookBefore(engine, id, appointment);
  return engine.inTurn(async () => {
    const found = engine.ledger.course(id);
    if (found === null) return { kind: 'stale', reason: 'this deployment is not configured' };
    const power = await engine.holding.powerFor(found);
    const now = engine.ports.clock.now();
    const begun = runCourse.begun(
      found.record,
      appointment,
      (deferral) => obstacleOf(engine, found, deferral, power),
      now,
    );
    const { record, verdict } =
      begun.verdict.kind !== 'go'
        ? begun
        : (idle(engine, found, look) ?? announced(engine, found, withDoubtOf(begun, look)));
    const committed = await engine.commit([{ course: found, record }], verdictCause(verdict));
    // A full disk must not stop the work: the run's own journal knows of it.
    if (!committed.ok) engine.ports.log.warn(`${id} runs although it could not be recorded`);
    if (verdict.kind === 'stale') {
      // Ours, but too early: it has used up its one run and would not come again at its minute.
      const { stage } = record;
      const ours = stage.kind === 'scheduled' && stage.deferral.appointment.equals(appointment);
      if (ours && stage.deferral.intent.kind !== 'now') engine.keeper.mustReload(found.deployment.label);
      // Not in this turn: the job must end before its plist and its label are dealt with.
      engine.lookNow('a stale job came').catch((error: unknown) => engine.ports.log.warn(String(error)));
      return verdict;
    }
    engine.runs.attach(found.deployment, appointment, connection, () => void detached(engine, id));
    // What is held makes way for the others.
    if (record.hold !== null && found.record.hold === null) engine.turns.callNext();
    return verdict;
  });
}

/** Is the work still to be done, and can it be? Asked only for the appointment that stands; no turn waits for the answer. */
async function lookBefore(engine: Engine, id: string, appointment: Instant): Promise<WorkLook | null> {
  const found = engine.ledger.course(id);
  const stage = found?.record.stage;
  const isAwaited = stage?.kind === 'scheduled' && stage.deferral.appointment.equals(appointment);
  if (found === null || !isAwaited || Looking.isBlind(found.deployment)) return null;
  return await engine.looking.lookBeforeRun(found);
}

type Begun = ReturnType<typeof runCourse.begun>;

/** Work that is done already, or that this Mac cannot do, is not run. Null where it is: what the help desk wants done again, too. */
function idle(engine: Engine, { deployment, record }: Course, look: WorkLook | null): Begun | null {
  if (record.stage.kind !== 'scheduled' || look === null) return null;
  const now = engine.ports.clock.now();
  const { finding, fitness } = look;
  if (finding !== null && isDone(finding) && record.stage.deferral.by !== 'admin') {
    const reason = `the work is done already: ${describeFinding(finding)}`;
    return { record: foundDone(record, finding, now), verdict: { kind: 'stale', reason } };
  }
  if (fitness?.kind !== 'not-met') return null;
  const judged = fitnessJudged(record, deployment, fitness, engine.user !== null, now, engine.zone);
  return { record: judged, verdict: { kind: 'stale', reason: fitnessCause(fitness) } };
}

const withDoubtOf = (begun: Begun, look: WorkLook | null): Begun => ({
  ...begun,
  record: withDoubt(begun.record, look?.fitness?.kind === 'unknown' ? look.fitness.why : null),
});

/** A forced run never begins before its warning could be seen by whoever is there. */
function announced(engine: Engine, found: Course, begun: Begun): Begun {
  const screen = engine.holding.judgementFor(found, 'question');
  const now = engine.ports.clock.now();
  const first = announcedFirst(found.record, found.deployment, screen, now, engine.zone);
  return first === null
    ? begun
    : { record: first, verdict: { kind: 'stale', reason: 'it has to be announced first' } };
}

function obstacleOf(
  engine: Engine,
  found: Course,
  deferral: Deferral,
  power: Judgement,
): runCourse.Obstacle | null {
  const busy = engine.ledger.courses.some(
    ({ deployment, record }) => deployment.id !== found.deployment.id && record.stage.kind === 'running',
  );
  if (busy) return { kind: 'busy' };
  if (engine.restarting.comesFirst()) return { kind: 'restart' };
  const screen = (what: Held): Judgement | null => engine.holding.judgementFor(found, what);
  const judgement = runJudgement(deferral, { screen, power });
  const now = engine.ports.clock.now();
  const hold = runHold(found.record, found.deployment, deferral, judgement, now, engine.zone);
  if (hold !== null) return { kind: 'held', hold };
  const before = engine.turns.ahead(found);
  return before === null ? null : { kind: 'turn', before };
}

/** What a run tells of an appointment that is no longer the one under way (it was thought lost) changes nothing. */
export const runEnd = (
  engine: Engine,
  id: string,
  appointment: Instant,
  closing: runCourse.RunClosing,
): Promise<void> =>
  engine.inTurn(async () => {
    const stage = engine.ledger.course(id)?.record.stage;
    if (stage?.kind !== 'running' || !stage.deferral.appointment.equals(appointment)) return;
    await engine.close(id, closing, 'the run ended');
  });

/** The connection of a run closed: it ended, gave up waiting, or was killed. Only now is its process surely gone. */
function detached(engine: Engine, id: string): Promise<void> {
  return engine.inTurn(async () => {
    const found = engine.ledger.course(id);
    if (found === null || engine.stopping) return;
    await engine.commit(
      [{ course: found, record: runCourse.gaveUpWaiting(found.record) }],
      'the waiting job went away',
    );
    await engine.look('a run detached');
  });
}

const verdictCause = (verdict: runCourse.RunVerdict): string => {
  switch (verdict.kind) {
    case 'go':
      return 'its time has come';
    case 'wait':
    case 'stale':
      return verdict.reason;
  }
};

/** What people ask: a time, to be left alone for now, or (the help desk) to withdraw everything. */
import * as course from '../../core/course.ts';
import { decideWish, type Wish, type WishRefusal } from '../../core/deferral.ts';
import type { DeploymentRecord } from '../../core/record.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time.ts';
import type { SimpleAnswer } from '../../contract/admin-door.ts';
import type { Engine } from './engine.ts';
import { unknownDeployment } from './prompting.ts';
import type { Course } from './views.ts';

export type WishProblem = WishRefusal | 'unknown-deployment' | 'could-not-schedule';

/**
 * Decides a wish and makes it so: saved, written, loaded. Where launchd or the disk refuses, the state is as it was before
 * and the wish is refused. Gives the instant at which it will run.
 */
export async function choose(
  engine: Engine,
  id: string,
  wish: Wish,
  by: 'user' | 'admin',
): Promise<Result<Instant, WishProblem>> {
  const accepted = await engine.inTurn(() => accept(engine, id, wish, by));
  if (!accepted.ok) return accepted;
  const problems = await keepOrGiveBack(engine, [accepted.value]);
  return problems.size === 0 ? ok(accepted.value.due) : failed('could-not-schedule');
}

/** Has launchd keep what was accepted; what it cannot keep is given back. Gives the IDs of those. */
export async function keepOrGiveBack(
  engine: Engine,
  accepted: readonly Accepted[],
): Promise<ReadonlySet<string>> {
  const problems = await engine.keeper.reconcile();
  const lost = accepted.flatMap(({ before, record }) => {
    const problem = problems.get(before.deployment.label);
    return problem === undefined ? [] : [{ before, record, why: problem.why }];
  });
  if (lost.length === 0) return new Set();
  await engine.inTurn(async () => {
    for (const { before, record, why } of lost) {
      // Unless something newer happened meanwhile, all is as it was before the wish.
      const current = engine.ledger.course(before.deployment.id);
      if (current?.record !== record) continue;
      await engine.commit([{ course: current, record: before.record }], `not possible: ${why}`);
    }
    engine.reconcileSoon();
  });
  return new Set(lost.map(({ before }) => before.deployment.id));
}

export interface Accepted {
  readonly before: Course;
  readonly record: DeploymentRecord;
  readonly due: Instant;
}

async function accept(
  engine: Engine,
  id: string,
  wish: Wish,
  by: 'user' | 'admin',
): Promise<Result<Accepted, WishProblem>> {
  const before = engine.ledger.course(id);
  if (before === null) return failed('unknown-deployment');
  const now = engine.ports.clock.now();
  const decided = decideWish(before.deployment, before.record, wish, by, now, engine.zone);
  if (!decided.ok) return decided;
  const record = decided.value;
  const cause = by === 'user' ? 'the user chose' : 'the help desk chose';
  const committed = await engine.commit([{ course: before, record }], cause);
  if (!committed.ok || record.stage.kind !== 'scheduled') return failed('could-not-schedule');
  // A job that waits at its minute asks again, learns that its appointment was changed, and makes room for the new one.
  if (before.record.stage.kind === 'scheduled' && before.record.stage.waiting) engine.runs.callNext();
  return ok({ before, record, due: record.stage.deferral.due });
}

/** *Not Now.* */
export function putAside(engine: Engine, id: string): Promise<Result<null, WishProblem>> {
  return engine.inTurn(async () => {
    const found = engine.ledger.course(id);
    if (found === null) return failed('unknown-deployment');
    const record = course.putAside(found.record, found.deployment, engine.ports.clock.now(), engine.zone);
    const committed = await engine.commit([{ course: found, record }], 'the user put it aside');
    engine.reconcileSoon();
    return committed.ok ? ok(null) : failed('could-not-schedule');
  });
}

export async function cancel(engine: Engine, id: string): Promise<SimpleAnswer> {
  const answer = await engine.inTurn(async (): Promise<SimpleAnswer> => {
    const found = engine.ledger.course(id);
    if (found === null) return unknownDeployment({ kind: 'deployment', id });
    if (found.record.stage.kind === 'running') {
      return {
        kind: 'problem',
        problem: 'refused',
        message: `${id} is running; it cannot be cancelled now.`,
      };
    }
    const change = { course: found, record: course.cancelled(found.record) };
    const committed = await engine.commit([change], 'the help desk cancelled');
    if (!committed.ok) return { kind: 'problem', problem: 'could-not-schedule', message: committed.problem };
    return { kind: 'done', line: `${id}: cancelled; the next prompt begins anew.` };
  });
  await engine.keeper.reconcile();
  return answer;
}

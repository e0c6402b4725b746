/** One time for several deployments that ask at once. */
import type { Wish } from '../../core/deferral.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time.ts';
import { decideTogether } from '../../core/together.ts';
import { keepOrGiveBack, type Accepted, type WishProblem } from './choosing.ts';
import type { Engine } from './engine.ts';
import type { Course } from './views.ts';

/** What was arranged for several at once. */
export interface ArrangedTogether {
  readonly due: Instant;
  /** The IDs of those whose appointment launchd or the disk refused; they are asked about again. */
  readonly notScheduled: readonly string[];
}

/** Why nothing was arranged, and which of them is the reason. */
export interface TogetherProblem {
  readonly deployment: string;
  readonly reason: WishProblem;
}

/** Decides one wish for all of these, at one moment and in one change, and makes it so. */
export async function chooseTogether(
  engine: Engine,
  ids: readonly string[],
  wish: Wish,
): Promise<Result<ArrangedTogether, TogetherProblem>> {
  const accepted = await engine.inTurn(() => accept(engine, ids, wish));
  if (!accepted.ok) return accepted;
  const problems = await keepOrGiveBack(engine, accepted.value);
  const [first] = accepted.value;
  const notScheduled = accepted.value
    .map(({ before }) => before.deployment.id)
    .filter((id) => problems.has(id));
  return first === undefined || notScheduled.length === ids.length
    ? failed({ deployment: ids[0] ?? '', reason: 'could-not-schedule' })
    : ok({ due: first.due, notScheduled });
}

async function accept(
  engine: Engine,
  ids: readonly string[],
  wish: Wish,
): Promise<Result<readonly Accepted[], TogetherProblem>> {
  const found: Course[] = [];
  for (const id of ids) {
    const course = engine.ledger.course(id);
    if (course === null) return failed({ deployment: id, reason: 'unknown-deployment' });
    found.push(course);
  }
  const decided = decideTogether(found, wish, engine.ports.clock.now(), engine.zone);
  if (!decided.ok) return decided;
  const changes = found.flatMap((course, index) => {
    const record = decided.value[index];
    return record === undefined ? [] : [{ course, record }];
  });
  const committed = await engine.commit(changes, 'the user chose one time for several');
  const accepted = changes.flatMap(({ course: before, record }): readonly Accepted[] =>
    record.stage.kind === 'scheduled' ? [{ before, record, due: record.stage.deferral.due }] : [],
  );
  return committed.ok && accepted.length === ids.length
    ? ok(accepted)
    : failed({ deployment: ids[0] ?? '', reason: 'could-not-schedule' });
}

/** Withdraws the deployments that lose against another one about the same thing, and lets them begin anew. The rules are the core's. */
import { lossesAmong } from '../../core/conflicts.ts';
import { qualified } from '../../core/eligibility.ts';
import { originOf } from '../../core/launch-daemon.ts';
import type { Ports } from '../ports/ports.ts';
import type { Change, Ledger } from './ledger.ts';
import type { RunWatch } from './run-watch.ts';
import type { Course } from './views.ts';

/** What of the engine is needed here. */
interface Withdrawer {
  readonly ports: Pick<Ports, 'clock' | 'jobFolder'>;
  readonly ledger: Ledger;
  readonly runs: RunWatch;
  commit(changes: readonly Change[], cause: string): Promise<unknown>;
}

export async function settleConflicts(engine: Withdrawer): Promise<void> {
  const { courses } = engine.ledger;
  const losses = lossesAmong(courses.map(({ deployment }) => deployment));
  const now = engine.ports.clock.now();
  const changes = courses.flatMap((course): readonly Change[] => {
    const record = qualified(course.record, losses.get(course.deployment.id) ?? null, now);
    return record === course.record ? [] : [{ course, record }];
  });
  const lost = changes.filter(({ record }) => record.stage.kind === 'unqualified');
  const again = changes.filter(({ record }) => record.stage.kind !== 'unqualified');
  await engine.commit(lost, 'another deployment about the same thing comes first');
  await engine.commit(again, 'no other deployment about the same thing comes first any more');
  const withdrawn = lost
    .map(({ course }) => course)
    .filter(({ record }) => record.stage.kind === 'scheduled');
  if (withdrawn.length === 0) return;
  await removeTakenOver(engine, withdrawn);
  // A job that waits at its minute asks again, and learns that nothing is scheduled.
  engine.runs.callNext();
}

/** BJPD's own plists are never merely removed (core/plan.ts), but this one was taken over: it must not run the trigger by itself. */
async function removeTakenOver({ ports }: Withdrawer, courses: readonly Course[]): Promise<void> {
  for (const { label, content } of await ports.jobFolder.list()) {
    const it = courses.find(({ deployment }) => deployment.label === label);
    const origin = originOf(content);
    if (it === undefined || origin.kind !== 'bjpd' || origin.trigger !== it.deployment.trigger) continue;
    await ports.jobFolder.remove(label);
  }
}

/** `intermission retry`: what has failed begins anew. */
import * as course from '../../core/course.ts';
import { describeNotMet, describeRecord } from '../../core/describe.ts';
import { retried } from '../../core/run-course.ts';
import type { SimpleAnswer } from '../../contract/admin-door.ts';
import type { Engine } from './engine.ts';
import { unknownDeployment } from './prompting.ts';

const refused = (message: string): SimpleAnswer => ({ kind: 'problem', problem: 'refused', message });

/** Looks first: what the Mac still lacks would only fail again, and what is done already needs no attempt. */
export async function retry(engine: Engine, id: string): Promise<SimpleAnswer> {
  const known = engine.ledger.course(id);
  if (known === null) return unknownDeployment({ kind: 'deployment', id });
  const look = retried(known.record) === null ? null : await engine.looking.lookAt(known);
  return engine.inTurn(async (): Promise<SimpleAnswer> => {
    await engine.noticeUser();
    const found = engine.ledger.course(id);
    if (found === null) return unknownDeployment({ kind: 'deployment', id });
    const { deployment } = found;
    const { zone } = engine;
    const now = engine.ports.clock.now();
    const again = retried(found.record);
    if (again === null || look === null) {
      return refused(`${id} has not failed: ${describeRecord(deployment, found.record, zone)}`);
    }
    if (look.fitness?.kind === 'not-met') {
      return refused(`${id} would fail again: it ${describeNotMet(look.fitness)}.`);
    }
    const here = engine.user !== null;
    const offered = course.offered(again, deployment, here, now, zone);
    const record = course.ticked(offered, deployment, here, now, zone);
    const committed = await engine.commit([{ course: found, record }], 'the help desk tries again');
    if (!committed.ok) return { kind: 'problem', problem: 'could-not-schedule', message: committed.problem };
    await engine.look('the help desk tries again');
    const after = engine.ledger.course(id)?.record ?? record;
    return { kind: 'done', line: `${id}: begins anew. ${describeRecord(deployment, after, zone)}` };
  });
}

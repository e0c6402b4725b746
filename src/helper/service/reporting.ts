/** What the admin is told. */
import { describeProblem } from '../../preferences/read-domain.ts';
import type { SimpleAnswer, StatusReport } from '../../contract/admin-door.ts';
import type { Engine } from './engine.ts';
import { reportEntry } from './views.ts';

export function status(engine: Engine, version: string): StatusReport {
  const { ledger, ports, zone, user } = engine;
  const problems = [...ledger.leftOut, ...ledger.preferences.problems.map(describeProblem)];
  return {
    schema: 1,
    version,
    now: ports.clock.now().toString(),
    zone,
    consoleUser: user,
    deployments: ledger.courses.map((it) => reportEntry(it, zone)),
    problems: ledger.loadProblem === null ? problems : [ledger.loadProblem, ...problems],
  };
}

export function reload(engine: Engine): Promise<SimpleAnswer> {
  return engine.inTurn(async () => {
    await engine.readPreferences();
    await engine.look('the preferences were read again');
    const { leftOut, preferences } = engine.ledger;
    const problems = leftOut.length + preferences.problems.length;
    const line = `Preferences read: ${String(preferences.deployments.length)} deployments, ${String(problems)} problems.`;
    return { kind: 'done', line };
  });
}

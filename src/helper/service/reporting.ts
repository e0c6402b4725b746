/** What the admin is told. */
import { both } from '../../core/hold/power.ts';
import type { Held, Judgement } from '../../core/hold/rules.ts';
import type { PresenceReport, SimpleAnswer, StatusReport } from '../../contract/admin-door.ts';
import type { Engine } from './engine.ts';
import { reportEntry, type Course } from './views.ts';

export function status(engine: Engine, version: string): StatusReport {
  const { ledger, ports, zone, user } = engine;
  const problems = [...engine.preferenceProblems, ...engine.staging.problems];
  return {
    schemaVersion: 1,
    version,
    now: ports.clock.now().toString(),
    zone,
    consoleUser: user,
    deployments: ledger.courses.map((it) => reportEntry(it, ports.clock.now(), zone)),
    problems: ledger.loadProblem === null ? problems : [ledger.loadProblem, ...problems],
  };
}

/** How long the app may take to look: its tools are cut off after five seconds. */
const lookWithinMs = 10_000;

/** Has the screen looked at now, and says what is seen and what follows for each deployment. */
export async function presence(engine: Engine): Promise<PresenceReport> {
  await engine.inTurn(() => engine.noticeUser());
  const report =
    engine.user === null
      ? null
      : await engine.holding.whileWatching(() =>
          engine.holding.presence.next(AbortSignal.timeout(lookWithinMs)),
        );
  const now = engine.ports.clock.now();
  const judgementFor = (it: Course, what: Held): Judgement =>
    engine.holding.judgementFor(it, what) ?? { kind: 'free' };
  return {
    schemaVersion: 1,
    now: now.toString(),
    consoleUser: engine.user,
    observation: report?.observation ?? null,
    observedAt: report?.at.toString() ?? null,
    why: report === null ? silence(engine) : null,
    judgements: await Promise.all(
      engine.ledger.courses.map(async (it) => ({
        deployment: it.deployment.id,
        question: judgementView(judgementFor(it, 'question')),
        run: judgementView(both(judgementFor(it, 'run'), await engine.holding.powerFor(it))),
      })),
    ),
  };
}

const silence = ({ user }: Engine): string =>
  user === null
    ? 'nobody is logged in, so there is no screen to look at'
    : `the app in the session of ${user.name} told nothing within ${String(lookWithinMs / 1000)} seconds`;

const judgementView = (judgement: Judgement): PresenceReport['judgements'][number]['run'] =>
  judgement.kind === 'held' ? { kind: 'held', reasons: [...judgement.reasons] } : judgement;

export function reload(engine: Engine): Promise<SimpleAnswer> {
  return engine.inTurn(async () => {
    await engine.readPreferences();
    await engine.look('the preferences were read again');
    const { deployments } = engine.ledger.preferences;
    const line = `Preferences read: ${String(deployments.length)} deployments, ${String(engine.preferenceProblems.length)} problems.`;
    return { kind: 'done', line };
  });
}

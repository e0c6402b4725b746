/** What a policy asks: prompt and cleanup. */
import * as course from '../../core/course.ts';
import { foundDone, isDone } from '../../core/look-course.ts';
import * as runCourse from '../../core/run-course.ts';
import { describeFinding, describeRecord } from '../../core/describe.ts';
import { originOf } from '../../core/launch-daemon.ts';
import { paths } from '../../contract/identity.ts';
import type { PromptAnswer, SimpleAnswer, Target } from '../../contract/admin-door.ts';
import { setTimeout } from 'node:timers/promises';
import { fitnessJudged, withDoubt } from '../../core/eligibility.ts';
import type { DeploymentRecord } from '../../core/record.ts';
import type { Engine } from './engine.ts';
import { fitnessCause, Looking, type WorkLook } from './looking.ts';
import type { Course } from './views.ts';

type PromptState = Extract<PromptAnswer, { kind: 'done' }>['state'];

/** How long a policy is kept waiting for inventory, in milliseconds; what it finds later is acted on all the same. */
const lookWithinMs = 700;

/** Hands the request over and answers at once; nothing waits for a human, and not long for a tool. */
export async function prompt(engine: Engine, target: Target): Promise<PromptAnswer> {
  const first = await engine.inTurn(() => asked(engine, target, null));
  if (first.kind !== 'look') return first;
  const { found } = first;
  const answer = engine.looking.lookAt(found).then((look) =>
    engine.inTurn(async (): Promise<PromptAnswer> => {
      const then = await asked(engine, target, look);
      return then.kind === 'look' ? stillLooking(found) : then;
    }),
  );
  const limit = new AbortController();
  try {
    return await Promise.race([
      answer,
      setTimeout(lookWithinMs, stillLooking(found), { signal: limit.signal }),
    ]);
  } finally {
    limit.abort();
    answer.catch((error: unknown) => engine.ports.log.warn(String(error)));
  }
}

const stillLooking = ({ deployment }: Course): PromptAnswer => ({
  kind: 'done',
  state: 'looking',
  line: `${deployment.id}: looking whether it is needed; the user is asked if it is.`,
});

/** `look` is what inventory found; null where nobody has looked yet. */
async function asked(
  engine: Engine,
  target: Target,
  look: WorkLook | null,
): Promise<PromptAnswer | { readonly kind: 'look'; readonly found: Course }> {
  await engine.noticeUser();
  const known = findCourse(engine, target);
  if (known === null) return unknownDeployment(target);
  await engine.takeOver([known]);
  const found = findCourse(engine, target) ?? known;
  if (found.record.stage.kind !== known.record.stage.kind) engine.reconcileSoon();
  if (await isForeign(engine, found)) {
    return {
      kind: 'problem',
      problem: 'foreign-launch-daemon',
      message: `${paths.launchDaemons}/${found.deployment.label}.plist belongs to somebody else and is left alone; choose another label.`,
    };
  }
  const state = stateNow(engine, found);
  if (state !== 'begin') return { kind: 'done', state, line: line(engine, found, state) };
  if (Looking.isBlind(found.deployment)) return offer(engine, found);
  return look === null ? { kind: 'look', found } : begin(engine, found, look);
}

/** Work that is already done is never asked for, nor what this Mac cannot do; what cannot be told is. */
async function begin(engine: Engine, found: Course, look: WorkLook): Promise<PromptAnswer> {
  const { deployment, record } = found;
  const now = engine.ports.clock.now();
  const { finding, fitness, updates } = look;
  const done = (state: PromptState, after: DeploymentRecord): PromptAnswer => ({
    kind: 'done',
    state,
    line: line(engine, { deployment, record: after }, state),
  });
  if (finding !== null && isDone(finding)) {
    const isKnown = record.stage.kind === 'installed' && finding.kind === 'present';
    const after = isKnown ? record : foundDone(record, finding, now);
    await engine.commit([{ course: found, record: after }], `inventory: ${describeFinding(finding)}`);
    return done('no-longer-needed', after);
  }
  if (updates === false) return done('no-longer-needed', record);
  if (fitness === null) return offer(engine, found);
  if (fitness.kind === 'unknown') return offer(engine, found, fitness.why);
  const here = engine.user !== null;
  const judged = fitnessJudged(record, deployment, fitness, here, now, engine.zone);
  await engine.commit([{ course: found, record: judged }], fitnessCause(fitness));
  if (judged.stage.kind === 'not-met') return done('failed', judged);
  const after = findCourse(engine, { kind: 'deployment', id: deployment.id }) ?? found;
  return offer(engine, after);
}

/** `doubt`: why it cannot be told whether this Mac is fit for it. */
async function offer(engine: Engine, found: Course, doubt: string | null = null): Promise<PromptAnswer> {
  const { deployment } = found;
  const now = engine.ports.clock.now();
  const here = engine.user !== null;
  const offered = course.offered(found.record, deployment, here, now, engine.zone);
  // A deadline that has passed already is announced and set at once.
  const ticked = course.ticked(offered, deployment, here, now, engine.zone);
  const record = ticked === found.record ? ticked : withDoubt(ticked, doubt);
  const committed = await engine.commit([{ course: found, record }], 'a policy asked for the prompt');
  if (!committed.ok) return { kind: 'problem', problem: 'could-not-schedule', message: committed.problem };
  if (record.stage.kind === 'scheduled') engine.reconcileSoon();
  const state: PromptState =
    record.stage.kind === 'available'
      ? 'available'
      : record.stage.kind === 'scheduled'
        ? here
          ? 'already-scheduled'
          : 'scheduled-without-user'
        : here
          ? 'offered'
          : 'no-user';
  return { kind: 'done', state, line: line(engine, { deployment, record }, state) };
}

/** What a prompt finds; `begin` where a new round may begin. */
function stateNow(engine: Engine, it: Course): PromptState | 'begin' {
  switch (it.record.stage.kind) {
    case 'asking':
      if (engine.user === null) return 'no-user';
      return it.record.hold === null ? 'already-offered' : 'held';
    case 'available':
      return 'available';
    case 'scheduled':
      return 'already-scheduled';
    case 'running':
      return 'already-running';
    case 'restarting':
    case 'checking':
      return 'checking';
    case 'staged':
      return 'staged';
    case 'failed':
      return 'failed';
    case 'unqualified':
      return 'unqualified';
    case 'resting':
    case 'installed':
    case 'not-met':
      return 'begin';
  }
}

/** The execution policy has come to its end, whoever started it. Safe to call from inside the job that it cleans up. */
export async function cleanup(engine: Engine, target: Target): Promise<SimpleAnswer> {
  const answer = await engine.inTurn(async (): Promise<SimpleAnswer> => {
    // A cleanup policy often names no trigger: what is known under the label counts.
    const found =
      (target.kind === 'jamf' ? engine.ledger.course(target.label) : null) ?? findCourse(engine, target);
    if (found === null) return unknownDeployment(target);
    const { deployment } = found;
    const now = engine.ports.clock.now();
    const record =
      found.record.stage.kind === 'running'
        ? runCourse.cleanedUp(found.record)
        : runCourse.doneOtherwise(found.record, deployment, now);
    const committed = await engine.commit([{ course: found, record }], 'the execution policy called cleanup');
    if (!committed.ok) return { kind: 'problem', problem: 'could-not-schedule', message: committed.problem };
    const file = (await engine.ports.jobFolder.list()).find(({ label }) => label === deployment.label);
    const origin = originOf(file?.content);
    if (origin.kind === 'bjpd') await engine.ports.jobFolder.remove(deployment.label);
    const what =
      file === undefined
        ? `there was no LaunchDaemon ${deployment.label}`
        : origin.kind === 'foreign'
          ? `the LaunchDaemon ${deployment.label} belongs to somebody else and is left alone`
          : `the LaunchDaemon ${deployment.label} is removed`;
    return { kind: 'done', line: `${deployment.id}: cleaned up; ${what}.` };
  });
  // Called from inside the job that it cleans up: the file goes now, the label once the process is gone.
  await engine.keeper.reconcile();
  return answer;
}

/** The deployment that a policy means: by id, or by BJPD's label and trigger. */
function findCourse(engine: Engine, target: Target): Course | null {
  const { ledger } = engine;
  if (target.kind === 'deployment') return ledger.course(target.id);
  const configured = ledger.configuredFor(target.label, target.trigger);
  if (configured !== null) return ledger.course(configured.id);
  const { label, trigger, osUpdates } = target;
  return ledger.adHocCourse(label, { label, trigger, osUpdates });
}

async function isForeign(engine: Engine, { deployment, record }: Course): Promise<boolean> {
  if (record.stage.kind !== 'resting' && record.stage.kind !== 'installed') return false;
  const file = (await engine.ports.jobFolder.list()).find(({ label }) => label === deployment.label);
  if (file === undefined) return false;
  const origin = originOf(file.content);
  return origin.kind === 'foreign' || (origin.kind === 'bjpd' && origin.trigger !== deployment.trigger);
}

function line(engine: Engine, { deployment, record }: Course, state: PromptState): string {
  if (state === 'no-user')
    return `${deployment.id}: nobody is logged in; the user is asked at the next login.`;
  if (state === 'no-longer-needed') return `${deployment.id}: no longer needed; nothing is asked.`;
  return `${deployment.id}: ${describeRecord(deployment, record, engine.zone)}`;
}

export const unknownDeployment = (
  target: Target,
): { kind: 'problem'; problem: 'unknown-deployment'; message: string } => ({
  kind: 'problem',
  problem: 'unknown-deployment',
  message: `No deployment "${target.kind === 'deployment' ? target.id : target.label}" is configured on this Mac.`,
});

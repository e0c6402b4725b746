/** What a policy asks: prompt and cleanup. */
import * as course from '../../core/course.ts';
import * as runCourse from '../../core/run-course.ts';
import { describeFinding, describeRecord } from '../../core/describe.ts';
import { originOf } from '../../core/launch-daemon.ts';
import { paths } from '../../contract/identity.ts';
import type { PromptAnswer, SimpleAnswer, Target } from '../../contract/admin-door.ts';
import type { Engine } from './engine.ts';
import type { Course } from './views.ts';

type PromptState = Extract<PromptAnswer, { kind: 'done' }>['state'];

/** Hands the request over and answers at once; nothing waits for a human. */
export function prompt(engine: Engine, target: Target): Promise<PromptAnswer> {
  return engine.inTurn(async () => {
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
    const state = await stateNow(engine, found);
    return state === 'offer'
      ? offer(engine, found)
      : { kind: 'done', state, line: line(engine, found, state) };
  });
}

async function offer(engine: Engine, found: Course): Promise<PromptAnswer> {
  const { deployment } = found;
  const now = engine.ports.clock.now();
  const here = engine.user !== null;
  const offered = course.offered(found.record, deployment, here, now, engine.zone);
  // A deadline that has passed already is announced and set at once.
  const record = course.ticked(offered, deployment, here, now, engine.zone);
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

/** What a prompt finds; `offer` where it begins a new round. */
async function stateNow(engine: Engine, it: Course): Promise<PromptState | 'offer'> {
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
    case 'not-met':
      return 'failed';
    case 'unqualified':
      return 'unqualified';
    case 'resting':
    case 'installed':
      return (await isNeeded(engine, it)) ? 'offer' : 'no-longer-needed';
  }
}

/** Work that is already done is never asked for; what cannot be told is. */
async function isNeeded(engine: Engine, it: Course): Promise<boolean> {
  const { inventory, clock } = engine.ports;
  if (it.deployment.askOnlyWhile === 'os-updates-pending')
    return (await inventory.osUpdatesPending()) !== false;
  if (it.deployment.verification.length === 0) return true;
  const finding = await engine.staging.find(it);
  if (!runCourse.isDone(finding)) return true;
  if (it.record.stage.kind !== 'installed' || finding.kind === 'staged') {
    const record = runCourse.foundDone(it.record, finding, clock.now());
    await engine.commit([{ course: it, record }], `inventory: ${describeFinding(finding)}`);
  }
  return false;
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

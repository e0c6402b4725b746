/** The commands that ask the helper one thing and print its answer. */
import { adminMethods, adminNotifications, type StatusReport } from '../contract/admin-door.ts';
import { paths } from '../contract/identity.ts';
import { version } from '../contract/version.ts';
import type { Result } from '../core/result.ts';
import { openDoor, type Door, type DoorProblem } from '../link/door.ts';
import { doorProblem, done, problem, type Answer } from './answer.ts';
import type { Request } from './arguments.ts';
import { presenceText } from './presence-text.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { TellingRequest } from './telling/arguments.ts';

export type AdminDoor = Door<typeof adminMethods>;

export const openAdminDoor = (
  root: string,
  answerWithinMs: number,
  events: { readonly turn: () => void; readonly closed: () => void },
): Promise<Result<AdminDoor, DoorProblem>> =>
  openDoor({
    root,
    socket: paths.adminSocket,
    program: 'command',
    version,
    methods: adminMethods,
    notifications: adminNotifications,
    answerWithinMs,
    onNotification: events.turn,
    onClose: events.closed,
  });

/** A policy must never wait for a helper that hangs. `defer` and `cleanup` may wait for launchd to let go of a job. */
const longAnswerWithinMs = 150_000;
const promptAnswerWithinMs = 20_000;

type AdminRequest = Exclude<
  Request,
  { kind: 'help' | 'version' | 'run' | 'config' | 'simulate' | 'demo' | TellingRequest['kind'] }
>;

const ignore = (): void => undefined;

export async function askHelper(root: string, request: AdminRequest): Promise<Answer> {
  const within = request.kind === 'prompt' ? promptAnswerWithinMs : longAnswerWithinMs;
  const opened = await openAdminDoor(root, within, { turn: ignore, closed: ignore });
  if (!opened.ok) {
    return request.kind === 'cleanup' && isAway(opened.problem)
      ? unheardCleanup
      : doorProblem(opened.problem);
  }
  try {
    return await ask(opened.value, request);
  } finally {
    opened.value.close();
  }
}

const isAway = ({ kind }: DoorProblem): boolean =>
  kind === 'absent' || kind === 'closed' || kind === 'silent';

/** Cleanup stands in the execution policy: failing there would make work that is done look failed. */
const unheardCleanup = done(
  'The helper cannot be reached and did not hear of this cleanup; the outcome of the run will tell it.',
);

async function ask(door: AdminDoor, request: AdminRequest): Promise<Answer> {
  switch (request.kind) {
    case 'prompt':
      return simple(await door.call('prompt', { target: request.target }));
    case 'cleanup': {
      const answer = await door.call('cleanup', { target: request.target });
      return !answer.ok && isAway(answer.problem) ? unheardCleanup : simple(answer);
    }
    case 'cancel':
      return simple(await door.call('cancel', { deployment: request.deployment }));
    case 'retry':
      return simple(await door.call('retry', { deployment: request.deployment }));
    case 'reload':
      return simple(await door.call('reload', {}));
    case 'defer': {
      const { deployment, when } = request;
      const answer = await door.call('defer', { deployment, when });
      if (!answer.ok) return doorProblem(answer.problem);
      if (answer.value.kind === 'done') return done(answer.value.line);
      const { reason, message } = answer.value;
      return problem(
        reason === 'unknown-deployment'
          ? exitCodes.unknownDeployment
          : reason === 'could-not-schedule'
            ? exitCodes.notScheduled
            : exitCodes.refused,
        message,
      );
    }
    case 'presence': {
      const answer = await door.call('presence', {});
      if (!answer.ok) return doorProblem(answer.problem);
      return done(request.json ? JSON.stringify(answer.value, null, 2) : presenceText(answer.value));
    }
  }
}

type Simple =
  | { readonly kind: 'done'; readonly line: string }
  | { readonly kind: 'problem'; readonly problem: keyof typeof problemCodes; readonly message: string };

const problemCodes = {
  'unknown-deployment': exitCodes.unknownDeployment,
  'foreign-launch-daemon': exitCodes.foreignLaunchDaemon,
  'could-not-schedule': exitCodes.notScheduled,
  refused: exitCodes.refused,
} as const satisfies Record<string, ExitCode>;

function simple(answer: Result<Simple, DoorProblem>): Answer {
  if (!answer.ok) return doorProblem(answer.problem);
  return answer.value.kind === 'done'
    ? done(answer.value.line)
    : problem(problemCodes[answer.value.problem], answer.value.message);
}

/** What is known of every deployment. */
export async function askStatus(
  root: string,
  answerWithinMs = promptAnswerWithinMs,
): Promise<Result<StatusReport, DoorProblem>> {
  const opened = await openAdminDoor(root, answerWithinMs, { turn: ignore, closed: ignore });
  if (!opened.ok) return opened;
  try {
    return await opened.value.call('status', {});
  } finally {
    opened.value.close();
  }
}

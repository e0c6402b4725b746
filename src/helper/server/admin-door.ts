/** The root-only door: each method, and the operation of the service that it asks for. */
import { assertNever } from '../../core/result.ts';
import { parseInstant, parseLocalMinute, type Instant } from '../../core/time.ts';
import type { Wish } from '../../core/deferral.ts';
import type { adminMethods } from '../../contract/admin-door.ts';
import { retry } from '../service/retrying.ts';
import { cancel, choose, type WishProblem } from '../service/choosing.ts';
import type { Engine } from '../service/engine.ts';
import { cleanup, prompt } from '../service/prompting.ts';
import { presence, reload, status } from '../service/reporting.ts';
import { runBegin, runEnd } from '../service/running.ts';
import type { RunConnection } from '../service/run-watch.ts';
import { clockTime } from '../../core/describe.ts';
import type { Handlers, Peer } from './door-server.ts';

export function adminHandlers(engine: Engine, version: string): Handlers<typeof adminMethods> {
  const runConnections = new WeakMap<Peer, RunConnection>();
  /** One connection object a peer, so that asking again is known to be the same run. */
  const runConnection = (peer: Peer): RunConnection => {
    const known = runConnections.get(peer);
    if (known !== undefined) return known;
    const made: RunConnection = {
      turn: () => peer.notify('turn', {}),
      onClose: (closed) => peer.onClose(closed),
    };
    runConnections.set(peer, made);
    return made;
  };
  return {
    prompt: ({ target }) => prompt(engine, target),
    cleanup: ({ target }) => cleanup(engine, target),
    defer: async ({ deployment, when }) => {
      const answer = await choose(engine, deployment, wishOf(when, engine.zone), 'admin');
      return answer.ok
        ? {
            kind: 'done',
            line: `${deployment}: scheduled for ${clockTime(answer.value, engine.zone)}.`,
            due: answer.value.toString(),
          }
        : {
            kind: 'refused',
            reason: answer.problem,
            message: `${deployment}: ${explainWishProblem(answer.problem)}`,
          };
    },
    cancel: ({ deployment }) => cancel(engine, deployment),
    retry: ({ deployment }) => retry(engine, deployment),
    status: () => status(engine, version),
    presence: () => presence(engine),
    reload: () => reload(engine),
    runBegin: async ({ deployment, appointment }, peer) => {
      peer.stay();
      const verdict = await runBegin(engine, deployment, decoded(appointment), runConnection(peer));
      return verdict;
    },
    runEnd: async ({ deployment, appointment, exitCode, signal, notStarted, lastLines }) => {
      await runEnd(engine, deployment, decoded(appointment), {
        kind: 'ended',
        ending: { exitCode, signal, notStarted, lastLines },
      });
      return null;
    },
  };
}

function wishOf(
  when: { readonly kind: 'in'; readonly minutes: number } | { readonly kind: 'at'; readonly local: string },
  zone: string,
): Wish {
  if (when.kind === 'in') return when.minutes === 0 ? { kind: 'now' } : when;
  const local = parseLocalMinute(when.local);
  if (local === null) throw new Error('the schema let a wrong local time pass');
  return { kind: 'at', local, zone };
}

function decoded(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) throw new Error('the schema let a wrong instant pass');
  return instant;
}

/** For the help desk, in one sentence. */
export function explainWishProblem(problem: WishProblem): string {
  switch (problem) {
    case 'unknown-deployment':
      return 'this deployment is not configured on this Mac.';
    case 'nothing-to-choose':
      return 'there is nothing to schedule for it now.';
    case 'already-running':
      return 'it is running already.';
    case 'in-the-past':
      return 'this time is in the past.';
    case 'after-the-deadline':
      return 'this time is after the deadline, or too far away.';
    case 'outside-allowed-hours':
      return 'this time is outside the allowed hours.';
    case 'not-on-the-menu':
      return 'this time is not offered.';
    case 'no-deferrals-left':
      return 'no deferrals are left.';
    case 'stale-choice':
      return 'this choice is no longer current.';
    case 'could-not-schedule':
      return 'the LaunchDaemon could not be written or loaded; nothing was changed. The log says why.';
    default:
      return assertNever(problem);
  }
}

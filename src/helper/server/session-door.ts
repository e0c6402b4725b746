/** The user's door. Whatever comes through it is only ever a wish, decided by the service. */
import { parseInstant, parseLocalMinute } from '../../core/time.ts';
import type { Wish } from '../../core/deferral.ts';
import type { IntentAnswer, Pick, sessionMethods } from '../../contract/session-door.ts';
import { choose, putAside, type WishProblem } from '../service/choosing.ts';
import { chooseTogether } from '../service/choosing-together.ts';
import type { Engine } from '../service/engine.ts';
import type { Handlers } from './door-server.ts';

export function sessionHandlers(engine: Engine): Handlers<typeof sessionMethods> {
  return {
    subscribe: (_, peer) => {
      peer.stay();
      peer.onClose(engine.publisher.subscribe((snapshot) => peer.notify('snapshot', snapshot)));
      return engine.publisher.snapshot();
    },
    intent: async (intent) => {
      if (intent.kind === 'not-now') {
        const answer = await putAside(engine, intent.deployment);
        return answer.ok
          ? { kind: 'accepted', due: null }
          : refused(engine, intent.deployment, answer.problem);
      }
      if (intent.kind === 'quit-and-update') {
        if (!engine.staging.quitting(intent.deployment))
          return refused(engine, intent.deployment, 'nothing-to-choose');
        await engine.lookNow('the user quits the app');
        return { kind: 'accepted', due: null };
      }
      const wish = wishOf(intent.pick);
      if (intent.kind === 'choose-together') return await together(engine, intent.deployments, wish);
      if (wish === null) return refused(engine, intent.deployment, 'stale-choice');
      const answer = await choose(engine, intent.deployment, wish, 'user');
      return answer.ok
        ? { kind: 'accepted', due: answer.value.toString() }
        : refused(engine, intent.deployment, answer.problem);
    },
    report: async (report) => {
      if (report.event === 'screen') await engine.holding.hearScreen(report.observation);
      else await engine.lookNow(reportCauses[report.event]);
      return null;
    },
    image: ({ digest }) => engine.logos.picture(digest),
  };
}

const reportCauses = {
  woke: 'the app says that the Mac woke',
  unlocked: 'the app says that the Mac was unlocked',
  'app-quit': 'the app says that an app was quit',
} as const;

async function together(engine: Engine, ids: readonly string[], wish: Wish | null): Promise<IntentAnswer> {
  if (wish === null) return refused(engine, ids[0] ?? '', 'stale-choice');
  const answer = await chooseTogether(engine, ids, wish);
  if (!answer.ok) return refused(engine, answer.problem.deployment, answer.problem.reason);
  const due = answer.value.due.toString();
  const notScheduled = [...answer.value.notScheduled];
  return notScheduled.length === 0
    ? { kind: 'accepted', due }
    : { kind: 'partly-accepted', due, notScheduled };
}

function wishOf(pick: Pick): Wish | null {
  switch (pick.kind) {
    case 'now':
    case 'in':
      return pick;
    case 'named': {
      const shown = parseInstant(pick.shown);
      return shown === null ? null : { ...pick, shown };
    }
    case 'at': {
      const local = parseLocalMinute(pick.local);
      return local === null ? null : { kind: 'at', local, zone: pick.zone };
    }
  }
}

/** Why not, with the deployment as it stands now: fresh choices come with every refusal. */
function refused(engine: Engine, id: string, reason: WishProblem): IntentAnswer {
  const course = engine.ledger.course(id);
  const shown = course !== null && course.record.stage.kind !== 'resting';
  return {
    kind: 'refused',
    reason,
    fresh: shown ? engine.publisher.viewOf(course) : null,
  };
}

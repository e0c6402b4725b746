/** The people of a simulation: what each of them does with a question. They know no more than what the dialog shows. */
import { choicesFor, type Choice } from '../../core/choices.ts';
import { askAgainAfter, deadlineOf, deferralsLeft, phaseOf } from '../../core/deadline.ts';
import type { Deployment } from '../../core/deployment.ts';
import type { DeploymentRecord } from '../../core/record.ts';
import type { Wish } from '../../core/deferral.ts';
import { assertNever } from '../../core/result.ts';
import { isAfter, isBefore, plusMinutes, type Instant, type Zone } from '../../core/time.ts';

export const persons = ['prompt', 'late', 'never', 'presenter'] as const;
export type Person = (typeof persons)[number];

export const isPerson = (name: string): name is Person => persons.some((person) => person === name);

/** What a person does when they do something. */
export type Act = { readonly kind: 'wish'; readonly wish: Wish } | { readonly kind: 'aside' };

/** How long a person looks at a question before they answer it. */
export const answerMinutes = 1;
/** Who moves an appointment does so this long before it: when they have just been reminded. */
const moveMinutes = 14;

/** The answer to a question that stands on the screen; null where they leave it there. */
export function answerTo(
  person: Person,
  deployment: Deployment,
  record: DeploymentRecord,
  now: Instant,
  zone: Zone,
): Act | null {
  switch (person) {
    case 'never':
      return null;
    case 'prompt': {
      const { choices, preselected } = choicesFor(deployment, record, now, zone);
      return pick(choices.find(({ id }) => id === preselected) ?? choices[0]);
    }
    case 'late':
    case 'presenter': {
      if (mayWait(deployment, record, now, zone)) return { kind: 'aside' };
      const { choices } = choicesFor(deployment, record, now, zone);
      return pick(choices.findLast((choice) => choice.pick.kind !== 'now')) ?? { kind: 'aside' };
    }
    default:
      return assertNever(person);
  }
}

/**
 * Whether the question comes back in time to be answered before nobody is asked any more. Where only a count ends it, putting it
 * aside gains nothing that is counted, so the deferrals are used up instead.
 */
function mayWait(deployment: Deployment, record: DeploymentRecord, now: Instant, zone: Zone): boolean {
  if (deferralsLeft(deployment, record) === 0) return false;
  const deadline = deadlineOf(deployment, record, zone);
  if (deadline === null) return deployment.deadline.deferrals === null;
  const back = plusMinutes(now, askAgainAfter(deployment, phaseOf(deployment, deadline, now)));
  return isBefore(plusMinutes(back, answerMinutes), plusMinutes(deadline, -deployment.graceMinutes));
}

/** When a person comes to an appointment, or to work in self service, of their own accord; null where they never do. */
export function ownMoveAt(person: Person, deployment: Deployment, record: DeploymentRecord): Instant | null {
  const { stage } = record;
  switch (stage.kind) {
    case 'available':
      return person === 'prompt' ? plusMinutes(stage.since, answerMinutes) : null;
    case 'scheduled': {
      const left = deferralsLeft(deployment, record);
      const puts = person === 'late' || person === 'presenter';
      return puts && left !== null && left > 0 && stage.deferral.by === 'user' && !stage.waiting
        ? plusMinutes(stage.deferral.due, -moveMinutes)
        : null;
    }
    case 'asking':
    case 'resting':
    case 'running':
    case 'restarting':
    case 'checking':
    case 'installed':
    case 'staged':
    case 'failed':
    case 'not-met':
    case 'unqualified':
      return null;
  }
}

/** What they do then: click *Install*, or move the appointment to the last choice, where that is later. */
export function ownMove(
  deployment: Deployment,
  record: DeploymentRecord,
  now: Instant,
  zone: Zone,
): Act | null {
  const { stage } = record;
  if (stage.kind === 'available') return { kind: 'wish', wish: { kind: 'now' } };
  if (stage.kind !== 'scheduled') return null;
  const last = choicesFor(deployment, record, now, zone).choices.at(-1);
  return last !== undefined && isAfter(last.at, stage.deferral.due) ? pick(last) : null;
}

function pick(choice: Choice | undefined): Act | null {
  return choice === undefined ? null : { kind: 'wish', wish: wishFor(choice) };
}

function wishFor({ pick: picked, at }: Choice): Wish {
  return picked.kind === 'named' ? { ...picked, shown: at } : picked;
}

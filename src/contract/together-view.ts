/** Several questions at once, as the app may show them. */
import { isReleased } from '../core/hold/hold-course.ts';
import type { Due } from '../core/order.ts';
import type { Instant, Zone } from '../core/time.ts';
import { askedTogether } from '../core/together.ts';
import { choiceView, ownTimeView } from './deployment-view.ts';
import type { Together } from './session-door.ts';

/** Null where fewer than two ask at this moment, or where they have no later time in common. */
export function togetherView(courses: readonly Due[], now: Instant, zone: Zone): Together | null {
  const asking = courses.filter(({ record }) => isReleased(record));
  const together = askedTogether(asking, now, zone);
  if (together === null) return null;
  const { deployments, choices, ownTime, deadline } = together;
  return {
    ...together,
    deployments: [...deployments],
    choices: choices.map(choiceView),
    ownTime: ownTime === null ? null : ownTimeView(ownTime),
    deadline: deadline?.toString() ?? null,
  };
}

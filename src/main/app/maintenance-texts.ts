/** The words of the list of Maintenance; part of `texts.ts`. */
import type { StatusDetail } from '../../contract/session-door.ts';
import type { MaintenanceRow } from '../../contract/window.ts';
import type { Say, Values } from './say.ts';
import type { When } from './times.ts';

type Detail<K extends StatusDetail['kind']> = Extract<StatusDetail, { kind: K }>;

export const maintenanceTexts = (say: Say, at: (when: When, more?: Values) => Values) => ({
  title: say('maintenance.title'),
  menu: say('maintenance.menu'),
  due: say('maintenance.due'),
  past: say('maintenance.past'),
  status: (sign: MaintenanceRow['sign']): string => say(`maintenance.status.${sign}`),

  resting: say('maintenance.resting'),
  waiting: say('maintenance.waiting'),
  byItself: (when: When): string => say('maintenance.byItself', at(when)),
  starts: (by: Detail<'scheduled'>['by'], when: When): string =>
    say(`maintenance.starts.${by === 'no-user' || by === 'takeover' ? 'plain' : by}`, at(when)),
  hasCome: say('maintenance.hasCome'),
  atTheLatest: (when: When): string => say('maintenance.atTheLatest', at(when)),
  attempt: (attempt: number, attempts: number): string => say('maintenance.attempt', { attempt, attempts }),
  runningSince: (when: When): string => say('maintenance.runningSince', at(when)),
  done: say('maintenance.done'),
  restarts: (when: When): string => say('maintenance.restarts', at(when)),
  restartFollows: say('maintenance.restartFollows'),
  checking: (when: When): string => say('maintenance.checking', at(when)),
  looksAgain: (when: When): string => say('maintenance.looksAgain', at(when)),
  available: say('maintenance.available'),
  confirmed: say('maintenance.confirmed'),
  finished: say('maintenance.finished'),
  staged: (app: string, version: string): string => say('maintenance.staged', { app, version }),
  tryAgain: say('maintenance.tryAgain'),
  failed: (outcome: Detail<'failed'>['outcome']): string => say(`maintenance.failed.${outcome}`),
  notMet: (criterion: Detail<'not-met'>['criterion'], required: string, found: string): string =>
    say(`maintenance.notMet.${criterion}`, { required, found }),
  untilMet: say('maintenance.untilMet'),
  unqualified: (rule: Detail<'unqualified'>['rule'], winner: string): string =>
    say(`maintenance.unqualified.${rule}`, { winner }),
});

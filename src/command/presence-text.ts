/** What `intermission presence` prints: what is seen, and what follows, in words for an admin. */
import type { PresenceReport } from '../contract/admin-door.ts';
import { describeHold } from '../core/hold/words.ts';
import type { Judgement } from '../core/hold/rules.ts';
import type { Observation, Rectangle, Seen } from '../core/screen.ts';

export function presenceText({ observation, why, judgements }: PresenceReport): string {
  const seen =
    observation === null ? [`Nothing is seen: ${why ?? 'the app tells nothing'}.`] : seenLines(observation);
  return [...seen, '', ...judgementLines(judgements)].join('\n');
}

function seenLines({ displays, windows, applications, assertions, camera, screen }: Observation): string[] {
  return [
    `Screen:       ${told(screen, (state) => state)}`,
    `Displays:     ${displays.map(shape).join('; ') || 'none'}`,
    ...list(
      'Windows:',
      windows,
      (window) => `${window.owner}, ${shape(window.bounds)}, layer ${String(window.layer)}`,
    ),
    ...list(
      'Apps:',
      applications,
      (app) =>
        `${app.name}${app.bundleId === null ? '' : ` (${app.bundleId})`}${app.front ? ', in front' : ''}`,
    ),
    ...list(
      'Assertions:',
      assertions,
      ({ kind, process, pid }) => `${process ?? 'a process'} (pid ${String(pid)}): ${assertionWords[kind]}`,
    ),
    `Camera:       ${told(camera, (inUse) => (inUse ? 'in use' : 'not in use'))}`,
  ];
}

const assertionWords = {
  display: 'keeps the display awake',
  call: 'has an open call',
  microphone: 'uses a microphone',
} as const;

const told = <T>(fact: Seen<T>, words: (value: T) => string): string =>
  fact.kind === 'seen' ? words(fact.value) : `not known: ${fact.why}`;

/** The first one beside the heading, the others below it. */
function list<T>(heading: string, fact: Seen<readonly T[]>, words: (item: T) => string): string[] {
  const lines = fact.kind === 'unknown' ? [`not known: ${fact.why}`] : fact.value.map(words);
  return (lines.length === 0 ? ['none'] : lines).map(
    (line, index) => `${(index === 0 ? heading : '').padEnd(13)} ${line}`,
  );
}

const shape = ({ x, y, width, height }: Rectangle): string =>
  `${String(width)}×${String(height)} at ${String(x)},${String(y)}`;

/** One line where a question and a run are judged alike, and once where all deployments are. */
function judgementLines(judgements: PresenceReport['judgements']): string[] {
  if (judgements.length === 0) return ['No deployments are configured: nothing to hold back.'];
  return judgements.flatMap(({ deployment, question, run }) => {
    const [asked, ran] = [verdict(question), verdict(run)];
    return asked === ran
      ? [`${deployment}: ${asked}`]
      : [`${deployment}, question: ${asked}`, `${deployment}, run: ${ran}`];
  });
}

function verdict(judgement: Judgement): string {
  switch (judgement.kind) {
    case 'free':
      return 'free: nothing would be held back';
    case 'held':
      return `held: ${describeHold({ kind: 'held', reasons: judgement.reasons, why: null })}`;
    case 'unknown':
      return `not known: ${judgement.why}`;
  }
}

/** From what was seen to whether it holds something back. Answers are values; what could not be seen never counts as free. */
import type { Assertion, Observation, RunningApplication } from '../screen.ts';
import { familyOf, isListed, processNamed, titleOf, zoomMeetingProcess } from './apps.ts';
import { presentations } from './presentation.ts';
import { strongestFirst, type Held, type HoldReason, type HoldRules, type Judgement } from './rules.ts';

/** Why something waits, the strongest reason first; one reason for each app and kind. */
export function judge(rules: HoldRules, observation: Observation, what: Held): Judgement {
  const reasons = [
    ...(rules.presenting ? presentations(observation, rules.presentationApps) : []),
    ...assertionReasons(rules, observation),
    ...applicationReasons(rules, observation),
    ...cameraReasons(rules, observation),
    ...(what === 'question' ? screenReasons(rules, observation) : []),
  ];
  if (reasons.length > 0) return { kind: 'held', reasons: strongestFirst(oneOfEach(reasons)) };
  const why = notSeen(rules, observation);
  return why === null ? { kind: 'free' } : { kind: 'unknown', why };
}

/** A reason that only an admin's absolute limit may break. */
export const isLive = ({ reasons }: { readonly reasons: readonly HoldReason[] }): boolean =>
  reasons.some(({ kind }) => kind === 'presenting');

/** Nobody is there to be asked, so no budget of politeness is used up. */
export const isAway = ({ reasons }: { readonly reasons: readonly HoldReason[] }): boolean =>
  reasons.length > 0 && reasons.every(({ kind }) => kind === 'screen-locked' || kind === 'screen-asleep');

function oneOfEach(reasons: readonly HoldReason[]): readonly HoldReason[] {
  const first = new Map<string, HoldReason>();
  for (const reason of reasons) {
    const key = `${reason.kind} ${reason.app ?? ''}`;
    if (!first.has(key)) first.set(key, reason);
  }
  return [...first.values()];
}

function assertionReasons(rules: HoldRules, observation: Observation): readonly HoldReason[] {
  const { assertions } = observation;
  if (assertions.kind === 'unknown') return [];
  return assertions.value.flatMap((assertion) => {
    if (assertion.kind === 'microphone') return microphoneReasons(rules, assertion);
    return rules.assertions ? awakeReason(rules, observation, assertion) : [];
  });
}

function microphoneReasons(rules: HoldRules, { process, pid }: Assertion): readonly HoldReason[] {
  if (!rules.microphone) return [];
  const app = process === null ? null : processNamed(process);
  if (app !== null && isListed(rules.ignoredProcesses, app)) return [];
  const evidence = `audio input in use by ${process ?? 'a process'} (pid ${String(pid)})`;
  return [{ kind: 'microphone', app: app === null ? null : titleOf(app), evidence }];
}

function awakeReason(
  rules: HoldRules,
  { applications }: Observation,
  { kind, process, pid }: Assertion,
): readonly HoldReason[] {
  if (process === null) return [];
  // By its pid the app behind a process is known under all its names; by the process alone under one.
  const running =
    applications.kind === 'seen' ? applications.value.find((app) => app.pid === pid) : undefined;
  const app = running ?? processNamed(process);
  const alsoKnownAs = processNamed(process);
  const named = (list: readonly string[]): boolean => isListed(list, app) || isListed(list, alsoKnownAs);
  if (named(rules.ignoredProcesses)) return [];
  if (rules.assertionProcesses !== null && !named(rules.assertionProcesses)) return [];
  const family = familyOf(app) ?? familyOf(alsoKnownAs);
  const title = family?.title ?? app.name;
  const evidence = `${process} (pid ${String(pid)}) ${kind === 'call' ? 'has an open call' : 'keeps the display awake'}`;
  if (family?.use === 'slides') {
    // A slide show in a window keeps the display awake as well.
    return rules.presenting && named(rules.presentationApps)
      ? [{ kind: 'presenting', app: title, evidence }]
      : [{ kind: 'display-awake', app: title, evidence }];
  }
  const call = kind === 'call' || family?.use === 'calls';
  return [{ kind: call ? 'call' : 'display-awake', app: title, evidence }];
}

function applicationReasons(rules: HoldRules, { applications }: Observation): readonly HoldReason[] {
  if (applications.kind === 'unknown') return [];
  return applications.value.flatMap((app): readonly HoldReason[] => {
    const seen = `${app.name} (pid ${String(app.pid)})`;
    const found: HoldReason[] = [];
    if (isListed(rules.runningApps, app)) {
      found.push({ kind: 'app-running', app: titleOf(app), evidence: `${seen} is open` });
    }
    if (app.front && isListed(rules.frontApps, app)) {
      found.push({ kind: 'app-in-front', app: titleOf(app), evidence: `${seen} is in front` });
    }
    if (rules.assertions && isMeetingHost(app) && !isListed(rules.ignoredProcesses, app)) {
      found.push({ kind: 'call', app: titleOf(app), evidence: `${seen} hosts a meeting` });
    }
    return found;
  });
}

const isMeetingHost = ({ name, executable }: RunningApplication): boolean =>
  name === zoomMeetingProcess || executable === zoomMeetingProcess;

const cameraReasons = (rules: HoldRules, { camera }: Observation): readonly HoldReason[] =>
  rules.camera && camera.kind === 'seen' && camera.value
    ? [{ kind: 'camera', app: null, evidence: 'a camera is in use' }]
    : [];

function screenReasons(rules: HoldRules, { screen }: Observation): readonly HoldReason[] {
  if (!rules.locked || screen.kind === 'unknown' || screen.value === 'on') return [];
  return screen.value === 'locked'
    ? [{ kind: 'screen-locked', app: null, evidence: 'the screen is locked' }]
    : [{ kind: 'screen-asleep', app: null, evidence: 'the display sleeps' }];
}

/**
 * Why nothing can be said; null where enough was seen. Camera and lock are no reason: not every Mac tells them, and one that does not
 * would never be asked anything.
 */
function notSeen(
  rules: HoldRules,
  { displays, windows, applications, assertions }: Observation,
): string | null {
  if (rules.presenting) {
    if (windows.kind === 'unknown') return `the windows could not be seen: ${windows.why}`;
    if (displays.length === 0) return 'no display is known';
  }
  if ((rules.assertions || rules.microphone) && assertions.kind === 'unknown') {
    return `the assertions could not be seen: ${assertions.why}`;
  }
  if (rules.runningApps.length + rules.frontApps.length > 0 && applications.kind === 'unknown') {
    return `the running apps could not be seen: ${applications.why}`;
  }
  return null;
}

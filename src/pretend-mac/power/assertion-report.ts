/** `pmset -g assertions`, in the words of Apple's source and of recorded reports (macos.md C6): blanks at line ends are theirs. */
import type { TakenAssertion } from './assertion.ts';

/** What is counted for the whole system, in the order of the report, with the older names of the same. */
const kinds: readonly (readonly [name: string, ...older: string[]])[] = [
  ['BackgroundTask'],
  ['ApplePushServiceTask'],
  ['UserIsActive'],
  ['PreventUserIdleDisplaySleep', 'NoDisplaySleepAssertion'],
  ['PreventSystemSleep'],
  ['ExternalMedia'],
  ['PreventUserIdleSystemSleep', 'NoIdleSleepAssertion'],
  ['NetworkClientActive'],
];

/** `date` is the report's first line; `now` in milliseconds since 1970, by the Mac's clock. */
export function assertionReport(date: string, now: number, assertions: readonly TakenAssertion[]): string {
  const inForce = assertions.filter(({ timedOut, suspended }) => timedOut !== true && suspended !== true);
  const counts = kinds.map((names) => {
    const isHeld = inForce.some(({ type }) => names.includes(type));
    return `   ${names[0].padEnd(30)} ${isHeld ? 1 : 0}`;
  });
  const listed = assertions.flatMap((assertion) => listing(assertion, now));
  return [
    date,
    'Assertion status system-wide:',
    ...counts,
    ...(listed.length === 0 ? [] : ['Listed by owning process:', ...listed]),
    'No kernel assertions.',
    '',
  ].join('\n');
}

function listing(assertion: TakenAssertion, now: number): readonly string[] {
  const { pid, process, id, type, name, details = [], takenAt } = assertion;
  const timedOut = assertion.timedOut === true ? '(timed out)' : '';
  const suspended = assertion.suspended === true ? '(Suspended)' : '';
  return [
    `   pid ${pid}(${process}): [0x${id}] ${age(now - takenAt)} ${type} named: "${name}" ${timedOut} ${suspended}`,
    ...details.map((line) => `\t${line}`),
  ];
}

/** Hours go on past a day. */
function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

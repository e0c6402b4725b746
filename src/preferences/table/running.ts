/** Keys for the run itself: power, restart, attempts, and what a Mac must be like. */
import { versionForm } from '../forms.ts';
import { deploymentKey, sharedKey } from '../key.ts';
import { boolean, choice, integer, text } from '../value-kinds.ts';

export const power = {
  PowerRequired: sharedKey(boolean, false, {
    title: 'Power adapter required',
    help: 'Whether the work waits until the power adapter is connected.',
    example: true,
  }),
  LeastBatteryPercent: sharedKey(integer(0, 100, 'percent'), 0, {
    title: 'Least battery charge',
    help: 'On battery the work waits until the charge is at least this; 0 is any.',
    example: 50,
  }),
  PowerWaitMinutes: sharedKey(integer(0, 1440, 'minutes'), 60, {
    title: 'Wait for power',
    help: 'How long the work waits for power before the user is asked again. Work that the deadline forces waits until the absolute limit.',
    example: 60,
  }),
} as const;

export const restart = {
  RestartRequired: deploymentKey(boolean, false, {
    title: 'Restarts the Mac',
    help: 'Whether the work restarts the Mac. The user is told, and asked twice before Start Now.',
    example: true,
  }),
  RestartBy: deploymentKey(choice({ policy: 'The policy', intermission: 'Intermission' }), 'policy', {
    title: 'Who restarts the Mac',
    help: 'The execution policy itself, at the end of its work: nothing can hold that restart back. Or Intermission, once the work is done: it announces the restart five minutes before, waits for what must not be interrupted, and restarts at once with nobody logged in. Then the policy itself must not restart the Mac.',
    example: 'intermission',
  }),
  CombineRestarts: sharedKey(boolean, true, {
    title: 'One restart for several',
    help: 'Whether a restart by Intermission waits until all work that is due together is done, so that one restart serves all. Otherwise each has its own, and later work waits for it.',
    example: true,
  }),
} as const;

export const attempts = {
  AttemptCount: sharedKey(integer(1, 10, 'attempts'), 3, {
    title: 'Attempts',
    help: 'How many times the work is tried before it counts as failed. Attempts without a network do not count.',
    example: 3,
  }),
  AttemptIntervalHours: sharedKey(integer(1, 168, 'hours'), 6, {
    title: 'Time between attempts',
    help: 'How long after a failed attempt the next one follows.',
    example: 6,
  }),
} as const;

export const requirements = {
  RequiredOSVersionMinimum: deploymentKey(text(30, versionForm), null, {
    title: 'Lowest macOS version',
    help: 'On an older macOS the deployment is Failed, with this reason.',
    example: '15.0',
  }),
  RequiredOSVersionMaximum: deploymentKey(text(30, versionForm), null, {
    title: 'Highest macOS version',
    help: 'On a newer macOS the deployment is Failed, with this reason. 26 includes 26.7.',
    example: '26',
  }),
  RequiredArchitecture: deploymentKey(
    choice({ any: 'Any', 'apple-silicon': 'Apple silicon', intel: 'Intel' }),
    'any',
    {
      title: 'Architecture',
      help: 'The kind of Mac that the work is for.',
      example: 'apple-silicon',
    },
  ),
  RequiredFreeSpaceGB: deploymentKey(integer(0, 2000, 'gigabytes'), 0, {
    title: 'Free space',
    help: 'How much space must be free on the start-up volume; 0 is any.',
    example: 30,
  }),
} as const;

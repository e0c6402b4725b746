/** Keys for what must not be interrupted, and for how long it may hold the work back. */
import { alias, sharedKey } from '../key.ts';
import { boolean, integer, texts } from '../value-kinds.ts';

export const holds = {
  HoldWhilePresenting: sharedKey(boolean, true, {
    title: 'Hold while presenting',
    help: 'Nothing is shown or run during a slide show or a full-screen presentation of one of the presentation apps, on any display.',
    example: true,
  }),
  PresentationApplications: sharedKey(
    texts(50),
    ['Keynote', 'Microsoft PowerPoint', 'zoom.us', 'Microsoft Teams', 'Webex'],
    {
      title: 'Presentation apps',
      help: 'Names or bundle IDs of apps whose full-screen windows count as presentations.',
      example: ['Keynote', 'com.microsoft.Powerpoint'],
    },
  ),
  BlockingApplications: sharedKey(texts(50), [], {
    title: 'Blocking apps',
    help: 'Names or bundle IDs of apps that hold the work back while they are open.',
    example: ['Keynote', 'Microsoft PowerPoint'],
    aliases: [...alias('BJPD', 'BLOCKING_APPS'), ...alias('Munki', 'blocking_applications')],
  }),
  FrontApplications: sharedKey(texts(50), [], {
    title: 'Apps not to interrupt in front',
    help: 'Names or bundle IDs of apps that hold the work back while they are the app in front.',
    example: ['Final Cut Pro', 'com.apple.logic10'],
    aliases: alias('Nudge', 'acceptableApplicationBundleIDs'),
  }),
  HoldForAssertions: sharedKey(boolean, true, {
    title: 'Hold while the display is kept awake',
    help: 'Nothing is shown or run while a process keeps the display awake, as calls and videos do.',
    example: true,
    aliases: alias('Nudge', 'acceptableAssertionUsage'),
  }),
  AssertionApplications: sharedKey(texts(50), null, {
    title: 'Processes that may keep the display awake',
    help: 'Only these processes count. Not set: every process that is not ignored.',
    example: ['zoom.us', 'MSTeams', 'Webex'],
    aliases: [
      ...alias('Nudge', 'acceptableAssertionApplicationNames'),
      ...alias('DDM OS Reminder', 'AcceptableAssertionApplicationNames'),
    ],
  }),
  IgnoredAssertionApplications: sharedKey(
    texts(50),
    [
      'coreaudiod',
      'corespeechd',
      'caffeinate',
      'Amphetamine',
      'KeepingYouAwake',
      'Lungo',
      'Theine',
      'Logi Options+',
    ],
    {
      title: 'Processes that do not count',
      help: 'Processes that keep the display awake, or listen, without anybody presenting.',
      example: ['caffeinate', 'Amphetamine'],
      aliases: alias('Renew', 'IgnoreAssertions'),
    },
  ),
  HoldWhileCameraInUse: sharedKey(boolean, true, {
    title: 'Hold while the camera is in use',
    help: 'Nothing is shown or run while an app uses a camera.',
    example: true,
    aliases: alias('Nudge', 'acceptableCameraUsage'),
  }),
  HoldWhileMicrophoneInUse: sharedKey(boolean, true, {
    title: 'Hold while the microphone is in use',
    help: 'Nothing is shown or run while an app uses a microphone.',
    example: true,
  }),
  HoldWhileScreenLocked: sharedKey(boolean, true, {
    title: 'Hold the question while the screen is locked',
    help: 'Nobody is asked who could not see it. It does not keep the work from running.',
    example: true,
  }),
  HoldBudgetMinutes: sharedKey(integer(0, 10_080, 'minutes'), 480, {
    title: 'Hold budget of the question',
    help: 'How long the question may be held back altogether. Holding does not use up the user’s deferrals.',
    example: 480,
  }),
  RunHoldBudgetMinutes: sharedKey(integer(0, 1440, 'minutes'), 75, {
    title: 'Hold budget of the work',
    help: 'How long the work may be held back once its time has come.',
    example: 75,
    aliases: alias('DDM OS Reminder', 'MeetingDelay'),
  }),
  HoldLimitMinutes: sharedKey(integer(0, 10_080, 'minutes'), 240, {
    title: 'Absolute limit',
    help: 'How long after the deadline a presentation may still hold the work back. Only then is it interrupted, with warnings.',
    example: 240,
  }),
} as const;

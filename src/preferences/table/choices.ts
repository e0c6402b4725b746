/** Keys for the times that a user may choose. Names are those of super, which other tools share. */
import { alias, sharedKey } from '../key.ts';
import { boolean, choices as several, integer, minutes } from '../value-kinds.ts';

export const choices = {
  DeferralTimerMenu: sharedKey(minutes(0, 129_600, 12), [0, 60, 240], {
    title: 'Choices',
    help: 'Minutes from now that the user may choose; 0 is start now. Text such as 0,60,240, or a list of numbers.',
    example: [0, 60, 240],
  }),
  DeferralTimerDefault: sharedKey(integer(1, 129_600, 'minutes'), 60, {
    title: 'Preselected choice',
    help: 'One of the choices; never 0, so that nothing starts by accident. Where the default is not among the choices, the earliest later one is preselected.',
    example: 60,
  }),
  NamedTimes: sharedKey(
    several({ 'end-of-day': 'End of the day', 'tomorrow-morning': 'Tomorrow morning' }),
    ['end-of-day', 'tomorrow-morning'],
    {
      title: 'Named times',
      help: 'Choices by name; what they mean follows from the working hours.',
      example: ['end-of-day', 'tomorrow-morning'],
    },
  ),
  OwnTimeAllowed: sharedKey(boolean, true, {
    title: 'Own time',
    help: 'Whether the user may pick any date and time up to the deadline.',
    example: true,
    aliases: alias('super', 'ScheduledInstallUserChoice'),
  }),
  AskAgainMinutes: sharedKey(integer(5, 10_080, 'minutes'), 240, {
    title: 'Ask again',
    help: 'When to ask again after Not Now.',
    example: 240,
  }),
  AskAgainApproachingMinutes: sharedKey(integer(5, 10_080, 'minutes'), 120, {
    title: 'Ask again while the deadline approaches',
    help: 'The same from ApproachingWindowHours before the deadline on. Where AskAgainMinutes is shorter, that counts.',
    example: 120,
  }),
  AskAgainImminentMinutes: sharedKey(integer(5, 10_080, 'minutes'), 60, {
    title: 'Ask again while the deadline is imminent',
    help: 'The same from ImminentWindowHours before the deadline on. Where one of the two before is shorter, that counts.',
    example: 30,
  }),
} as const;

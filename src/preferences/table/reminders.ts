/** Keys for what the user is told, and when. */
import { alias, sharedKey } from '../key.ts';
import { integer, minutes } from '../value-kinds.ts';

export const reminders = {
  ReminderMinutes: sharedKey(minutes(1, 10_080, 12), [15], {
    title: 'Reminders of the appointment',
    help: 'How long before the chosen time the user is reminded of it.',
    example: [60, 15],
    aliases: alias('super', 'ScheduledInstallReminder'),
  }),
  DeadlineWarningMinutes: sharedKey(minutes(1, 10_080, 12), [60, 30, 10, 5], {
    title: 'Warnings before the deadline',
    help: 'How long before a run without asking the user is warned.',
    example: [60, 30, 10, 5],
    aliases: alias('DDM OS Reminder', 'MinutesBeforeDeadlineReminderSchedule'),
  }),
  ApproachingWindowHours: sharedKey(integer(1, 720, 'hours'), 72, {
    title: 'The deadline approaches',
    help: 'How long before the deadline its phase changes from initial to approaching. From then on a question that was put aside comes back sooner.',
    example: 72,
    aliases: alias('Nudge', 'approachingWindowTime'),
  }),
  ImminentWindowHours: sharedKey(integer(1, 720, 'hours'), 24, {
    title: 'The deadline is imminent',
    help: 'How long before the deadline its phase changes from approaching to imminent. From then on it comes back sooner again.',
    example: 24,
    aliases: alias('Nudge', 'imminentWindowTime'),
  }),
} as const;

/** Keys for the hours of the day and the days of the week. */
import { alias, laterSharedKey, sharedKey } from '../key.ts';
import { choices, timeRange, weekHours } from '../value-kinds.ts';

export const hours = {
  WorkingHours: sharedKey(
    timeRange,
    { start: { hour: 8, minute: 30 }, end: { hour: 17, minute: 30 } },
    {
      title: 'Working hours',
      help: 'What “end of the day” and “tomorrow morning” mean.',
      example: '08:30-17:30',
    },
  ),
  WorkingDays: laterSharedKey(
    choices({
      MON: 'Monday',
      TUE: 'Tuesday',
      WED: 'Wednesday',
      THU: 'Thursday',
      FRI: 'Friday',
      SAT: 'Saturday',
      SUN: 'Sunday',
    }),
    ['MON', 'TUE', 'WED', 'THU', 'FRI'],
    {
      title: 'Working days',
      help: 'The days on which “tomorrow morning” and “end of the day” are offered.',
      example: ['MON', 'TUE', 'WED', 'THU', 'FRI'],
    },
  ),
  AllowedHours: laterSharedKey(weekHours, null, {
    title: 'Allowed hours',
    help: 'When the work may run, as day and hours separated by commas. Not set: at any time. The deadline and its last grace period stay as they are.',
    example: 'MON:09:00-17:00,TUE:09:00-17:00,SAT:00:00-24:00',
    aliases: alias('super', 'ScheduleWorkflowActive'),
  }),
} as const;

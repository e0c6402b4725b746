/** Keys for the hours of the day and the days of the week. */
import { alias, sharedKey } from '../key.ts';
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
  WorkingDays: sharedKey(
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
      help: 'The days to which “end of the day” and “tomorrow morning” refer: on a Friday the next working morning is Monday’s, and it is called so.',
      example: ['MON', 'TUE', 'WED', 'THU', 'FRI'],
    },
  ),
  AllowedHours: sharedKey(weekHours, null, {
    title: 'Allowed hours',
    help: 'When the work may run, as days and hours separated by commas: the user may only choose from these times, and attempts that follow a failure move into them. A night is written in two parts, such as MON:22:00-24:00,TUE:00:00-05:00. Not set: at any time. The deadline and its last grace period stay as they are.',
    example: 'MON:09:00-17:00,TUE:09:00-17:00,SAT:00:00-24:00',
    aliases: alias('super', 'ScheduleWorkflowActive'),
  }),
} as const;

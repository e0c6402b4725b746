/** Keys for when the work runs without asking. Several may be set: the earliest wins. */
import { alias, deploymentKey, sharedKey } from '../key.ts';
import { boolean, date, integer } from '../value-kinds.ts';

export const deadlines = {
  DeadlineDate: deploymentKey(date, null, {
    title: 'Deadline date',
    help: 'Runs without asking from this date on. With Z or an offset it is one instant everywhere; without, it is local time wherever the Mac is.',
    example: '2026-12-01T17:00',
    aliases: [...alias('super', 'DeadlineDateHard'), ...alias('Nudge', 'requiredInstallationDate')],
  }),
  DeadlineDays: sharedKey(integer(0, 365, 'days'), null, {
    title: 'Deadline in days',
    help: 'Runs without asking this many days after the user was first asked.',
    example: 7,
    aliases: alias('super', 'DeadlineDaysHard'),
  }),
  DeadlineHours: sharedKey(integer(0, 8760, 'hours'), null, {
    title: 'Deadline in hours',
    help: 'Runs without asking this many hours after the user was first asked. With Deadline in days set as well, the earlier of the two counts.',
    example: 36,
  }),
  DeadlineCount: sharedKey(integer(0, 100, 'deferrals'), null, {
    title: 'Deferrals',
    help: 'How many times the user may defer. After that the only choices are now and the last grace period.',
    example: 3,
    aliases: [
      ...alias('super', 'DeadlineCountHard'),
      ...alias('Nudge', 'allowedDeferrals'),
      ...alias('Renew', 'MaximumDeferrals'),
    ],
  }),
  GracePeriodMinutes: sharedKey(integer(5, 1440, 'minutes'), 60, {
    title: 'Last grace period',
    help: 'How long before a run without asking the user is told, however long the Mac was switched off.',
    example: 60,
  }),
  NewMacGraceHours: sharedKey(integer(0, 720, 'hours'), 0, {
    title: 'Grace for new Macs',
    help: 'On a Mac on which Intermission first ran less than this many hours ago nothing runs without asking; the deadline is later there. 0: new Macs are as others.',
    example: 24,
    aliases: alias('Nudge', 'gracePeriodInstallDelay'),
  }),
  AbsentGraceHours: sharedKey(integer(0, 720, 'hours'), 0, {
    title: 'Grace after an absence',
    help: 'Where nobody was there for a day or longer (the Mac was off or asleep, nobody was logged in) while the deadline came, it is at least this many hours after they come back, and they are asked again meanwhile; once until the work is done. 0: only the last grace period.',
    example: 4,
  }),
  SpreadMinutes: sharedKey(integer(0, 1440, 'minutes'), 0, {
    title: 'Spread over the fleet',
    help: 'What nobody chose (a run at the deadline, another attempt, a run with nobody logged in) begins up to this many minutes later, on each Mac at a minute of its own, so that not all call Jamf Pro at once. The user is told the deadline of their own Mac; times that users choose are not moved.',
    example: 60,
  }),
  ShowDeferralCount: sharedKey(boolean, true, {
    title: 'Show the deferrals left',
    help: 'Whether the dialog and the menu say how many deferrals are left.',
    example: true,
    aliases: alias('Nudge', 'showDeferralCount'),
  }),
  ShowDeadline: sharedKey(boolean, true, {
    title: 'Show the deadline',
    help: 'Whether the dialog and the menu say by when the work runs without asking. Once that is imminent it is always said.',
    example: true,
    aliases: alias('Nudge', 'showRequiredDate'),
  }),
} as const;

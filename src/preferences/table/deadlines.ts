/** Keys for when the work runs without asking. Several may be set: the earliest wins. */
import { alias, deploymentKey, laterSharedKey, sharedKey } from '../key.ts';
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
  ShowDeferralCount: laterSharedKey(boolean, true, {
    title: 'Show the deferrals left',
    help: 'Whether the dialog says how many deferrals are left.',
    example: true,
    aliases: alias('Nudge', 'showDeferralCount'),
  }),
  ShowDeadline: laterSharedKey(boolean, true, {
    title: 'Show the deadline',
    help: 'Whether the dialog says by when the work runs without asking.',
    example: true,
    aliases: alias('Nudge', 'showRequiredDate'),
  }),
} as const;

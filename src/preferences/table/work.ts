/** Keys of the work itself: what runs, and what the policy is told when nobody is there. */
import { labelForm, triggerForm } from '../forms.ts';
import { alias, deploymentKey, sharedKey } from '../key.ts';
import { choice, integer, text } from '../value-kinds.ts';

export const work = {
  Trigger: deploymentKey(text(128, triggerForm), null, {
    title: 'Custom trigger',
    help: 'The Jamf Pro custom trigger of the execution policy. Without it there is nothing to run.',
    example: 'install_macos',
    aliases: alias('BJPD', 'DEFAULT_LD_JAMF_TRIGGER'),
  }),
  LaunchDaemonLabel: deploymentKey(text(128, labelForm), null, {
    title: 'LaunchDaemon label',
    help: 'Label and file name of the LaunchDaemon that keeps the appointment. Not set: io.intermission.deployment.<ID>.',
    example: 'com.contoso.deferred-policy',
    aliases: alias('BJPD', 'DEFAULT_LD_LABEL'),
  }),
  EstimatedMinutes: deploymentKey(integer(1, 1440, 'minutes'), null, {
    title: 'Estimated duration',
    help: 'How long the work takes. The user is told.',
    example: 20,
  }),
  NoUserAction: sharedKey(choice({ wait: 'Wait for a user', run: 'Run' }), 'wait', {
    title: 'When nobody is logged in',
    help: 'Whether to wait until somebody can be asked, or to run at once.',
    example: 'run',
  }),
} as const;

/** Three believable deployments, as an admin of Example Corp would configure them: profiles, prompt and execution policies. */
import { deploymentPreferenceDomainPrefix, paths, preferenceDomain } from '../../src/contract/identity.ts';
import type { Policy } from '../../src/pretend-mac/jamf/policy.ts';
import type { PretendMac } from '../../src/pretend-mac/mac.ts';

export const filevault = {
  id: 'filevault',
  title: 'Turn on FileVault',
  trigger: 'enable_filevault',
} as const;
export const macos = {
  id: 'macos-26.7',
  title: 'Restart to finish updating macOS',
  trigger: 'execute_install_software_updates',
} as const;
export const slack = { id: 'slack', title: 'Update Slack', trigger: 'update_slack' } as const;

const preferences = {
  [preferenceDomain]: {
    OrganizationName: 'Example Corp · IT',
    SupportContact: 'IT Service Desk, extension 4357',
    WorkingHours: '08:30-17:30',
  },
  [`${deploymentPreferenceDomainPrefix}.${filevault.id}`]: {
    Trigger: filevault.trigger,
    Title: filevault.title,
    Message:
      'FileVault encrypts this Mac, so that nobody can read your files if it is lost or stolen. You can go on working while it encrypts.',
    EstimatedMinutes: 5,
    DeferralTimerMenu: '0,30,60,240',
    DeadlineDays: 7,
    DeadlineCount: 3,
    VerifyFileVault: true,
  },
  [`${deploymentPreferenceDomainPrefix}.${macos.id}`]: {
    Trigger: macos.trigger,
    Title: macos.title,
    Message:
      'macOS 26.7 fixes security problems. Save your work; your windows come back afterwards. **[What’s new](https://support.apple.com/macos)**',
    EstimatedMinutes: 20,
    RestartRequired: true,
    DeferralTimerMenu: '0,60',
    DeadlineDate: '2026-11-27T17:00',
    DeadlineCount: 3,
    VerifyOSVersion: '26.7',
  },
  [`${deploymentPreferenceDomainPrefix}.${slack.id}`]: {
    Trigger: slack.trigger,
    Title: slack.title,
    Message: 'Slack 4.40 is ready. Slack closes for a minute and opens again where you were.',
    EstimatedMinutes: 2,
    DeferralTimerMenu: '0,60,240',
    DeadlineDays: 14,
    VerifyApplicationPath: '/Applications/Slack.app',
    VerifyApplicationBundleID: 'com.tinyspeck.slackmacgap',
    VerifyApplicationVersion: '4.40',
  },
} as const;

/** The scripts that the admin uploaded to Jamf Pro; parameter 4 names the deployment. */
const promptScript = '/private/var/pretend/jamf/scripts/prompt.sh';
const cleanupScript = '/private/var/pretend/jamf/scripts/cleanup.sh';

const promptPolicy = (id: number, title: string, deployment: string): Policy => ({
  id,
  name: `Prompt: ${title}`,
  trigger: 'recurring check-in',
  frequency: 'Ongoing',
  scripts: [
    { name: 'Intermission Prompt', path: promptScript, priority: 'before', parameters: { '4': deployment } },
  ],
});

const executionPolicy = (
  id: number,
  {
    id: deployment,
    title,
    trigger,
  }: { readonly id: string; readonly title: string; readonly trigger: string },
  payload: Policy['payload'] & object,
): Policy => ({
  id,
  name: title,
  trigger,
  scripts: [
    { name: 'Intermission Cleanup', path: cleanupScript, priority: 'after', parameters: { '4': deployment } },
  ],
  payload,
});

/** Puts everything on the Mac that Jamf Pro and MDM would put there. */
export function deploy(mac: PretendMac): void {
  for (const [domain, dictionary] of Object.entries(preferences)) {
    mac.writePlist(`${paths.managedPreferences}/${domain}.plist`, dictionary, { binary: true });
  }
  mac.installExecutable(promptScript, '#!/bin/sh\nintermission prompt --deployment "$4"\n');
  mac.installExecutable(cleanupScript, '#!/bin/sh\nintermission cleanup --deployment "$4"\n');
  mac.setFileVault(false);
  mac.setSystemVersion('26.6.2');
  mac.installApp({ name: 'Slack', bundleId: 'com.tinyspeck.slackmacgap', version: '4.38.121' });
  mac.setPolicies([
    promptPolicy(11, filevault.title, filevault.id),
    promptPolicy(12, macos.title, macos.id),
    promptPolicy(13, slack.title, slack.id),
    executionPolicy(21, filevault, [{ do: 'take', seconds: 20 }, { do: 'turn-on-filevault' }]),
    executionPolicy(22, macos, [
      { do: 'print', lines: ['Installing all available Software Updates...'] },
      { do: 'take', seconds: 300 },
      { do: 'set-system-version', version: '26.7', build: '25G229' },
      { do: 'restart' },
    ]),
    executionPolicy(23, slack, [
      { do: 'take', seconds: 60 },
      { do: 'install-app', name: 'Slack', bundleId: 'com.tinyspeck.slackmacgap', version: '4.40.2' },
    ]),
  ]);
}

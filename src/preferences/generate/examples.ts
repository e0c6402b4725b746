/** Example profiles for real situations. An admin changes names and dates and has a deployment. */
import {
  domainProfile,
  mcxProfile,
  type DomainSettings,
  type ProfileContent,
  type UuidOf,
} from './profile.ts';
import type { PlistDictionary } from './profile-manifest.ts';

export interface Example {
  /** The file's name without `.mobileconfig`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly form: 'domain' | 'mcx';
  readonly settings: readonly DomainSettings[];
}

const deployment = (id: string, keys: PlistDictionary): DomainSettings => ({
  domain: `io.intermission.deployment.${id}`,
  keys,
});

const osUpdate = deployment('macos-26.7', {
  Trigger: 'execute_install_software_updates',
  Title: 'Restart to finish updating macOS',
  Message:
    'macOS 26.7 fixes security problems. **Save your work**; your windows come back afterwards.\n\n[What’s new](https://support.apple.com/macos)',
  TitleLocalized: { de: 'Neustart für das macOS-Update' },
  MessageLocalized: {
    de: 'macOS 26.7 behebt Sicherheitsprobleme. **Sichern Sie Ihre Arbeit**; Ihre Fenster öffnen sich danach wieder.\n\n[Was ist neu](https://support.apple.com/macos)',
  },
  ScheduleButtonText: 'Restart at {time}',
  ScheduleButtonTextLocalized: { de: 'Um {time} neu starten' },
  EstimatedMinutes: 20,
  RestartRequired: true,
  DeferralTimerMenu: [0, 60, 240],
  DeferralTimerDefault: 60,
  DeadlineDate: '2027-01-29T17:00',
  DeadlineCount: 3,
  VerifyOSVersion: '26.7',
});

export const examples: readonly Example[] = [
  {
    name: 'organization',
    title: 'Intermission: Organization',
    description: 'What all deployments share.',
    form: 'domain',
    settings: [
      {
        domain: 'io.intermission',
        keys: {
          OrganizationName: 'Example Corp · IT',
          SupportContact: 'IT Service Desk, extension 4357',
          SupportLink: 'https://help.example.com',
          AccentColor: '#0A66C2',
          ReasonMessage:
            '{organization} keeps every Mac up to date. See the [policy](https://it.example.com/updates).',
          ReasonMessageLocalized: {
            de: '{organization} hält jeden Mac aktuell. Siehe die [Richtlinie](https://it.example.com/updates).',
          },
          DeferralTimerMenu: [0, 60, 240],
          DeferralTimerDefault: 60,
          NamedTimes: ['end-of-day', 'tomorrow-morning'],
          OwnTimeAllowed: true,
          WorkingHours: '08:30-17:30',
          GracePeriodMinutes: 60,
          AskAgainMinutes: 240,
          NoUserAction: 'wait',
        },
      },
    ],
  },
  {
    name: 'os-update',
    title: 'Intermission: macOS update with restart',
    description: 'A macOS update that restarts the Mac, by a fixed date and with three deferrals.',
    form: 'domain',
    settings: [osUpdate],
  },
  {
    name: 'os-update-mcx',
    title: 'Intermission: macOS update with restart (MCX)',
    description: 'The same as os-update, in the form of managed client preferences.',
    form: 'mcx',
    settings: [osUpdate],
  },
  {
    name: 'filevault',
    title: 'Intermission: FileVault',
    description: 'FileVault is turned on within a week of the first question.',
    form: 'domain',
    settings: [
      deployment('filevault', {
        Trigger: 'enable_filevault',
        Title: 'Turn on FileVault',
        Message:
          'FileVault encrypts this Mac, so that nobody can read your files if it is lost or stolen. You can go on working while it encrypts.',
        EstimatedMinutes: 5,
        DeferralTimerMenu: [0, 30, 60, 240],
        DeadlineDays: 7,
        DeadlineCount: 3,
        VerifyFileVault: true,
      }),
    ],
  },
  {
    name: 'app-upgrade',
    title: 'Intermission: App upgrade with verification',
    description: 'An app upgrade that counts as done once the app is there in this version.',
    form: 'domain',
    settings: [
      deployment('slack', {
        Trigger: 'update_slack',
        Title: 'Update Slack',
        Message: 'Slack 4.40 is ready. Slack closes for a minute and opens again where you were.',
        EstimatedMinutes: 2,
        DeadlineDays: 14,
        VerifyApplicationPath: '/Applications/Slack.app',
        VerifyApplicationBundleID: 'com.tinyspeck.slackmacgap',
        VerifyApplicationVersion: '4.40',
      }),
    ],
  },
  {
    name: 'self-service',
    title: 'Intermission: Self service',
    description: 'An app that users may install from the menu bar when they like. Nobody is asked.',
    form: 'domain',
    settings: [
      deployment('firefox', {
        Trigger: 'install_firefox',
        Title: 'Firefox',
        Message: 'A web browser. It is there if you want it.',
        EstimatedMinutes: 3,
        DistributionMethod: 'Make available in Self Service',
        VerifyApplicationPath: '/Applications/Firefox.app',
        VerifyApplicationBundleID: 'org.mozilla.firefox',
      }),
    ],
  },
];

export const exampleNamed = (name: string): Example | null =>
  examples.find((example) => example.name === name) ?? null;

/** The example as a configuration profile, ready to be written as a property list. */
export function exampleProfile(example: Example, uuidOf: UuidOf): PlistDictionary {
  const content: ProfileContent = {
    identifier: `io.intermission.profile.${example.name}`,
    title: example.title,
    description: example.description,
    organization: 'Example Corp',
  };
  return (example.form === 'domain' ? domainProfile : mcxProfile)(content, example.settings, uuidOf);
}

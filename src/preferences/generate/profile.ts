/** Configuration profiles as dictionaries, in both forms that bring preferences to a Mac (macos.md B2). */
import type { PlistDictionary } from './profile-manifest.ts';
import { product } from './words.ts';

/** Gives the same UUID for the same name, always: a profile that is generated again replaces the one before. */
export type UuidOf = (name: string) => string;

/** The keys of one domain. */
export interface DomainSettings {
  readonly domain: string;
  readonly keys: PlistDictionary;
}

export interface ProfileContent {
  readonly identifier: string;
  readonly title: string;
  readonly description: string;
  readonly organization: string;
}

const payloadHead = (
  { title, organization }: ProfileContent,
  type: string,
  identifier: string,
  uuidOf: UuidOf,
): PlistDictionary => ({
  PayloadDisplayName: title,
  PayloadIdentifier: identifier,
  PayloadOrganization: organization,
  PayloadType: type,
  PayloadUUID: uuidOf(identifier),
  PayloadVersion: 1,
});

const profile = (
  content: ProfileContent,
  payloads: readonly PlistDictionary[],
  uuidOf: UuidOf,
): PlistDictionary => ({
  PayloadContent: payloads,
  PayloadDescription: content.description,
  ...payloadHead(content, 'Configuration', content.identifier, uuidOf),
  // For the Mac, not for a user: the helper reads nothing else.
  PayloadScope: 'System',
});

/** Form 1: the payload's type is the domain, its keys stand beside those of the payload. */
export const domainProfile = (
  content: ProfileContent,
  settings: readonly DomainSettings[],
  uuidOf: UuidOf,
): PlistDictionary =>
  profile(
    content,
    settings.map(({ domain, keys }) => ({
      ...payloadHead(content, domain, `${content.identifier}.${domain}`, uuidOf),
      ...keys,
    })),
    uuidOf,
  );

/** Form 2: one payload for managed clients (MCX) holds the domains. */
export const mcxProfile = (
  content: ProfileContent,
  settings: readonly DomainSettings[],
  uuidOf: UuidOf,
): PlistDictionary =>
  profile(
    content,
    [
      {
        ...payloadHead(content, 'com.apple.ManagedClient.preferences', `${content.identifier}.mcx`, uuidOf),
        PayloadContent: Object.fromEntries(
          settings.map(({ domain, keys }) => [domain, { Forced: [{ mcx_preference_settings: keys }] }]),
        ),
      },
    ],
    uuidOf,
  );

/** Labels of the product's jobs: by prefix those of its deployments, which run jamf and so are signed by others. */
export interface JobLabels {
  /** Without a dot or an asterisk at its end (macos.md A7). */
  readonly prefix: string;
  readonly labels: readonly { readonly label: string; readonly comment: string }[];
}

/**
 * Marks the product's jobs as managed, so that users cannot switch them off. Only MDM can bring it to a Mac. A deployment
 * with a LaunchDaemonLabel of its own needs a rule of its own.
 */
export function loginItemsProfile({ prefix, labels }: JobLabels, uuidOf: UuidOf): PlistDictionary {
  const content: ProfileContent = {
    identifier: 'io.intermission.profile.managed-login-items',
    title: `${product}: Managed Login Items`,
    description: `Keeps the background jobs of ${product} switched on. For macOS 13 and newer, by MDM only.`,
    organization: product,
  };
  const type = 'com.apple.servicemanagement';
  const rules = [
    {
      RuleType: 'LabelPrefix',
      RuleValue: prefix,
      Comment: `Every job of ${product}, those of deployments too`,
    },
    ...labels.map(({ label, comment }) => ({ RuleType: 'Label', RuleValue: label, Comment: comment })),
  ];
  return profile(
    content,
    [{ ...payloadHead(content, type, `${content.identifier}.rules`, uuidOf), Rules: rules }],
    uuidOf,
  );
}

/**
 * Allows the app's notifications before the first one comes, so that nobody is asked; they stay until somebody has seen them, also on
 * the lock screen, and never sound (Apple, Device Management, Notifications: macOS 10.15 and newer; alert type 2 stays).
 */
export function notificationsProfile(bundleId: string, uuidOf: UuidOf): PlistDictionary {
  const content: ProfileContent = {
    identifier: 'io.intermission.profile.notifications',
    title: `${product}: Notifications`,
    description: `Allows the notifications of ${product}: reminders and last warnings, without a sound.`,
    organization: product,
  };
  const settings = {
    BundleIdentifier: bundleId,
    NotificationsEnabled: true,
    AlertType: 2,
    ShowInNotificationCenter: true,
    ShowInLockScreen: true,
    BadgesEnabled: false,
    SoundsEnabled: false,
    CriticalAlertEnabled: false,
  };
  const type = 'com.apple.notificationsettings';
  return profile(
    content,
    [
      {
        ...payloadHead(content, type, `${content.identifier}.settings`, uuidOf),
        NotificationSettings: [settings],
      },
    ],
    uuidOf,
  );
}

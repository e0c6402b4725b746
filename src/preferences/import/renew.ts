/** Renew (`com.secondsonconsulting.renew`): two groups, for Macs that have run too long without a restart (peers.md §6). */
import { isDictionary } from '../list-readers.ts';
import { Collector, converted, lost, numberOf, to, type Imported, type Rules } from './rules.ts';

export const renewDomain = 'com.secondsonconsulting.renew';

const stages = lost(
  'the user is asked at once and told again before the deadline; there is no stage of notifications alone',
);

function ourPlaceholders(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('{deferralsremaining}', '{deferralsRemaining}') : value;
}

const rules: Rules = {
  MaximumDeferrals: converted('DeadlineCount', (value) => ((numberOf(value) ?? 0) < 0 ? undefined : value)),
  Title: to('Title'),
  NormalMessage: converted('Message', ourPlaceholders),
  AggroMessage: converted(
    'LastWarningMessage',
    ourPlaceholders,
    'is shown in the last grace period before the restart',
  ),
  DeferralButtonText: to('NotNowButtonText'),
  RestartButtonText: to('StartButtonText'),
  ShowDeferralCount: to('ShowDeferralCount'),
  MessageIcon: to('DisplayIconLightFile'),
  MessageIconDarkMode: to('DisplayIconDarkFile'),
  IgnoreAssertions: to('IgnoredAssertionApplications', 'replaces our own list; Renew adds to its own'),
  NoDeferralsRemainingButtonText: lost('the dialog says when the work runs without asking'),
  NotificationThreshold: stages,
  NotificationMessage: stages,
  NotificationSubtitle: stages,
  NotificationActionEnabled: stages,
  SecretQuitKey: lost('“Not Now” is always there before the deadline'),
};

export function importRenew(settings: Readonly<Record<string, unknown>>): Imported {
  const collector = new Collector('Renew', rules, [
    {
      names: /Icon|Image|Options$/,
      why: 'the look of the window is not configurable beyond logo, colour and words',
    },
  ]);
  const groups = { ...group(settings, 'RequiredArguments'), ...group(settings, 'OptionalArguments') };
  for (const [name, value] of Object.entries(groups)) {
    const shown = `${name in group(settings, 'RequiredArguments') ? 'RequiredArguments' : 'OptionalArguments'}.${name}`;
    if (name === 'DeferralDuration') duration(collector, value, shown);
    else if (name === 'UptimeThreshold') {
      collector.lose(shown, 'scope the prompt policy with a smart group on the days since the last restart');
    } else if (name === 'Deadline') deadline(collector, value, groups['UptimeThreshold'], shown);
    else {
      collector.setting(name, value, shown);
      if (typeof value === 'string' && /\{(uptime|deferralcount)\}/.test(value)) {
        collector.lose(shown, 'the words {uptime} and {deferralcount} in it are not replaced');
      }
    }
  }
  for (const name of Object.keys(settings).filter((key) => !/^(Required|Optional)Arguments$/.test(key))) {
    collector.lose(name, 'it is not one of Renew’s groups');
  }
  collector.take('RestartRequired', true, 'Renew restarts the Mac; let the execution policy do it', 'Renew');
  return collector.imported();
}

/** Hours for which one deferral lasts: the only choice but now. */
function duration(collector: Collector, value: unknown, shown: string): void {
  const hours = numberOf(value);
  if (hours === null || hours <= 0) {
    collector.lose(shown, 'it is not a number of hours');
    return;
  }
  const minutes = Math.ceil(hours * 60);
  collector.take('DeferralTimerMenu', [0, minutes], 'Renew has one deferral; add more choices here', shown);
  collector.take('DeferralTimerDefault', minutes, null, shown);
}

/** Renew counts days of uptime, we count from the first question, which comes at the threshold. */
function deadline(collector: Collector, value: unknown, threshold: unknown, shown: string): void {
  const days = numberOf(value);
  const from = numberOf(threshold);
  if (days === null || from === null || days < 0) collector.lose(shown, 'it is not a number of days');
  else {
    collector.take(
      'DeadlineDays',
      Math.max(0, days - from),
      'counts from the first question, which comes at UptimeThreshold; Renew counts from the last restart',
      shown,
    );
  }
}

const group = (
  settings: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> => {
  const found = settings[name];
  return isDictionary(found) ? found : {};
};

/** Nudge (`com.github.macadmins.Nudge`): nested groups; texts by language (peers.md §6). */
import { isDictionary } from '../list-readers.ts';
import type { KeyName } from '../table.ts';
import {
  Collector,
  converted,
  lost,
  minutesOfSeconds,
  numberOf,
  to,
  type Imported,
  type Rules,
} from './rules.ts';

export const nudgeDomain = 'com.github.macadmins.Nudge';

const policy = lost('the execution policy does the work; Intermission says when');
const phases = lost('the user is asked again after AskAgainMinutes and warned at DeadlineWarningMinutes');
const force = lost('the dialog never steals typing focus and closes no other window');
const quit = lost('“Not Now” is one button, always there before the deadline');
const grace = lost('nobody is asked before a user is there; scope the prompt policy to Macs that are set up');
const spread = lost('Jamf Pro spreads check-ins, and SpreadMinutes what nobody chose');

const fromFirstRun = 'counts from when Intermission first ran on the Mac';
/** Nudge's own `gracePeriodInstallDelay`, in hours (peers.md §6). */
const installDelay = 23;

/** Nudge's way to say unlimited is a large number. */
const deferrals = (value: unknown): unknown => ((numberOf(value) ?? 0) > 100 ? undefined : value);
const isTrue = (value: unknown): boolean => value === true || value === 1;

const optionalFeatures: Rules = {
  acceptableApplicationBundleIDs: to('FrontApplications'),
  acceptableAssertionUsage: to('HoldForAssertions', 'holds after the deadline too, up to HoldLimitMinutes'),
  acceptableAssertionApplicationNames: to('AssertionApplications'),
  acceptableCameraUsage: to('HoldWhileCameraInUse', 'holds after the deadline too, up to HoldLimitMinutes'),
  acceptableScreenSharingUsage: lost('a shared screen keeps the display awake, which HoldForAssertions sees'),
  honorFocusModes: lost('macOS offers no way to read Focus that can be relied on'),
  aggressiveUserExperience: force,
  aggressiveUserFullScreenExperience: force,
  honorCycleTimersOnExit: phases,
};

const requirement: Rules = {
  requiredInstallationDate: converted('DeadlineDate', dated),
  requiredMinimumOSVersion: to('VerifyOSVersion'),
  aboutUpdateURL: to('InformationLink'),
  aboutUpdateURLs: converted('InformationLink', firstLink),
  targetedOSVersionsRule: lost('scope the prompt policy with a smart group'),
};

const userExperience: Rules = {
  allowedDeferrals: converted(
    'DeadlineCount',
    deferrals,
    'counts times that the user chose, not windows that were closed',
  ),
  approachingWindowTime: to('ApproachingWindowHours'),
  imminentWindowTime: to('ImminentWindowHours'),
  initialRefreshCycle: converted('AskAgainMinutes', minutesOfSeconds),
  approachingRefreshCycle: converted('AskAgainApproachingMinutes', minutesOfSeconds),
  imminentRefreshCycle: converted('AskAgainImminentMinutes', minutesOfSeconds),
  elapsedRefreshCycle: phases,
  nudgeRefreshCycle: phases,
  noTimers: phases,
  allowGracePeriods: lost('NewMacGraceHours above 0 says so'),
  gracePeriodInstallDelay: to('NewMacGraceHours', fromFirstRun),
  gracePeriodLaunchDelay: grace,
  gracePeriodPath: grace,
  allowUserQuitDeferrals: quit,
  allowLaterDeferralButton: quit,
  allowedDeferralsUntilForcedSecondaryQuitButton: quit,
  calendarDeferralUnit: lost('every time up to the deadline may be chosen (OwnTimeAllowed)'),
  randomDelay: spread,
  maxRandomDelayInSeconds: spread,
};

const userInterface: Rules = {
  iconLightPath: to('DisplayIconLightFile'),
  iconDarkPath: to('DisplayIconDarkFile'),
  showDeferralCount: to('ShowDeferralCount'),
  showRequiredDate: to('ShowDeadline'),
  actionButtonPath: policy,
  fallbackLanguage: lost('it chooses which texts are those without a language'),
  forceFallbackLanguage: lost('set LanguageOverride'),
};

/** Texts, each with the key for every language and the one by language. */
const texts: Readonly<Record<string, readonly [KeyName, KeyName]>> = {
  mainHeader: ['Title', 'TitleLocalized'],
  mainContentText: ['Message', 'MessageLocalized'],
  actionButtonText: ['StartButtonText', 'StartButtonTextLocalized'],
  customDeferralButtonText: ['ScheduleButtonText', 'ScheduleButtonTextLocalized'],
  primaryQuitButtonText: ['NotNowButtonText', 'NotNowButtonTextLocalized'],
};

export function importNudge(settings: Readonly<Record<string, unknown>>): Imported {
  const collector = new Collector(
    'Nudge',
    { ...optionalFeatures, ...requirement, ...userExperience, ...userInterface },
    [
      {
        names: /Header$|Note$|ButtonText$|DropdownText$|AltText$/,
        why: 'there is one title and one text: write it into Title or Message',
      },
      {
        names: /^(force|simple|single|screenShot|show|required.*Format|application)/,
        why: 'the look of the window is not configurable beyond logo, colour and words',
      },
      { names: /./, why: 'the execution policy does the work; Intermission says when' },
    ],
  );
  for (const [name, group] of Object.entries(settings)) {
    if (name === 'osVersionRequirements') requirements(collector, group);
    else if (!isDictionary(group)) collector.lose(name, 'it is not one of Nudge’s groups');
    else {
      for (const [key, value] of Object.entries(group)) {
        if (key === 'updateElements') elements(collector, value, group);
        else if (key === 'forceFallbackLanguage' && isTrue(value)) {
          collector.take('LanguageOverride', group['fallbackLanguage'] ?? 'en', null, `${name}.${key}`);
        } else if (key === 'allowGracePeriods' && isTrue(value) && !('gracePeriodInstallDelay' in group)) {
          collector.take('NewMacGraceHours', installDelay, fromFirstRun, `${name}.${key}`);
        } else if (key === 'gracePeriodInstallDelay' && !isTrue(group['allowGracePeriods'])) {
          collector.lose(`${name}.${key}`, 'allowGracePeriods is off');
        } else collector.setting(key, value, `${name}.${key}`);
      }
    }
  }
  collector.take('RestartRequired', true, 'an update of macOS restarts the Mac', 'osVersionRequirements');
  return collector.imported();
}

function requirements(collector: Collector, value: unknown): void {
  const list = Array.isArray(value) ? (value as readonly unknown[]).filter(isDictionary) : [];
  const chosen = list.find((one) => one['targetedOSVersionsRule'] === 'default') ?? list[0];
  if (list.length > 1) {
    collector.lose(
      'osVersionRequirements',
      `${list.length - 1} further: make a deployment of its own for each, with a smart group`,
    );
  }
  for (const [key, one] of Object.entries(chosen ?? {})) {
    collector.setting(key, one, `osVersionRequirements.${key}`);
    if (key === 'requiredInstallationDate' && typeof one === 'string' && one.endsWith('Z')) {
      collector.note('DeadlineDate', 'ends in Z, so it is UTC; leave the Z out for local time');
    }
  }
}

/** The fallback language's texts (or English, or the first) become ours; the others go beside them. */
function elements(collector: Collector, value: unknown, group: Readonly<Record<string, unknown>>): void {
  const list = Array.isArray(value) ? (value as readonly unknown[]).filter(isDictionary) : [];
  const inLanguage = (language: unknown) => list.find((one) => one['_language'] === language);
  const main = inLanguage(group['fallbackLanguage']) ?? inLanguage('en') ?? list[0];
  for (const [name, [key, localized]] of Object.entries(texts)) {
    const shown = `userInterface.updateElements.${name}`;
    if (main?.[name] !== undefined) collector.take(key, main[name], null, shown);
    const others = list.filter((one) => one !== main && typeof one[name] === 'string');
    const byLanguage = Object.fromEntries(others.map((one) => [String(one['_language']), one[name]]));
    if (others.length > 0) collector.take(localized, byLanguage, null, shown);
  }
  const rest = new Set(
    list.flatMap((one) => Object.keys(one)).filter((name) => name !== '_language' && !(name in texts)),
  );
  for (const name of rest) collector.setting(name, null, `userInterface.updateElements.${name}`);
}

function dated(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

function firstLink(value: unknown): unknown {
  const list = Array.isArray(value) ? (value as readonly unknown[]).filter(isDictionary) : [];
  return (list.find((one) => one['_language'] === 'en') ?? list[0])?.['aboutUpdateURL'];
}

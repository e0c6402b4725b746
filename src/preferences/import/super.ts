/** super (`com.macjutsu.super`, version 4 and 5; peers.md §6): mostly texts, `X` clears a value. */
import {
  Collector,
  converted,
  lost,
  minutesOfSeconds,
  numberOf,
  to,
  type Family,
  type Imported,
  type Rules,
} from './rules.ts';

export const superDomain = 'com.macjutsu.super';

const focus = lost(
  'nobody is asked while presenting or in a call, and Focus is left to macOS; see HoldBudgetMinutes',
);
const soft = lost('there is one deadline with warnings before it (GracePeriodMinutes); use the hard one');
const window = lost('the window can be moved, stays in front and dims nothing');

/** `YYYY-MM-DD`, `YYYY-MM-DD:hh` or `YYYY-MM-DD:hh:mm`, local time. */
const deadline = (value: unknown): unknown => {
  const match = /^(\d{4}-\d{2}-\d{2})(?::(\d{2}))?(?::(\d{2}))?$/.exec(
    typeof value === 'string' ? value.trim() : '',
  );
  return match === null ? value : `${match[1] ?? ''}T${match[2] ?? '00'}:${match[3] ?? '00'}`;
};

/** super's own button starts now; ours is the 0 in the menu. */
const menu = (value: unknown): unknown => {
  const items = typeof value === 'string' ? value.split(',').map(numberOf) : null;
  return items === null || items.includes(null) ? value : [...new Set([0, ...items])].join(',');
};

const trigger = (restarts: boolean) => (collector: Collector, name: string, value: unknown) => {
  const [first = '', ...others] = typeof value === 'string' ? value.split(',').map((one) => one.trim()) : [];
  collector.take('Trigger', first, null, name);
  if (others.length > 0) {
    collector.lose(name, `make a deployment of its own for each further trigger: ${others.join(', ')}`);
  }
  if (restarts) collector.take('RestartRequired', true, 'super restarts after these policies', name);
};
const triggers: Readonly<Record<string, ReturnType<typeof trigger>>> = {
  InstallJamfPolicyTriggers: trigger(true),
  WorkflowJamfPolicyTriggers: trigger(true),
  InstallJamfPolicyTriggersWithoutRestarting: trigger(false),
};

const rules: Rules = {
  DeferralTimerDefault: to('DeferralTimerDefault'),
  DeferralTimerMenu: converted(
    'DeferralTimerMenu',
    menu,
    '0 was added: it is “start now”, for which super has a button',
  ),
  DeferralTimerFocus: focus,
  DeferralTimerError: lost('failed work is tried again after AttemptIntervalHours'),
  DeferralTimerWorkflowRelaunch: lost(
    'the check-in and the frequency of the prompt policy decide when to look again',
  ),
  DeadlineDateHard: converted('DeadlineDate', deadline),
  DeadlineDaysHard: to(
    'DeadlineDays',
    'counts from the first time that the user is asked, not from the release',
  ),
  DeadlineCountHard: to('DeadlineCount'),
  DeadlineDateSoft: soft,
  DeadlineDaysSoft: soft,
  DeadlineCountSoft: soft,
  DeadlineDateFocus: focus,
  DeadlineDaysFocus: focus,
  DeadlineCountFocus: focus,
  ScheduledInstallUserChoice: to('OwnTimeAllowed'),
  ScheduledInstallReminder: to('ReminderMinutes'),
  ScheduledInstallDate: lost('the user is asked; for a fixed time set DeadlineDate'),
  ScheduledInstallDays: lost('the user is asked; for a time by when it runs set DeadlineDays'),
  ScheduleWorkflowActive: to(
    'AllowedHours',
    'limits when the work may run, not when super looks for updates',
  ),
  DisplayIconLightFile: to('DisplayIconLightFile'),
  DisplayIconFile: to('DisplayIconLightFile'),
  DisplayIconDarkFile: to('DisplayIconDarkFile'),
  DisplayIconSize: lost('the size of the icon is part of the design'),
  DisplayHelpButtonString: to(
    'InformationLink',
    'super shows a text here or opens a link; only links are taken',
  ),
  DisplayWarningButtonString: lost('write the warning into Message'),
  DisplayUnmovable: window,
  DisplayHideBackground: window,
  DisplaySilently: lost('the dialog makes no sound'),
  DisplayRedraw: lost('the window is not drawn again'),
  WorkflowRestartWithoutUpdates: converted('RestartRequired', yes, 'the execution policy restarts the Mac'),
  WorkflowRequireActiveUser: converted('NoUserAction', (value) => (isTrue(value) ? 'wait' : 'run')),
  TestBatteryLevel: to('LeastBatteryPercent'),
  DialogTimeoutPowerRequired: converted('PowerWaitMinutes', minutesOfSeconds),
  InstallMacOSMajorVersionTarget: to(
    'VerifyOSVersion',
    'done when macOS is at least this version; the policy installs it',
  ),
  VerboseMode: converted('LogLevel', (value) => (isTrue(value) ? 'debug' : undefined)),
};

const families: readonly Family[] = [
  { names: /^Auth/, why: 'no password is asked for or kept: the execution policy does the work as root' },
  {
    names: /^(Install|Target|AllowUpgrade|EnforceAll|OnlyDownload)/,
    why: 'the execution policy says what is installed; Intermission says when',
  },
  { names: /^Dialog/, why: 'the question stands until it is answered; nothing times out' },
  {
    names: /^DisplayAccessory/,
    why: 'write it into Message as Markdown, or link to it with InformationLink',
  },
  { names: /^Display/, why: 'the look of the window is not configurable beyond logo, colour and words' },
  {
    names: /^(Schedule|Workflow|Test|Defer)/,
    why: 'Jamf Pro’s scope, check-in and frequency decide when the user is asked',
  },
  { names: /^(JamfPro|VerifyIdentity|Legacy)/, why: 'nothing is asked of the Jamf Pro API' },
];

export function importSuper(settings: Readonly<Record<string, unknown>>): Imported {
  const collector = new Collector('super', rules, families);
  for (const [name, value] of Object.entries(settings)) {
    if (isCleared(value)) continue;
    const policy = Object.hasOwn(triggers, name) ? triggers[name] : undefined;
    if (policy === undefined) collector.setting(name, value);
    else policy(collector, name, value);
  }
  if (!collector.has('DeferralTimerMenu') && 'DeferralTimerDefault' in settings) {
    collector.take(
      'DeferralTimerMenu',
      `0,${String(settings['DeferralTimerDefault'])}`,
      null,
      'DeferralTimerDefault',
    );
    collector.note(
      'DeferralTimerMenu',
      'super has one deferral and a button to start now; both are in the menu',
    );
  }
  return collector.imported();
}

function isTrue(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(true|yes|1)$/i.test(value.trim()));
}
function yes(value: unknown): unknown {
  return isTrue(value) ? true : undefined;
}
const isCleared = (value: unknown): boolean =>
  typeof value === 'string' && (value.trim() === '' || value.trim() === 'X');

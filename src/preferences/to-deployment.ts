/** From the values of a deployment's keys to the deployment as the core knows it. */
import type { Deployment } from '../core/deployment.ts';
import type { AdHoc } from '../core/record.ts';
import type { HoldRules } from '../core/hold/rules.ts';
import { isJobLabel } from '../core/names.ts';
import { deploymentBranding } from './admin-texts.ts';
import type { Requirements } from '../core/requirements.ts';
import type { Verification } from '../core/verification.ts';
import type { Problem } from './problem.ts';
import type { Values } from './table.ts';

/** The domain's file names are `io.intermission.plist` and `io.intermission.deployment.<ID>.plist`. */
export const organizationDomain = 'io.intermission';
export const domainOf = (id: string): string => `io.intermission.deployment.${id}`;

/** A key that a deployment cannot be without. */
const missing = (domain: string, key: string, rule: string, used: string): Problem => ({
  severity: 'error',
  kind: 'missing',
  domain,
  source: domain,
  key,
  value: 'not set',
  rule,
  used,
  nearest: null,
});

const leftOut = 'nothing: this deployment is left out';

/** The deployment; null where it cannot be run, which the problems say. */
export function toDeployment(id: string, values: Values, problems: Problem[]): Deployment | null {
  const domain = domainOf(id);
  if (values.Trigger === null) {
    problems.push(missing(domain, 'Trigger', 'set: without it there is nothing to run', leftOut));
    return null;
  }
  const label = values.LaunchDaemonLabel ?? domain;
  if (!isJobLabel(label)) {
    const rule = 'set where the ID is too long to be part of a label';
    problems.push(missing(domain, 'LaunchDaemonLabel', rule, leftOut));
    return null;
  }
  return {
    id,
    label,
    trigger: values.Trigger,
    title: values.Title ?? '',
    message: values.Message ?? '',
    branding: deploymentBranding(values),
    minutes: values.EstimatedMinutes,
    restarts: values.RestartRequired ?? false,
    restartBy: values.RestartBy ?? 'policy',
    combinesRestart: values.CombineRestarts ?? true,
    distribution:
      values.DistributionMethod === 'Make available in Self Service' ? 'self-service' : 'automatic',
    menu: values.DeferralTimerMenu ?? [0],
    preselected: values.DeferralTimerDefault,
    namedTimes: values.NamedTimes ?? [],
    ownTime: values.OwnTimeAllowed ?? true,
    workingDay: values.WorkingHours ?? { start: { hour: 8, minute: 30 }, end: { hour: 17, minute: 30 } },
    workingDays: values.WorkingDays ?? [],
    allowedHours: values.AllowedHours,
    deadline: {
      fixed: values.DeadlineDate,
      daysAfterFirstOffered: values.DeadlineDays,
      hoursAfterFirstOffered: values.DeadlineHours,
      deferrals: values.DeadlineCount,
    },
    newMacGraceHours: values.NewMacGraceHours ?? 0,
    absentGraceHours: values.AbsentGraceHours ?? 0,
    spreadMinutes: values.SpreadMinutes ?? 0,
    mac: null,
    graceMinutes: values.GracePeriodMinutes ?? 60,
    askAgainMinutes: {
      initial: values.AskAgainMinutes ?? 240,
      approaching: values.AskAgainApproachingMinutes ?? 120,
      imminent: values.AskAgainImminentMinutes ?? 60,
    },
    phaseHours: {
      approaching: values.ApproachingWindowHours ?? 72,
      imminent: values.ImminentWindowHours ?? 24,
    },
    reminderMinutes: values.ReminderMinutes ?? [],
    warningMinutes: values.DeadlineWarningMinutes ?? [],
    noUser: values.NoUserAction ?? 'wait',
    attempts: values.AttemptCount ?? 3,
    hoursBetweenAttempts: values.AttemptIntervalHours ?? 6,
    verification: verificationOf(domain, values, problems),
    stagesOpenApps: values.StageOpenApplications ?? true,
    requirements: requirementsOf(values),
    updateMethod: values.UpdateMethod === 'Manual' ? 'manual' : 'automatic',
    conflict:
      values.ConflictTitle === null ? null : { title: values.ConflictTitle, version: values.ConflictVersion },
    holds: holdRules(values),
    power: {
      required: values.PowerRequired ?? false,
      leastPercent: values.LeastBatteryPercent ?? 0,
      waitMinutes: values.PowerWaitMinutes ?? 60,
    },
    askOnlyWhile: null,
  };
}

const holdRules = (values: Values): HoldRules => ({
  presenting: values.HoldWhilePresenting ?? true,
  presentationApps: values.PresentationApplications ?? [],
  runningApps: values.BlockingApplications ?? [],
  frontApps: values.FrontApplications ?? [],
  assertions: values.HoldForAssertions ?? true,
  assertionProcesses: values.AssertionApplications,
  ignoredProcesses: values.IgnoredAssertionApplications ?? [],
  camera: values.HoldWhileCameraInUse ?? true,
  microphone: values.HoldWhileMicrophoneInUse ?? true,
  locked: values.HoldWhileScreenLocked ?? true,
  questionMinutes: values.HoldBudgetMinutes ?? 480,
  runMinutes: values.RunHoldBudgetMinutes ?? 75,
  limitMinutes: values.HoldLimitMinutes ?? 240,
});

/** 0 gigabytes and *any* architecture require nothing. */
const requirementsOf = (values: Values): Requirements => ({
  osMinimum: values.RequiredOSVersionMinimum,
  osMaximum: values.RequiredOSVersionMaximum,
  architecture:
    values.RequiredArchitecture === null || values.RequiredArchitecture === 'any'
      ? null
      : values.RequiredArchitecture,
  freeGigabytes: values.RequiredFreeSpaceGB || null,
});

/** Whatever is set must hold. */
function verificationOf(domain: string, values: Values, problems: Problem[]): readonly Verification[] {
  const app = appOf(domain, values, problems);
  const { VerifyOSVersion, VerifyReceiptID, VerifyFilePath, VerifyScript } = values;
  return [
    ...(VerifyOSVersion === null ? [] : [{ kind: 'os-version', minimum: VerifyOSVersion } as const]),
    ...(values.VerifyFileVault === true ? [{ kind: 'filevault' } as const] : []),
    ...(app === null ? [] : [app]),
    ...(VerifyReceiptID === null
      ? []
      : [{ kind: 'receipt', id: VerifyReceiptID, minimum: values.VerifyReceiptVersion } as const]),
    ...(VerifyFilePath === null ? [] : [{ kind: 'file', path: VerifyFilePath } as const]),
    ...(VerifyScript === null ? [] : [{ kind: 'script', path: VerifyScript } as const]),
  ];
}

function appOf(domain: string, values: Values, problems: Problem[]): Verification | null {
  const path = values.VerifyApplicationPath;
  if (path === null) return null;
  if (values.VerifyApplicationBundleID === null) {
    const rule = 'set where VerifyApplicationPath is, so that a foreign app cannot pass for it';
    problems.push(missing(domain, 'VerifyApplicationBundleID', rule, 'no verification of the app'));
    return null;
  }
  return {
    kind: 'app',
    path,
    bundleId: values.VerifyApplicationBundleID,
    minimum: values.VerifyApplicationVersion,
  };
}

/** BJPD's own menu in minutes, its first entry preselected (peers.md 1.1). It stands below the organisation's values. */
export const seedMenu = { DeferralTimerMenu: [5, 0, 30, 60, 240, 720, 10_080], DeferralTimerDefault: 5 };

/** The rules for a deployment that came by BJPD's positional parameters alone, from the organisation's values. */
export function toAdHocDeployment(id: string, adHoc: AdHoc, values: Values, titled: boolean): Deployment {
  const deployment = toDeployment(
    id,
    { ...values, Trigger: adHoc.trigger, LaunchDaemonLabel: adHoc.label },
    [],
  );
  if (deployment === null) throw new Error(`ad hoc deployment ${id} has no trigger`);
  return {
    ...deployment,
    title: !titled && adHoc.osUpdates ? 'Software updates are ready' : deployment.title,
    restarts: adHoc.osUpdates,
    askOnlyWhile: adHoc.osUpdates ? 'os-updates-pending' : null,
  };
}

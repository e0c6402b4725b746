/** From domains to deployments and problems. */
import { describe, expect, it } from 'vitest';
import { plainBranding } from '../../src/core/branding.ts';
import { deploymentPreferenceDomainPrefix, deploymentLabelPrefix } from '../../src/contract/identity.ts';
import type { Deployment } from '../../src/core/deployment.ts';
import { describeProblem, domainOf, type Dictionary } from '../../src/preferences/read-domain.ts';
import { keyNames, table, type KeyName } from '../../src/preferences/table.ts';
import { allowed, noDeadline } from '../core/builders.ts';
import { reading } from './preferences.ts';

/** One deployment with a trigger and these keys. */
const one = (keys: Dictionary = {}, organization: Dictionary | null = null) => {
  const { deployments, problems, notes } = reading(
    { macos: { Trigger: 'install_macos', ...keys } },
    organization,
  );
  const [deployment] = deployments;
  if (deployment === undefined) throw new Error('no deployment was read');
  return { deployment, problems, notes };
};

describe('a deployment with nothing but a trigger', () => {
  it('has the defaults of the table, and no problems', () => {
    const { deployment, problems } = one();
    expect(problems).toEqual([]);
    expect(deployment).toEqual({
      id: 'macos',
      label: 'io.intermission.deployment.macos',
      trigger: 'install_macos',
      title: 'Required work on your Mac',
      message: 'Your organization needs to do some work on this Mac. Please choose a time that suits you.',
      branding: { ...plainBranding, ours: { title: true, message: true } },
      minutes: null,
      restarts: false,
      restartBy: 'policy',
      combinesRestart: true,
      distribution: 'automatic',
      menu: [0, 60, 240],
      preselected: 60,
      namedTimes: ['end-of-day', 'tomorrow-morning'],
      ownTime: true,
      workingDay: { start: { hour: 8, minute: 30 }, end: { hour: 17, minute: 30 } },
      workingDays: ['MON', 'TUE', 'WED', 'THU', 'FRI'],
      allowedHours: null,
      deadline: noDeadline,
      newMacGraceHours: 0,
      absentGraceHours: 0,
      spreadMinutes: 0,
      mac: null,
      graceMinutes: 60,
      askAgainMinutes: { initial: 240, approaching: 120, imminent: 60 },
      phaseHours: { approaching: 72, imminent: 24 },
      reminderMinutes: [15],
      warningMinutes: [60, 30, 10, 5],
      noUser: 'wait',
      attempts: 3,
      hoursBetweenAttempts: 6,
      verification: [],
      requirements: { osMinimum: null, osMaximum: null, architecture: null, freeGigabytes: null },
      stagesOpenApps: true,
      updateMethod: 'automatic',
      conflict: null,
      holds: {
        presenting: true,
        presentationApps: ['Keynote', 'Microsoft PowerPoint', 'zoom.us', 'Microsoft Teams', 'Webex'],
        runningApps: [],
        frontApps: [],
        assertions: true,
        assertionProcesses: null,
        ignoredProcesses: [
          'coreaudiod',
          'corespeechd',
          'caffeinate',
          'Amphetamine',
          'KeepingYouAwake',
          'Lungo',
          'Theine',
          'Logi Options+',
        ],
        camera: true,
        microphone: true,
        locked: true,
        questionMinutes: 480,
        runMinutes: 75,
        limitMinutes: 240,
      },
      power: { required: false, leastPercent: 0, waitMinutes: 60 },
      askOnlyWhile: null,
    });
  });

  it('has a label and a domain of the same prefix, which the contract knows too', () => {
    expect(domainOf('x')).toBe(`${deploymentPreferenceDomainPrefix}.x`);
    expect(one().deployment.label).toBe(`${deploymentLabelPrefix}.macos`);
  });
});

describe('a key that is set', () => {
  it.each<[Dictionary, Partial<Deployment>]>([
    [{ LaunchDaemonLabel: 'com.contoso.x' }, { label: 'com.contoso.x' }],
    [{ Title: 'Update Slack' }, { title: 'Update Slack' }],
    [{ EstimatedMinutes: '20' }, { minutes: 20 }],
    [{ RestartRequired: 'true' }, { restarts: true }],
    [{ DistributionMethod: 'Make available in Self Service' }, { distribution: 'self-service' }],
    [
      { DeferralTimerMenu: '30,0', DeferralTimerDefault: 30 },
      { menu: [30, 0], preselected: 30 },
    ],
    [{ NamedTimes: [] }, { namedTimes: [] }],
    [{ OwnTimeAllowed: false }, { ownTime: false }],
    [{ WorkingDays: 'MON,SAT' }, { workingDays: ['MON', 'SAT'] }],
    [
      { AllowedHours: 'MON:22:00-24:00,TUE:00:00-05:00' },
      { allowedHours: allowed('MON:22:00-24:00', 'TUE:00:00-05:00') },
    ],
    [
      {
        GracePeriodMinutes: 15,
        AskAgainMinutes: 30,
        AskAgainApproachingMinutes: 20,
        AskAgainImminentMinutes: 10,
      },
      { graceMinutes: 15, askAgainMinutes: { initial: 30, approaching: 20, imminent: 10 } },
    ],
    [
      { ApproachingWindowHours: 48, imminentWindowTime: 12 },
      { phaseHours: { approaching: 48, imminent: 12 } },
    ],
    [{ NoUserAction: 'run' }, { noUser: 'run' }],
    [
      { AttemptCount: 5, AttemptIntervalHours: 1 },
      { attempts: 5, hoursBetweenAttempts: 1 },
    ],
    [
      { DeadlineDays: 7, DeadlineCount: 3 },
      {
        deadline: { fixed: null, daysAfterFirstOffered: 7, hoursAfterFirstOffered: null, deferrals: 3 },
      },
    ],
    [
      { DeadlineHours: 36, DeadlineCount: 0 },
      { deadline: { ...noDeadline, hoursAfterFirstOffered: 36, deferrals: 0 } },
    ],
    [
      { NewMacGraceHours: 24, AbsentGraceHours: 4, SpreadMinutes: 60 },
      { newMacGraceHours: 24, absentGraceHours: 4, spreadMinutes: 60, mac: null },
    ],
    [{ gracePeriodInstallDelay: 23 }, { newMacGraceHours: 23 }],
    [
      { RestartRequired: true, RestartBy: 'intermission', CombineRestarts: false },
      { restarts: true, restartBy: 'intermission', combinesRestart: false },
    ],
    [
      { PowerRequired: true, LeastBatteryPercent: 50, PowerWaitMinutes: 30 },
      { power: { required: true, leastPercent: 50, waitMinutes: 30 } },
    ],
    [{ VerifyOSVersion: '26.7' }, { verification: [{ kind: 'os-version', minimum: '26.7' }] }],
    [{ VerifyFileVault: true }, { verification: [{ kind: 'filevault' }] }],
    [
      {
        VerifyApplicationPath: '/Applications/Slack.app',
        VerifyApplicationBundleID: 'com.tinyspeck.slackmacgap',
      },
      {
        verification: [
          {
            kind: 'app',
            path: '/Applications/Slack.app',
            bundleId: 'com.tinyspeck.slackmacgap',
            minimum: null,
          },
        ],
      },
    ],
    [
      { VerifyReceiptID: 'com.example.pkg', VerifyReceiptVersion: '2.1' },
      { verification: [{ kind: 'receipt', id: 'com.example.pkg', minimum: '2.1' }] },
    ],
    [{ VerifyFilePath: '/Library/Done' }, { verification: [{ kind: 'file', path: '/Library/Done' }] }],
    [
      { VerifyScript: '/Library/Management/look.sh' },
      { verification: [{ kind: 'script', path: '/Library/Management/look.sh' }] },
    ],
    [
      { VerifyOSVersion: '26.7', VerifyFileVault: true },
      { verification: [{ kind: 'os-version', minimum: '26.7' }, { kind: 'filevault' }] },
    ],
    [
      { ConflictTitle: 'Slack', ConflictVersion: '4.40', UpdateMethod: 'Manual' },
      { conflict: { title: 'Slack', version: '4.40' }, updateMethod: 'manual' },
    ],
    [{ ConflictTitle: 'Slack' }, { conflict: { title: 'Slack', version: null }, updateMethod: 'automatic' }],
    [
      {
        RequiredOSVersionMinimum: '15',
        RequiredOSVersionMaximum: '26',
        RequiredArchitecture: 'intel',
        RequiredFreeSpaceGB: 30,
      },
      { requirements: { osMinimum: '15', osMaximum: '26', architecture: 'intel', freeGigabytes: 30 } },
    ],
    [
      { RequiredArchitecture: 'any', RequiredFreeSpaceGB: 0 },
      { requirements: { osMinimum: null, osMaximum: null, architecture: null, freeGigabytes: null } },
    ],
  ])('%j becomes %j', (keys, expected) => {
    const { deployment, problems } = one(keys);
    expect(problems).toEqual([]);
    expect(deployment).toMatchObject(expected);
  });

  it('to a date is the fixed deadline', () => {
    expect(one({ DeadlineDate: '2026-12-01T17:00' }).deployment.deadline.fixed?.at.toString()).toBe(
      '2026-12-01T17:00:00',
    );
  });

  it.each(['', ' ', '\n\t'])('to a blank text (%j) is not set, and no problem', (blank) => {
    const keys = Object.fromEntries(Object.keys(table).map((name) => [name, blank]));
    const { deployment, problems } = one({ ...keys, Trigger: 'install_macos' });
    expect([deployment, problems]).toEqual([one().deployment, []]);
  });

  it('that nobody knows is not read, and named with the key that was probably meant', () => {
    const { deployment, problems } = one({ Tilte: 'x' });
    expect(deployment).toEqual(one().deployment);
    expect(problems.map(describeProblem)).toEqual([
      'io.intermission.deployment.macos: Tilte is not a key; did you mean Title? It is not read',
    ]);
  });

  it('by the profile itself is no concern of ours', () => {
    expect(one({ PayloadUUID: 'y', PayloadDisplayName: 'z' })).toEqual(one());
  });
});

describe('a bad value', () => {
  /** A value that breaks the rule of each key, and what the rule says. */
  const bad: [KeyName, unknown, string][] = [
    ['LaunchDaemonLabel', 'a/b', 'a LaunchDaemon label'],
    ['Title', 7, 'text of at most 120 characters'],
    ['Message', 'x'.repeat(4001), 'text of at most 4000 characters'],
    ['TitleLocalized', { de: 7 }, 'a dictionary of texts'],
    ['MessageLocalized', { de: 7 }, 'a dictionary of texts'],
    ['StartButtonTextLocalized', { de: 7 }, 'a dictionary of texts'],
    ['ScheduleButtonTextLocalized', { de: 7 }, 'a dictionary of texts'],
    ['NotNowButtonTextLocalized', { de: 7 }, 'a dictionary of texts'],
    ['ConfirmationMessageLocalized', { de: 7 }, 'a dictionary of texts'],
    ['LastWarningMessageLocalized', { de: 7 }, 'a dictionary of texts'],
    ['ReasonMessageLocalized', { de: 7 }, 'a dictionary of texts'],
    ['StartButtonText', 'x'.repeat(41), 'text of at most 40 characters'],
    ['ScheduleButtonText', 7, 'text of at most 40 characters'],
    ['NotNowButtonText', 7, 'text of at most 40 characters'],
    ['ConfirmationMessage', 7, 'text of at most 300 characters'],
    ['LastWarningMessage', 7, 'text of at most 1000 characters'],
    ['ReasonMessage', 7, 'text of at most 2000 characters'],
    ['InformationLink', 'http://example.com', 'a link that begins with https://, mailto: or tel:'],
    ['DisplayIconLightFile', '/x/logo.icns', 'ICNS and SVG are not shown'],
    ['DisplayIconDarkFile', 'logo.png', 'the path of a PNG, JPEG or WebP file'],
    ['ShowDeadline', 'maybe', 'true or false'],
    ['ShowDeferralCount', 'maybe', 'true or false'],
    ['EstimatedMinutes', 0, 'a whole number from 1 to 1440'],
    ['RestartRequired', 'maybe', 'true or false'],
    ['DistributionMethod', 'Self Service', 'one of: Install automatically, Make available in Self Service'],
    ['DeferralTimerMenu', 'soon', 'a list of up to 12 whole minutes'],
    ['DeferralTimerDefault', 0, 'a whole number from 1 to 129600'],
    ['NamedTimes', 'noon', 'a list out of: end-of-day, tomorrow-morning'],
    ['OwnTimeAllowed', 2, 'true or false'],
    ['WorkingHours', '9 to 5', 'the beginning and end of the working day'],
    ['WorkingDays', 'MON,FUNDAY', 'a list out of: MON, TUE, WED, THU, FRI, SAT, SUN'],
    ['AllowedHours', 'MON:22:00-05:00', 'days and hours such as MON:09:00-17:00'],
    ['DeadlineDate', 'tomorrow', 'a date such as'],
    ['DeadlineDays', 366, 'a whole number from 0 to 365'],
    ['DeadlineHours', 8761, 'a whole number from 0 to 8760'],
    ['NewMacGraceHours', 721, 'a whole number from 0 to 720'],
    ['AbsentGraceHours', -1, 'a whole number from 0 to 720'],
    ['SpreadMinutes', 1441, 'a whole number from 0 to 1440'],
    ['DeadlineCount', -1, 'a whole number from 0 to 100'],
    ['GracePeriodMinutes', 4, 'a whole number from 5 to 1440'],
    ['AskAgainMinutes', 1, 'a whole number from 5 to 10080'],
    ['AskAgainApproachingMinutes', 4, 'a whole number from 5 to 10080'],
    ['AskAgainImminentMinutes', 'often', 'a whole number from 5 to 10080'],
    ['ApproachingWindowHours', 0, 'a whole number from 1 to 720'],
    ['ImminentWindowHours', 721, 'a whole number from 1 to 720'],
    ['AttemptCount', 0, 'a whole number from 1 to 10'],
    ['AttemptIntervalHours', 'daily', 'a whole number from 1 to 168'],
    ['NoUserAction', 'walk', 'one of: wait, run'],
    ['ReminderMinutes', 'soon', 'a list of up to 12 whole minutes'],
    ['DeadlineWarningMinutes', 'soon', 'a list of up to 12 whole minutes'],
    ['HoldWhilePresenting', 'maybe', 'true or false'],
    ['PresentationApplications', 7, 'a list of up to 50 texts'],
    ['BlockingApplications', 7, 'a list of up to 50 texts'],
    ['FrontApplications', 7, 'a list of up to 50 texts'],
    ['HoldForAssertions', 'maybe', 'true or false'],
    ['AssertionApplications', 7, 'a list of up to 50 texts'],
    ['IgnoredAssertionApplications', 7, 'a list of up to 50 texts'],
    ['HoldWhileCameraInUse', 'maybe', 'true or false'],
    ['HoldWhileMicrophoneInUse', 'maybe', 'true or false'],
    ['HoldWhileScreenLocked', 'maybe', 'true or false'],
    ['HoldBudgetMinutes', -1, 'a whole number from 0 to 10080'],
    ['RunHoldBudgetMinutes', 1441, 'a whole number from 0 to 1440'],
    ['HoldLimitMinutes', -1, 'a whole number from 0 to 10080'],
    ['RestartBy', 'nobody', 'one of: policy, intermission'],
    ['CombineRestarts', 'maybe', 'true or false'],
    ['PowerRequired', 'maybe', 'true or false'],
    ['LeastBatteryPercent', 101, 'a whole number from 0 to 100'],
    ['PowerWaitMinutes', -1, 'a whole number from 0 to 1440'],
    ['VerifyOSVersion', 'latest', 'a version of numbers and dots'],
    ['VerifyFileVault', 'perhaps', 'true or false'],
    ['VerifyApplicationPath', '/Applications/../tmp/x.app', 'the path of an app in /Applications'],
    ['VerifyApplicationBundleID', 7, 'text of at most 200 characters'],
    ['VerifyApplicationVersion', 'v1', 'a version of numbers and dots'],
    ['VerifyReceiptID', '-x', 'an identifier of letters'],
    ['VerifyReceiptVersion', 'v1', 'a version of numbers and dots'],
    ['VerifyFilePath', '/Library/../tmp/x', 'the path of a file, beginning with "/"'],
    ['VerifyScript', 'look.sh', 'the path of a file, beginning with "/"'],
    ['StageOpenApplications', 'maybe', 'true or false'],
    ['UpdateMethod', 'By hand', 'one of: Automatic, Manual'],
    ['ConflictTitle', 7, 'text of at most 120 characters'],
    ['ConflictVersion', '4.x', 'a version of numbers and dots'],
    ['RequiredOSVersionMinimum', 'Tahoe', 'a version of numbers and dots'],
    ['RequiredOSVersionMaximum', '26.x', 'a version of numbers and dots'],
    ['RequiredArchitecture', 'ppc', 'one of: any, apple-silicon, intel'],
    ['RequiredFreeSpaceGB', 2001, 'a whole number from 0 to 2000'],
  ];

  it.each(bad)('of %s (%j) is named with its rule, and only that key falls back', (key, value, rule) => {
    const { deployment, problems } = one({ [key]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ domain: 'io.intermission.deployment.macos', key });
    expect(problems[0]?.rule).toContain(rule);
    expect(deployment).toEqual(one().deployment);
  });

  it('never disables another key: all bad at once leave all defaults, each with its problem', () => {
    const { deployment, problems } = one(Object.fromEntries(bad.map(([key, value]) => [key, value])));
    expect(deployment).toEqual(one().deployment);
    expect(problems.map(({ key }) => key).sort()).toEqual(bad.map(([key]) => key).sort());
  });

  it.each<KeyName>(['OrganizationName', 'SupportContact', 'Trigger'])(
    'of every other key is named elsewhere: %s',
    (key) => {
      const others: KeyName[] = [
        ...bad.map(([name]) => name),
        'OrganizationName',
        'SupportContact',
        'SupportLink',
        'AccentColor',
        'MenuBarItem',
        'MenuBarCountdown',
        'LanguageOverride',
        'LogLevel',
        'LogKeepDays',
        'HistoryKeepDays',
        'Trigger',
      ];
      expect(others).toContain(key);
      expect(new Set(others)).toEqual(new Set(keyNames));
    },
  );

  it('is told in one line: domain, key, value, rule and what is used instead', () => {
    const [problem] = one({ GracePeriodMinutes: 4 }).problems;
    expect(problem === undefined ? '' : describeProblem(problem)).toBe(
      'io.intermission.deployment.macos: GracePeriodMinutes is 4, but must be a whole number from 5 to 1440; ' +
        'used the default 60 instead',
    );
  });

  it('without a default leaves no value, and says so', () => {
    expect(one({ EstimatedMinutes: 'x' }).problems[0]?.used).toBe('no value');
  });

  it.each<[unknown, string]>([
    ['x'.repeat(5000), `"${'x'.repeat(76)}…`],
    [10n ** 20n, '"100000000000000000000"'],
    [{ a: [1] }, '{"a":[1]}'],
    [new Date(Number.NaN), 'null'],
  ])('is shown, but never at length (%#)', (value, expected) => {
    expect(one({ RestartRequired: value }).problems[0]?.value).toBe(expected);
  });
});

describe('the organization', () => {
  it('names itself and its support', () => {
    const { organizationName, supportContact } = reading(
      {},
      { OrganizationName: 'ACME', SupportContact: '123' },
    );
    expect([organizationName, supportContact]).toEqual(['ACME', '123']);
  });

  it('without a domain has neither a name nor problems', () => {
    expect(reading({})).toMatchObject({
      organizationName: null,
      supportContact: null,
      deployments: [],
      problems: [],
    });
  });

  it('gives the values that a deployment does not set', () => {
    const organization = { Title: 'Work by ACME', GracePeriodMinutes: 30, DeadlineCount: 2 };
    const { deployment } = one({ GracePeriodMinutes: 15, Title: '' }, organization);
    expect([deployment.title, deployment.graceMinutes, deployment.deadline.deferrals]).toEqual([
      'Work by ACME',
      15,
      2,
    ]);
  });

  it('gives its value where that of the deployment is bad, and the problem says so', () => {
    const { deployment, problems } = one({ GracePeriodMinutes: 4 }, { GracePeriodMinutes: 30 });
    expect(deployment.graceMinutes).toBe(30);
    expect(problems.map(({ domain, used }) => [domain, used])).toEqual([
      ['io.intermission.deployment.macos', "the organization's 30"],
    ]);
  });

  it('with a bad value is told once, however many deployments there are', () => {
    const deployments = { a: { Trigger: 'a' }, b: { Trigger: 'b' } };
    const { problems, deployments: read } = reading(deployments, { GracePeriodMinutes: 4 });
    expect(problems.map(({ domain, key }) => [domain, key])).toEqual([
      ['io.intermission', 'GracePeriodMinutes'],
    ]);
    expect(read.map(({ graceMinutes }) => graceMinutes)).toEqual([60, 60]);
  });

  it.each<[string, Dictionary]>([
    ['a label', { LaunchDaemonLabel: 'com.contoso.x' }],
    ['a date', { DeadlineDate: '2026-12-01T17:00' }],
    ['what verifies it', { VerifyOSVersion: '26.7' }],
    ['a restart', { RestartRequired: true }],
  ])('cannot set what belongs to one deployment: %s', (_, organization) => {
    expect(one({}, organization).deployment).toEqual(one().deployment);
    expect(one({}, organization).problems).toMatchObject([
      { kind: 'wrong-place', domain: 'io.intermission', key: Object.keys(organization)[0] },
    ]);
  });

  it('cannot give a trigger to a deployment without one', () => {
    expect(reading({ macos: {} }, { Trigger: 'install_macos' }).deployments).toEqual([]);
  });

  it('is not named by a deployment', () => {
    const { organizationName } = reading({ macos: { Trigger: 'x', OrganizationName: 'Not ACME' } });
    expect(organizationName).toBeNull();
  });
});

describe('a deployment is left out, and the problem says so', () => {
  const leftOut = (deployments: Readonly<Record<string, Dictionary>>): [string[], string[]] => {
    const { deployments: read, problems } = reading(deployments);
    return [read.map(({ id }) => id), problems.map(({ domain, key }) => `${domain} ${key}`)];
  };

  it.each([{}, { Trigger: '' }, { Title: 'x' }])('without a trigger: %j', (keys) => {
    expect(leftOut({ a: keys, b: { Trigger: 'b' } })).toEqual([
      ['b'],
      ['io.intermission.deployment.a Trigger'],
    ]);
  });

  it('with a bad trigger, which is named as well', () => {
    const { deployments, problems } = reading({ a: { Trigger: '-id' } });
    expect(deployments).toEqual([]);
    expect(problems.map(({ value }) => value)).toEqual(['"-id"', 'not set']);
  });

  it.each([
    ['com.contoso.x', 'com.contoso.x'],
    ['com.contoso.x', 'com.Contoso.X'],
  ])('with the label of an earlier one, which the disk cannot tell apart: %s, %s', (first, second) => {
    expect(
      leftOut({
        b: { Trigger: 'b', LaunchDaemonLabel: second },
        a: { Trigger: 'a', LaunchDaemonLabel: first },
      }),
    ).toEqual([['a'], ['io.intermission.deployment.b LaunchDaemonLabel']]);
  });

  it('with an ID that is too long for a label, unless it names one', () => {
    const id = 'a'.repeat(128);
    expect(leftOut({ [id]: { Trigger: 'a' } })).toEqual([[], [`${domainOf(id)} LaunchDaemonLabel`]]);
    expect(leftOut({ [id]: { Trigger: 'a', LaunchDaemonLabel: 'x' } })).toEqual([[id], []]);
  });
});

describe('deployments', () => {
  it('come in the order of their IDs, numbers as numbers', () => {
    const keys = { Trigger: 'x' };
    expect(reading({ 10: keys, 9: keys, b: keys, a: keys }).deployments.map(({ id }) => id)).toEqual([
      '9',
      '10',
      'a',
      'b',
    ]);
  });
});

describe('what verifies', () => {
  it('an app needs its bundle ID, else nothing is verified', () => {
    const { deployment, problems } = one({ VerifyApplicationPath: '/Applications/Slack.app' });
    expect(deployment.verification).toEqual([]);
    expect(problems.map(({ key }) => key)).toEqual(['VerifyApplicationBundleID']);
  });

  it.each(['/Applications/Slack.app/Contents', '/tmp/Slack.app', '/Applications/a/b.app', 'Slack.app'])(
    'an app stands in /Applications: not %s',
    (path) => {
      const { deployment } = one({ VerifyApplicationPath: path, VerifyApplicationBundleID: 'x' });
      expect(deployment.verification).toEqual([]);
    },
  );
});

describe("a deployment by BJPD's parameters alone", () => {
  const parameters = { label: 'com.contoso.deferred-policy', trigger: 'install_macos', osUpdates: false };
  const adHoc = (organization: Dictionary | null, change: Partial<typeof parameters> = {}): Deployment =>
    reading({}, organization).adHoc('com.contoso.deferred-policy', { ...parameters, ...change });

  it("has BJPD's menu, its first entry preselected", () => {
    expect(adHoc(null)).toMatchObject({
      id: 'com.contoso.deferred-policy',
      label: 'com.contoso.deferred-policy',
      trigger: 'install_macos',
      menu: [5, 0, 30, 60, 240, 720, 10_080],
      preselected: 5,
      restarts: false,
      askOnlyWhile: null,
    });
  });

  it("has the organization's menu where that is set", () => {
    expect(adHoc({ DeferralTimerMenu: '0,15', DeferralTimerDefault: 15 })).toMatchObject({
      menu: [0, 15],
      preselected: 15,
    });
  });

  it('for OS updates asks only while some are pending, and says what it is about', () => {
    expect(adHoc(null, { osUpdates: true })).toMatchObject({
      title: 'Software updates are ready',
      restarts: true,
      askOnlyWhile: 'os-updates-pending',
    });
    expect(adHoc({ Title: 'Work by ACME' }, { osUpdates: true }).title).toBe('Work by ACME');
  });

  it('takes nothing from the organization that belongs to one deployment', () => {
    const organization = { Trigger: 'other', LaunchDaemonLabel: 'x', VerifyOSVersion: '26.7' };
    expect(adHoc(organization)).toEqual(adHoc(null));
  });
});

describe('what is written down', () => {
  it('is kept as the organization says, and by default a month and a year', () => {
    expect(reading({}, { LogLevel: 'debug', LogKeepDays: 7, HistoryKeepDays: 90 }).keeping).toEqual({
      level: 'debug',
      logDays: 7,
      historyDays: 90,
    });
    expect(reading({}).keeping).toEqual({ level: 'info', logDays: 30, historyDays: 365 });
  });

  it.each([
    ['LogLevel', 'chatty'],
    ['LogKeepDays', 0],
    ['HistoryKeepDays', 29],
  ])('falls back where %s is %j', (key, value) => {
    const { keeping, problems } = reading({}, { [key]: value });
    expect(problems).toMatchObject([{ domain: 'io.intermission', key }]);
    expect(keeping).toEqual(reading({}).keeping);
  });
});

/** Settings of other tools, in the shape in which admins have them: what becomes of each is said, nothing is dropped. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPreferenceFile } from '../../src/files/profile-file.ts';
import { importBjpd, looksLikeBjpd } from '../../src/preferences/import/bjpd.ts';
import { importNudge } from '../../src/preferences/import/nudge.ts';
import { pythonConstants } from '../../src/preferences/import/python-constants.ts';
import { importRenew } from '../../src/preferences/import/renew.ts';
import type { Imported } from '../../src/preferences/import/rules.ts';
import { importSuper } from '../../src/preferences/import/super.ts';
import { readPreferences } from '../../src/preferences/read-domain.ts';
import { keyNamed } from '../../src/preferences/table.ts';

const fixture = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, '../fixtures/profiles', name));
function settingsIn(name: string): Readonly<Record<string, unknown>> {
  const file = readPreferenceFile(name, fixture(name));
  if (!file.ok) throw new Error(file.problem);
  const [domain] = file.value.domains;
  if (domain === undefined) throw new Error(`${name} is empty`);
  return domain.keys;
}
const script = fixture('deferral-script.py.txt').toString('utf8');

const imports: readonly (readonly [string, () => Imported])[] = [
  ['BJPD', () => importBjpd(script)],
  ['super', () => importSuper(settingsIn('super.mobileconfig'))],
  ['Nudge', () => importNudge(settingsIn('nudge.mobileconfig'))],
  ['Renew', () => importRenew(settingsIn('renew.plist'))],
];

describe.each(imports)('an import from %s', (_, read) => {
  it('makes preferences that this program reads without a complaint', () => {
    const { settings } = read();
    const of = (place: boolean) =>
      Object.fromEntries([...settings].filter(([key]) => (keyNamed(key).place === 'organization') === place));
    const preferences = readPreferences({
      organization: [{ name: 'io.intermission', managed: true, dictionary: of(true) }],
      deployments: new Map([
        ['x', [{ name: 'x', managed: true, dictionary: { Trigger: 'from_the_admin', ...of(false) } }]],
      ]),
      moment: null,
    });
    // But for what the import leaves in a text and names itself.
    expect(preferences.problems.filter(({ rule }) => !rule.startsWith('without {uptime}:'))).toEqual([]);
    expect(preferences.deployments).toHaveLength(1);
    // Every setting is the key's own name: nothing depends on an alias.
    expect(preferences.notes).toEqual([]);
  });

  it('gives a reason for everything that it leaves behind', () => {
    for (const { name, why } of read().lost) {
      expect(name).not.toBe('');
      expect(why.length, name).toBeGreaterThan(15);
    }
  });
});

const lostNames = ({ lost }: Imported): string[] => lost.map(({ name }) => name);
const whyLost = ({ lost }: Imported, name: string): string =>
  lost
    .filter((one) => one.name === name)
    .map(({ why }) => why)
    .join('\n');
const noteOn = ({ notes }: Imported, key: string): string =>
  notes
    .filter((note) => note.key === key)
    .map(({ text }) => text)
    .join('\n');

describe('the constants of Better Jamf Policy Deferral', () => {
  const imported = importBjpd(script);

  it('become ours, seconds as minutes, the first choice preselected', () => {
    expect(Object.fromEntries(imported.settings)).toEqual({
      LaunchDaemonLabel: 'com.example.deferred-updates',
      Trigger: 'install_updates',
      BlockingApplications: ['Keynote', 'Microsoft PowerPoint', 'zoom.us'],
      Title: 'Updates are ready',
      DisplayIconLightFile: '/Library/Application Support/Example/logo.png',
      Message:
        'Updates are ready for your Mac.\n\nNOTE: Your Mac "may" restart.\n\nGUI_BUTTON = "not a setting"',
      DeferralTimerMenu: [5, 0, 30, 60, 240, 720, 10_080],
      DeferralTimerDefault: 5,
      ConfirmationMessage: 'The updates begin on {date}.',
    });
  });

  it('without a counterpart are listed, and what means something else is noted', () => {
    expect(lostNames(imported).sort()).toEqual([
      'GUI_BUTTON',
      'GUI_E_MESSAGE',
      'GUI_S_HEADING',
      'GUI_WINDOW_TITLE',
      'JAMF',
      'JAMFHELPER',
    ]);
    expect(noteOn(imported, 'LaunchDaemonLabel')).toContain('taken over');
    expect(noteOn(imported, 'BlockingApplications')).toContain('budget');
  });

  it('of the released script give its own menu and its own texts', () => {
    const { settings, notes } = importBjpd(
      'GUI_DEFER_OPTIONS = ["0", "90", "3600"]\nGUI_HEADING_DEFAULT = "H"\nLD_JAMF_TRIGGER = "t"\n',
    );
    expect(Object.fromEntries(settings)).toEqual({ DeferralTimerMenu: [0, 2, 60], Title: 'H', Trigger: 't' });
    expect(notes.map(({ text }) => text).join()).toMatch(/rounded up.*never preselected/);
  });

  it('are recognised by what the script says, not by its name', () => {
    expect(looksLikeBjpd(script)).toBe(true);
    expect(looksLikeBjpd('BLOCKING_APPS = []')).toBe(false);
  });
});

describe('Python constants', () => {
  const of = (text: string): unknown => Object.fromEntries(pythonConstants(text));

  it.each<[string, unknown]>([
    ['A = "x"', { A: 'x' }],
    ["A = 'it\\'s'", { A: "it's" }],
    ['A = "a" \'b\'', { A: 'ab' }],
    ['A = ("a"\n     "b")', { A: 'ab' }],
    ['A = ("a", "b")', { A: ['a', 'b'] }],
    ['A = ["a", 5, ]', { A: ['a', 5] }],
    ['A = []', { A: [] }],
    ['A = -5 # minus', { A: -5 }],
    ['A: str = "x"', { A: 'x' }],
    ['A = r"\\n"', { A: '\\n' }],
    ['A = """a\nB = "b"\n"""\nC = 1', { A: 'a\nB = "b"\n', C: 1 }],
    ['A = "a\\\nb"', { A: 'ab' }],
    ['A = f"x{y}"', {}],
    ['A = os.environ["B"]', {}],
    ['A = "x', {}],
    ['A = ["x", y]', {}],
    ['A = ["x"', {}],
    ['A = 1.5', {}],
    ['a = "x"', {}],
    ['  A = "x"', {}],
    ['A == "x"', {}],
    ['A = "x"\r\nB = "y"\r\n', { A: 'x', B: 'y' }],
  ])('%j', (text, expected) => {
    expect(of(text)).toEqual(expected);
  });

  it('are found in any text without throwing', () => {
    const piece = fc.constantFrom(
      'A',
      ' = ',
      '"',
      "'",
      '"""',
      '[',
      ']',
      '(',
      ')',
      ',',
      '\n',
      '\\',
      '#',
      '5',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        importBjpd(pieces.join(''));
      }),
      { seed: 20_261_121, numRuns: 2000 },
    );
  });
});

describe('super', () => {
  const imported = importSuper(settingsIn('super.mobileconfig'));

  it('becomes ours under its own vocabulary', () => {
    expect(Object.fromEntries(imported.settings)).toEqual({
      DeferralTimerDefault: 60,
      DeferralTimerMenu: [0, 60, 120, 480, 1440],
      DeadlineDays: 14,
      DeadlineDate: '2026-12-24T18:00',
      PowerWaitMinutes: 120,
      DisplayIconLightFile: '/Library/Application Support/Example/logo.png',
      InformationLink: 'https://help.example.com/updates',
      Trigger: 'update_slack',
      RestartRequired: true,
      VerifyOSVersion: '26',
      ReminderMinutes: [60, 15],
      OwnTimeAllowed: true,
      AllowedHours: 'MON:09:00-17:00,TUE:09:00-17:00',
      LeastBatteryPercent: 50,
      LogLevel: 'debug',
    });
  });

  it('is told what it leaves behind', () => {
    expect(whyLost(imported, 'AuthJamfClient')).toContain('no password');
    expect(whyLost(imported, 'InstallJamfPolicyTriggers')).toContain('update_zoom');
    expect(whyLost(imported, 'DisplayIconDarkFile')).toContain('must be the path');
    expect(whyLost(imported, 'DeadlineDaysSoft')).toContain('GracePeriodMinutes');
    expect(whyLost(imported, 'SomethingNew')).toContain('does not know it');
    expect(lostNames(imported)).not.toContain('WorkflowRequireActiveUser');
  });

  it('with one deferral and no menu gets both of its buttons', () => {
    const { settings } = importSuper({ DeferralTimerDefault: '120', DeadlineDateHard: '2026-12-24:18' });
    expect(Object.fromEntries(settings)).toEqual({
      DeferralTimerDefault: 120,
      DeferralTimerMenu: [0, 120],
      DeadlineDate: '2026-12-24T18:00',
    });
  });
});

describe('Nudge', () => {
  const imported = importNudge(settingsIn('nudge.mobileconfig'));

  it('becomes ours: the default requirement, the fallback language, the others beside it', () => {
    expect(Object.fromEntries(imported.settings)).toEqual({
      FrontApplications: ['us.zoom.xos'],
      HoldForAssertions: true,
      HoldWhileCameraInUse: false,
      InformationLink: 'https://support.apple.com/HT1',
      DeadlineDate: '2026-12-11T17:00:00Z',
      VerifyOSVersion: '26.7',
      ApproachingWindowHours: 72,
      ImminentWindowHours: 24,
      AskAgainMinutes: 300,
      DisplayIconLightFile: '/Library/Application Support/Example/logo.png',
      ShowDeferralCount: true,
      Title: 'Your Mac needs an update',
      TitleLocalized: { de: 'Dieser Mac braucht ein Update' },
      Message: 'Please choose a time that suits you.',
      MessageLocalized: { de: 'Bitte wählen Sie eine Zeit.' },
      StartButtonText: 'Update Device',
      NotNowButtonText: 'Later',
      NotNowButtonTextLocalized: { de: 'Später' },
      RestartRequired: true,
    });
  });

  it('is told what it leaves behind, with the group in which it stood', () => {
    expect(whyLost(imported, 'osVersionRequirements')).toContain('1 further');
    expect(whyLost(imported, 'userInterface.actionButtonPath')).toContain('execution policy');
    expect(whyLost(imported, 'userInterface.updateElements.secondaryQuitButtonText')).toContain('one title');
    expect(whyLost(imported, 'userExperience.elapsedRefreshCycle')).toContain('AskAgainMinutes');
    expect(whyLost(imported, 'optionalFeatures.aggressiveUserExperience')).toContain('focus');
  });

  it('means unlimited by a large number, and UTC by a Z', () => {
    expect(imported.settings.has('DeadlineCount')).toBe(false);
    expect(noteOn(imported, 'DeadlineDate')).toContain('UTC');
    expect(noteOn(imported, 'Trigger')).toContain('execution policy');
  });

  it.each<[object, number | undefined, string]>([
    [{ allowGracePeriods: true, gracePeriodInstallDelay: 48 }, 48, 'their own hours'],
    [{ allowGracePeriods: true }, 23, 'Nudge’s own hours'],
    [{ allowGracePeriods: false, gracePeriodInstallDelay: 48 }, undefined, 'none, they are off'],
    [{ gracePeriodInstallDelay: 48 }, undefined, 'none, they are off'],
  ])('with the grace periods %j gives new Macs %s: %s', (userExperience, expected) => {
    expect(importNudge({ userExperience }).settings.get('NewMacGraceHours')).toBe(expected);
  });

  it('with a date of the property list, a real count and a forced language', () => {
    const { settings } = importNudge({
      osVersionRequirements: [{ requiredInstallationDate: new Date('2026-12-11T17:00:00Z') }],
      userExperience: { allowedDeferrals: 5 },
      userInterface: { forceFallbackLanguage: true, fallbackLanguage: 'de' },
    });
    expect(Object.fromEntries(settings)).toMatchObject({
      DeadlineDate: '2026-12-11T17:00:00Z',
      DeadlineCount: 5,
      LanguageOverride: 'de',
    });
  });
});

describe('Renew', () => {
  const imported = importRenew(settingsIn('renew.plist'));

  it('becomes ours: one deferral and now, days from the first question', () => {
    expect(Object.fromEntries(imported.settings)).toEqual({
      DeferralTimerMenu: [0, 240],
      DeferralTimerDefault: 240,
      DeadlineCount: 5,
      DeadlineDays: 16,
      Title: 'Time to restart',
      Message: 'This Mac has run for {uptime} days. You have {deferralsRemaining} deferrals left.',
      LastWarningMessage: 'This Mac must be restarted now.',
      NotNowButtonText: 'Not today',
      StartButtonText: 'Restart Now',
      ShowDeferralCount: true,
      DisplayIconLightFile: '/Library/Application Support/Example/logo.png',
      IgnoredAssertionApplications: ['Amphetamine', 'obs'],
      RestartRequired: true,
    });
  });

  it('is told what it leaves behind', () => {
    expect(whyLost(imported, 'RequiredArguments.UptimeThreshold')).toContain('smart group');
    expect(whyLost(imported, 'OptionalArguments.NormalMessage')).toContain('not replaced');
    expect(whyLost(imported, 'OptionalArguments.AdditionalDialogOptions')).toContain('look');
    expect(noteOn(imported, 'DeadlineDays')).toContain('last restart');
  });

  it('with -1 deferrals has no count', () => {
    const { settings } = importRenew({ RequiredArguments: { MaximumDeferrals: -1 } });
    expect(settings.has('DeadlineCount')).toBe(false);
  });
});

it('an import of anything at all never throws and never yields a value that its key refuses', () => {
  const names = fc.constantFrom(
    'DeferralTimerMenu',
    'DeadlineDateHard',
    'InstallJamfPolicyTriggers',
    'osVersionRequirements',
    'userInterface',
    'updateElements',
    'RequiredArguments',
    'OptionalArguments',
    'DeferralDuration',
    'Deadline',
    'Title',
    '_language',
  );
  const anything = fc.letrec<{ value: unknown; dictionary: Record<string, unknown> }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.anything({ maxDepth: 1 }),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('dictionary'),
    ),
    dictionary: fc.dictionary(fc.oneof(names, fc.string({ maxLength: 8 })), tie('value'), { maxKeys: 6 }),
  }));
  fc.assert(
    fc.property(anything.dictionary, (settings) => {
      for (const read of [importSuper, importNudge, importRenew]) {
        const { lost, notes } = read(settings);
        expect(
          [...lost, ...notes].every((one) => Object.values(one).every((text) => typeof text === 'string')),
        ).toBe(true);
      }
    }),
    { seed: 20_261_121, numRuns: 2000 },
  );
});

/** The LaunchDaemon of a deployment, and whose plist one is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarInterval, launchDaemonFor, originOf } from '../../src/core/launch-daemon.ts';
import { isDeploymentId, isTrigger } from '../../src/core/names.ts';
import { seed } from './arbitraries.ts';
import { bjpdPlist, programs } from './plists.ts';
import { aDeferral, aDeployment, at, berlin, local, newYork, pickedAt, tokyo } from './builders.ts';

const later = launchDaemonFor(aDeployment(), aDeferral('2026-11-21T14:11:00Z'), berlin, programs);
const atOnce = launchDaemonFor(
  aDeployment(),
  aDeferral('2026-11-21T13:10:20Z', { intent: { kind: 'now' } }),
  berlin,
  programs,
);

describe('the LaunchDaemon', () => {
  it('is exactly this for a later time', () => {
    expect(later).toEqual({
      Label: 'io.intermission.deployment.macos',
      ProgramArguments: [
        '/usr/local/bin/intermission',
        'run',
        '--deployment',
        'macos',
        '--appointment',
        '2026-11-21T14:11:00Z',
        '--',
        '/usr/local/bin/jamf',
        'policy',
        '-event',
        'install_macos',
      ],
      UserName: 'root',
      GroupName: 'wheel',
      LaunchOnlyOnce: true,
      AbandonProcessGroup: true,
      AssociatedBundleIdentifiers: ['io.intermission.app'],
      ProcessType: 'Standard',
      ExitTimeOut: 60,
      StandardOutPath: '/Library/Logs/Intermission/macos.log',
      StandardErrorPath: '/Library/Logs/Intermission/macos.log',
      StartCalendarInterval: { Month: 11, Day: 21, Hour: 15, Minute: 11 },
    });
  });

  it('differs for start now only by its appointment and by RunAtLoad in place of the calendar', () => {
    const { StartCalendarInterval, ProgramArguments, ...same } = later;
    expect(StartCalendarInterval).toBeDefined();
    expect(atOnce).toEqual({
      ...same,
      ProgramArguments: (ProgramArguments as string[]).map((argument) =>
        argument === '2026-11-21T14:11:00Z' ? '2026-11-21T13:10:20Z' : argument,
      ),
      RunAtLoad: true,
    });
  });

  it('keeps a trigger with spaces as one argument', () => {
    const job = launchDaemonFor(
      aDeployment({ trigger: 'Install macOS' }),
      aDeferral('2026-11-21T14:11:00Z'),
      berlin,
      programs,
    );
    expect((job['ProgramArguments'] as string[]).at(-1)).toBe('Install macOS');
  });

  it('names the appointment as it was made, also where the time has moved with the traveller', () => {
    const moved = {
      ...pickedAt('2026-11-21T17:00', '2026-11-21T16:00:00Z'),
      due: at('2026-11-21T22:00:00Z'),
    };
    const job = launchDaemonFor(aDeployment(), moved, newYork, programs);
    expect(job['ProgramArguments']).toContain('2026-11-21T16:00:00Z');
    expect(job['StartCalendarInterval']).toEqual({ Month: 11, Day: 21, Hour: 17, Minute: 0 });
  });
});

describe('the calendar of launchd', () => {
  it.each([
    ['2026-11-21T14:11:00Z', berlin, [11, 21, 15, 11], 'winter time'],
    ['2026-07-21T14:11:00Z', berlin, [7, 21, 16, 11], 'summer time'],
    ['2026-11-21T16:00:00Z', tokyo, [11, 22, 1, 0], 'already tomorrow in Tokyo'],
    ['2026-12-31T23:00:00Z', berlin, [1, 1, 0, 0], 'the first minute of the year'],
    ['2026-12-31T22:59:00Z', berlin, [12, 31, 23, 59], 'the last minute of the year'],
    ['2028-02-29T11:00:00Z', berlin, [2, 29, 12, 0], 'a leap day'],
    ['2026-03-29T01:30:00Z', berlin, [3, 29, 3, 30], 'just after the gap: never 02:30'],
    ['2026-10-25T00:30:00Z', berlin, [10, 25, 2, 30], 'in the first pass of the overlap'],
    ['2026-10-25T02:00:00Z', berlin, [10, 25, 3, 0], 'when the overlap is over'],
  ])('for %s in %s is month, day, hour, minute %j: %s', (due, zone, [month, day, hour, minute]) => {
    expect(calendarInterval(at(due), zone)).toEqual({ Month: month, Day: day, Hour: hour, Minute: minute });
  });
});

describe('whose plist it is', () => {
  it.each([
    ['for a later time', later, '2026-11-21T14:11:00Z'],
    ['for start now', atOnce, '2026-11-21T13:10:20Z'],
  ])('ours, %s', (_, plist, appointment) => {
    expect(originOf(plist)).toEqual({ kind: 'ours', deployment: 'macos', appointment: at(appointment) });
  });

  it('ours, whatever the deployment and the wish', () => {
    const ids = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/).filter(isDeploymentId);
    const triggers = fc.stringMatching(/^[A-Za-z0-9._@][A-Za-z0-9._:+@ -]{0,20}$/).filter(isTrigger);
    fc.assert(
      fc.property(ids, triggers, fc.integer({ min: 0, max: 4_000_000_000_000 }), (id, trigger, ms) => {
        const due = at(new Date(ms).toISOString());
        const deferral = aDeferral(due.toString(), { intent: { kind: 'now' } });
        const job = launchDaemonFor(aDeployment({ id, trigger }), deferral, berlin, programs);
        expect(originOf(job)).toEqual({ kind: 'ours', deployment: id, appointment: due });
      }),
      { seed },
    );
  });

  it("BJPD's, for a later time: its day, hour and minute", () => {
    expect(originOf(bjpdPlist())).toEqual({
      kind: 'bjpd',
      trigger: 'install_macos',
      start: { day: 21, hour: 15, minute: 11 },
    });
  });

  it("BJPD's, for start now", () => {
    const plist = bjpdPlist({ RunAtLoad: true });
    delete plist['StartCalendarInterval'];
    expect(originOf(plist)).toEqual({ kind: 'bjpd', trigger: 'install_macos', start: null });
  });

  it("BJPD's, also where its label is blank, which is its own defect", () => {
    expect(originOf(bjpdPlist({ Label: '' })).kind).toBe('bjpd');
  });

  const ours = (...args: unknown[]): Record<string, unknown> => ({ ...later, ProgramArguments: args });
  const jamf = (...args: unknown[]): Record<string, unknown> => bjpdPlist({ ProgramArguments: args });
  const rest = ['--', '/usr/local/bin/jamf', 'policy', '-event', 'x'];

  it.each<[string, unknown]>([
    ['nothing at all', undefined],
    ['null', null],
    ['a text', 'plist'],
    ['a number', 7],
    ['a list', [later]],
    ['an empty dictionary', {}],
    ['arguments that are text', { ...later, ProgramArguments: 'intermission run' }],
    ['arguments that are not all text', ours('/usr/local/bin/intermission', 'run', 7)],
    ['no arguments', ours()],
    ['a program instead of arguments', { Label: 'x', Program: '/usr/local/bin/intermission' }],
    ['another command', ours('/usr/bin/true')],
    [
      'a command whose name only ends like ours',
      ours(
        '/usr/local/bin/notintermission',
        'run',
        '--deployment',
        'a',
        '--appointment',
        '2026-11-21T14:11Z',
        ...rest,
      ),
    ],
    ['another verb', ours('/usr/local/bin/intermission', 'status', '--deployment', 'a')],
    [
      'our command without an appointment',
      ours('/usr/local/bin/intermission', 'run', '--deployment', 'a', ...rest),
    ],
    [
      'a deployment that leads out of the folder',
      ours(
        '/usr/local/bin/intermission',
        'run',
        '--deployment',
        '../a',
        '--appointment',
        '2026-11-21T14:11Z',
        ...rest,
      ),
    ],
    [
      'an appointment that is no instant',
      ours('/usr/local/bin/intermission', 'run', '--deployment', 'a', '--appointment', 'noon', ...rest),
    ],
    [
      'no separator before the command to run',
      ours(
        '/usr/local/bin/intermission',
        'run',
        '--deployment',
        'a',
        '--appointment',
        '2026-11-21T14:11Z',
        'rm',
      ),
    ],
    ["Jamf's own task", jamf('/usr/local/jamf/bin/jamf', 'recon')],
    ['jamf with a policy by number', jamf('/usr/local/bin/jamf', 'policy', '-id', '7')],
    ['jamf with more arguments', jamf('/usr/local/bin/jamf', 'policy', '-event', 'x', '-verbose')],
    ['jamf with an option for a trigger', jamf('/usr/local/bin/jamf', 'policy', '-event', '-id')],
    ['jamf without a trigger', jamf('/usr/local/bin/jamf', 'policy', '-event')],
    ['a job that runs again and again', bjpdPlist({ LaunchOnlyOnce: false })],
    ['LaunchOnlyOnce as text', bjpdPlist({ LaunchOnlyOnce: 'true' })],
    ['neither a calendar nor RunAtLoad', bjpdPlist({ StartCalendarInterval: undefined })],
    ['several calendars', bjpdPlist({ StartCalendarInterval: [{ Day: 1, Hour: 1, Minute: 1 }] })],
    ['a calendar without a day', bjpdPlist({ StartCalendarInterval: { Hour: 1, Minute: 1 } })],
    ['a calendar of texts', bjpdPlist({ StartCalendarInterval: { Day: '1', Hour: '1', Minute: '1' } })],
    ['a calendar that is null', bjpdPlist({ StartCalendarInterval: null })],
    ['a date inside', { ...later, ProgramArguments: [local('2026-11-21T15:11')] }],
  ])("somebody else's: %s", (_, plist) => {
    expect(originOf(plist)).toEqual({ kind: 'foreign' });
  });

  it('never throws, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withDate: true, withBigInt: true }), (content) => {
        expect(originOf(content).kind).toBe('foreign');
        expect(originOf({ ...later, ProgramArguments: content }).kind).toBe('foreign');
        expect(originOf(bjpdPlist({ StartCalendarInterval: content })).kind).toBe('foreign');
      }),
      { seed },
    );
  });
});

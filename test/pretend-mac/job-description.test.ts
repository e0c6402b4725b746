/** What launchd makes of a property list: lenient with keys, strict with labels and programs. */
import { describe, expect, it } from 'vitest';
import { describeJob, type JobDescription } from '../../src/pretend-mac/launchd/job-description.ts';
import type { PropertyList } from '../../src/pretend-mac/property-list.ts';

const least: PropertyList = { Label: 'a', ProgramArguments: ['/bin/true', 'x'] };

function described(keys: PropertyList): { job: JobDescription; remarks: readonly string[] } {
  const description = describeJob({ ...least, ...keys });
  if (description.kind === 'invalid') throw new Error(description.reason);
  return description;
}

describe('a property list', () => {
  it('without more than a label and a program has the usual settings', () => {
    expect(described({})).toEqual({
      kind: 'job',
      remarks: [],
      job: {
        label: 'a',
        program: '/bin/true',
        arguments: ['/bin/true', 'x'],
        programIsInferred: true,
        runAtLoad: false,
        keepAlive: 'never',
        calendar: [],
        launchOnlyOnce: false,
        abandonProcessGroup: false,
        exitTimeOut: 5000,
        minimumRuntime: 10_000,
        environment: {},
        disabled: false,
        processType: 'Standard',
      },
    });
  });

  const invalid: [english: string, keys: PropertyList, reason: string][] = [
    ['no label', { Program: '/bin/true' }, 'missing label'],
    ['an empty label', { Label: '', Program: '/bin/true' }, 'missing label'],
    ['a label that is a number', { Label: 7, Program: '/bin/true' }, 'missing label'],
    ['no program', { Label: 'a' }, 'neither Program nor ProgramArguments'],
    ['no arguments at all', { Label: 'a', ProgramArguments: [] }, 'neither Program nor ProgramArguments'],
    [
      'arguments that are no texts',
      { Label: 'a', ProgramArguments: ['/bin/true', 1] },
      'neither Program nor ProgramArguments',
    ],
  ];
  it.each(invalid)('is no job with %s', (_english, keys, reason) => {
    expect(describeJob(keys)).toEqual({ kind: 'invalid', reason });
  });

  const keepAlive: [keys: PropertyList, keepAlive: string, runAtLoad: boolean][] = [
    [{ KeepAlive: true }, 'always', true],
    [{ KeepAlive: false }, 'never', false],
    [{ KeepAlive: { SuccessfulExit: false } }, 'after-failure', true],
    [{ KeepAlive: { SuccessfulExit: true } }, 'after-success', true],
    [{ KeepAlive: { Crashed: true } }, 'after-failure', true],
    [{ KeepAlive: { PathState: { '/x': true } } }, 'never', false],
  ];
  it.each(keepAlive)('with %o is kept alive %s, run at load: %s', (keys, kept, runAtLoad) => {
    expect(described(keys).job).toMatchObject({ keepAlive: kept, runAtLoad });
  });

  const calendars: [english: string, value: PropertyList[string], calendar: unknown[], remarks: number][] = [
    [
      'a dictionary is one appointment',
      { Month: 11, Day: 21, Hour: 15, Minute: 10 },
      [{ month: 11, day: 21, hour: 15, minute: 10 }],
      0,
    ],
    ['an array is several', [{ Minute: 0 }, { Minute: 30 }], [{ minute: 0 }, { minute: 30 }], 0],
    ['an empty dictionary is every minute', {}, [{}], 0],
    ['a year is not looked at', { Year: 2030, Hour: 1 }, [{ hour: 1 }], 0],
    ['a text drops the dictionary, and only it', [{ Hour: '15' }, { Hour: 16 }], [{ hour: 16 }], 1],
    ['so does a fraction', { Hour: 15.5 }, [], 1],
    ['so does too much', { Minute: 60 }, [], 1],
    ['too little is only remarked on', { Day: 0, Hour: 3 }, [{ hour: 3 }], 1],
    ['something else is nothing', 'noon', [], 1],
  ];
  it.each(calendars)('StartCalendarInterval: %s', (_english, value, calendar, remarks) => {
    const description = described({ StartCalendarInterval: value });
    expect(description.job.calendar).toEqual(calendar);
    expect(description.remarks).toHaveLength(remarks);
  });

  it('may spell its umask as a number or in octal', () => {
    expect(described({ Umask: 63 }).job.umask).toBe(0o077);
    expect(described({ Umask: '077' }).job.umask).toBe(0o077);
  });

  it('loses only the keys whose values have the wrong type', () => {
    const { job, remarks } = described({
      RunAtLoad: 'yes',
      ThrottleInterval: 0,
      ExitTimeOut: 30,
      LimitLoadToSessionType: 'Aqua',
    });
    expect(job).toMatchObject({
      runAtLoad: false,
      minimumRuntime: 10_000,
      exitTimeOut: 30_000,
      sessionTypes: ['Aqua'],
    });
    expect(remarks).toHaveLength(2);
  });
});

/** What `pmset -g assertions` says, from recordings and from lines that nobody recorded yet. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assertion } from '../../src/core/screen.ts';
import { readAssertions, type PowerReport } from '../../src/main/presence/assertions.ts';
import { recorded } from './observations.ts';

const heading = '2026-09-16 14:02:11 +0200\nAssertion status system-wide:\n   UserIsActive   1\n';
const owner = 'Listed by owning process:\n';

function report(output: string): PowerReport {
  const read = readAssertions(output);
  if (!read.ok) throw new Error(read.problem);
  return read.value;
}
/** Reads lines below the usual heading. */
const lines = (...added: readonly string[]): PowerReport => report(heading + owner + added.join('\n'));
const say = ({ kind, process, pid }: Assertion): string => `${kind} ${process ?? '?'} ${String(pid)}`;

describe('the assertions of a recording', () => {
  it.each<[string, { says: string[]; camera: boolean; unnamed: number[] }]>([
    ['pmset-assertions-idle.txt', { says: [], camera: false, unnamed: [] }],
    [
      'pmset-assertions-call.txt',
      {
        says: ['display Slack 647', 'call Google Chrome 635', 'microphone ? 1379'],
        camera: false,
        unnamed: [1379],
      },
    ],
    [
      'pmset-assertions-facetime.txt',
      { says: ['microphone ? 821', 'display FaceTime 60833'], camera: true, unnamed: [821] },
    ],
    [
      'pmset-assertions-recorder.txt',
      { says: ['display Amphetamine 79350', 'microphone ? 48890'], camera: false, unnamed: [48890] },
    ],
  ])('%s', (name, { says, camera, unnamed }) => {
    const read = report(recorded(name));
    expect(read.assertions.map(say)).toEqual(says);
    expect(read).toMatchObject({ camera, unnamed });
  });
});

describe('a line', () => {
  it.each<[string, string, string[]]>([
    [
      'with brackets in the name of the process',
      '   pid 9(Microsoft Teams (work or school)): [0x00002836000595fd] 01:00:00 NoDisplaySleepAssertion named: "Call"  ',
      ['display Microsoft Teams (work or school) 9'],
    ],
    [
      'with a name that pretends to be a line',
      '   pid 9(Safari): [0x00002836000595fd] 00:00:01 NoIdleSleepAssertion named: "x): [0x00002836000595fd] 00:00:01 NoDisplaySleepAssertion named: "y""  ',
      [],
    ],
    [
      'with an age of days',
      '   pid 9(zoom.us): [0x0000283600059f00] 126:12:03 PreventUserIdleDisplaySleep named: "Meeting"  ',
      ['display zoom.us 9'],
    ],
    [
      'without an age',
      '   pid 9(zoom.us): [0x0000283600059f00] PreventUserIdleDisplaySleep named: "Meeting"',
      ['display zoom.us 9'],
    ],
    [
      'that timed out',
      '   pid 9(zoom.us): [0x0000283600059f00] 00:12:03 NoDisplaySleepAssertion named: "Meeting" (timed out) ',
      [],
    ],
    [
      'that is suspended',
      '   pid 9(zoom.us): [0x0000283600059f00] 00:12:03 NoDisplaySleepAssertion named: "Meeting"  (Suspended)',
      [],
    ],
    [
      'whose name says that it timed out',
      '   pid 9(zoom.us): [0x0000283600059f00] 00:12:03 NoDisplaySleepAssertion named: "Meeting (timed out)"  ',
      ['display zoom.us 9'],
    ],
    [
      'cut off in the name',
      '   pid 9(zoom.us): [0x0000283600059f00] 00:12:03 NoDisplaySleepAssertion named: "Mee',
      ['display zoom.us 9'],
    ],
    [
      'cut off after the type',
      '   pid 9(zoom.us): [0x0000283600059f00] 00:12:03 NoDisplaySleepAssertion',
      ['display zoom.us 9'],
    ],
    ['cut off before the type', '   pid 9(zoom.us): [0x0000283600059f00] 00:12:03 ', []],
    ['cut off in the number', '   pid 9(zoom.us): [0x0000', []],
    [
      'without the name of the process',
      '   pid 9: [0x000000bb012c01f1] NoDisplaySleepAssertion named: "x"',
      [],
    ],
    [
      'of a call under another name',
      '   pid 9(Chrome): [0x0000283600059f00] 00:12:03 NoIdleSleepAssertion named: "WebRTC has active PeerConnections (2)"  ',
      [],
    ],
    [
      'of a call by the newer type',
      '   pid 9(Chrome): [0x0000283600059f00] 00:12:03 PreventUserIdleSystemSleep named: "WebRTC has active PeerConnections"  ',
      ['call Chrome 9'],
    ],
    [
      'that only keeps the Mac awake',
      '   pid 9(Music): [0x0000283600059f00] 00:12:03 PreventUserIdleSystemSleep named: "Playing"  ',
      [],
    ],
    ['of a kind nobody knows', '   pid 9(x): [0x0000283600059f00] 00:12:03 FutureAssertion named: "x"  ', []],
    [
      'with line separators in its name',
      '   pid 9(zoom.us): [0x0000283600059f00] 00:12:03 NoDisplaySleepAssertion named: "a\u2028b\u2029c\rd"  ',
      ['display zoom.us 9'],
    ],
    [
      'with a carriage return at its end',
      '   pid 9(zoom.us): [0x0000283600059f00] 00:12:03 NoDisplaySleepAssertion named: "Meeting"  \r',
      ['display zoom.us 9'],
    ],
  ])('%s', (_what, line, says) => {
    expect(lines(line).assertions.map(say)).toEqual(says);
  });

  it('in MacRoman is read for all that is not a letter of its own', () => {
    const bytes = Buffer.from(
      `${heading}${owner}   pid 9(Pr\x8esentateur): [0x0000283600059f00] 00:12:03 NoDisplaySleepAssertion named: "\xd2Pr\x8esentation\xd3"  \n`,
      'latin1',
    );
    expect(report(bytes.toString('utf8')).assertions).toEqual([
      { kind: 'display', process: 'Pr\ufffdsentateur', pid: 9 },
    ]);
  });

  it('is told once, however often a process says the same', () => {
    const again = (id: string): string =>
      `   pid 9(Chrome): [0x00002836000595${id}] 00:00:48 NoDisplaySleepAssertion named: "Video Wake Lock"  `;
    expect(lines(again('f0'), again('f1'), again('f2')).assertions).toHaveLength(1);
  });
});

describe('a microphone', () => {
  const service =
    '   pid 426(coreaudiod): [0x000026c500018c2f] 00:06:57 PreventUserIdleSystemSleep named: "com.apple.audio.context"  ';

  it('belongs to the process it was opened for, where the list knows that one', () => {
    const zoom =
      '   pid 70(zoom.us): [0x0000283600059f00] 00:12:03 NoDisplaySleepAssertion named: "Meeting"  ';
    const read = lines(service, '\tCreated for PID: 70. ', '\tResources: audio-in audio-out X ', zoom);
    expect(read.assertions.map(say)).toEqual(['microphone zoom.us 70', 'display zoom.us 70']);
    expect(read.unnamed).toEqual([]);
  });

  it('belongs to nobody known where the audio service does not say for whom', () => {
    const read = lines(service, '\tResources: audio-in BuiltInMicrophoneDevice ');
    expect(read.assertions.map(say)).toEqual(['microphone ? 426']);
    expect(read.unnamed).toEqual([]);
  });

  it.each([
    [
      'sound that is played',
      [service, '\tCreated for PID: 70. ', '\tResources: audio-out BuiltInSpeakerDevice '],
    ],
    ['a device that is called like it', [service, '\tResources: audio-out my-audio-in-device ']],
    ['another process that says so', [service.replace('coreaudiod', 'impostor'), '\tResources: audio-in X ']],
    ['an assertion that has timed out', [`${service}(timed out)`, '\tResources: audio-in X ']],
    ['a line before any process', ['\tResources: audio-in X ']],
  ])('is not %s', (_what, added) => {
    expect(lines(...added).assertions).toEqual([]);
  });
});

describe('the camera', () => {
  const named = (process: string): string =>
    `   pid 9(${process}): [0x0003684500018b78] 04:06:29 PreventUserIdleSystemSleep named: "cameracaptured-idleSleepPreventionForBWFigCaptureDevice"  `;

  it('is in use when its service says so, and not when an app has kept the assertion', () => {
    expect(lines(named('cameracaptured')).camera).toBe(true);
    expect(lines(named('WhatsApp')).camera).toBe(false);
    expect(lines(`${named('cameracaptured')}(timed out)`).camera).toBe(false);
  });
});

describe('the list', () => {
  it.each([[''], ['Usage: pmset <options>\n'], ['\0\0\0'], [`${owner}   pid 1(x): [0x1] T named: "x"`]])(
    'is not understood when it is %j',
    (output) => {
      expect(readAssertions(output)).toEqual({ ok: false, problem: 'pmset printed something else' });
    },
  );

  it('never lets the name of an assertion out', () => {
    const secret = fc.string({ minLength: 8, maxLength: 40 }).filter((text) => !/[\n\r]/.test(text));
    fc.assert(
      fc.property(
        secret,
        fc.constantFrom('NoDisplaySleepAssertion', 'NoIdleSleepAssertion'),
        (name, type) => {
          const read = lines(`   pid 9(zoom.us): [0x0000283600059f00] 00:12:03 ${type} named: "${name}"  `);
          for (const assertion of read.assertions) expect(assertion.process).toBe('zoom.us');
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });

  it('of anything at all is read without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (rest) => {
        expect(readAssertions(heading + owner + rest).ok).toBe(true);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('of a hundred thousand lines and of one endless line is read in a moment', () => {
    const line = '   pid 9(a): [0x0000283600059f00] 00:12:03 NoDisplaySleepAssertion named: "x"  ';
    const begun = performance.now();
    lines(...Array.from({ length: 100_000 }, (_, at) => line.replace('9', String(at))));
    lines(`   pid 9(${'): [0xa '.repeat(200_000)}`);
    lines(`   pid 9(a): [0x${'a'.repeat(1_000_000)}`);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

/** osascript answers as JavaScript for Automation does (macos.md C4): a script that is careless here would be careless on a Mac. */
import { beforeEach, describe, expect, it } from 'vitest';
import { frameworks } from '../../src/pretend-mac/jxa/frameworks.ts';
import { runScript, type Answer } from '../../src/pretend-mac/jxa/run-script.ts';
import type { ScreenFacts } from '../../src/pretend-mac/screen/facts.ts';
import type { PretendMac } from '../../src/pretend-mac/mac.ts';
import type { Finished } from '../../src/pretend-mac/mac-process.ts';
import { jappleseed, newMac } from './mac.ts';

const keynote = {
  path: '/Applications/Keynote.app',
  bundleId: 'com.apple.iWork.Keynote',
  name: 'Keynote',
  executable: 'Keynote',
  pid: 812,
};
const window = {
  id: 77,
  pid: 812,
  owner: 'Keynote',
  level: 0,
  bounds: { x: 10, y: 34, width: 800, height: 600 },
  visible: true,
  desktopElement: false,
};
const inSession: ScreenFacts = {
  windows: [
    window,
    { ...window, id: 78, visible: false },
    { ...window, id: 79, owner: 'Dock', desktopElement: true },
  ],
  applications: [keynote, { ...keynote, bundleId: '', executable: '', name: 'tool', pid: 900 }],
  front: keynote,
  session: { uid: 501, name: 'jappleseed', onConsole: true },
  mainDisplay: 1,
  asleep: false,
  locked: false,
  cameras: [{ name: 'FaceTime HD Camera', inUse: false }],
};
const outsideSession: ScreenFacts = {
  ...inSession,
  windows: null,
  applications: [],
  front: null,
  session: null,
  mainDisplay: 0,
};

const answer = (script: string, facts: ScreenFacts = inSession): Answer =>
  runScript(script, frameworks(facts));
const printed = (script: string, facts?: ScreenFacts): unknown => {
  const result = answer(`${imports} JSON.stringify(${script})`, facts);
  if (result.kind === 'failed') throw new Error(result.error);
  return result.text === 'undefined' ? undefined : (JSON.parse(result.text) as unknown);
};
const imports = `ObjC.import('AppKit'); ObjC.import('CoreGraphics'); ObjC.import('AVFoundation');`;
const list = (options: string): string =>
  `ObjC.deepUnwrap(ObjC.castRefToObject($.CGWindowListCopyWindowInfo(${options}, 0)))`;

describe('what a script prints', () => {
  it.each([
    ['the last value', `1; 'last'`, 'last'],
    ['a number', '40 + 2', '42'],
    ['a truth', '!0', 'true'],
    ['nothing that it is', 'undefined', 'undefined'],
    ['null', 'null', 'null'],
  ])('%s', (_, script, text) => {
    expect(answer(script)).toEqual({ kind: 'printed', text });
  });
});

describe('what a script cannot do', () => {
  it.each([
    ['use a name that is not there', 'nope', "Error: ReferenceError: Can't find variable: nope (-2700)"],
    [
      'reach out of its context',
      'process.pid',
      "Error: ReferenceError: Can't find variable: process (-2700)",
    ],
    ['import what there is not', `ObjC.import('Nope')`, 'Error: Error: nothing found to import (-2700)'],
    [
      'call a function before its import',
      '$.CGMainDisplayID()',
      'Error: TypeError: $.CGMainDisplayID is not a function (-2700)',
    ],
    [
      'call a function that another framework has',
      `ObjC.import('AppKit'); $.CGMainDisplayID()`,
      'Error: TypeError: $.CGMainDisplayID is not a function (-2700)',
    ],
    [
      'go through a class before its import',
      '$.NSWorkspace.sharedWorkspace',
      "Error: TypeError: Cannot read properties of undefined (reading 'sharedWorkspace') (-2700)",
    ],
    ['throw text without its being said', `throw 'no'`, 'Error: no (-2700)'],
    [
      'cast what is no reference',
      `ObjC.castRefToObject('text')`,
      'Error: TypeError: Invalid argument type. Expected a reference (-2700)',
    ],
  ])('%s', (_, script, error) => {
    expect(answer(script)).toEqual({ kind: 'failed', error });
  });
});

describe('the list of windows', () => {
  it('tells what needs no permission, and no title', () => {
    expect(printed(list('17'))).toEqual([
      {
        kCGWindowNumber: 77,
        kCGWindowOwnerPID: 812,
        kCGWindowOwnerName: 'Keynote',
        kCGWindowLayer: 0,
        kCGWindowAlpha: 1,
        kCGWindowBounds: { X: 10, Y: 34, Width: 800, Height: 600 },
        kCGWindowIsOnscreen: true,
      },
    ]);
  });

  it.each([
    ['all', '0', [77, 78, 79]],
    ['on the screen', '$.kCGWindowListOptionOnScreenOnly', [77, 79]],
    ['without what belongs to the desktop', '$.kCGWindowListExcludeDesktopElements', [77, 78]],
    ['both', '17', [77]],
  ])('by its options: %s', (_, options, numbers) => {
    expect(printed(`${list(options)}.map((it) => it.kCGWindowNumber)`)).toEqual(numbers);
  });

  it('says that a window is on the screen only where it is', () => {
    expect(printed(`${list('0')}.map((it) => 'kCGWindowIsOnscreen' in it)`)).toEqual([true, false, true]);
  });

  it('is a reference that tells nothing before it is cast', () => {
    expect(printed(`Array.isArray(ObjC.deepUnwrap($.CGWindowListCopyWindowInfo(17, 0)))`)).toBe(false);
    expect(printed(`$.CGWindowListCopyWindowInfo(17, 0).js`)).toBeUndefined();
  });

  it('stays bridged below the first level where it is unwrapped once', () => {
    expect(
      printed(
        `ObjC.unwrap(ObjC.castRefToObject($.CGWindowListCopyWindowInfo(17, 0)))[0].js.kCGWindowLayer.js`,
      ),
    ).toBe(0);
  });

  it('is nil outside a session', () => {
    expect(printed(list('17'), outsideSession)).toBeUndefined();
    expect(printed(`ObjC.castRefToObject($.CGWindowListCopyWindowInfo(17, 0)).isNil()`, outsideSession)).toBe(
      true,
    );
  });
});

describe('the workspace', () => {
  const apps = '$.NSWorkspace.sharedWorkspace.runningApplications.js';

  it('bridges objects, and numbers as they are', () => {
    expect(
      printed(
        `${apps}.map((app) => [app.processIdentifier, app.localizedName.js, app.bundleIdentifier.js, app.executableURL.lastPathComponent?.js])`,
      ),
    ).toEqual([
      [812, 'Keynote', 'com.apple.iWork.Keynote', 'Keynote'],
      [900, 'tool', null, null],
    ]);
  });

  it('has nil for what an app lacks', () => {
    expect(
      printed(`${apps}.map((app) => [app.bundleIdentifier.isNil(), app.executableURL.isNil()])`),
    ).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('knows the app in front, and nil where there is none', () => {
    const front = '$.NSWorkspace.sharedWorkspace.frontmostApplication';
    expect(printed(`${front}.processIdentifier`)).toBe(812);
    expect(printed(`${front}.isNil()`, outsideSession)).toBe(true);
  });
});

describe('display, session and camera', () => {
  const session = 'ObjC.deepUnwrap(ObjC.castRefToObject($.CGSessionCopyCurrentDictionary()))';

  it('gives numbers for C functions, as Renew compares them', () => {
    expect(printed('$.CGDisplayIsActive($.CGMainDisplayID())')).toBe(1);
    expect(printed('$.CGDisplayIsActive($.CGMainDisplayID())', { ...inSession, asleep: true })).toBe(0);
    expect(printed('$.CGDisplayIsActive(4711)')).toBe(0);
  });

  it('mentions the lock only while the screen is locked', () => {
    expect(printed(session)).toEqual({
      kCGSSessionUserIDKey: 501,
      kCGSSessionUserNameKey: 'jappleseed',
      kCGSSessionOnConsoleKey: true,
      kCGSessionLoginDoneKey: true,
    });
    expect(printed(session, { ...inSession, locked: true })).toMatchObject({
      CGSSessionScreenIsLocked: true,
    });
    expect(printed(session, outsideSession)).toBeUndefined();
  });

  it('lists cameras for the media type of video, by its constant', () => {
    const devices = (type: string): string =>
      `$.AVCaptureDevice.devicesWithMediaType(${type}).js.map((device) => device.inUseByAnotherApplication)`;
    expect(printed(devices('$.AVMediaTypeVideo'))).toEqual([false]);
    expect(
      printed(devices('$.AVMediaTypeVideo'), { ...inSession, cameras: [{ name: 'one', inUse: true }] }),
    ).toEqual([true]);
    expect(printed(devices('$.AVMediaTypeAudio'))).toEqual([]);
  });
});

describe('the program', () => {
  let mac: PretendMac;
  const osascript = (...parameters: string[]): Promise<Finished> => mac.run('/usr/bin/osascript', parameters);

  beforeEach(async () => {
    mac = await newMac();
    await mac.login(jappleseed);
  });

  it('prints the answer with a newline', async () => {
    expect(await osascript('-l', 'JavaScript', '-e', '1 + 1')).toEqual({
      code: 0,
      signal: null,
      stdout: '2\n',
      stderr: '',
    });
  });

  it('joins scripts by lines', async () => {
    expect((await osascript('-l', 'JavaScript', '-e', 'const a = 2', '-e', 'a * 2')).stdout).toBe('4\n');
  });

  it('says on standard error what went wrong', async () => {
    expect(await osascript('-l', 'JavaScript', '-e', 'nope')).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: "execution error: Error: ReferenceError: Can't find variable: nope (-2700)\n",
    });
  });

  it.each([[[]], [['-e']], [['--nonsense', 'x']]])('knows its usage: %j', async (parameters) => {
    const { code, stderr } = await osascript(...parameters);
    expect({ code, usage: stderr.startsWith('usage: osascript') }).toEqual({ code: 1, usage: true });
  });

  it('refuses AppleScript, which it does not know', async () => {
    expect((await osascript('-e', 'tell application "Finder"')).code).toBe(70);
  });

  it('is outside any session without a display', async () => {
    const script = `${imports} String(${list('17')})`;
    expect((await osascript('-l', 'JavaScript', '-e', script)).stdout).toBe('undefined\n');
  });
});

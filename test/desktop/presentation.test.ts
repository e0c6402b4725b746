/** What the product's own script sees of real windows: editors, slide shows, and what is neither (macos.md C2). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpenApp } from '../../src/pretend-mac/apps/open-app.ts';
import { levels, levelOf, type WindowTraits } from '../../src/pretend-mac/screen/window-level.ts';
import type { Finished } from '../../src/pretend-mac/mac-process.ts';
import { person, Presenting } from './presenting.ts';

const left = { x: 0, y: 0, width: 1000, height: 600 };
const right = { ...left, x: 1000 };
const onLinuxAsRoot = process.platform === 'linux' && process.getuid?.() === 0;
const { normal, slideShow } = levels;

describe('the level of a window', () => {
  const ordinary: WindowTraits = {
    bounds: { x: 50, y: 60, width: 700, height: 400 },
    unmanaged: false,
    above: false,
  };
  const covering = { ...ordinary, bounds: right };
  it.each<[string, WindowTraits, number]>([
    ['an ordinary window', ordinary, 0],
    ['an editor that covers a monitor', covering, 0],
    ['one that covers both monitors', { ...ordinary, bounds: { ...left, width: 2000 } }, 0],
    ['one that stays above others', { ...ordinary, above: true }, 3],
    ['a menu', { ...ordinary, unmanaged: true }, 101],
    ['one that covers a monitor, above others', { ...covering, above: true }, 1000],
    ['one that takes a monitor by itself', { ...covering, unmanaged: true }, 1000],
  ])('%s', (_, window, level) => {
    expect(levelOf(window, [left, right])).toBe(level);
  });
});

describe.skipIf(!onLinuxAsRoot)('on one monitor', () => {
  let scene: Presenting;
  let app: OpenApp | undefined;

  beforeAll(async () => {
    scene = await Presenting.start({ width: left.width, height: left.height });
  });

  afterEach(async () => {
    await app?.quit();
    app = undefined;
  });

  afterAll(async () => {
    await scene.end();
  });

  it('there is a menu bar, and Finder in front, when nothing is open', async () => {
    const seen = await scene.look();
    expect(seen).toMatchObject({ windows: [], asleep: false, locked: false });
    expect(seen.listed).toBe(2);
    expect(seen.applications).toEqual([
      expect.objectContaining({ name: 'Finder', bundleId: 'com.apple.finder', front: true }),
    ]);
  });

  it('an editor is an ordinary window of its app', async () => {
    app = await scene.open('Keynote');
    const { windows, applications } = await scene.look();
    expect(windows).toEqual([expect.objectContaining({ pid: app.pid, owner: 'Keynote', layer: normal })]);
    expect(applications.at(-1)).toEqual({
      pid: app.pid,
      name: 'Keynote',
      bundleId: 'com.apple.iWork.Keynote',
      executable: 'Keynote',
      front: true,
    });
  });

  it('an editor grows under the menu bar, and over it in native full screen, and stays ordinary', async () => {
    app = await scene.open('Keynote');
    await app.maximise();
    expect(await scene.windows()).toEqual([['Keynote', normal, { ...left, y: 24, height: 576 }]]);
    await app.fullScreenEditor();
    expect(await scene.windows()).toEqual([['Keynote', normal, left]]);
    await app.restore();
    const [[, , bounds] = []] = await scene.windows();
    expect(bounds?.width).toBeLessThan(left.width);
  });

  it.each(['Keynote', 'Keynote Creator Studio'] as const)(
    'a slide show of %s lies above, without its editor',
    async (name) => {
      app = await scene.open(name);
      const before = await scene.windows();
      await app.present();
      expect(await scene.windows()).toEqual([[name, slideShow, left]]);
      await app.stopPresenting();
      expect(await scene.windows()).toEqual(before);
    },
  );

  it('a slide show of PowerPoint lies above its editor, under a name that may be localised', async () => {
    app = await scene.open('Microsoft PowerPoint', 'Präsentationen');
    await app.present();
    expect(await scene.windows()).toEqual([
      ['Präsentationen', slideShow, left],
      ['Präsentationen', normal, expect.objectContaining({ x: 150 })],
    ]);
    expect((await scene.look()).applications.at(-1)).toMatchObject({
      name: 'Präsentationen',
      bundleId: 'com.microsoft.Powerpoint',
      executable: 'Microsoft PowerPoint',
    });
  });

  it('ps names the executables of apps by their place on the Mac', async () => {
    app = await scene.open('Microsoft PowerPoint');
    const ps = (pids: string): Promise<Finished> =>
      scene.mac.run('/bin/ps', ['-o', 'pid=,comm=', '-p', pids], { uid: person.uid });
    const place = '/Applications/Microsoft PowerPoint.app/Contents/MacOS/Microsoft PowerPoint';
    expect(await ps(`${app.pid},5000999`)).toMatchObject({
      code: 0,
      stdout: `${String(app.pid).padStart(5)} ${place}\n`,
    });
    expect(await ps('5000999')).toMatchObject({ code: 1, stdout: '' });
  });

  it('an app that has ended leaves nothing', async () => {
    app = await scene.open('Keynote');
    await app.present({ keepsDisplayAwake: true });
    await app.quit();
    app = undefined;
    expect(await scene.windows()).toEqual([]);
    expect((await scene.look()).applications).toHaveLength(1);
  });

  it('only what was asked for happens', async () => {
    app = await scene.open('Keynote');
    await expect(app.stopPresenting()).rejects.toThrow('no slide show');
    await expect(app.present({ monitor: 2 })).rejects.toThrow('no monitor 2');
    await app.present();
    await expect(app.present()).rejects.toThrow('already');
  });

  it('a display is kept awake by the app, for as long as it presents, where that is wanted', async () => {
    const held = async (): Promise<readonly string[]> => {
      const { stdout } = await scene.mac.run('/usr/bin/pmset', ['-g', 'assertions']);
      return stdout.split('\n').filter((line) => line.startsWith('   pid '));
    };
    app = await scene.open('Keynote');
    await app.present();
    expect(await held()).toEqual([]);
    await app.stopPresenting();
    await app.present({ keepsDisplayAwake: true });
    expect(await held()).toEqual([expect.stringContaining(`pid ${app.pid}(Keynote): [0x`) as string]);
    await app.stopPresenting();
    expect(await held()).toEqual([]);
    await app.present({ keepsDisplayAwake: true });
    process.kill(app.pid, 'SIGKILL');
    await app.quit();
    app = undefined;
    expect(await held()).toEqual([]);
  });

  it('a program that is no app is seen by the name that it gives itself', async () => {
    const tool = spawn('xmessage', ['-geometry', '400x300', 'Hello'], {
      env: { ...process.env, ...(await scene.desktop.environment()) },
      stdio: 'ignore',
    });
    await scene.desktop.waitForWindow(({ kind, viewable }) => kind === 'window' && viewable);
    const { windows, applications } = await scene.look();
    tool.kill();
    await once(tool, 'close');
    await scene.desktop.waitForNoWindow(({ kind }) => kind === 'window');
    expect(windows).toEqual([expect.objectContaining({ pid: tool.pid, owner: 'Xmessage', layer: normal })]);
    expect(applications.map(({ name, front }) => [name, front])).toEqual([['Finder', false]]);
  });

  it('a process is in the session that it was started from, whatever its environment says', async () => {
    const bare = '/usr/local/bin/bare';
    scene.mac.installExecutable(
      bare,
      `#!/bin/sh\nexec 3>&1\nenv -i '${scene.mac.path('/usr/bin/osascript')}' -l JavaScript -e "$1"\nexit $?\n`,
    );
    const script = `ObjC.import('CoreGraphics'); $.CGMainDisplayID()`;
    const environment = await scene.desktop.environment(person);
    const inside = await scene.mac.run(bare, [script], { uid: person.uid, environment });
    expect(inside).toMatchObject({ code: 0, stdout: '1\n' });
    const outside = await scene.mac.run(bare, [script], { uid: person.uid });
    expect(outside).toMatchObject({ code: 0, stdout: '0\n' });
  });

  it('who is not let in, or has no screen, is outside every session', async () => {
    const { DISPLAY } = await scene.desktop.environment(person);
    for (const environment of [{}, { DISPLAY, XAUTHORITY: '/dev/null' }, { DISPLAY: ':4711' }]) {
      const { code, stdout } = await scene.osascript({ environment });
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ windows: null, applications: [], locked: null });
    }
  });

  it('is locked, dark, and watched by a camera, as a test wants it', async () => {
    const { screen } = scene.mac;
    screen.lock();
    expect(await scene.look()).toMatchObject({ locked: true, asleep: false });
    screen.sleep();
    screen.unlock();
    expect(await scene.look()).toMatchObject({ locked: false, asleep: true });
    screen.wake();
    expect(await scene.look()).toMatchObject({ locked: false, asleep: false });
    const script = `ObjC.import('AVFoundation');
      $.AVCaptureDevice.devicesWithMediaType($.AVMediaTypeVideo).js.map((camera) => camera.inUseByAnotherApplication)`;
    screen.setCameraInUse(true);
    expect((await scene.osascript({ script })).stdout).toBe('true\n');
    screen.setCameraInUse(false);
    expect((await scene.osascript({ script })).stdout).toBe('false\n');
  });

  it('has an empty list, or ten thousand windows more, as a test wants it', async () => {
    app = await scene.open('Keynote');
    const { screen } = scene.mac;
    screen.setWindowList('empty');
    expect(await scene.look()).toMatchObject({ listed: 0, windows: [] });
    screen.setWindowList({ more: 10_000 });
    const { listed, windows } = await scene.look();
    expect(listed).toBeGreaterThan(10_000);
    expect(windows?.[0]).toMatchObject({ owner: 'Keynote' });
    screen.setWindowList('real');
    expect(await scene.windows()).toHaveLength(1);
  });
});

describe.skipIf(!onLinuxAsRoot)('on two monitors', () => {
  let scene: Presenting;
  let app: OpenApp;

  beforeAll(async () => {
    scene = await Presenting.start({ width: left.width, height: left.height, monitors: 2 });
    app = await scene.open('Keynote');
  });

  afterAll(async () => {
    await scene.end();
  });

  it.each([
    { monitor: 1, slides: left, speaker: right },
    { monitor: 2, slides: right, speaker: left },
  ])('slides on monitor $monitor leave the other to the speaker', async ({ monitor, slides, speaker }) => {
    await app.present({ monitor });
    const windows = await scene.windows();
    await app.stopPresenting();
    expect(windows).toHaveLength(2);
    expect(windows).toEqual(
      expect.arrayContaining([
        ['Keynote', slideShow, slides],
        ['Keynote', slideShow, speaker],
      ]),
    );
  });

  it('an editor in native full screen covers one and stays ordinary', async () => {
    await app.fullScreenEditor();
    expect(await scene.windows()).toEqual([['Keynote', normal, left]]);
    await app.restore();
  });

  it('there is one slide show on two that show the same', async () => {
    await scene.desktop.setMonitors([left, left]);
    await app.present();
    expect(await scene.windows()).toEqual([['Keynote', slideShow, left]]);
    await app.stopPresenting();
    await scene.desktop.setMonitors([left, right]);
  });

  it('a slide show outlives the monitor that it was on', async () => {
    await app.present({ monitor: 2 });
    await scene.desktop.setMonitors([left]);
    const windows = await scene.windows();
    expect(windows.length).toBeGreaterThan(0);
    expect(windows.every(([owner]) => owner === 'Keynote')).toBe(true);
    await app.stopPresenting();
    await scene.desktop.setMonitors([left, right]);
  });
});

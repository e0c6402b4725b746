/**
 * Never over a presentation, with everything real: full-screen windows of other processes under a window manager, one monitor and
 * two, the app's own look at the screen through osascript and pmset, and the film of it.
 */
import { join } from 'node:path';
import { expect, test } from './world/test.ts';
import type { RunningApp, World } from './world/world.ts';

/** A look every three seconds, and one more to be sure. */
const soon = { timeout: 15_000 };

/** Pictures of one story, in order. */
function filmOf(world: World, folder: string): (name: string) => Promise<void> {
  let frames = 0;
  return async (name) => {
    frames += 1;
    await world.picture(join(folder, `${String(frames).padStart(2, '0')}-${name}.png`));
  };
}

const holdOf = async (world: World) => (await world.deployment('slack')).hold;
const isHeld = (world: World): Promise<void> =>
  expect.poll(async () => (await holdOf(world))?.kind ?? null, soon).toBe('held');
const isFree = (world: World): Promise<void> => expect.poll(() => holdOf(world), soon).toBeNull();
const openWindows = (app: RunningApp): number =>
  app.electron.windows().filter((page) => !page.isClosed()).length;

test('a prompt waits for a slide show, silently, and comes when it is over', async ({ begin }, info) => {
  const world = await begin({ id: 'slack' });
  const film = filmOf(world, info.outputPath('film'));
  const app = await world.openApp();
  const keynote = await world.openStandIn('Keynote');
  await film('keynote-is-open');
  await keynote.present();
  await film('the-slide-show-is-on');

  await world.prompt('slack');
  await isHeld(world);
  const { sentence, hold } = await world.deployment('slack');
  expect(hold).toMatchObject({ what: 'question', reasons: [{ kind: 'presenting', app: 'Keynote' }] });
  expect(hold?.reasons[0]?.evidence).toMatch(
    new RegExp(
      `^window of Keynote \\(pid ${String(keynote.pid)}\\), 1280×800 at 0,0, layer \\d+, on the display 1280×800 at 0,0`,
    ),
  );
  expect(sentence).toContain('The question waits since');
  expect(openWindows(app)).toBe(0);
  expect(await app.menu.text()).toContain('Waiting until your presentation ends');
  await film('a-policy-has-asked-and-nothing-is-shown');

  const { stdout } = await world.command('presence');
  expect(stdout).toContain('slack: held: Keynote presents');

  await keynote.stopPresenting();
  const dialog = await app.dialog();
  await expect(dialog.title).toHaveText('Work slack');
  await film('the-slide-show-is-over-and-the-question-comes');
  await isFree(world);
  const told = world.history('slack').flatMap((entry) => entry.holds ?? []);
  expect(told.at(-1)).toMatchObject({ what: 'question', end: 'free', reasons: [{ app: 'Keynote' }] });
  // The document is called "Third Quarter": nothing of it is written anywhere.
  expect(world.helperLog() + world.appLog() + JSON.stringify(told)).not.toContain('Third Quarter');
  await keynote.quit();
});

test('what is no presentation holds nothing: windows, maximised, and an editor in full screen', async ({
  begin,
}, info) => {
  const world = await begin({ id: 'slack' });
  const film = filmOf(world, info.outputPath('film'));
  const app = await world.openApp();
  const keynote = await world.openStandIn('Keynote');
  await keynote.maximise();
  await film('a-maximised-window');
  await world.prompt('slack');
  const dialog = await app.dialog();
  await film('does-not-hold');
  await keynote.fullScreenEditor();
  const { stdout } = await world.command('presence');
  expect(stdout).toMatch(/Keynote, 1280×800 at 0,0, layer 0/);
  expect(stdout).toContain('slack: free');
  await film('nor-does-a-full-screen-editor');
  expect(dialog.page.isClosed()).toBe(false);
});

test('a question on the screen makes way for a slide show, and comes back', async ({ begin }) => {
  const world = await begin({ id: 'slack' });
  const app = await world.openApp();
  const powerPoint = await world.openStandIn('Microsoft PowerPoint');
  await world.prompt('slack');
  await app.dialog();
  await powerPoint.present();
  await isHeld(world);
  await expect.poll(() => openWindows(app), soon).toBe(0);
  await powerPoint.stopPresenting();
  await app.dialog();
});

test('a run waits at its minute for a slide show, and goes when it is over', async ({ begin }, info) => {
  const world = await begin({ id: 'slack' });
  const film = filmOf(world, info.outputPath('film'));
  const app = await world.openApp();
  await world.prompt('slack');
  const dialog = await app.dialog();
  await dialog.choose('In 1 hour');
  await dialog.primaryButton.click();
  await expect.poll(async () => (await world.deployment('slack')).detail.kind).toBe('scheduled');

  const keynote = await world.openStandIn('Keynote');
  await world.mac.clock.advanceTo('2026-11-25T14:10:40Z');
  await keynote.present({ keepsDisplayAwake: true });
  // The clock must not jump over the look that sees it.
  await expect.poll(async () => (await world.command('presence')).stdout, soon).toContain('slack: held');
  await world.mac.clock.advanceTo('2026-11-25T14:11:00Z');
  await isHeld(world);
  expect(await holdOf(world)).toMatchObject({ what: 'run', until: '2026-11-25T15:26:00Z' });
  expect(await app.menu.text()).toContain('Starts when your presentation ends');
  await film('its-minute-has-come-and-it-waits');
  expect((await world.deployment('slack')).attempts).toEqual([]);

  await keynote.stopPresenting();
  await expect
    .poll(async () => (await world.deployment('slack')).status, { timeout: 20_000 })
    .toBe('Installed');
  await film('it-ran-when-the-slide-show-was-over');
  await keynote.quit();
});

test('a person who presents may still say now', async ({ begin }) => {
  const world = await begin({ id: 'slack' });
  const app = await world.openApp();
  const keynote = await world.openStandIn('Keynote');
  await keynote.present();
  await world.prompt('slack');
  await isHeld(world);
  await app.menu.pick('Start Now');
  await expect
    .poll(async () => (await world.deployment('slack')).status, { timeout: 20_000 })
    .toBe('Installed');
});

test('tools that fail end in a judgement with its reason, and the question comes all the same', async ({
  begin,
}) => {
  const world = await begin({ id: 'slack' });
  const app = await world.openApp();
  world.mac.installExecutable('/usr/bin/osascript', '#!/bin/sh\nkill -SEGV $$\n');
  await world.prompt('slack');
  await expect.poll(async () => (await holdOf(world))?.kind ?? null, soon).toBe('unknown');
  expect((await holdOf(world))?.why).toMatch(/windows could not be seen: .*osascript was ended by SIGSEGV/);
  expect(openWindows(app)).toBe(0);
  for (let minute = 0; minute < 17; minute += 1) {
    await world.mac.clock.advance(60_000);
    // Answered in turn, so after the helper's look at the clock.
    await world.command('reload');
  }
  const dialog = await app.dialog();
  await expect(dialog.title).toHaveText('Work slack');
});

test.describe('on two monitors', () => {
  test.use({ monitors: 2 });

  for (const monitor of [1, 2]) {
    test(`a slide show on monitor ${String(monitor)} holds, with presenter view on the other`, async ({
      begin,
    }, info) => {
      const world = await begin({ id: 'slack' });
      const film = filmOf(world, info.outputPath('film'));
      const app = await world.openApp();
      const keynote = await world.openStandIn('Keynote');
      await keynote.present({ monitor });
      await world.prompt('slack');
      await isHeld(world);
      await film('the-slide-show-is-on');
      expect(openWindows(app)).toBe(0);
      await keynote.stopPresenting();
      await app.dialog();
      await film('the-question-comes');
    });
  }
});

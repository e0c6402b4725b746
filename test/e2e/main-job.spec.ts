/** The main job: a policy asks, a person picks a time, launchd keeps it, jamf runs, cleanup follows, the status says so. */
import { expect, test } from './world/test.ts';
import { triggerOf, type World } from './world/world.ts';
import { positionsOf } from '../../src/pretend-mac/desktop/menu.ts';

const installsSlack = [
  { do: 'install-app', name: 'Slack', bundleId: 'com.tinyspeck.slackmacgap', version: '4.40.2' },
] as const;
const slackIsVerified = {
  VerifyApplicationPath: '/Applications/Slack.app',
  VerifyApplicationBundleID: 'com.tinyspeck.slackmacgap',
  VerifyApplicationVersion: '4.40',
};
const slack = { id: 'slack', preferences: slackIsVerified, payload: installsSlack };

/** Waits until the run is over and everything is cleaned up. */
async function isInstalled(world: World, id: string): Promise<void> {
  await expect.poll(async () => (await world.deployment(id)).status, { timeout: 20_000 }).toBe('Installed');
  await expect.poll(() => world.plist(id)).toBeNull();
  const label = `io.intermission.deployment.${id}`;
  // launchd lets go of the label when the helper asks it to, and the helper asks again after a minute.
  const isLoaded = async (): Promise<boolean> => {
    await world.mac.clock.advance(10_000);
    return (await world.mac.jobs()).some((job) => job.label === label);
  };
  await expect.poll(isLoaded, { timeout: 20_000 }).toBe(false);
}

test('a person starts the work now, in the dialog', async ({ begin }) => {
  const world = await begin(slack);
  const app = await world.openApp();
  await world.prompt('slack');
  const dialog = await app.dialog();
  await expect(dialog.title).toHaveText('Work slack');
  await dialog.choose('Now');
  await dialog.primaryButton.click();
  await isInstalled(world, 'slack');
  expect(world.stages('slack')).toEqual(['asking', 'scheduled', 'running', 'checking', 'installed']);
});

test('a person picks a later time in the dialog, and it runs at that minute and not before', async ({
  begin,
}) => {
  const world = await begin(slack);
  const app = await world.openApp();
  await world.prompt('slack');
  const dialog = await app.dialog();
  expect(await dialog.choices()).toEqual([
    'Now',
    'In 1 hour 15:11',
    'End of the day 17:30',
    'In 4 hours 18:11',
    'Tomorrow morning Thu, 08:30',
    'Another time…',
  ]);
  await dialog.choose('In 1 hour');
  await expect(dialog.primaryButton).toHaveText('Run at 15:11');
  await dialog.primaryButton.click();
  await expect(dialog.confirmation).toContainText('Scheduled for today at 15:11.');

  expect(world.plist('slack')).toMatchObject({
    Label: 'io.intermission.deployment.slack',
    StartCalendarInterval: { Month: 11, Day: 25, Hour: 15, Minute: 11 },
    ProgramArguments: [
      '/Library/Application Support/Intermission/intermission',
      'run',
      '--deployment',
      'slack',
      '--appointment',
      '2026-11-25T14:11:00Z',
      '--',
      '/usr/local/bin/jamf',
      'policy',
      '-event',
      triggerOf('slack'),
    ],
  });
  await world.mac.clock.advanceTo('2026-11-25T14:10:30Z');
  expect((await world.deployment('slack')).detail.kind).toBe('scheduled');
  await world.mac.clock.advanceTo('2026-11-25T14:11:00Z');
  await isInstalled(world, 'slack');
  expect((await world.deployment('slack')).attempts).toMatchObject([{ outcome: 'finished' }]);
});

test('a person picks a quick time in the menu with the mouse, and later starts it now', async ({ begin }) => {
  const world = await begin(slack);
  const app = await world.openApp();
  await world.prompt('slack');
  await (await app.dialog()).notNow.click();
  await app.noDialog();

  const pick = async (...labels: readonly string[]): Promise<void> => {
    await world.desktop.pickMenuItem(positionsOf(await app.menu.lines(), labels));
  };
  await pick('Choose a Time', 'In 4 Hours (18:11)');
  await expect
    .poll(() => world.plist('slack'))
    .toMatchObject({
      StartCalendarInterval: { Month: 11, Day: 25, Hour: 18, Minute: 11 },
    });
  await expect.poll(() => app.menu.text()).toContain('Today at 18:11');

  await pick('Start Now');
  await isInstalled(world, 'slack');
  await expect.poll(() => app.menu.text()).toContain('Nothing is due.');
});

test('a policy that restarts the Mac is closed after the restart', async ({ begin }) => {
  const world = await begin({
    id: 'macos',
    preferences: { RestartRequired: true, VerifyOSVersion: '26.7' },
    payload: [
      { do: 'set-system-version', version: '26.7' },
      { do: 'restart', atOnce: true },
    ],
  });
  const app = await world.openApp();
  await world.prompt('macos');
  const dialog = await app.dialog();
  await dialog.choose('Now');
  const mark = world.mac.events.mark();
  await dialog.primaryButton.click();
  await world.mac.events.waitFor({ type: 'power', state: 'on' }, { after: mark, timeoutMs: 60_000 });
  await world.logIn();
  await world.helperReady();
  // The helper gives a lost run a minute to come back.
  await world.mac.clock.advance(61_000);
  await isInstalled(world, 'macos');
  expect((await world.deployment('macos')).attempts).toHaveLength(1);
});

test('an appointment that passes while the Mac is off is not kept late, but asked about', async ({
  begin,
}) => {
  const world = await begin(slack);
  const app = await world.openApp();
  await world.prompt('slack');
  const dialog = await app.dialog();
  await dialog.choose('In 1 hour');
  await dialog.primaryButton.click();
  await expect(dialog.confirmation).toBeVisible();
  await app.close();
  await world.mac.powerOff();
  await world.mac.clock.advanceTo('2026-11-25T16:00:00Z');
  await world.mac.powerOn();
  await world.logIn();
  await world.helperReady();

  const reopened = await world.openApp();
  const again = await reopened.dialog();
  await expect(again.page.getByText('15:11')).toBeVisible();
  await again.choose('In 1 hour');
  await again.primaryButton.click();
  await expect(again.confirmation).toContainText('Scheduled for today at 18:01.');
  expect((await world.deployment('slack')).attempts).toEqual([]);
});

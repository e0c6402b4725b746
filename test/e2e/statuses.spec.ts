/** The five statuses, as the person sees them: in the menu, in the list of Maintenance, in the corner of the screen. */
import { rmSync } from 'node:fs';
import { deploymentPreferenceDomainPrefix, paths } from '../../src/contract/identity.ts';
import { positionsOf } from '../../src/pretend-mac/desktop/menu.ts';
import { DialogPage } from './pages/dialog.ts';
import { expect, test } from './world/test.ts';
import { triggerOf, type RunningApp, type World } from './world/world.ts';

const soon = { timeout: 30_000 };

const installsSlack = [
  { do: 'install-app', name: 'Slack', bundleId: 'com.tinyspeck.slackmacgap', version: '4.40.2' },
] as const;
const slack = {
  id: 'slack',
  preferences: {
    Title: 'Slack 4.40',
    VerifyApplicationPath: '/Applications/Slack.app',
    VerifyApplicationBundleID: 'com.tinyspeck.slackmacgap',
    VerifyApplicationVersion: '4.40',
  },
  payload: installsSlack,
};
const offered = {
  ...slack,
  preferences: { ...slack.preferences, DistributionMethod: 'Make available in Self Service' },
};

/** Nobody has to be asked, and nothing has to be prompted. */
async function seesOffer(app: RunningApp): Promise<void> {
  await expect
    .poll(() => app.menu.text(), soon)
    .toBe(
      [
        'Slack 4.40',
        'Available',
        'Install Now',
        'Choose a Time…',
        '---',
        'Maintenance…',
        'About Intermission',
      ].join('\n'),
    );
  expect(app.electron.windows()).toEqual([]);
}

/** With the arrow keys and Return. */
async function picks(world: World, app: RunningApp, ...labels: readonly string[]): Promise<void> {
  await world.desktop.pickMenuItem(positionsOf(await app.menu.lines(), labels));
}

test('what is offered is installed now by the person who wants it, with the keyboard alone', async ({
  begin,
}) => {
  const world = await begin(offered);
  const app = await world.openApp();
  await seesOffer(app);
  const list = await app.maintenance(() => picks(world, app, 'Maintenance…'));
  await expect(list.row('Slack 4.40')).toContainText('Available for install in Self Service');
  await expect(list.row('Slack 4.40')).toContainText(
    'You can install it from the menu bar whenever you like.',
  );

  await picks(world, app, 'Install Now');
  await expect(list.row('Slack 4.40')).toContainText('It is done, and your Mac has confirmed it.', soon);
  expect(await list.past()).toEqual(['Slack 4.40']);
  expect(world.stages('slack')).toEqual(['available', 'scheduled', 'running', 'checking', 'installed']);
  await expect
    .poll(() => world.desktop.notifications)
    .toEqual([{ title: 'Slack 4.40', body: 'It is done, and your Mac has confirmed it.', urgent: false }]);
  expect(await app.menu.text()).toBe(
    ['Nothing is due.', '---', 'Maintenance…', 'About Intermission'].join('\n'),
  );
  await new DialogPage(list.page).pressKey('Escape');
  await app.noDialog();
});

test('what is offered is installed at the time that the person picks, and not before', async ({ begin }) => {
  const world = await begin(offered);
  const app = await world.openApp();
  await seesOffer(app);
  await app.menu.pick('Choose a Time…');
  const dialog = await app.dialog();
  await dialog.choose('In 1 hour');
  await dialog.primaryButton.click();
  await expect(dialog.confirmation).toContainText('Scheduled for today at 15:11.');
  await dialog.done.click();
  await app.noDialog();
  await expect.poll(() => app.menu.text()).toContain('Today at 15:11');
  expect(await app.menu.text()).toContain('Change Time');

  const list = await app.maintenance();
  await expect(list.row('Slack 4.40')).toContainText('It starts today at 15:11, as you chose.');
  expect((await world.deployment('slack')).status).toBe('In progress');
  await world.comesTo('slack');
  await expect(list.row('Slack 4.40')).toContainText('Installed', soon);
  expect((await world.deployment('slack')).status).toBe('Installed');
});

test('put aside, what is offered stays offered', async ({ begin }) => {
  const world = await begin(offered);
  const app = await world.openApp();
  await seesOffer(app);
  await app.menu.pick('Choose a Time…');
  await (await app.dialog()).pressKey('Escape');
  await app.noDialog();
  await world.prompt('slack');
  await seesOffer(app);
  expect((await world.deployment('slack')).deferralsUsed).toBe(0);
});

test('what fails is tried three times, six hours apart, and then said to have failed; what jamf printed is for admins', async ({
  begin,
}) => {
  test.slow();
  const tools = {
    id: 'tools',
    preferences: { Title: 'Tools 2.1' },
    payload: [{ do: 'fail', lines: ['installer: Error: no space left on device'] }],
  } as const;
  const world = await begin(tools);
  const app = await world.openApp();
  await world.prompt('tools');
  const dialog = await app.dialog();
  await dialog.choose('Now');
  await dialog.primaryButton.click();
  const again = (time: string, attempt: number): string =>
    `The last attempt did not work. The next one starts ${time}. This is attempt ${String(attempt)} of 3.`;
  await expect.poll(async () => (await world.deployment('tools')).attempts.length, soon).toBe(1);
  await app.noDialog();

  const list = await app.maintenance();
  const row = list.row('Tools 2.1');
  await expect(row).toContainText('In progress');
  await expect(row).toContainText(/attempt 2 of 3/, soon);
  expect(await row.innerText()).toMatch(new RegExp(again('today at 20:1\\d', 2)));
  await world.comesTo('tools');
  await expect(row).toContainText(/attempt 3 of 3/, soon);
  expect(await row.innerText()).toMatch(new RegExp(again('tomorrow at 02:1\\d', 3)));
  await world.comesTo('tools');
  await expect(row).toContainText(
    'It ended with an error. Your IT department can have it tried again.',
    soon,
  );
  await expect(row).toContainText('Failed');
  await expect(list.page.getByText('Nothing is due.')).toBeVisible();
  // What jamf printed is for admins: it may hold what a person should not see.
  expect(await list.page.innerText('body')).not.toContain('no space left on device');
  expect((await world.deployment('tools')).lastLines.join('\n')).toContain('no space left on device');
  expect((await world.deployment('tools')).attempts).toHaveLength(3);
  expect(await app.menu.text()).not.toContain('Tools 2.1');
});

test('while the Mac is offline nothing is counted and nothing fails, and it resumes by itself', async ({
  begin,
}) => {
  const world = await begin(slack);
  const app = await world.openApp();
  world.mac.setJamfServer('offline');
  await world.prompt('slack');
  const dialog = await app.dialog();
  await dialog.choose('Now');
  await dialog.primaryButton.click();
  const nextTry = async (): Promise<string> => {
    const { detail } = await world.deployment('slack');
    return detail.kind === 'scheduled' && detail.by === 'retry' ? detail.due : '';
  };
  await expect.poll(nextTry, soon).not.toBe('');
  await app.noDialog();
  const list = await app.maintenance();
  for (let tried = 1; tried <= 3; tried += 1) {
    const before = await nextTry();
    await world.comesTo('slack');
    await expect.poll(async () => (await nextTry()) > before, soon).toBe(true);
  }
  await expect(list.row('Slack 4.40')).toContainText('In progress');
  await expect(list.row('Slack 4.40')).not.toContainText('of 3');
  world.mac.setJamfServer('reachable');
  await world.comesTo('slack');
  await expect(list.row('Slack 4.40')).toContainText('Installed', soon);
});

test('of two about the same thing the newer counts: the other’s appointment goes, and comes back to be asked for', async ({
  begin,
}) => {
  const about = (version: string) => ({
    Trigger: triggerOf('slack'),
    Title: `Slack ${version}`,
    ConflictTitle: 'Slack',
    ConflictVersion: version,
  });
  const world = await begin({ ...slack, preferences: { ...slack.preferences, ...about('4.40') } });
  const app = await world.openApp();
  await world.prompt('slack');
  const dialog = await app.dialog();
  await dialog.choose('In 1 hour');
  await dialog.primaryButton.click();
  await dialog.done.click();
  await app.noDialog();
  const list = await app.maintenance();
  await expect(list.row('Slack 4.40')).toContainText('It starts today at 15:11, as you chose.');

  const newer = `${deploymentPreferenceDomainPrefix}.slack-new`;
  world.preferences(newer, about('4.41'));
  await world.command('reload');
  await expect(list.row('Slack 4.40')).toContainText('Slack 4.41 counts instead: it is newer.', soon);
  await expect(list.row('Slack 4.40')).toContainText('Unqualified');
  expect(await list.past()).toEqual(['Slack 4.40']);
  await expect.poll(() => world.plist('slack')).toBeNull();
  expect(await app.menu.text()).not.toContain('Slack 4.40');

  rmSync(world.mac.path(`${paths.managedPreferences}/${newer}.plist`));
  await world.command('reload');
  await expect(list.row('Slack 4.40')).toHaveCount(0, soon);
  await list.page.close();
  await app.noDialog();
  await world.prompt('slack');
  await expect((await app.dialog()).title).toHaveText('Slack 4.40');
  expect((await world.deployment('slack')).deferralsUsed).toBe(0);
});

test('what the Mac does not meet has failed, says what is missing, and is asked for once it is met', async ({
  begin,
}) => {
  const preferences = { Title: 'Xcode 27', RequiredOSVersionMinimum: '27' };
  const world = await begin({ id: 'xcode', preferences });
  world.mac.setSystemVersion('26.6');
  const app = await world.openApp();
  await world.prompt('xcode');
  const list = await app.maintenance();
  await expect(list.row('Xcode 27')).toContainText('Failed', soon);
  await expect(list.row('Xcode 27')).toContainText(
    'It needs macOS 27 or later. Your Mac has 26.6. It goes on by itself when that has changed.',
  );
  expect(await app.menu.text()).toContain('Nothing is due.');

  await list.page.close();
  await app.noDialog();
  world.mac.setSystemVersion('27.0');
  await world.mac.clock.advance(62 * 60_000);
  await expect((await app.dialog()).title).toHaveText('Xcode 27');
});

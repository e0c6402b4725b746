/** Reminders and last warnings, told by the real helper and seen on the real screen. */
import { expect } from '@playwright/test';
import type { DesktopWindow } from '../../src/pretend-mac/desktop/windows.ts';
import { test } from './world/test.ts';

const isNotification = ({ kind, viewable }: DesktopWindow): boolean => kind === 'notification' && viewable;

test('a person is reminded of the time that they picked, and changes it with a click', async ({ begin }) => {
  const world = await begin({ id: 'slack', preferences: { Title: 'Slack 4.40', ReminderMinutes: '15' } });
  const app = await world.openApp();
  await world.prompt('slack');
  const dialog = await app.dialog();
  await dialog.choose('In 1 hour');
  await dialog.primaryButton.click();
  await expect(dialog.confirmation).toContainText('Scheduled for today at 15:11.');
  await dialog.done.click();
  await app.noDialog();
  expect(world.desktop.notifications).toEqual([]);

  // The rest of the way by itself: helper and app must be at the same minute.
  await world.mac.clock.advanceTo('2026-11-25T13:55:55Z');
  await expect
    .poll(() => world.desktop.notifications, { timeout: 30_000 })
    .toEqual([{ title: 'Slack 4.40', body: 'Starts at 15:11 (in 15 minutes).', urgent: false }]);
  await world.desktop.clickNotification();
  const choices = await app.dialog();
  await choices.choose('Tomorrow morning');
  await choices.primaryButton.click();
  await expect(choices.confirmation).toContainText('Scheduled for tomorrow at 08:30.');
  await world.desktop.waitForNoWindow(isNotification);
});

test('a run that nobody picked is warned of in full, and begins when it was said', async ({ begin }) => {
  const world = await begin({
    id: 'slack',
    preferences: { Title: 'Slack 4.40', DeadlineDate: '2026-11-25T15:00', GracePeriodMinutes: 30 },
  });
  const app = await world.openApp();
  await world.prompt('slack');
  const question = await app.dialog();
  await question.notNow.click();
  await app.noDialog();

  await world.mac.clock.advanceTo('2026-11-25T13:29:55Z');
  const warning = await app.dialog();
  await expect(warning.title).toHaveText(/^Slack 4\.40 starts at 15:0\d$/);
  await expect(warning.countdown).toHaveText(/^in (29|30|31) minutes$/);
  const title = await warning.title.innerText();
  await expect.poll(() => world.desktop.notifications.at(-1)).toMatchObject({ title, urgent: true });
  expect(await app.menu.text()).toContain('Runs without asking');
  await warning.putAside.click();
  await app.noDialog();

  const { detail } = await world.deployment('slack');
  const due = Date.parse(detail.kind === 'scheduled' ? detail.due : '');
  const before = (seconds: number): string => new Date(due - seconds * 1000).toISOString();
  const told = world.desktop.notifications.length;
  await world.mac.clock.advanceTo(before(10 * 60 + 5));
  const again = await app.dialog();
  await expect(again.title).toHaveText(title);
  await expect.poll(() => world.desktop.notifications.length).toBe(told + 1);
  await world.mac.clock.advanceTo(before(40));
  await expect(again.countdown).toHaveText(/^in \d+ seconds$/);
  await world.mac.clock.advanceTo(before(0));
  await app.noDialog();
  await world.desktop.waitForNoWindow(isNotification);
  await expect
    .poll(async () => (await world.deployment('slack')).detail.kind, { timeout: 30_000 })
    .toBe('installed');
});

/** The words follow the person, the forms of dates and times their region. */
import { expect, test } from './world/test.ts';

test('who reads German in Switzerland is asked, and told, in German', async ({ begin }) => {
  const world = await begin({ id: 'slack' });
  const app = await world.openApp({ language: 'de_CH' });
  await world.prompt('slack');
  const dialog = await app.dialog();
  await expect(dialog.page.getByText('Wann passt es Ihnen?')).toBeVisible();
  await expect(dialog.page.locator('html')).toHaveAttribute('lang', 'de-CH');
  await expect(dialog.page.locator('html')).toHaveAttribute('dir', 'ltr');
  await dialog.choose('In 1 Stunde');
  await expect(dialog.primaryButton).toHaveText(/^Um \d\d:\d\d starten$/);
  await dialog.primaryButton.click();
  await expect(dialog.confirmation).toContainText(
    /Geplant für heute um \d\d:\d\d\.\s*Zum Ändern klicken Sie auf/,
  );
});

/** The organisation's own look and words, from the profile to the window: logo, color, German texts, links. */
import { createHash } from 'node:crypto';
import { paths } from '../../src/contract/identity.ts';
import { accentOf } from '../../src/main/app/accent.ts';
import type { PropertyList } from '../../src/pretend-mac/property-list.ts';
import { png } from '../files/pictures.ts';
import { expect, test } from './world/test.ts';
import { triggerOf, type World } from './world/world.ts';

const folder = '/Library/Application Support/Example Corp';
const purple = '#7B2D8E';
const lightLogo = png(150, 40, [123, 45, 142]);
const darkLogo = png(150, 40, [236, 200, 245]);

const organization: PropertyList = {
  OrganizationName: 'Example Corp · IT',
  SupportContact: 'IT-Service, Durchwahl 4357',
  SupportLink: 'https://help.example.com/mac',
  AccentColor: purple,
  LanguageOverride: 'de',
  DisplayIconLightFile: `${folder}/logo.png`,
  DisplayIconDarkFile: `${folder}/logo-dark.png`,
};
const update: PropertyList = {
  Trigger: triggerOf('update'),
  Title: 'Restart to finish updating macOS',
  TitleLocalized: { de: 'Neustart für das macOS-Update' },
  Message: 'Please **save your work**.',
  MessageLocalized: {
    de: 'macOS 26.7 behebt Sicherheitsprobleme. **Sichern Sie bitte Ihre Arbeit.** Spätestens {deadline} startet {organization} Ihren Mac neu.',
  },
  ScheduleButtonText: 'Restart at {time}',
  ScheduleButtonTextLocalized: { de: 'Um {time} neu starten' },
  NotNowButtonTextLocalized: { de: 'Später fragen' },
  ConfirmationMessageLocalized: { de: 'Ihr Mac startet {date} neu. Lassen Sie ihn bitte eingeschaltet.' },
  ReasonMessageLocalized: {
    de: 'Example Corp hält jeden Mac aktuell, siehe [Regeln](https://it.example.com/regeln).',
  },
  InformationLink: 'https://support.apple.com/de-de/macos',
  RestartRequired: true,
  EstimatedMinutes: 20,
  DeadlineDate: '2026-11-27T17:00',
  DeadlineCount: 3,
  DeferralTimerMenu: [0, 60, 240],
};

/** What MDM and a package of the organisation's do. */
async function brand(world: World): Promise<void> {
  const managed = (domain: string) => `${paths.managedPreferences}/${domain}.plist`;
  world.mac.writeFile(`${folder}/logo.png`, lightLogo);
  world.mac.writeFile(`${folder}/logo-dark.png`, darkLogo);
  world.mac.writePlist(managed('io.intermission'), organization, { binary: true });
  world.mac.writePlist(managed('io.intermission.deployment.update'), update, { binary: true });
  expect((await world.command('reload')).stdout).toContain('0 problems');
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const rgb = (hex: string): string =>
  `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(', ')})`;

test('an organization has its own window: logo, color and German words, in light and in dark', async ({
  begin,
}, info) => {
  const world = await begin({ id: 'update' });
  await brand(world);
  const app = await world.openApp();
  await world.prompt('update');
  const dialog = await app.dialog();
  const { page } = dialog;
  await expect(dialog.title).toHaveText('Neustart für das macOS-Update');
  await expect(
    page.getByText('Spätestens Freitag um 17:00 startet Example Corp · IT Ihren Mac neu.'),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Später fragen' })).toBeVisible();
  await expect(dialog.primaryButton).toHaveText('Um 15:11 neu starten');

  const logo = page.locator('.logo img');
  const accent = accentOf(purple);
  for (const [colorScheme, picture, colors] of [
    ['light', lightLogo, accent.light],
    ['dark', darkLogo, accent.dark],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await expect
      .poll(() => logo.evaluate((it: HTMLImageElement) => (it.complete ? it.currentSrc : '')))
      .toBe(`intermission://page/picture/${digestOf(picture)}`);
    expect(await logo.evaluate((it: HTMLImageElement) => [it.naturalWidth, it.naturalHeight])).toEqual([
      150, 40,
    ]);
    await expect(dialog.primaryButton).toHaveCSS('background-color', rgb(colors.fill));
    await expect(dialog.primaryButton).toHaveCSS('color', rgb(colors.text));
    await page.screenshot({ path: info.outputPath(`${colorScheme}.png`) });
  }

  await dialog.primaryButton.click();
  await expect(dialog.confirmation).toContainText(
    'Ihr Mac startet heute um 15:11 neu. Lassen Sie ihn bitte eingeschaltet.',
  );
});

test('the turned page says why in the words of the organization, and opens its links outside', async ({
  begin,
}, info) => {
  const world = await begin({ id: 'update' });
  await brand(world);
  const app = await world.openApp();
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    shell.openExternal = (address) => {
      opened.push(address);
      return Promise.resolve();
    };
    (globalThis as { opened?: string[] }).opened = opened;
  });
  await world.prompt('update');
  const { page } = await app.dialog();
  await page.getByRole('button', { name: 'Warum sehe ich das?' }).click();
  await expect(page.getByText('IT-Service, Durchwahl 4357')).toBeVisible();
  await page.screenshot({ path: info.outputPath('why.png') });
  for (const name of ['Regeln', 'Weitere Informationen', 'help.example.com']) {
    await page.getByRole('link', { name }).click();
  }
  await expect
    .poll(() => app.electron.evaluate(() => (globalThis as { opened?: string[] }).opened))
    .toEqual([
      'https://it.example.com/regeln',
      'https://support.apple.com/de-de/macos',
      'https://help.example.com/mac',
    ]);
});

test('a logo that is not to be trusted is not shown, and the window is there all the same', async ({
  begin,
}) => {
  const world = await begin({ id: 'update' });
  await brand(world);
  world.mac.writeFile(`${folder}/logo.png`, lightLogo, { uid: 501 });
  world.mac.writeFile(`${folder}/logo-dark.png`, '<svg onload="alert(1)"/>');
  expect((await world.command('reload')).stdout).toContain('2 problems');
  const app = await world.openApp();
  await world.prompt('update');
  const dialog = await app.dialog();
  await expect(dialog.title).toHaveText('Neustart für das macOS-Update');
  await expect(dialog.page.locator('.logo')).toHaveCount(0);
});

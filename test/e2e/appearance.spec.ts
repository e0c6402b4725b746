/**
 * Every screen looks as it did when somebody last looked at it. The runtime, the fonts, the text rendering and the time are fixed, so a
 * pixel differs only where the product does. After a change that is meant to be seen: `npm run gallery -- --accept`, look at the
 * pictures that git says have changed, commit them.
 */
import { expect, test } from '@playwright/test';
import { registryElectronVersion } from '../../scripts/electron-runtime-registry.ts';
import { GalleryWindow } from '../gallery/gallery-window.ts';
import { galleryLanguages } from '../gallery/languages.ts';
import { lookNamed, type LookName } from '../gallery/looks.ts';
import { stateNamed } from '../gallery/states.ts';

/** One state of each screen that draws something of its own. */
const screens = [
  'choices',
  'choices-none-left',
  'refused',
  'long-message',
  'own-time-list',
  'own-time-outside',
  'together',
  'why',
  'start-now',
  'warning-held',
  'confirmation-later',
  'news-gone',
  'maintenance',
  'branded',
];

const rightToLeft = galleryLanguages.find(({ direction }) => direction === 'rtl');

const rows: readonly (readonly [locale: string, look: LookName])[] = [
  ['en-GB', 'light'],
  ['en-GB', 'reduced-motion'],
  ['de-DE', 'dark'],
  ['en-GB', 'text-200'],
  ...(rightToLeft === undefined ? [] : [[rightToLeft.locale, 'light'] as const]),
];

for (const [locale, look] of rows) {
  // Less motion changes no picture.
  const usual = look === 'reduced-motion' ? 'light' : look;
  test(`every screen looks as it did: ${locale}, ${look}`, async () => {
    const window = await GalleryWindow.open(locale);
    try {
      test.skip(
        window.runtime.version !== registryElectronVersion,
        `the pictures are of Electron ${registryElectronVersion}, and this is ${window.runtime.version}`,
      );
      for (const id of screens) {
        const page = await window.show(stateNamed(id), locale, lookNamed(look));
        expect.soft(await window.picture(page)).toMatchSnapshot(`${id}-${locale}-${usual}.png`);
      }
    } finally {
      await window.close();
    }
  });
}

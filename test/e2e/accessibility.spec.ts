/**
 * Every screen in every state, looked at by axe: all rules of WCAG 2.x A and AA and its best practices, colour contrast included, on the real
 * page in the real window, in light and in dark, with more contrast, and from right to left.
 */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { GalleryWindow } from '../gallery/gallery-window.ts';
import { galleryLanguages } from '../gallery/languages.ts';
import { lookNamed, type LookName } from '../gallery/looks.ts';
import { galleryStates } from '../gallery/states.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const rules: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations', 'incomplete'],
};

/** What axe finds wrong, one line for each element: the rule, the element, what would mend it. */
async function findings(page: Page): Promise<readonly string[]> {
  const loaded = await page.evaluate(() => 'axe' in window);
  if (!loaded) await page.evaluate(axeSource);
  const results = await page.evaluate(
    (options) =>
      (window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options),
    rules,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

const rightToLeft = galleryLanguages.find(({ direction }) => direction === 'rtl');

for (const [look, locale] of [
  ['light', 'en-GB'],
  ['dark', 'en-GB'],
  ['high-contrast', 'en-GB'],
  ['text-200', 'en-GB'],
  ...(rightToLeft === undefined ? [] : [['light', rightToLeft.locale] as const]),
] as const satisfies readonly (readonly [LookName, string])[]) {
  test(`axe finds nothing on any screen in any state: ${look}, ${locale}`, async () => {
    const window = await GalleryWindow.open(locale);
    try {
      for (const state of galleryStates) {
        const page = await window.show(state, locale, lookNamed(look));
        expect.soft(await findings(page), state.id).toEqual([]);
      }
    } finally {
      await window.close();
    }
  });
}

test('axe sees the page: text that nobody can read is found', async () => {
  const window = await GalleryWindow.open('en-GB');
  try {
    const [state] = galleryStates;
    if (state === undefined) throw new Error('no state');
    const page = await window.show(state, 'en-GB', lookNamed('light'));
    await page.evaluate(() => document.querySelector('h1')?.style.setProperty('color', '#ddd'));
    expect(await findings(page)).toEqual([expect.stringMatching(/^color-contrast: .*#dddddd/s)]);
  } finally {
    await window.close();
  }
});

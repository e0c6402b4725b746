/** Words that run to the left beside names and sentences that do not, as they stand on the real page. */
import { expect, test, type Locator } from '@playwright/test';
import { GalleryWindow } from '../gallery/gallery-window.ts';
import { lookNamed } from '../gallery/looks.ts';
import { stateNamed } from '../gallery/states.ts';

/** Where the element and some of its signs are drawn, in px from the left; negative numbers count from the end of the text. */
const edges = (paragraph: Locator, from: number, count: number) =>
  paragraph.evaluate(
    (element, [start, length]) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const node = start < 0 ? texts.lastChild() : texts.nextNode();
      if (node === null) throw new Error('no text');
      const begin = start < 0 ? (node.textContent ?? '').length + start : start;
      const range = document.createRange();
      range.setStart(node, begin);
      range.setEnd(node, begin + length);
      const { left, right } = range.getBoundingClientRect();
      return { left, right, side: element.getBoundingClientRect().right };
    },
    [from, count] as const,
  );

test('on a Hebrew page each text runs its own way, whatever it begins with', async () => {
  const window = await GalleryWindow.open('he-IL');
  try {
    const choices = await window.show(stateNamed('choices'), 'he-IL', lookNamed('light'));
    const message = choices.locator('.message p').first();
    await expect(message).toHaveText(/^macOS 26\.7 .*\p{Script=Hebrew}/u);
    // The name that the Hebrew sentence begins with stands where Hebrew begins.
    const name = await edges(message, 0, 'macOS 26.7'.length);
    expect(Math.abs(name.side - name.right)).toBeLessThan(2);

    const why = await window.show(stateNamed('why'), 'he-IL', lookNamed('light'));
    const help = why.locator('.why p', { hasText: 'service desk' });
    const before = await edges(help, -2, 1);
    const stop = await edges(help, -1, 1);
    // The English sentence stands on the page's side, and its full stop at its own end.
    expect(stop.left).toBeGreaterThan(before.left);
    expect(Math.abs(stop.side - stop.right)).toBeLessThan(2);
  } finally {
    await window.close();
  }
});

/** The dialog as a person meets it: by its words and roles, never by its markup. */
import type { Locator, Page } from '@playwright/test';

/** The page ignores Return for its first second. */
const deafMilliseconds = 1_100;

export class DialogPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  /** The labels and times of all rows: "Now", "In 1 hour 15:10", "Another time…". */
  async choices(): Promise<readonly string[]> {
    await this.title.waitFor();
    const rows = await this.page.locator('label.row').all();
    const texts = await Promise.all(rows.map((row) => row.locator('span').allInnerTexts()));
    return texts.map((parts) => parts.join(' '));
  }

  /** The row that begins with this label. */
  choice(label: string): Locator {
    return this.page.getByRole('radio', { name: label });
  }

  async choose(label: string): Promise<void> {
    await this.choice(label).check();
  }

  get chosen(): Locator {
    return this.page.locator('.row').getByRole('radio', { checked: true });
  }

  /** The rightmost button; its words say what it will do. */
  get primaryButton(): Locator {
    return this.page.locator('.buttons').getByRole('button').last();
  }

  get notNow(): Locator {
    return this.page.getByRole('button', { name: 'Not Now' });
  }

  get cancel(): Locator {
    return this.page.getByRole('button', { name: 'Cancel' });
  }

  get putAside(): Locator {
    return this.page.getByRole('button', { name: 'Put Aside' });
  }

  /** "in 12 minutes", on a last warning. */
  get countdown(): Locator {
    return this.page.getByRole('timer');
  }

  get startNow(): Locator {
    return this.page.getByRole('button', { name: 'Start Now' });
  }

  get done(): Locator {
    return this.page.getByRole('button', { name: 'Done' });
  }

  /** "Scheduled for today at 15:10. To change it, …", or the news. */
  get confirmation(): Locator {
    return this.page.getByRole('status');
  }

  /** Why the last choice was refused, or why nothing can be chosen. */
  get refusal(): Locator {
    return this.page.getByRole('alert');
  }

  /** Picks a day (`2026-11-25`) and types a time (`15:45`) into *Another time…* without pressing the button. */
  async anotherTime(date: string, time: string): Promise<void> {
    await this.choose('Another time…');
    await this.page.getByRole('radiogroup', { name: 'Day' }).locator(`input[value="${date}"]`).check();
    await this.timeField.fill(time);
  }

  get timeField(): Locator {
    return this.page.getByRole('combobox', { name: 'Time' });
  }

  /** The days of the picker: "Today 25 Nov". */
  async days(): Promise<readonly string[]> {
    const cards = await this.page.locator('.day').all();
    const texts = await Promise.all(cards.map((card) => card.locator('span').allInnerTexts()));
    return texts.map((parts) => parts.join(' '));
  }

  /** What is due, where the window asks about several. */
  get listed(): Locator {
    return this.page.getByRole('list', { name: 'What is due' }).getByRole('listitem');
  }

  get oneByOne(): Locator {
    return this.page.getByRole('button', { name: 'Decide one by one' });
  }

  /** What is wrong with the typed time; empty when nothing is. */
  get outside(): Locator {
    return this.page.locator('.own-fields').getByRole('status');
  }

  get why(): Locator {
    return this.page.getByRole('button', { name: 'Why am I seeing this?' });
  }

  /** Presses a key as somebody would who has looked at the window first. */
  async pressKey(key: string): Promise<void> {
    await this.page.waitForTimeout(deafMilliseconds);
    await this.page.keyboard.press(key).catch((error: unknown) => {
      // The key was let go over a window that it had just closed.
      if (!this.page.isClosed()) throw error;
    });
  }
}

/**
 * A pretend person at the pretend Mac: looks at the screen and uses mouse and keyboard as anybody would. Every click is a real
 * one on a real window; the page is only ever read, to see where its words are.
 */
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Locator, type Page } from '@playwright/test';
import type { Desktop } from '../../src/pretend-mac/desktop/desktop.ts';
import { positionsOf, type MenuLine } from '../../src/pretend-mac/desktop/menu.ts';
import type { Transcript } from './transcript.ts';

export interface PersonOptions {
  readonly desktop: Desktop;
  readonly transcript: Transcript;
  /** Where the app answers questions about its page. */
  readonly debuggingPort: number;
  /** Where the app leaves its menu (see record-menu.cjs). */
  readonly menuFile: string;
  /** Folder of the pictures. */
  readonly pictures: string;
}

export class Person {
  readonly #options: PersonOptions;
  #browser: Browser | null = null;
  #picturesTaken = 0;

  constructor(options: PersonOptions) {
    this.#options = options;
  }

  /** Waits for the dialog to come up, and reads its title. */
  async seesDialog(title: string): Promise<Page> {
    const { desktop, transcript, debuggingPort } = this.#options;
    await desktop.waitForWindow((window) => window.kind === 'window' && window.viewable);
    this.#browser ??= await chromium.connectOverCDP(`http://127.0.0.1:${String(debuggingPort)}`, {
      noDefaults: true,
    });
    const context = this.#browser.contexts()[0];
    if (context === undefined) throw new Error('the app has no window');
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    transcript.say(`the dialog “${title}” is on the screen`);
    return page;
  }

  /** Moves the mouse there and clicks. */
  async clicks(target: Locator, what: string): Promise<void> {
    const { desktop, transcript } = this.#options;
    const box = await target.boundingBox();
    const window = (await desktop.windows()).find(({ kind }) => kind === 'window');
    if (box === null || window === undefined) throw new Error(`nothing to click: ${what}`);
    transcript.say(`the person clicks ${what}`);
    await desktop.click(
      Math.round(window.x + box.x + Math.min(box.width / 2, 60)),
      Math.round(window.y + box.y + box.height / 2),
    );
  }

  /** Picks a row of the dialog and presses the button, whose words say what it does. */
  async chooses(page: Page, row: string, button: RegExp): Promise<void> {
    const radio = page.getByRole('radio', { name: row });
    await this.clicks(page.locator('label', { has: radio }), `“${row}”`);
    await page.getByRole('radio', { name: row, checked: true }).waitFor();
    await this.takesPicture(`chosen-${row}`);
    await this.presses(page, button);
  }

  async presses(page: Page, button: RegExp): Promise<void> {
    const target = page.getByRole('button', { name: button });
    await this.clicks(target, `“${await target.innerText()}”`);
  }

  /** Waits until the window has left the screen. */
  async seesNoDialog(): Promise<void> {
    await this.#options.desktop.waitForNoWindow((window) => window.kind === 'window', 30_000);
  }

  /** Opens the menu in the menu bar, and reads it aloud. */
  async opensMenu(picture: string): Promise<void> {
    const { desktop, transcript } = this.#options;
    await desktop.openTrayMenu();
    transcript.say('the person opens the menu in the menu bar');
    transcript.quote(textOf(this.#menu(), '').join('\n'));
    await this.takesPicture(picture);
  }

  async closesMenu(): Promise<void> {
    await this.#options.desktop.closeMenu();
  }

  /** Picks a line of the section of one deployment: each word is the beginning of a line on the way. */
  async picks(section: string, ...way: readonly string[]): Promise<void> {
    const { desktop, transcript } = this.#options;
    const menu = this.#menu();
    const labels = wayThrough(menu, section, way);
    transcript.say(`the person picks ${labels.map((label) => `“${label}”`).join(' → ')}`);
    const positions = positionsIn(menu, section, labels);
    await desktop.highlightMenuItem(positions);
    await this.takesPicture(`menu-${way.at(-1) ?? ''}`);
    await desktop.key('Return');
    await desktop.waitForNoWindow(({ kind, viewable }) => kind === 'menu' && viewable);
  }

  async takesPicture(name: string): Promise<void> {
    this.#picturesTaken += 1;
    const number = String(this.#picturesTaken).padStart(2, '0');
    const slug = name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    await this.#options.desktop.screenshot(`${this.#options.pictures}/${number}-${slug}.png`);
  }

  /** The app was restarted: its page is reached anew. */
  async looksAway(): Promise<void> {
    await this.#browser?.close();
    this.#browser = null;
  }

  #menu(): readonly MenuLine[] {
    return JSON.parse(readFileSync(this.#options.menuFile, 'utf8')) as MenuLine[];
  }
}

/** The lines of one deployment's section: from its title to the next separator. */
function sectionOf(menu: readonly MenuLine[], title: string): { readonly from: number; readonly to: number } {
  const from = menu.findIndex((line) => line.label === title);
  if (from < 0) throw new Error(`no "${title}" in the menu`);
  const end = menu.findIndex((line, index) => index > from && line.type === 'separator');
  return { from, to: end < 0 ? menu.length : end };
}

function wayThrough(menu: readonly MenuLine[], section: string, way: readonly string[]): readonly string[] {
  const { from, to } = sectionOf(menu, section);
  let lines = menu.slice(from, to);
  return way.map((beginning) => {
    const line = lines.find(
      ({ label, enabled }) => enabled !== false && label?.startsWith(beginning) === true,
    );
    if (line?.label === undefined) throw new Error(`no line "${beginning}…" under "${section}"`);
    lines = [...(line.submenu ?? [])];
    return line.label;
  });
}

/** Sections have lines of the same words, so the enabled lines before the section count first. */
function positionsIn(
  menu: readonly MenuLine[],
  section: string,
  labels: readonly string[],
): readonly number[] {
  const { from, to } = sectionOf(menu, section);
  const before = menu
    .slice(0, from)
    .filter(({ type, enabled }) => type !== 'separator' && enabled !== false).length;
  const [first = 0, ...rest] = positionsOf(menu.slice(from, to), labels);
  return [before + first, ...rest];
}

const textOf = (lines: readonly MenuLine[], inset: string): string[] =>
  lines.flatMap((line) => [
    line.type === 'separator'
      ? '────────'
      : `${inset}${line.label ?? ''}${(line.submenu?.length ?? 0) > 0 ? '  ▸' : ''}`,
    ...textOf(line.submenu ?? [], `${inset}      `),
  ]);

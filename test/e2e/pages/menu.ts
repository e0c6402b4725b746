/**
 * The menu-bar item as a test reads it. The app must have been started with `-r test/e2e/record-menu.cjs`. Lines are
 * compared without their inset. `pick` clicks without a mouse; for real clicks give `lines()` to `positionsOf`.
 */
import type { ElectronApplication } from '@playwright/test';

export interface MenuLine {
  readonly label: string;
  readonly enabled: boolean;
  readonly type: string;
  readonly submenu: readonly MenuLine[];
}

/** What `record-menu.cjs` puts on the main process's global object. */
interface WithRecord {
  readonly recordedTray: {
    readonly lines: () => readonly MenuLine[];
    readonly tooltip: () => string;
    readonly beside: () => string;
    readonly pick: (way: readonly string[]) => void;
  };
}

export class MenuPage {
  readonly #app: ElectronApplication;

  constructor(app: ElectronApplication) {
    this.#app = app;
  }

  async lines(): Promise<readonly MenuLine[]> {
    return await this.#app.evaluate(() => (globalThis as unknown as WithRecord).recordedTray.lines());
  }

  /** The whole menu as text, one line each, submenus inset: what a person would read. */
  async text(): Promise<string> {
    return textOf(await this.lines(), '').join('\n');
  }

  async tooltip(): Promise<string> {
    return await this.#app.evaluate(() => (globalThis as unknown as WithRecord).recordedTray.tooltip());
  }

  /** What stands beside the icon. */
  async beside(): Promise<string> {
    return await this.#app.evaluate(() => (globalThis as unknown as WithRecord).recordedTray.beside());
  }

  /** Clicks the line at the end of the way through the submenus; each step is a label's beginning. */
  async pick(...way: readonly string[]): Promise<void> {
    await this.#app.evaluate(
      (_electron, labels) => (globalThis as unknown as WithRecord).recordedTray.pick(labels),
      way,
    );
  }
}

const textOf = (lines: readonly MenuLine[], inset: string): string[] =>
  lines.flatMap((line) => [
    line.type === 'separator' ? '---' : inset + line.label,
    ...textOf(line.submenu, `${inset}  `),
  ]);

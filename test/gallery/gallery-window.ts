/**
 * The product's own window in the real Electron runtime, shown page models one after another. Fonts, text rendering and size of
 * the screen are fixed, so that the same model gives the same picture on every machine with the same runtime.
 */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, type CDPSession, type ElectronApplication, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { electronRuntime, type ElectronRuntime } from '../../scripts/electron-runtime.ts';
import type { Bridge } from '../../src/contract/window.ts';
import type { WindowView } from '../../src/main/app/page-model.ts';
import { Desktop } from '../../src/pretend-mac/desktop/desktop.ts';
import type { Look } from './looks.ts';
import { pageOf, type GalleryState } from './states.ts';
import type { GalleryGlobal } from './window-main.ts';

const repository = join(import.meta.dirname, '../..');

/** The same pixels on every machine: no hinting, no colour fringes, no scaling. */
const fixedRendering = [
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--disable-font-subpixel-positioning',
  '--force-device-scale-factor=1',
  '--force-color-profile=srgb',
  '--disable-gpu',
];

export class GalleryWindow {
  readonly runtime: ElectronRuntime;
  readonly #folder: string;
  readonly #desktop: Desktop | null;
  readonly #electron: ElectronApplication;
  #page: Page | null = null;
  #developer: CDPSession | null = null;
  #shown = 0;

  private constructor(
    runtime: ElectronRuntime,
    folder: string,
    desktop: Desktop | null,
    electron: ElectronApplication,
  ) {
    this.runtime = runtime;
    this.#folder = folder;
    this.#desktop = desktop;
    this.#electron = electron;
  }

  /** `locale`: what the Mac is set to, as a BCP 47 tag. Build the app first. */
  static async open(locale: string): Promise<GalleryWindow> {
    const runtime = await electronRuntime();
    const folder = await mkdtemp(join(tmpdir(), 'intermission-gallery-'));
    const main = join(folder, 'main.cjs');
    await build({
      entryPoints: [join(import.meta.dirname, 'window-main.ts')],
      outfile: main,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node18',
      external: ['electron'],
      logLevel: 'warning',
    });
    const desktop = process.platform === 'linux' ? await Desktop.start({ width: 1600, height: 1400 }) : null;
    const electron = await _electron.launch({
      executablePath: runtime.executable,
      args: [
        ...fixedRendering,
        `--lang=${locale}`,
        main,
        `--own-folder=${join(folder, 'own')}`,
        `--programs=${join(repository, 'build/app')}`,
        `--logos=${import.meta.dirname}`,
      ],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        LANG: `${locale.replaceAll('-', '_')}.UTF-8`,
        ...(await desktop?.environment()),
        FONTCONFIG_FILE: join(import.meta.dirname, 'fonts.conf'),
      },
    });
    return new GalleryWindow(runtime, folder, desktop, electron);
  }

  /** Puts the state's page into the window, as new content, and gives it once it shows that and no longer changes its size. */
  async show(state: GalleryState, locale: string, look: Look): Promise<Page> {
    this.#shown += 1;
    const model = pageOf(state, locale, look.textSize);
    const view = { model: { ...model, key: `${String(this.#shown)} ${model.key}` }, takesFocus: false };
    const page = (this.#page ??= await this.#firstPage(view));
    await wear(page, look);
    // Two ways into the app: the page must listen before its model is on the other one.
    await page.evaluate(listen, view.model.key);
    await this.#put(view);
    await page.evaluate(() => (window as unknown as Listening).arrived);
    await act(page, state);
    await awake(page);
    await settled(page);
    return page;
  }

  /** What the window shows, pixel by pixel, as PNG. */
  async picture(page: Page): Promise<Buffer> {
    // Playwright's own screenshot counts in CSS pixels, which large text makes larger.
    // A cursor that blinks is in every other picture.
    await page.evaluate(() => document.documentElement.style.setProperty('caret-color', 'transparent'));
    this.#developer ??= await page.context().newCDPSession(page);
    const { data } = await this.#developer.send('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(data, 'base64');
  }

  async #firstPage(view: WindowView): Promise<Page> {
    const appears = this.#electron.waitForEvent('window');
    await this.#put(view);
    const page = await appears;
    await page.locator('main').waitFor();
    return page;
  }

  #put(view: WindowView): Promise<void> {
    return this.#electron.evaluate(async (_electron, shown) => {
      (await (globalThis as GalleryGlobal).galleryWindow)?.show(shown);
    }, view);
  }

  async close(): Promise<void> {
    // Electron 25 sometimes spins while it closes.
    const electron = this.#electron.process();
    const gone = once(electron, 'exit');
    electron.kill('SIGKILL');
    await gone;
    await this.#desktop?.stop();
    // Its children may still be writing.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

const wear = (page: Page, look: Look): Promise<void> =>
  page.emulateMedia({
    colorScheme: look.colors,
    contrast: look.moreContrast ? 'more' : 'no-preference',
    reducedMotion: look.lessMotion ? 'reduce' : 'no-preference',
  });

interface Listening {
  readonly intermission: Bridge;
  arrived: Promise<void>;
}

/** Runs in the page: `arrived` resolves once the model with this key has come. */
const listen = (key: string): void => {
  const page = window as unknown as Listening;
  page.arrived = new Promise((settle) => {
    const stop = page.intermission.onPage((model) => {
      if (model.key !== key) return;
      stop();
      settle();
    });
  });
};

/** What a person then does on the page. */
async function act(page: Page, { then }: GalleryState): Promise<void> {
  switch (then?.kind) {
    case undefined:
      return;
    case 'turn-page':
      await page.locator('.footnote .quiet').click();
      return;
    case 'own-time':
      await page.locator('.own > .row input').check();
      await page.locator(`.days input[value="${then.date}"]`).check({ force: true });
      await page.locator('.time-field input').fill(then.time);
      // Keys are ignored for the first moments.
      while (then.list && (await page.getByRole('listbox').count()) === 0)
        await page.locator('.time-field input').press('Alt+ArrowDown', { delay: 100 });
  }
}

/** What starts work cannot be pressed in the first moments. */
async function awake(page: Page): Promise<void> {
  const start = page.locator('button.start');
  if ((await start.count()) > 0) await expect(start).toBeEnabled();
}

/** Three frames without another size: the window has grown or shrunk to its content. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map(({ finished }) => finished));
    let before = '';
    for (let same = 0; same < 3;) {
      await new Promise((settle) => requestAnimationFrame(settle));
      const now = [innerWidth, innerHeight, document.body.scrollHeight].join();
      same = now === before ? same + 1 : 0;
      before = now;
    }
  });

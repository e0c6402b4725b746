/**
 * `npm run gallery [-- --language de] [--state choices] [--look dark]`: every screen in every state, language and look, from the real
 * components, as PNGs and one page (`gallery/index.html`) that shows them side by side. Options may be repeated; without one: all.
 * `npm run gallery -- --accept`: the pictures that the tests compare with are drawn anew.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GalleryWindow } from './gallery-window.ts';
import { indexPage, type Picture } from './index-page.ts';
import { galleryLanguages } from './languages.ts';
import { looks } from './looks.ts';
import { galleryStates } from './states.ts';

const repository = join(import.meta.dirname, '../..');
const folder = join(repository, 'gallery');

/** Those that were asked for; all where none was. Throws with the list where one is not known. */
function chosen<T>(
  all: readonly T[],
  nameOf: (one: T) => string,
  names: readonly string[] = [],
): readonly T[] {
  for (const name of names) {
    if (all.some((one) => nameOf(one) === name)) continue;
    throw new Error(`there is no "${name}"; there are ${all.map(nameOf).join(', ')}`);
  }
  return names.length === 0 ? all : all.filter((one) => names.includes(nameOf(one)));
}

/** `de` is enough for `de-DE`. */
const localeNamed = (name: string): string =>
  galleryLanguages.find(({ locale }) => locale.startsWith(`${name}-`))?.locale ?? name;

async function draw(): Promise<void> {
  const option = { type: 'string', multiple: true } as const;
  const { values } = parseArgs({ options: { language: option, state: option, look: option } });
  const languages = chosen(galleryLanguages, ({ locale }) => locale, values.language?.map(localeNamed));
  const states = chosen(galleryStates, ({ id }) => id, values.state);
  const looked = chosen(looks, ({ name }) => name, values.look);
  await rm(folder, { recursive: true, force: true });
  const pictures: Picture[] = [];
  for (const { locale } of languages) {
    await mkdir(join(folder, locale), { recursive: true });
    const window = await GalleryWindow.open(locale);
    try {
      for (const state of states) {
        for (const look of looked) {
          const page = await window.show(state, locale, look);
          const file = `${locale}/${state.id}-${look.name}.png`;
          await writeFile(join(folder, file), await window.picture(page));
          const { screen, what, id } = state;
          pictures.push({ file, id, screen, what, language: locale, look: look.name });
        }
      }
    } finally {
      await window.close();
    }
    console.log(`${locale}: ${String(states.length * looked.length)} pictures`);
  }
  await writeFile(join(folder, 'index.html'), indexPage(pictures));
  console.log(`gallery/index.html shows ${String(pictures.length)} pictures`);
}

/** Makes what the screens look like now what they should look like (test/e2e/appearance.spec.ts). */
function accept(): void {
  const tests = ['test', 'appearance', '--update-snapshots'];
  const { status } = spawnSync('playwright', tests, { cwd: repository, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

try {
  if (process.argv.includes('--accept')) accept();
  else await draw();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

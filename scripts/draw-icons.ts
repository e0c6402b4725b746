/**
 * Renders the PNG icons from their SVG sources in `assets/`: menu-bar templates at 18 and 36 px, the app's icon at 1024 px.
 * For whoever changes an icon; needs `rsvg-convert`. The results are committed.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run-program.ts';

const assets = join(import.meta.dirname, '../assets');

async function render(from: string, to: string, pixels: number): Promise<void> {
  await run('rsvg-convert', ['--width', String(pixels), '--height', String(pixels), '--output', to, from]);
}

for (const file of await readdir(join(assets, 'tray'))) {
  if (!file.endsWith('.svg')) continue;
  const target = join(assets, 'tray', `${file.slice(0, -'.svg'.length)}Template`);
  await render(join(assets, 'tray', file), `${target}.png`, 18);
  await render(join(assets, 'tray', file), `${target}@2x.png`, 36);
}
await render(join(assets, 'icon.svg'), join(assets, 'icon.png'), 1024);

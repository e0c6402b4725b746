/**
 * Renders the icons from their SVG sources in `assets/`: menu-bar templates at 18 and 36 px, the app's icon at 1024 px and as
 * `.icns`. For whoever changes an icon; needs `rsvg-convert`. The results are committed.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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

/** Types of an `.icns` that hold a PNG, with its pixels. 16 and 32 points come in double size only: every Mac of today has it. */
const icnsTypes = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

/** Type and length of a block, as they stand before it. */
function block(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}

const work = await mkdtemp(join(tmpdir(), 'intermission-icons-'));
const blocks: Buffer[] = [];
for (const [type, pixels] of icnsTypes) {
  const png = join(work, `${type}.png`);
  await render(join(assets, 'icon.svg'), png, pixels);
  blocks.push(block(type, await readFile(png)));
}
await writeFile(join(assets, 'icon.icns'), block('icns', Buffer.concat(blocks)));
await rm(work, { recursive: true });

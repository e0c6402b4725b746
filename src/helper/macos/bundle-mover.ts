/**
 * Puts a new bundle where the old one is, so that at every moment after a crash there is one whole app again. The old one is renamed
 * into a folder beside it that only root can enter, the new one is renamed to its place; ownership, modes, extended attributes and
 * with them quarantine flags stay as they are, because nothing is copied. Whatever is interrupted is settled by one rule: where no
 * app stands, the old one comes back.
 */
import { lstat, mkdir, readdir, rename, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { paths, sideFolderOf, stagedBundle } from '../../contract/identity.ts';
import { isDeploymentId } from '../../core/names.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import {
  ownFolder,
  readTrusted,
  reasonOf,
  removeDurably,
  removeLeftovers,
  syncFolder,
  writeDurably,
} from '../../files/durable-files.ts';
import { trustedFolder } from '../../files/trusted-folder.ts';
import { syncTree } from './bundle-tree.ts';
import type { RunTool } from './tool.ts';

/** Below the side folder: the app that was there, before and after the new one took its place, and a copy from another volume. */
const names = { old: 'old', replaced: 'replaced', copy: 'copy' } as const;

const journal = z.object({ version: z.literal(1), path: z.string().regex(/^\/Applications\/[^/\0]+\.app$/) });
const mostJournalBytes = 4096;
/** Apps can be large. */
const copyWithinMs = 10 * 60_000;

export class BundleMover {
  readonly #root: string;
  readonly #run: RunTool;
  readonly #inUse: (macPath: string) => Promise<boolean>;

  /** `inUse`: whether anything of the app at this path runs. */
  constructor(root: string, run: RunTool, inUse: (macPath: string) => Promise<boolean>) {
    this.#root = root;
    this.#run = run;
    this.#inUse = inUse;
  }

  /** Whoever calls has checked both bundles and their folders, and that the app is not open. */
  async move(deployment: string, path: string): Promise<Result<null, string>> {
    const side = this.#path(sideFolderOf(deployment));
    const applications = dirname(side);
    let problem: string | null = null;
    try {
      await makeEmptyFolder(side);
    } catch (error) {
      return failed(`${sideFolderOf(deployment)} could not be made: ${reasonOf(error)}`);
    }
    try {
      await this.#note(deployment, path);
      const [place, staged] = [this.#path(path), this.#path(stagedBundle(deployment, path))];
      const source = await this.#bring(staged, side);
      await giveWay(place, join(side, names.old));
      await rename(source, place);
      await syncFolder(applications);
      await syncFolder(dirname(staged));
    } catch (error) {
      problem = explain(error);
    }
    await this.#settle(deployment);
    return problem === null ? ok(null) : failed(problem);
  }

  /** Ends whatever was interrupted; says what is still left, and why. */
  async settle(): Promise<readonly string[]> {
    const folder = this.#path(paths.movesFolder);
    await removeLeftovers(folder);
    const left: string[] = [];
    for (const name of await readdir(folder).catch(() => [])) {
      const deployment = name.replace(/\.json$/, '');
      const why = isDeploymentId(deployment) ? await this.#settle(deployment) : null;
      if (why !== null) left.push(`${deployment}: ${why}`);
    }
    return left;
  }

  /** Null once nothing is left of it. */
  async #settle(deployment: string): Promise<string | null> {
    const applications = await trustedFolder(this.#root, paths.applications, { admins: true });
    if (!applications.ok) return applications.problem;
    try {
      const path = await this.#noted(deployment);
      const side = this.#path(sideFolderOf(deployment));
      if (path !== null && (await isOurs(side))) {
        const [place, old, replaced] = [this.#path(path), join(side, names.old), join(side, names.replaced)];
        if (await exists(old)) {
          // From here on it is known that the new one has come to its place, whatever becomes of it there.
          await rename(old, (await exists(place)) ? replaced : place);
          await syncFolder(side);
          await syncFolder(applications.value);
        }
        // Somebody opened the app in the very moment of the change: what it runs from stays until it is quit.
        if ((await exists(replaced)) && (await this.#inUse(path)))
          return 'what was replaced may still be open';
        const removed = await this.#remove(sideFolderOf(deployment));
        if (!removed.ok) return removed.problem;
      }
      const forgotten = await removeDurably(this.#noteOf(deployment));
      return forgotten.ok ? null : forgotten.problem;
    } catch (error) {
      return explain(error);
    }
  }

  /**
   * By macOS's own tool: what is inside may belong to a user, who could put links in the way while it is taken apart, and `rm` knows how
   * to walk such a folder.
   */
  async #remove(macPath: string): Promise<Result<null, string>> {
    const removed = await this.#run(paths.rm, ['-rf', this.#path(macPath)], { timeoutMs: copyWithinMs });
    if (!removed.ok) return removed;
    return removed.value.code === 0
      ? ok(null)
      : failed(`${macPath} could not be removed: ${removed.value.stderr.trim().slice(0, 200)}`);
  }

  /** What waits is of no use any more. */
  discard(deployment: string, path: string): Promise<Result<null, string>> {
    return this.#remove(stagedBundle(deployment, path));
  }

  /** From another volume it is copied first, with everything that `ditto` keeps: ownership, access lists, extended attributes. */
  async #bring(staged: string, side: string): Promise<string> {
    if ((await lstat(staged)).dev === (await lstat(side)).dev) return staged;
    const copy = join(side, names.copy);
    const copied = await this.#run(paths.ditto, [staged, copy], { timeoutMs: copyWithinMs });
    if (!copied.ok) throw new Refused(copied.problem);
    if (copied.value.code !== 0) throw new Refused(`ditto: ${copied.value.stderr.trim().slice(0, 200)}`);
    await syncTree(copy);
    return copy;
  }

  async #note(deployment: string, path: string): Promise<void> {
    await ownFolder(this.#path(paths.movesFolder), 0o700);
    const note: z.infer<typeof journal> = { version: 1, path };
    const written = await writeDurably(this.#noteOf(deployment), JSON.stringify(note), 0o600);
    if (!written.ok) throw new Refused(written.problem);
  }

  /** Null where nothing readable was noted. */
  async #noted(deployment: string): Promise<string | null> {
    const bytes = await readTrusted(this.#noteOf(deployment), mostJournalBytes);
    if (!bytes.ok || bytes.value === null) return null;
    try {
      return journal.parse(JSON.parse(bytes.value.toString('utf8'))).path;
    } catch {
      return null;
    }
  }

  #noteOf(deployment: string): string {
    return join(this.#path(paths.movesFolder), `${deployment}.json`);
  }

  #path(macPath: string): string {
    return join(this.#root, macPath);
  }
}

/** Not an error of the system. */
class Refused extends Error {}

/** Renames whatever app stands there out of the way, and makes sure that it was that one. */
async function giveWay(place: string, old: string): Promise<void> {
  const before = await lstat(place).catch(() => null);
  if (before === null) return;
  if (!before.isDirectory()) throw new Refused('something else was put at its place');
  await rename(place, old);
  const after = await lstat(old);
  if (after.ino !== before.ino || after.dev !== before.dev) {
    throw new Refused('something else was put at its place');
  }
}

/** Exclusively, for root alone. An empty one that is left over makes way; anything else does not. */
async function makeEmptyFolder(path: string): Promise<void> {
  await rmdir(path).catch(() => undefined);
  await mkdir(path, { mode: 0o700 });
}

/** Nobody else can have made it, or can enter it. */
async function isOurs(side: string): Promise<boolean> {
  const stats = await lstat(side).catch(() => null);
  return stats !== null && stats.isDirectory() && stats.uid === 0 && (stats.mode & 0o077) === 0;
}

const exists = async (path: string): Promise<boolean> => (await lstat(path).catch(() => null)) !== null;

function explain(error: unknown): string {
  if (error instanceof Refused) return error.message;
  const reason = reasonOf(error);
  // macOS keeps apps from being changed by programs that may not "manage apps" (Privacy & Security), root or not.
  return reason === 'EPERM'
    ? 'macOS does not allow it (EPERM): the helper needs the permission for App Management'
    : `it could not be put in place: ${reason}`;
}

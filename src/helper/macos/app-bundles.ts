/** The staging folder: what waits there, what is installed, whether that is open, and the way from here to there. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { paths, stagedBundle, stagingFolderOf } from '../../contract/identity.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { stagingStep, type FoundBundle, type StagingScene, type StagingTarget } from '../../core/staging.ts';
import { reasonOf } from '../../files/durable-files.ts';
import { trustedFolder } from '../../files/trusted-folder.ts';
import type { AppBundles } from '../ports/ports.ts';
import { readBundle } from './bundle-facts.ts';
import { BundleMover } from './bundle-mover.ts';
import { fingerprint } from './bundle-tree.ts';
import { liesIn, runningExecutables } from './open-apps.ts';
import type { RunTool } from './tool.ts';

/** What a policy still writes changes within this time. */
const quietMs = 1_000;

export class MacAppBundles implements AppBundles {
  readonly #root: string;
  readonly #run: RunTool;
  readonly #mover: BundleMover;
  /** One change at a time: what is in the middle of one must not look to another as if it were interrupted. */
  #changes: Promise<unknown> = Promise.resolve();

  constructor(root: string, run: RunTool) {
    this.#root = root;
    this.#run = run;
    this.#mover = new BundleMover(root, run, async (path) => (await this.#isOpen([path])) !== false);
  }

  /** Made ahead, so that nobody else can. One that stands already is never put right: what is in it could be anybody's. */
  async prepare(deployment: string): Promise<Result<null, string>> {
    const folder = stagingFolderOf(deployment);
    try {
      await mkdir(join(this.#root, paths.stagingFolder), { mode: 0o755 }).catch(ignoreExisting);
      const above = await trustedFolder(this.#root, paths.stagingFolder);
      if (!above.ok) return above;
      await mkdir(join(this.#root, folder), { mode: 0o700 }).catch(ignoreExisting);
    } catch (error) {
      return failed(`${folder} could not be made: ${reasonOf(error)}`);
    }
    const trusted = await trustedFolder(this.#root, folder);
    return trusted.ok ? ok(null) : trusted;
  }

  async look(deployment: string, { path }: StagingTarget): Promise<StagingScene> {
    const staged = await this.#staged(deployment, path);
    if (staged.kind !== 'bundle') return { staged, installed: { kind: 'none' }, running: null };
    const applications = await trustedFolder(this.#root, paths.applications, { admins: true });
    const installed: FoundBundle = applications.ok
      ? await readBundle(this.#root, path)
      : { kind: 'unfit', why: applications.problem };
    return { staged, installed, running: await this.#isOpen([path, stagedBundle(deployment, path)]) };
  }

  move(deployment: string, target: StagingTarget): Promise<Result<null, string>> {
    return this.#alone(() => this.#move(deployment, target));
  }

  async #move(deployment: string, target: StagingTarget): Promise<Result<null, string>> {
    const staged = join(this.#root, stagedBundle(deployment, target.path));
    try {
      const before = await fingerprint(staged);
      await pause(quietMs);
      if ((await fingerprint(staged)) !== before) return failed('it is still being written');
    } catch (error) {
      return failed(`it could not be read: ${reasonOf(error)}`);
    }
    // Everything once more, right before: nothing that was found a second ago need still be so.
    const step = stagingStep(target, await this.look(deployment, target));
    return step.kind === 'move'
      ? this.#mover.move(deployment, target.path)
      : failed('something changed in the last moment');
  }

  discard(deployment: string, { path }: StagingTarget): Promise<Result<null, string>> {
    return this.#alone(() => this.#mover.discard(deployment, path));
  }

  settle(): Promise<readonly string[]> {
    return this.#alone(() => this.#mover.settle());
  }

  #alone<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#changes.then(change);
    this.#changes = turn.catch(() => undefined);
    return turn;
  }

  async #staged(deployment: string, path: string): Promise<FoundBundle> {
    const folder = await trustedFolder(this.#root, stagingFolderOf(deployment));
    return folder.ok
      ? readBundle(this.#root, stagedBundle(deployment, path))
      : { kind: 'unfit', why: folder.problem };
  }

  /** Null where it cannot be told. */
  async #isOpen(bundles: readonly string[]): Promise<boolean | null> {
    const executables = await runningExecutables(this.#run);
    return executables === null
      ? null
      : executables.some((executable) => bundles.some((bundle) => liesIn(bundle, executable)));
  }
}

function ignoreExisting(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}

/**
 * The staging folder: a new version of an app waits there while the old one is open, and moves to its place once that is quit. Pure:
 * from what stands in both places, and whether the app runs, to what is to be done. An app is only ever replaced by a newer version of
 * itself; what cannot be told is never acted on.
 */
import type { Deployment } from './deployment.ts';
import { isBundleId } from './names.ts';
import type { StagedApp } from './verification.ts';
import { compareVersions } from './version.ts';

/** What stands where an app bundle may stand. */
export type FoundBundle =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'bundle';
      readonly bundleId: string | null;
      /** CFBundleShortVersionString, which people know. */
      readonly version: string | null;
      /** CFBundleVersion, which tells two builds of one version apart. */
      readonly build: string | null;
    }
  /** It must not be touched: a link, or others could have put it there. */
  | { readonly kind: 'unfit'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

export interface StagingScene {
  readonly staged: FoundBundle;
  readonly installed: FoundBundle;
  /** Whether any process of the installed app runs; null where that cannot be told. */
  readonly running: boolean | null;
}

export type StagingStep =
  /** Nothing waits. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'move'; readonly app: StagedApp }
  /** The app is open. */
  | { readonly kind: 'wait'; readonly app: StagedApp }
  /** The very same build is installed already: what waits is of no use. */
  | { readonly kind: 'discard' }
  | { readonly kind: 'refuse'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** The app whose new versions may wait, by the deployment's rules. */
export interface StagingTarget {
  /** Mac path of the bundle, always right below /Applications. */
  readonly path: string;
  readonly bundleId: string;
  /** The lowest version that counts as done; null where any does. */
  readonly minimum: string | null;
}

/** Null where this deployment knows no app, or its policy replaces it itself. */
export const stagingTargetOf = ({
  verification,
  stagesOpenApps,
}: Pick<Deployment, 'verification' | 'stagesOpenApps'>): StagingTarget | null => {
  const app = verification.find((it) => it.kind === 'app');
  return app !== undefined && stagesOpenApps && isBundleId(app.bundleId) ? app : null;
};

/** `/Applications/Slack.app` is `Slack`. */
export const appNameOf = (path: string): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/\.app$/, '');

export function stagingStep(target: StagingTarget, scene: StagingScene): StagingStep {
  const { staged, installed, running } = scene;
  if (staged.kind === 'none') return { kind: 'nothing' };
  if (staged.kind === 'unfit') return refuse(staged.why);
  if (staged.kind === 'unknown') return staged;
  const { bundleId, version } = staged;
  if (bundleId !== target.bundleId) {
    return refuse(`its bundle ID is ${bundleId ?? 'missing'}, not ${target.bundleId}`);
  }
  if (version === null) return refuse('it has no version');
  if (compareVersions(version, version) === null) {
    return refuse(`its version "${version}" cannot be compared`);
  }
  if (target.minimum !== null && isOlder(version, target.minimum)) {
    return refuse(`its version ${version} is below ${target.minimum}`);
  }
  const app: StagedApp = { app: appNameOf(target.path), bundleId, version };
  switch (installed.kind) {
    case 'none':
      break;
    case 'unfit':
      return refuse(`at its place, ${installed.why}`);
    case 'unknown':
      return installed;
    case 'bundle': {
      if (installed.bundleId !== target.bundleId) {
        return refuse(`another app is at its place, with the bundle ID ${installed.bundleId ?? 'missing'}`);
      }
      const order = byAge(staged, installed);
      if (order < 0) {
        return refuse(`its version ${version} is older than ${installed.version ?? ''}, which is installed`);
      }
      if (order === 0) return { kind: 'discard' };
    }
  }
  if (running === null) return { kind: 'unknown', why: `whether ${app.app} is open could not be found out` };
  return { kind: running ? 'wait' : 'move', app };
}

type Bundle = Extract<FoundBundle, { kind: 'bundle' }>;

/** Positive where `a` is newer. What tells no version gives way to what does. */
function byAge(a: Bundle, b: Bundle): number {
  const version = compare(a.version, b.version);
  if (version === null) return 1;
  return version === 0 ? (compare(a.build, b.build) ?? 0) : version;
}

const compare = (a: string | null, b: string | null): number | null =>
  a === null || b === null ? null : compareVersions(a, b);

const isOlder = (version: string, than: string): boolean => (compareVersions(version, than) ?? -1) < 0;

const refuse = (why: string): StagingStep => ({ kind: 'refuse', why });

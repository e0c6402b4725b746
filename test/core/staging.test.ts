/** What becomes of a new version in the staging folder. */
import { describe, expect, it } from 'vitest';
import { describeRecord } from '../../src/core/describe.ts';

import { looked } from '../../src/core/look-course.ts';
import {
  appNameOf,
  stagingStep,
  stagingTargetOf,
  type FoundBundle,
  type StagingScene,
} from '../../src/core/staging.ts';
import { statusOf } from '../../src/core/status.ts';
import { plusMinutes } from '../../src/core/time.ts';
import type { Finding } from '../../src/core/verification.ts';
import { aDeployment, aRecord, at, berlin, checking } from './builders.ts';

const slack = {
  kind: 'app',
  path: '/Applications/Slack.app',
  bundleId: 'com.tinyspeck.slackmacgap',
  minimum: '4.40',
} as const;

const bundle = (version: string | null, more: object = {}): FoundBundle => ({
  kind: 'bundle',
  bundleId: slack.bundleId,
  version,
  build: version,
  ...more,
});
const none: FoundBundle = { kind: 'none' };
const unknown: FoundBundle = { kind: 'unknown', why: 'it cannot be read' };
const unfit: FoundBundle = { kind: 'unfit', why: 'it is a link' };
const scene = (staged: FoundBundle, installed: FoundBundle, running: boolean | null): StagingScene => ({
  staged,
  installed,
  running,
});
const app = { app: 'Slack', bundleId: slack.bundleId, version: '4.40.2' };

describe('a new version in the staging folder', () => {
  it.each([
    ['where nothing waits, nothing happens', scene(none, bundle('4.39'), false), { kind: 'nothing' }],
    [
      'moves where the app is not open',
      scene(bundle('4.40.2'), bundle('4.39'), false),
      { kind: 'move', app },
    ],
    ['waits while the app is open', scene(bundle('4.40.2'), bundle('4.39'), true), { kind: 'wait', app }],
    ['moves where no app was before', scene(bundle('4.40.2'), none, false), { kind: 'move', app }],
    [
      'waits where something of a removed app runs on',
      scene(bundle('4.40.2'), none, true),
      { kind: 'wait', app },
    ],
    [
      'replaces an app that tells no version',
      scene(bundle('4.40.2'), bundle(null), false),
      { kind: 'move', app },
    ],
    [
      'replaces an older build of the same version',
      scene(bundle('4.40.2', { build: '1002' }), bundle('4.40.2', { build: '1001' }), false),
      { kind: 'move', app },
    ],
    [
      'is of no use where the same build is installed',
      scene(bundle('4.40.2'), bundle('4.40.2'), true),
      { kind: 'discard' },
    ],
    [
      'is of no use where the version is the same and neither tells a build',
      scene(bundle('4.40.2', { build: null }), bundle('4.40.2', { build: null }), false),
      { kind: 'discard' },
    ],
  ])('%s', (_, given, step) => {
    expect(stagingStep(slack, given)).toEqual(step);
  });

  it.each([
    ['a link', scene(unfit, bundle('4.39'), false), 'it is a link'],
    [
      'another app',
      scene(bundle('4.40.2', { bundleId: 'com.evil' }), bundle('4.39'), false),
      'its bundle ID is com.evil, not com.tinyspeck.slackmacgap',
    ],
    [
      'a bundle without an ID',
      scene(bundle('4.40.2', { bundleId: null }), none, false),
      'its bundle ID is missing, not com.tinyspeck.slackmacgap',
    ],
    ['a bundle without a version', scene(bundle(null), none, false), 'it has no version'],
    [
      'a version that is no number',
      scene(bundle('new'), none, false),
      'its version "new" cannot be compared',
    ],
    [
      'a version below the minimum',
      scene(bundle('4.39.9'), bundle('4.38'), false),
      'its version 4.39.9 is below 4.40',
    ],
    [
      'a version older than what is installed',
      scene(bundle('4.40.2'), bundle('4.41'), false),
      'its version 4.40.2 is older than 4.41, which is installed',
    ],
    [
      'an older build of what is installed',
      scene(bundle('4.41', { build: '7' }), bundle('4.41', { build: '8' }), false),
      'its version 4.41 is older than 4.41, which is installed',
    ],
    [
      'what would replace another app',
      scene(bundle('4.40.2'), bundle('1.0', { bundleId: 'com.example.own' }), false),
      'another app is at its place, with the bundle ID com.example.own',
    ],
    [
      'what would replace a link',
      scene(bundle('4.40.2'), { kind: 'unfit', why: '/Applications/Slack.app is a link' }, false),
      'at its place, /Applications/Slack.app is a link',
    ],
  ])('is refused: %s', (_, given, why) => {
    expect(stagingStep(slack, given)).toEqual({ kind: 'refuse', why });
  });

  it.each([
    ['what waits cannot be read', scene(unknown, bundle('4.39'), false)],
    ['what is installed cannot be read', scene(bundle('4.40.2'), unknown, false)],
    ['nobody knows whether the app is open', scene(bundle('4.40.2'), bundle('4.39'), null)],
  ])('is neither moved nor refused where %s', (_, given) => {
    expect(stagingStep(slack, given).kind).toBe('unknown');
  });
});

describe('the staging folder', () => {
  it.each([
    ['of an app that is verified', { verification: [slack], stagesOpenApps: true }, slack],
    [
      'is not used where the policy replaces the app itself',
      { verification: [slack], stagesOpenApps: false },
      null,
    ],
    [
      'is not used for other work',
      { verification: [{ kind: 'filevault' }], stagesOpenApps: true } as const,
      null,
    ],
    [
      'is not used for an ID that no app can have',
      { verification: [{ ...slack, bundleId: 'com.a") ; evil("' }], stagesOpenApps: true },
      null,
    ],
  ])('%s', (_, deployment, target) => {
    expect(stagingTargetOf(deployment)).toEqual(target);
  });

  it('goes by the name of the bundle', () => {
    expect(appNameOf('/Applications/Microsoft Teams.app')).toBe('Microsoft Teams');
  });
});

describe('a deployment whose new version waits', () => {
  const now = at('2026-11-21T14:00:00Z');
  const later = plusMinutes(now, 30);
  const deployment = aDeployment({ verification: [slack] });
  const staged = { kind: 'staged', ...app } as const;
  const record = aRecord({ stage: checking(now) });
  const look = (before: typeof record, finding: Finding, when = later) =>
    looked(before, deployment, finding, when, berlin);
  const waiting = look(record, staged, now);

  it('counts as Installed, and says what it waits for', () => {
    expect(waiting.stage).toEqual({ kind: 'staged', at: now, ...app });
    expect(statusOf(waiting.stage)).toBe('Installed');
    expect(describeRecord(deployment, waiting, berlin)).toBe(
      'Slack 4.40.2 waits since 2026-11-21 15:00 Europe/Berlin; it is put in place when the user quits Slack.',
    );
  });

  it('stays as it is while nothing changes, and where nobody can tell', () => {
    expect(look(waiting, staged)).toBe(waiting);
    expect(look(waiting, { kind: 'unknown', why: 'ps gave no answer' })).toBe(waiting);
  });

  it('is installed once the new version is in place', () => {
    const { stage } = look(waiting, { kind: 'present', evidence: 'there' });
    expect(stage).toEqual({ kind: 'installed', at: later, verified: true });
  });

  it('waits anew where a still newer version waits', () => {
    const { stage } = look(waiting, { ...staged, version: '4.41' });
    expect(stage).toEqual({ kind: 'staged', at: later, ...app, version: '4.41' });
  });

  it('is looked for as after a run where what waited is gone', () => {
    const { stage } = look(waiting, { kind: 'absent', found: 'Slack is 4.39, below 4.40' });
    expect(stage).toMatchObject({ kind: 'checking', since: later });
  });
});

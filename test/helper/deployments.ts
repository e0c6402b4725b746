/** Believable deployments, each with its preferences and the execution policy that Jamf Pro has for it. */
import type { Policy, PolicyAction } from '../../src/pretend-mac/jamf/policy.ts';
import type { PropertyList } from '../../src/pretend-mac/property-list.ts';
import type { WorldOptions } from './world.ts';

export interface Piece {
  readonly id: string;
  readonly trigger: string;
  readonly keys: PropertyList;
  readonly payload: readonly PolicyAction[];
}

export const osUpdate: Piece = {
  id: 'os-update',
  trigger: 'install_macos',
  keys: {
    Trigger: 'install_macos',
    Title: 'Restart to finish updating macOS',
    RestartRequired: true,
    DeadlineDays: 3,
    VerifyOSVersion: '26.7',
  },
  payload: [
    { do: 'set-system-version', version: '26.7' },
    { do: 'restart', atOnce: true },
  ],
};

export const fileVault: Piece = {
  id: 'filevault',
  trigger: 'enable_filevault',
  keys: { Trigger: 'enable_filevault', Title: 'Turn on FileVault', VerifyFileVault: true },
  payload: [{ do: 'turn-on-filevault' }],
};

export const slack: Piece = {
  id: 'slack',
  trigger: 'upgrade_slack',
  keys: {
    Trigger: 'upgrade_slack',
    Title: 'Upgrade Slack',
    VerifyApplicationPath: '/Applications/Slack.app',
    VerifyApplicationBundleID: 'com.tinyspeck.slackmacgap',
    VerifyApplicationVersion: '4.50',
  },
  payload: [{ do: 'install-app', name: 'Slack', bundleId: 'com.tinyspeck.slackmacgap', version: '4.50.1' }],
};

/** Without verification: the policy's own word counts. */
export const housekeeping: Piece = {
  id: 'tidy',
  trigger: 'tidy_up',
  keys: { Trigger: 'tidy_up', Title: 'Tidy up' },
  payload: [{ do: 'print', lines: ['Tidied.'] }],
};

/** The execution policy, whose last script calls cleanup as BJPD's does. */
export const policyOf = (piece: Piece, changes: Partial<Policy> = {}): Policy => ({
  id: piece.id.length,
  name: `Do ${piece.id}`,
  trigger: piece.trigger,
  payload: piece.payload,
  scripts: [
    {
      name: 'cleanup.sh',
      path: '/tmp/cleanup.sh',
      priority: 'after',
      parameters: { '4': 'cleanup', '5': `io.intermission.deployment.${piece.id}` },
    },
  ],
  ...changes,
});

/** Preferences and policies for these pieces. */
export const serving = (...pieces: readonly Piece[]): Pick<WorldOptions, 'deployments' | 'policies'> => ({
  deployments: Object.fromEntries(pieces.map(({ id, keys }) => [id, keys])),
  policies: pieces.map((piece) => policyOf(piece)),
});

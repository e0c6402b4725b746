/** The two permanent launchd jobs of the product, as property lists. */
import { agentLabel, bundleId, helperLabel, paths } from './identity.ts';

/** The root helper: always there; launchd restarts it within ten seconds when it ends. */
export const helperDaemon = {
  Label: helperLabel,
  ProgramArguments: [paths.nodeRuntime, paths.helperProgram],
  RunAtLoad: true,
  KeepAlive: true,
  // A launchctl that is at work while the helper is replaced finishes (macos.md A1).
  AbandonProcessGroup: true,
  // Adaptive would be throttled like Background while nobody talks to it (macos.md A1).
  ProcessType: 'Standard',
  AssociatedBundleIdentifiers: [bundleId],
  Umask: 0o022,
  StandardOutPath: paths.helperLog,
  StandardErrorPath: paths.helperLog,
};

/**
 * The app, in the session of whoever sits at the Mac; restarted after a crash, not after a clean end. launchd ends what the app
 * started when the app has ended, so it has no AbandonProcessGroup.
 */
export const agentJob = {
  Label: agentLabel,
  ProgramArguments: [paths.applicationExecutable],
  RunAtLoad: true,
  KeepAlive: { SuccessfulExit: false },
  // Not at the login window, not over SSH.
  LimitLoadToSessionType: 'Aqua',
  ProcessType: 'Interactive',
  AssociatedBundleIdentifiers: [bundleId],
};

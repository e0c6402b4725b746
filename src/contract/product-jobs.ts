/** The two permanent launchd jobs of the product, as property lists. */
import { agentLabel, bundleId, helperLabel, paths } from './identity.ts';

/** The root helper: always there; launchd restarts it within ten seconds when it ends. */
export const helperDaemon = {
  Label: helperLabel,
  ProgramArguments: [paths.nodeRuntime, paths.helperProgram],
  RunAtLoad: true,
  KeepAlive: true,
  // Adaptive would be throttled like Background while nobody talks to it (macos.md A1).
  ProcessType: 'Standard',
  AssociatedBundleIdentifiers: [bundleId],
  Umask: 0o022,
  StandardOutPath: `${paths.logFolder}/helper.log`,
  StandardErrorPath: `${paths.logFolder}/helper.log`,
};

/** The app, in the session of whoever sits at the Mac; restarted after a crash, not after a clean end. */
export const agentJob = {
  Label: agentLabel,
  ProgramArguments: [paths.applicationExecutable],
  RunAtLoad: true,
  KeepAlive: { SuccessfulExit: false },
  LimitLoadToSessionType: 'Aqua',
  ProcessType: 'Interactive',
  AssociatedBundleIdentifiers: [bundleId],
};

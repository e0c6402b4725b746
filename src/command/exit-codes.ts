/** What each exit code means. The numbers follow sysexits(3) where it has a word for it. */
export const exitCodes = {
  ok: 0,
  usage: 64,
  badValue: 65,
  unknownDeployment: 66,
  helperUnreachable: 69,
  bug: 70,
  notStarted: 71,
  notScheduled: 73,
  foreignLaunchDaemon: 74,
  refused: 75,
  notPermitted: 77,
  wrongVersion: 78,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeMeanings: readonly (readonly [ExitCode, string])[] = [
  [exitCodes.ok, 'Done, or nothing to do: offered, already scheduled, no longer needed, nobody logged in…'],
  [exitCodes.usage, 'The command line is wrong: unknown command, option or mode.'],
  [
    exitCodes.badValue,
    'A value breaks its rule: label, trigger, deployment ID, minutes or time; or `config check` found errors.',
  ],
  [exitCodes.unknownDeployment, 'No such deployment is configured on this Mac.'],
  [exitCodes.helperUnreachable, 'The helper cannot be reached.'],
  [exitCodes.bug, 'Something unexpected happened; please report it.'],
  [exitCodes.notStarted, 'The command of `run` is missing, or not safe to run as root; it was not started.'],
  [
    exitCodes.notScheduled,
    'The LaunchDaemon or the state could not be written or loaded; nothing was changed. Or the support bundle could not be created.',
  ],
  [exitCodes.foreignLaunchDaemon, "Somebody else's LaunchDaemon has this label; it is left alone."],
  [exitCodes.refused, 'Refused by the rules: past, after the deadline, running already…'],
  [exitCodes.notPermitted, 'Only root may do this.'],
  [exitCodes.wrongVersion, 'The helper is of another version; install both from one package.'],
];

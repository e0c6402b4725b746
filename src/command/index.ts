/** The `intermission` command: reads the command line, asks the helper, prints one answer, exits with its code. */
import { dirname, join } from 'node:path';
import { version } from '../contract/version.ts';
import { explainDoorProblem } from '../link/door.ts';
import { askHelper, askStatus } from './admin.ts';
import { done, problem, type Answer } from './answer.ts';
import { parseCommandLine } from './arguments.ts';
import type * as ConfigProgram from './config.ts';
import { exitCodes } from './exit-codes.ts';
import { commandHelp, generalHelp } from './usage.ts';

async function answer(argv: readonly string[]): Promise<Answer> {
  const parsed = parseCommandLine(argv);
  if (!parsed.ok) return parsed.problem;
  const { root, request } = parsed.value;
  switch (request.kind) {
    case 'help':
      return done(
        (request.command === null ? generalHelp() : commandHelp(request.command, request.action)).trimEnd(),
      );
    case 'version':
      return done(version);
    case 'config':
      return (await planning()).config(root, request.action);
    case 'demo':
      return (await planning()).demo(root, request.words);
    case 'simulate':
      return (await planning()).simulate(request.words);
    case 'run':
      if (process.getuid?.() !== 0) return problem(exitCodes.notPermitted, 'only root may run deployments');
      // Read only where it is called for: a check-in does not wait for what starts processes or draws tables.
      return (await import('./run.ts')).run(root, request);
    case 'status':
    case 'ea':
    case 'history':
      return (await import('./telling/tell.ts')).tell(root, request);
    case 'support-bundle': {
      // Asked here, so that the program beside this one needs no door of its own.
      const told = await askStatus(root);
      return (await planning()).supportBundle(
        root,
        request.file,
        told.ok
          ? { kind: 'report', report: told.value }
          : { kind: 'nothing', why: explainDoorProblem(told.problem) },
      );
    }
    case 'prompt':
    case 'cleanup':
    case 'cancel':
    case 'retry':
    case 'presence':
    case 'reload':
    case 'defer':
      return askHelper(root, request);
  }
}

/**
 * The table of keys and its readers are a program of their own beside this one: a check-in or an appointment does not wait for
 * them to be read.
 */
async function planning(): Promise<typeof ConfigProgram> {
  const beside = join(dirname(process.argv[1] ?? ''), 'config.cjs');
  return (await import(beside)) as typeof ConfigProgram;
}

answer(process.argv.slice(2)).then(
  ({ exitCode, out, err }) => {
    // Whatever is still open must not keep a job alive: launchd would never start it again.
    process.stdout.write(out, () => process.stderr.write(err, () => process.exit(exitCode)));
  },
  (error: unknown) => {
    process.exitCode = exitCodes.bug;
    process.stderr.write(
      `intermission: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  },
);

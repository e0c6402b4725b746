/**
 * `stand-in-app --root DIR NAME`: one of the apps of `apps/catalogue.ts`. Reads requests from standard input, a line each, and
 * answers each with a line; ends with its input, or with its screen.
 */
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { AppProcess, type AppRequest } from '../apps/app-process.ts';
import { standIns, type StandInName } from '../apps/catalogue.ts';
import { run } from '../command-line.ts';
import { joinSession } from '../screen/join-session.ts';
import { XConnection } from '../x11/x-connection.ts';

run(async ({ root, arguments: [name = ''] }) => {
  if (!Object.hasOwn(standIns, name)) throw new Error(`no stand-in for ${name}`);
  const app = standIns[name as StandInName];
  // As `ps` shows it. The whole command stays, by which the process is found to be this app's.
  writeFileSync('/proc/self/comm', app.executable);
  joinSession();
  const x = await XConnection.open();
  if (x === undefined) throw new Error(`${name} has no screen to draw on`);
  x.client.on('end', () => process.exit(0));
  const open = await AppProcess.open(root, x, name, app);
  const say = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.on('SIGTERM', () => {
    if (open.saved) process.exit(0);
  });
  say({ done: 'open' });
  for await (const line of createInterface(process.stdin)) {
    const request = JSON.parse(line) as AppRequest;
    try {
      await open.do(request);
      say({ done: request.ask });
    } catch (error) {
      say({ failed: error instanceof Error ? error.message : String(error) });
    }
  }
  x.close();
  return 0;
});

/** The helper's composition root: builds the adapters, hands them over, starts. `helper [--root DIR]`, as root. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { paths } from '../contract/identity.ts';
import { version } from '../contract/version.ts';
import { MacAppBundles } from './macos/app-bundles.ts';
import { MacClock } from './macos/clock.ts';
import { MacConsoleUser } from './macos/console-user.ts';
import { ownFolder } from '../files/durable-files.ts';
import { readPictureFile } from '../files/picture-file.ts';
import { MacInventory } from './macos/inventory.ts';
import { MacJobFolder } from './macos/job-folder.ts';
import { MacLaunchd } from './macos/launchd.ts';
import { logTo } from './macos/log.ts';
import { ManagedPreferences } from './macos/managed-preferences.ts';
import { MacMachine } from './macos/machine.ts';
import { MacPapers } from './macos/papers.ts';
import { MacPower } from './macos/power.ts';
import { MacRunJournal } from './macos/run-journal.ts';
import { MacStateStore } from './macos/state-store.ts';
import { toolsBelow } from './macos/tool.ts';
import { adminHandlers } from './server/admin-door.ts';
import { Doors } from './server/doors.ts';
import { sessionHandlers } from './server/session-door.ts';
import { Engine } from './service/engine.ts';

const { root } = parseArgs({ options: { root: { type: 'string', default: '/' } } }).values;
if (process.getuid?.() !== 0) {
  process.stderr.write('The helper must run as root.\n');
  process.exit(77);
}
// Nothing that the helper creates is ever writable by others, whatever launchd's umask is.
process.umask(0o022);

const clock = new MacClock(root);
const log = logTo((text) => process.stdout.write(text), clock);
const run = toolsBelow(root);
const store = new MacStateStore(root, (line) => log.warn(line));
const engine: Engine = new Engine({
  ports: {
    clock,
    log,
    jobFolder: new MacJobFolder(root),
    launchd: new MacLaunchd(run),
    preferences: new ManagedPreferences(root, log),
    stateStore: store,
    history: store,
    consoleUser: new MacConsoleUser(root, run),
    power: new MacPower(run),
    machine: new MacMachine(run),
    inventory: new MacInventory(root, run),
    appBundles: new MacAppBundles(root, run),
    runJournal: new MacRunJournal(root),
    papers: new MacPapers(root, (line) => log.warn(line)),
    pictures: { read: (macPath) => readPictureFile(root, macPath) },
  },
  onUser: (user) => doors.forUser(user),
});
const doors = new Doors({
  root,
  version,
  log,
  admin: adminHandlers(engine, version),
  session: sessionHandlers(engine),
});

async function main(): Promise<void> {
  // launchd creates the log files of the jobs; the folder must be closed to users.
  await ownFolder(join(root, paths.logFolder), 0o755);
  await doors.open();
  await engine.start();
  log.info(`helper ${version} ready`);
}

process.on('SIGTERM', () => {
  engine.stopping = true;
  void doors.close().finally(() => process.exit(0));
});
process.on('unhandledRejection', (error) => {
  // A bug: launchd starts a fresh helper, and the state on disk is whole.
  log.error(
    `stopping after a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  process.exit(70);
});
void main();

/**
 * `npm run demo`: gets what it needs, builds, and shows the main job on a pretend Mac, with nothing faked that can be real. With
 * a display it is yours to play with; without one a pretend person plays it, and a transcript and pictures tell the story.
 *
 * `--headless`: let the pretend person play although there is a display. `--rate N`: pretend seconds per second, by hand.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Desktop } from '../src/pretend-mac/desktop/desktop.ts';
import type { PretendMac } from '../src/pretend-mac/mac.ts';
import type { User } from '../src/pretend-mac/session-file.ts';
import { playByHand } from './demo/by-hand.ts';
import { Person } from './demo/person.ts';
import { play } from './demo/play.ts';
import { barClock, setStage, type Screen, type Stage } from './demo/stage.ts';
import { Transcript } from './demo/transcript.ts';
import { electronRuntime } from './electron-runtime.ts';
import { ensureSystemPackages } from './system-packages.ts';

const repository = join(import.meta.dirname, '..');
const pictures = join(repository, 'demo-output');

async function demo(): Promise<void> {
  const { values } = parseArgs({
    options: { headless: { type: 'boolean', default: false }, rate: { type: 'string', default: '1' } },
  });
  const rate = Number(values.rate);
  if (!(rate >= 1 && rate <= 3600)) {
    throw new Error(`--rate is "${values.rate}", but must be pretend seconds per second from 1 to 3600.`);
  }
  await ensureSystemPackages();
  if (process.getuid?.() !== 0) {
    throw new Error('The pretend Mac has a real root helper and real users: run the demo as root.');
  }
  const { version, source } = await electronRuntime();
  console.log(`Electron ${version} (${source})`);
  const built = spawnSync(join(repository, 'node_modules/.bin/tsx'), ['scripts/build.ts'], {
    cwd: repository,
    stdio: 'inherit',
  });
  if (built.status !== 0) throw new Error('The build failed.');

  const display = values.headless ? undefined : await existingScreen();
  if (display === undefined) {
    const screen = (mac: PretendMac) => Desktop.start({ width: 1280, height: 800, clock: barClock(mac) });
    await onStage(await setStage({ name: 'jappleseed', uid: 501, gid: 20 }, screen), playAlone);
  } else {
    const stage = await setStage(whoeverSitsHere(), () => Promise.resolve(display));
    if (rate !== 1) await stage.mac.clock.rate(rate);
    await onStage(stage, playByHand);
  }
}

async function playAlone(stage: Stage<Desktop>, transcript: Transcript): Promise<void> {
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const { screen: desktop, debuggingPort, menuFile } = stage;
  try {
    await play(stage, new Person({ desktop, transcript, debuggingPort, menuFile, pictures }), transcript);
  } catch (error) {
    await desktop.screenshot(join(pictures, 'where-it-stopped.png')).catch(() => undefined);
    throw error;
  }
  console.log('\nPictures of each stage are in demo-output/.');
}

/** Whatever happens, nothing of the Mac is left behind. */
async function onStage<S extends Screen>(
  stage: Stage<S>,
  story: (stage: Stage<S>, transcript: Transcript) => Promise<void>,
): Promise<void> {
  const interrupted = (): void => void stage.end().then(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  const transcript = new Transcript(stage.mac);
  try {
    await story(stage, transcript);
  } catch (error) {
    const log = stage.mac.path('/Library/Logs/Intermission/helper.log');
    if (existsSync(log)) console.error(`The helper's log:\n${readFileSync(log, 'utf8')}`);
    throw error;
  } finally {
    transcript.end();
    await stage.end();
  }
}

/** On a Mac the session's own screen; elsewhere the X display that this process was given, if it answers. */
async function existingScreen(): Promise<Screen | undefined> {
  if (process.platform !== 'darwin') return await Desktop.existing();
  return { environment: () => Promise.resolve({}), stop: () => Promise.resolve() };
}

/** Windows belong to the session of the person at the display, so the app runs as them. */
function whoeverSitsHere(): User {
  const { SUDO_USER: name, SUDO_UID: uid, SUDO_GID: gid } = process.env;
  return name === undefined || uid === undefined || gid === undefined
    ? { name: 'jappleseed', uid: 501, gid: 20 }
    : { name, uid: Number(uid), gid: Number(gid) };
}

try {
  await demo();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

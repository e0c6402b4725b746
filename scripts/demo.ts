/**
 * `npm run demo`: the main job on a pretend Mac, with nothing faked that can be real. With a display it is yours to play with;
 * without one a pretend person plays it, and a transcript and pictures tell the story.
 *
 * `--headless`: play it although there is a display. `--rate N`: pretend seconds per second, for the interactive form.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Desktop } from '../src/pretend-mac/desktop/desktop.ts';
import { playByHand } from './demo/by-hand.ts';
import { play } from './demo/play.ts';
import { setStage } from './demo/stage.ts';
import { Transcript } from './demo/transcript.ts';
import { Person } from './demo/person.ts';

const { values } = parseArgs({
  options: { headless: { type: 'boolean', default: false }, rate: { type: 'string', default: '1' } },
});
const rate = Number(values.rate);
if (!(rate > 0 && rate <= 3600)) {
  console.error(`--rate is "${values.rate}", but must be pretend seconds per second from 1 to 3600`);
  process.exit(64);
}
const pictures = join(import.meta.dirname, '../demo-output');

const screen = values.headless ? undefined : await Desktop.existing();
const stage = await setStage(screen, rate);
const interrupted = (): void => void stage.end().then(() => process.exit(130));
process.once('SIGINT', interrupted);
process.once('SIGTERM', interrupted);
try {
  const transcript = new Transcript(stage.mac);
  if (screen === undefined) {
    await rm(pictures, { recursive: true, force: true });
    await mkdir(pictures, { recursive: true });
    const { desktop, debuggingPort, menuFile } = stage;
    const person = new Person({ desktop, transcript, debuggingPort, menuFile, pictures });
    await play(stage, person, transcript);
    console.log(`\nPictures of each stage are in demo-output/.`);
  } else {
    await playByHand(stage, transcript);
  }
  transcript.end();
} catch (error) {
  const log = stage.mac.path('/Library/Logs/Intermission/helper.log');
  if (existsSync(log)) console.error(readFileSync(log, 'utf8'));
  await stage.desktop.screenshot(join(pictures, 'at-the-end.png')).catch(() => undefined);
  throw error;
} finally {
  await stage.end();
}

/**
 * `intermission demo`: shows the dialog that these profiles would bring up, to whoever asks, without touching anything. The app is started
 * beside the one that may be running, with a file in place of a helper; nothing that is clicked in it has consequences.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mostDemonstrationBytes, type Demonstration } from '../../contract/demonstration.ts';
import { paths } from '../../contract/identity.ts';
import type { Logo } from '../../core/branding.ts';
import { parseInstant } from '../../core/time.ts';
import { reasonOf } from '../../files/durable-files.ts';
import { readPictureFile, type PictureFile } from '../../files/picture-file.ts';
import { done, problem, type Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import { gather } from '../gathered-files.ts';
import { demoRequest } from './arguments.ts';
import { demonstrated, type Shown } from './demonstration.ts';

export async function demo(outerRoot: string, words: readonly string[]): Promise<Answer> {
  const request = demoRequest(words);
  if (!request.ok) return request.problem;
  // A window belongs to a person's session, and Electron will not run its pages as root.
  if (process.getuid?.() === 0) {
    return problem(
      exitCodes.notPermitted,
      'demo opens a window for the person who runs it: run it in Terminal as yourself, without sudo',
    );
  }
  const { files, language, state } = request.value;
  const root = request.value.root ?? outerRoot;
  const now = parseInstant(new Date().toISOString());
  if (now === null) throw new Error('the clock shows no time');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { preferences, findings } = await gather(files, { now, zone });
  const err = findings
    .filter(({ severity }) => severity !== 'note')
    .map(({ severity, text }) => `${severity}: ${text}\n`)
    .join('');
  if (preferences.deployments.length === 0) {
    const nothing = problem(exitCodes.badValue, 'these files hold no deployment that could be shown');
    return { ...nothing, err: err + nothing.err };
  }
  const branding = { ...preferences.branding, language: language ?? preferences.branding.language };
  const pictures = await picturesOf(root, preferences);
  const snapshot = demonstrated({ ...preferences, branding }, state, digestsIn(pictures), now, zone);
  const answer = await show(root, { snapshot, pictures: byDigest(pictures) });
  return { ...answer, err: err + answer.err };
}

type Pictures = ReadonlyMap<string, PictureFile>;

async function picturesOf(root: string, { branding, deployments }: Shown): Promise<Pictures> {
  const logos = [branding.logo, ...deployments.map((deployment) => deployment.branding.logo)];
  const named = new Set(logos.flatMap(({ light, dark }) => [light ?? [], dark ?? []]).flat());
  const pictures = new Map<string, PictureFile>();
  let left = mostDemonstrationBytes / 2;
  for (const path of named) {
    const read = await readPictureFile(root, path);
    if (!read.ok || read.value.bytes.length > left) continue;
    left -= read.value.bytes.length;
    pictures.set(path, read.value);
  }
  return pictures;
}

const digestsIn =
  (pictures: Pictures) =>
  ({ light, dark }: Logo): Logo => {
    const digest = (path: string | null): string | null =>
      path === null ? null : (pictures.get(path)?.digest ?? null);
    return { light: digest(light), dark: digest(dark) };
  };

const byDigest = (pictures: Pictures): Demonstration['pictures'] =>
  Object.fromEntries(
    [...pictures.values()].map(({ digest, type, bytes }) => [
      digest,
      { type, base64: bytes.toString('base64') },
    ]),
  );

/** Resolves when the window has been closed. Nobody but this user can read the file, which is gone afterwards. */
async function show(root: string, demonstration: Demonstration): Promise<Answer> {
  const program = join(root, paths.applicationExecutable);
  const folder = await mkdtemp(join(tmpdir(), 'intermission-demo-'));
  try {
    const file = join(folder, 'demonstration.json');
    await writeFile(file, JSON.stringify(demonstration), { mode: 0o600, flag: 'wx' });
    const problemOf = await ended(program, file);
    return problemOf === null
      ? done('Nothing was changed: this was a demonstration.')
      : problem(exitCodes.notStarted, `${paths.applicationExecutable} ${problemOf}`);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Null where the app came to a good end. */
function ended(program: string, file: string): Promise<string | null> {
  const app = spawn(program, [`--demo=${file}`], { stdio: 'ignore' });
  // Ctrl-C ends the window and then this.
  const pass = (signal: NodeJS.Signals): void => void app.kill(signal);
  process.once('SIGINT', pass).once('SIGTERM', pass);
  return new Promise((settle) => {
    app.once('error', (error) => settle(`could not be started: ${reasonOf(error)}`));
    app.once('close', (code) => settle(code === 0 ? null : 'ended with an error'));
  });
}

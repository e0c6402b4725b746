/** The play: one working day with three deployments, from the check-in to *Installed*. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import {
  presenceReportSchema,
  statusReportSchema,
  type StatusReport,
} from '../../src/contract/admin-door.ts';
import { deploymentLabelPrefix, paths, runLog } from '../../src/contract/identity.ts';
import { openApp, type OpenApp } from '../../src/pretend-mac/apps/open-app.ts';
import type { Desktop } from '../../src/pretend-mac/desktop/desktop.ts';
import type { PretendMac } from '../../src/pretend-mac/mac.ts';
import { filevault, macos, slack } from './deployments.ts';
import type { Person } from './person.ts';
import type { Stage } from './stage.ts';
import type { Transcript } from './transcript.ts';

export async function play(stage: Stage<Desktop>, person: Person, transcript: Transcript): Promise<void> {
  const { mac, screen: desktop } = stage;
  transcript.chapter('The Mac is on, launchd has started the helper; somebody logs in');
  transcript.say(`the whole Mac is the folder ${mac.root}`);
  await stage.login();
  await desktop.trayIcon();
  transcript.follow();
  await person.takesPicture('nothing-due');
  await person.opensMenu('menu-nothing-due');
  await person.closesMenu();

  transcript.chapter('Somebody presents; the recurring check-in has three prompt policies in scope');
  const rehearsal = await presents(stage, transcript);
  const checkIn = await mac.run(paths.jamf, ['policy']);
  transcript.quote(checkIn.stdout);
  for (const { id } of [filevault, macos, slack]) await transcript.until(isHeld(id), `${id} to be held`);
  await person.takesPicture('slide-show-and-nothing-else');
  transcript.say('nothing is shown; an admin can read why:');
  transcript.quote((await mac.run(paths.command, ['status'])).stdout);
  await stopsPresenting(rehearsal, transcript);

  transcript.chapter('A person chooses: one by the dialog, one by another, one in the menu');
  await choosesInDialogs(person, desktop, transcript);
  await person.opensMenu('menu-one-waits');
  await person.picks(slack.title, 'Choose a Time', 'In 4 Hours');
  await reached(transcript, slack.id, 'scheduled');
  await person.opensMenu('menu-three-scheduled');
  await person.closesMenu();

  transcript.chapter('What the helper wrote');
  for (const name of readdirSync(mac.path(paths.launchDaemons)).sort()) {
    if (!name.startsWith(deploymentLabelPrefix)) continue;
    const file = `${paths.launchDaemons}/${name}`;
    const { mode, uid, gid } = statSync(mac.path(file));
    transcript.say(
      `${file}  (${(mode & 0o7777).toString(8).padStart(4, '0')}, uid ${String(uid)}, gid ${String(gid)})`,
    );
    if (name.includes(macos.id)) transcript.quote(readFileSync(mac.path(file), 'utf8'));
  }

  transcript.chapter('FileVault: its minute comes, launchd starts the run');
  await runsAtItsMinute(mac, transcript, filevault.id);

  transcript.chapter(
    'macOS: the person changes their mind and starts it now, from the menu; the policy restarts the Mac',
  );
  await person.opensMenu('menu-start-now');
  await person.picks(macos.title, 'Start Now');
  const page = await person.seesDialog(macos.title);
  await person.takesPicture('start-now-asks-once');
  await person.presses(page, /^Start Now$/);
  await reached(transcript, macos.id, 'running');
  const mark = mac.events.mark();
  // The app may have put its confirmation on the screen; the restart ends it with everything else.
  await person.looksAway();
  const restarted = (): boolean =>
    mac.events.all({ type: 'power', state: 'on' }).some(({ sequence }) => sequence > mark);
  await timePassesUntil(mac, restarted, 'the Mac to restart');
  transcript.say('the Mac has restarted; the person logs in again');
  await stage.login();
  await desktop.trayIcon(20_000);
  // The helper gives a lost run a minute to come back, then looks at inventory.
  await timePassesUntil(mac, () => transcript.knows(isStage(macos.id, 'installed')), 'macOS to be installed');

  transcript.chapter('Slack: its minute comes while somebody presents; it waits, and runs afterwards');
  const due = await dueOf(mac, slack.id);
  await mac.clock.advanceTo(Date.parse(due) - 30_000);
  const talk = await presents(stage, transcript);
  await isSeen(mac, slack.id);
  transcript.say(`time passes until ${due}`);
  await mac.clock.advanceTo(due);
  await transcript.until(isHeld(slack.id), 'the run to be held');
  await person.takesPicture('its-minute-has-come-and-it-waits');
  await stopsPresenting(talk, transcript);
  await isDone(mac, transcript, slack.id);

  transcript.chapter('The end of the day');
  await person.opensMenu('menu-all-installed');
  await person.closesMenu();
  transcript.quote((await mac.run(paths.command, ['status'])).stdout);
  const leftovers = readdirSync(mac.path(paths.launchDaemons)).filter((name) =>
    name.startsWith(deploymentLabelPrefix),
  );
  transcript.say(`LaunchDaemons left behind: ${leftovers.length === 0 ? 'none' : leftovers.join(', ')}`);
  const report = await status(mac);
  const open = report.deployments.filter((deployment) => deployment.status !== 'Installed');
  if (open.length > 0 || leftovers.length > 0) throw new Error('not everything is installed and cleaned up');
}

/** All that asks comes in one window; who wants a time for each is asked one after another, in the order of the deployments. */
async function choosesInDialogs(person: Person, desktop: Desktop, transcript: Transcript): Promise<void> {
  let page = await person.seesDialog('3 things are due on your Mac');
  await person.takesPicture('dialog-for-three');
  await person.presses(page, /^Decide one by one$/);

  page = await person.seesDialog(filevault.title);
  await person.takesPicture('dialog-filevault');
  await person.chooses(page, 'In 1 hour', /^Run at/);
  await page.getByRole('status').waitFor();
  transcript.quote(await page.getByRole('status').innerText());
  await person.takesPicture('confirmation');
  await person.presses(page, /^Done$/);

  page = await person.seesDialog(macos.title);
  await person.takesPicture('dialog-macos');
  await person.chooses(page, 'End of the day', /^Run at/);
  await page.getByRole('status').waitFor();
  await person.presses(page, /^Done$/);

  page = await person.seesDialog(slack.title);
  await person.takesPicture('dialog-slack');
  await person.presses(page, /^Not Now$/);
  await person.seesNoDialog();
  await desktop.trayIcon();
}

/** Time passes until the appointment, the run comes, and inventory confirms it. */
async function runsAtItsMinute(mac: PretendMac, transcript: Transcript, id: string): Promise<void> {
  const due = await dueOf(mac, id);
  transcript.say(`time passes until ${due}`);
  await mac.clock.advanceTo(due);
  await isDone(mac, transcript, id);
}

async function isDone(mac: PretendMac, transcript: Transcript, id: string): Promise<void> {
  await reached(transcript, id, 'running');
  await timePassesUntil(mac, () => transcript.knows(isStage(id, 'installed')), `${id} to be installed`);
  transcript.say(`what launchd kept of the run, in ${runLog(id)}:`);
  transcript.quote(readFileSync(mac.path(runLog(id)), 'utf8'));
}

/** A slide show in Keynote, on the whole screen. */
async function presents(stage: Stage<Desktop>, transcript: Transcript): Promise<OpenApp> {
  const environment = { ...(await stage.screen.environment(stage.user)) };
  const keynote = await openApp(stage.mac, 'Keynote', { user: stage.user, environment });
  await keynote.present();
  transcript.say('a Keynote slide show is on');
  return keynote;
}

async function stopsPresenting(keynote: OpenApp, transcript: Transcript): Promise<void> {
  await keynote.stopPresenting();
  await keynote.quit();
  transcript.say('the slide show is over');
}

/** The app looks every few seconds; here time jumps, and must not jump over the next look. */
async function isSeen(mac: PretendMac, id: string): Promise<void> {
  for (let looks = 0; looks < 20; looks += 1) {
    const { stdout } = await mac.run(paths.command, ['presence', '--json']);
    const { judgements } = presenceReportSchema.parse(JSON.parse(stdout));
    if (judgements.some(({ deployment, run }) => deployment === id && run.kind === 'held')) return;
  }
  throw new Error('the slide show was not seen');
}

async function dueOf(mac: PretendMac, id: string): Promise<string> {
  const deployment = (await status(mac)).deployments.find((it) => it.id === id);
  if (deployment?.detail.kind !== 'scheduled') throw new Error(`${id} is not scheduled`);
  return deployment.detail.due;
}

async function status(mac: PretendMac): Promise<StatusReport> {
  const answer = await mac.run(paths.command, ['status', '--json']);
  return statusReportSchema.parse(JSON.parse(answer.stdout));
}

const nextEvent = (mac: PretendMac): Promise<unknown> =>
  mac.events.waitFor(() => true, { after: mac.events.mark(), timeoutMs: 5_000 }).catch(() => undefined);

/** The screen holds back what this deployment would show or run. */
const isHeld =
  (id: string) =>
  (line: unknown): boolean => {
    const entry = z
      .object({ deployment: z.string(), holds: z.array(z.object({ end: z.string().nullable() })).optional() })
      .parse(line);
    return entry.deployment === id && entry.holds?.at(-1)?.end === null;
  };

const isStage =
  (id: string, stage: string) =>
  (line: unknown): boolean => {
    const { deployment, to } = z.object({ deployment: z.string(), to: z.string() }).parse(line);
    return deployment === id && to === stage;
  };

/** Waits until the history says that a deployment has come to this stage. */
const reached = (transcript: Transcript, id: string, stage: string): Promise<void> =>
  transcript.until(isStage(id, stage), `${id} to be ${stage}`);

/** Lets time pass, half a minute at a time: a program that starts on the way sees only what is left of it. */
async function timePassesUntil(mac: PretendMac, come: () => boolean, what: string): Promise<void> {
  for (let steps = 0; steps < 120; steps += 1) {
    if (come()) return;
    await mac.clock.advance(30_000);
    // What follows from it needs real time: programs start, files are written.
    await Promise.race([nextEvent(mac), delay(300)]);
  }
  throw new Error(`time passed in vain for ${what}`);
}

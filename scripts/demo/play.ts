/** The play: one working day with three deployments, from the check-in to *Installed*. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { statusReportSchema, type StatusReport } from '../../src/contract/admin-door.ts';
import { deploymentLabelPrefix, paths, runLog } from '../../src/contract/identity.ts';
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

  transcript.chapter('Recurring check-in: three prompt policies are in scope');
  const checkIn = await mac.run(paths.jamf, ['policy']);
  transcript.quote(checkIn.stdout);

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

  transcript.chapter('Slack: its minute comes');
  await runsAtItsMinute(mac, transcript, slack.id);

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

/** The dialogs come one after another, in the order of the deployments. */
async function choosesInDialogs(person: Person, desktop: Desktop, transcript: Transcript): Promise<void> {
  let page = await person.seesDialog(filevault.title);
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
  await reached(transcript, id, 'running');
  await timePassesUntil(mac, () => transcript.knows(isStage(id, 'installed')), `${id} to be installed`);
  transcript.say(`what launchd kept of the run, in ${runLog(id)}:`);
  transcript.quote(readFileSync(mac.path(runLog(id)), 'utf8'));
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

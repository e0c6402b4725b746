/** Who may come in, and what a crash may cost: nobody but those two, and nothing. */
import { spawnSync } from 'node:child_process';
import { paths, sessionSocket } from '../../src/contract/identity.ts';
import { expect, test } from './world/test.ts';

/** Tries to connect as that user; prints the error code, or `connected`. */
const knock = `
const socket = require('node:net').connect(process.argv[1]);
socket.on('connect', () => { console.log('connected'); socket.destroy(); });
socket.on('error', (error) => console.log(error.code));
`;

function knockAs(user: { readonly uid: number; readonly gid: number }, socket: string): string {
  const identity = ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups'];
  const { stdout, stderr } = spawnSync('setpriv', [...identity, process.execPath, '-e', knock, socket], {
    encoding: 'utf8',
    cwd: '/',
  });
  return stdout.trim() === '' ? stderr : stdout.trim();
}

test('a second user is denied at both doors, the person only at the admin’s', async ({
  begin,
  person,
  stranger,
}) => {
  const world = await begin({ id: 'slack' });
  const admin = world.mac.path(paths.adminSocket);
  const session = world.mac.path(sessionSocket(person.uid));
  expect(knockAs(person, session)).toBe('connected');
  expect(knockAs(person, admin)).toBe('EACCES');
  expect(knockAs(stranger, session)).toBe('EACCES');
  expect(knockAs(stranger, admin)).toBe('EACCES');
  expect(knockAs({ uid: 0, gid: 0 }, admin)).toBe('connected');
  const asPerson = await world.mac.run(paths.command, ['status'], { uid: person.uid, gid: person.gid });
  expect(asPerson).toMatchObject({
    code: 77,
    stderr: expect.stringContaining('permission denied'),
  });
});

test('killing the app while it asks loses nothing: it asks again', async ({ begin }) => {
  const world = await begin({ id: 'slack' });
  const app = await world.openApp();
  await world.prompt('slack');
  await app.dialog();
  app.electron.process().kill('SIGKILL');
  await app.electron.waitForEvent('close');

  const again = await (await world.openApp()).dialog();
  await expect(again.title).toHaveText('Work slack');
  await again.choose('In 1 hour');
  await again.primaryButton.click();
  await expect(again.confirmation).toBeVisible();
  expect(world.plist('slack')).not.toBeNull();
});

test('killing the helper while the dialog is open: the app says so, reconnects, and the choice still counts', async ({
  begin,
}) => {
  const world = await begin({ id: 'slack' });
  const app = await world.openApp();
  await world.prompt('slack');
  const dialog = await app.dialog();
  const mark = world.mac.events.mark();
  process.kill(await world.helperPid(), 'SIGKILL');
  await expect.poll(() => app.menu.text()).toContain('Nothing can be changed at the moment.');
  // launchd restarts it ten seconds after its last start.
  await world.mac.clock.advance(10_000);
  await world.mac.events.waitFor({ type: 'job-spawned', label: 'io.intermission.helper' }, { after: mark });
  await world.helperReady();
  await expect.poll(() => app.menu.text(), { timeout: 30_000 }).toContain('Waiting for your answer');
  await dialog.choose('In 1 hour');
  await dialog.primaryButton.click();
  await expect(dialog.confirmation).toContainText('Scheduled for today at 15:11.');
});

test('killing the helper in the middle of a run: it runs once, and its end is known', async ({ begin }) => {
  const world = await begin({ id: 'slack', payload: [{ do: 'take', seconds: 120 }] });
  await world.openApp();
  await world.command('defer', '--deployment', 'slack', '--in', '0');
  await expect.poll(async () => (await world.deployment('slack')).detail.kind).toBe('running');
  process.kill(await world.helperPid(), 'SIGKILL');
  const mark = world.mac.events.mark();
  await world.mac.clock.advance(10_000);
  await world.mac.events.waitFor({ type: 'job-spawned', label: 'io.intermission.helper' }, { after: mark });
  await world.helperReady();
  await world.mac.clock.advance(120_000);
  await expect
    .poll(async () => (await world.deployment('slack')).status, { timeout: 20_000 })
    .toBe('Installed');
  expect((await world.deployment('slack')).attempts).toHaveLength(1);
});

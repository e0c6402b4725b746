/** `intermission demo`: an admin sees the dialog of their own profile, and nothing on the Mac is another than before. */
import { chownSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { freePort } from '../../scripts/demo/stage.ts';
import { deploymentPreferenceDomainPrefix, paths } from '../../src/contract/identity.ts';
import type { Finished } from '../../src/pretend-mac/mac-process.ts';
import { DialogPage } from './pages/dialog.ts';
import { expect, test } from './world/test.ts';
import type { World } from './world/world.ts';

/** Where the command puts what it hands to the app. */
const temporary = '/private/var/tmp-of-the-admin';

interface Shown {
  readonly dialog: DialogPage;
  /** Resolves when the command has come to its end. */
  readonly finished: Promise<Finished>;
}

/** Runs the command as the person in front of the screen, and looks at the window that comes up. */
async function demonstrate(world: World, ...words: readonly string[]): Promise<Shown> {
  const port = await freePort();
  const executable = world.mac.path(paths.applicationExecutable);
  const script = readFileSync(executable, 'utf8').replace(
    / (--remote-debugging-port=\d+ )?"\$@"/,
    ` --remote-debugging-port=${String(port)} "$@"`,
  );
  world.mac.installExecutable(paths.applicationExecutable, script);
  mkdirSync(world.mac.path(temporary), { recursive: true });
  chownSync(world.mac.path(temporary), world.user.uid, world.user.gid);
  const { finished } = world.mac.start(paths.command, ['demo', ...words], {
    uid: world.user.uid,
    gid: world.user.gid,
    timeoutMs: 60_000,
    environment: {
      LANG: 'en_GB.UTF-8',
      TMPDIR: world.mac.path(temporary),
      ...(await world.desktop.environment(world.user)),
    },
  });
  await Promise.race([
    world.desktop.waitForWindow(({ kind, viewable }) => kind === 'window' && viewable, 30_000),
    finished.then(({ stderr }) => Promise.reject(new Error(`no window came up: ${stderr}`))),
  ]);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(port)}`, { noDefaults: true });
  const [page] = browser.contexts().flatMap((context) => context.pages());
  if (page === undefined) throw new Error('the window has no page');
  return { dialog: new DialogPage(page), finished };
}

/** Every file below a folder of the Mac, with what would change if somebody wrote to it. Linux's own caches are none of a Mac's. */
function filesBelow(world: World, macPath: string): readonly string[] {
  const folder = world.mac.path(macPath);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('.cache'))
    .sort()
    .map((name) => {
      const { size, mtimeMs, ino } = statSync(join(folder, name));
      return `${name} ${String(size)} ${String(mtimeMs)} ${String(ino)}`;
    });
}

/** Where the product keeps what lasts: preferences, state, history, doors, LaunchDaemons; and the person's own folder. */
const lasting = (world: World): readonly string[] =>
  [paths.support, paths.launchDaemons, paths.managedPreferences, `/Users/${world.user.name}`].flatMap(
    (path) => filesBelow(world, path),
  );

/** The same, once the helper has settled down after its start. */
async function atRest(world: World): Promise<readonly string[]> {
  let before: readonly string[] = [];
  await expect
    .poll(
      () => {
        const same = JSON.stringify(before) === JSON.stringify(lasting(world));
        before = lasting(world);
        return same;
      },
      { intervals: [1_000], timeout: 30_000 },
    )
    .toBe(true);
  return before;
}

function profile(world: World, preferences: Readonly<Record<string, string | number | boolean>>): string {
  const file = `/Library/${deploymentPreferenceDomainPrefix}.macos.plist`;
  world.mac.writePlist(file, {
    Trigger: 'update_macos',
    Title: 'Restart to finish updating macOS',
    Message: 'macOS 26.7 fixes security problems.',
    EstimatedMinutes: 20,
    RestartRequired: true,
    DeferralTimerMenu: '0,60,240',
    DeadlineCount: 3,
    ...preferences,
  });
  return world.mac.path(file);
}

test('an admin chooses in the dialog of their profile, and nothing happens', async ({ begin }) => {
  const world = await begin();
  const before = await atRest(world);
  const history = world.history('macos');
  const { dialog, finished } = await demonstrate(world, profile(world, {}));
  await expect(dialog.title).toHaveText('Restart to finish updating macOS');
  await expect(dialog.page.getByText('Demonstration: nothing happens')).toBeVisible();
  await expect(dialog.page.getByText('3 postponements left')).toBeVisible();
  await dialog.choose('In 1 hour');
  await dialog.primaryButton.click();
  await expect(dialog.confirmation).toContainText('Scheduled for');
  await dialog.done.click();

  const { code, stdout, stderr } = await finished;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe('Nothing was changed: this was a demonstration.\n');
  expect(lasting(world)).toEqual(before);
  expect(world.history('macos')).toEqual(history);
  expect((await world.status()).deployments).toEqual([]);
  expect(world.plist('macos')).toBeNull();
  expect(world.helperLog()).not.toContain('macos');
  // What the app was handed, and what Electron kept, is gone as well.
  expect(readdirSync(world.mac.path(temporary))).toEqual([]);
});

test('it shows the last warning in the language that the admin asks for', async ({ begin }) => {
  const world = await begin();
  const file = profile(world, { GracePeriodMinutes: 15 });
  const { dialog, finished } = await demonstrate(world, file, '--state', 'warning', '--language', 'de');
  await expect(dialog.page.getByText('Vorführung: Es geschieht nichts')).toBeVisible();
  await expect(dialog.page.getByRole('timer')).toContainText('Minuten');
  await dialog.page.keyboard.press('Tab');
  await dialog.page.getByRole('button').last().click();
  expect((await finished).code).toBe(0);
});

test('what is only offered in self service is shown as well', async ({ begin }) => {
  const world = await begin();
  const file = profile(world, { DistributionMethod: 'Make available in Self Service', DeadlineCount: 0 });
  const { dialog, finished } = await demonstrate(world, file);
  await expect(dialog.title).toHaveText('Restart to finish updating macOS');
  await dialog.page.getByRole('button', { name: 'Cancel' }).click();
  expect((await finished).code).toBe(0);
});

test('root, whose windows nobody should see, is told how to run it', async ({ begin }) => {
  const world = await begin();
  const { code, stderr } = await world.command('demo', profile(world, {}));
  expect(code).toBe(77);
  expect(stderr).toContain('run it in Terminal as yourself');
});

/** `test` with a world of its own for each test, and the users that all of them share. */
import { test as base } from '@playwright/test';
import { makeUser, removeUser, type TestUser } from './users.ts';
import { World, type TestDeployment } from './world.ts';

interface Fixtures {
  /** Makes the world of this test; it is taken down afterwards, with a picture where the test failed. */
  readonly begin: (...deployments: readonly TestDeployment[]) => Promise<World>;
  /** How many monitors its screen has; 1 unless a test sets it by `test.use`. */
  readonly monitors: number;
}

interface Shared {
  readonly person: TestUser;
  readonly stranger: TestUser;
}

export const test = base.extend<Fixtures, Shared>({
  person: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from this pattern
    async ({}, use) => {
      const user = makeUser('person');
      await use(user);
      removeUser(user);
    },
    { scope: 'worker' },
  ],
  stranger: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from this pattern
    async ({}, use) => {
      const user = makeUser('other');
      await use(user);
      removeUser(user);
    },
    { scope: 'worker' },
  ],
  monitors: [1, { option: true }],
  begin: async ({ person, monitors }, use, info) => {
    let world: World | null = null;
    await use(async (...deployments) => {
      world = await World.start(person, deployments, { monitors });
      return world;
    });
    const begun = world as World | null;
    if (begun === null) return;
    if (info.status !== info.expectedStatus) {
      await begun.picture(info.outputPath('screen.png')).catch(() => undefined);
      console.error(`helper:\n${begun.helperLog()}\napp:\n${begun.appLog()}`);
    }
    await begun.end();
  },
});

export { expect } from '@playwright/test';

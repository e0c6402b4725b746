/** `intermission presence`: what is seen and what follows, for an admin who wants to know why something waits. */
import { describe, expect, it } from 'vitest';
import { presenceReportSchema } from '../../src/contract/admin-door.ts';
import { housekeeping, serving } from '../helper/deployments.ts';
import { ordinaryScreen, slideShow } from '../helper/onlooker.ts';
import { newWorld, sharedWorld } from '../helper/world.ts';

describe('while somebody looks on', () => {
  const world = sharedWorld(serving(housekeeping));

  it('tells what is seen, and that nothing would be held back', async () => {
    world().onlooker.screen = ordinaryScreen;
    const { code, stdout, stderr } = await world().command('presence');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      `${[
        'Screen:       on',
        'Displays:     1280×800 at 0,0',
        'Windows:      Notes, 1280×775 at 0,25, layer 0',
        'Apps:         Notes (com.apple.Notes), in front',
        'Assertions:   none',
        'Camera:       not in use',
        '',
        'tidy: free: nothing would be held back',
      ].join('\n')}\n`,
    );
  });

  it('tells what would be held back, and by which evidence', async () => {
    world().onlooker.screen = slideShow;
    const { stdout } = await world().command('presence');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(
      'tidy: held: Keynote presents (window of Keynote (pid 812), 1280×800 at 0,0, layer 1000, on the display 1280×800 at 0,0; above other windows)',
    );
  });

  it('tells question and run apart where they differ', async () => {
    world().onlooker.screen = { ...ordinaryScreen, screen: { kind: 'seen', value: 'locked' } };
    const { stdout } = await world().command('presence');
    expect(stdout).toContain('tidy, question: held: the screen is locked (the screen is locked)');
    expect(stdout).toContain('tidy, run: free: nothing would be held back');
  });

  it('tells what could not be seen, and why', async () => {
    world().onlooker.screen = {
      ...ordinaryScreen,
      windows: { kind: 'unknown', why: 'osascript was killed' },
    };
    const { stdout } = await world().command('presence');
    expect(stdout).toContain('Windows:      not known: osascript was killed');
    expect(stdout).toContain('tidy: not known: the windows could not be seen: osascript was killed');
  });

  it('is machine-readable, by the documented schema', async () => {
    world().onlooker.screen = slideShow;
    const { stdout } = await world().command('presence', '--json');
    const report = presenceReportSchema.parse(JSON.parse(stdout));
    expect(report.judgements).toMatchObject([
      { deployment: 'tidy', question: { kind: 'held' }, run: { kind: 'held' } },
    ]);
    expect(stdout).not.toContain('title');
  });

  it('lets the screen rest again afterwards', async () => {
    world().onlooker.screen = ordinaryScreen;
    await world().command('presence');
    const session = await world().session();
    await session.call('subscribe');
    await session.snapshot((it) =>
      (it as { observeEvery: number | null }).observeEvery === null ? true : null,
    );
  });
});

it('says so where nobody is logged in', async () => {
  const world = await newWorld({ ...serving(housekeeping), user: null });
  const { code, stdout } = await world.command('presence');
  expect(code).toBe(0);
  expect(stdout).toContain('Nothing is seen: nobody is logged in, so there is no screen to look at.');
});

it('says so where the app tells nothing', async () => {
  const world = await newWorld({ ...serving(housekeeping), onlooker: false });
  const { code, stdout } = await world.command('presence');
  expect(code).toBe(0);
  expect(stdout).toContain(
    'Nothing is seen: the app in the session of jappleseed told nothing within 10 seconds.',
  );
  expect(stdout).toContain('tidy: not known: the app has told nothing yet');
});

import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/core/hold/judge.ts';
import type { Held, HoldRules, Judgement } from '../../../src/core/hold/rules.ts';
import type { Observation, Rectangle } from '../../../src/core/screen.ts';
import { holdRules } from '../builders.ts';
import {
  anApp,
  aScreen,
  aWindow,
  awake,
  besideNotch,
  builtIn,
  external,
  keynote,
  maximised,
  notes,
  powerPoint,
  seen,
  small,
  unseen,
  zoom,
} from './screens.ts';

const judged = (screen: Observation, rules: Partial<HoldRules> = {}, what: Held = 'question'): Judgement =>
  judge(holdRules(rules), screen, what);
/** `presenting Keynote`, or how else it was judged. */
function verdict(screen: Observation, rules: Partial<HoldRules> = {}, what: Held = 'question'): string {
  const judgement = judged(screen, rules, what);
  if (judgement.kind !== 'held') return judgement.kind;
  return judgement.reasons.map(({ kind, app }) => (app === null ? kind : `${kind} ${app}`)).join(', ');
}

const both = [builtIn, external];
const shifted = (display: Rectangle, by: number): Rectangle => ({
  x: display.x + by,
  y: display.y + by,
  width: display.width - 2 * by,
  height: display.height - 2 * by,
});

describe('a slide show', () => {
  it.each<[string, Observation, string]>([
    ['on the only display', aScreen({ windows: seen([aWindow(keynote, builtIn, 1)]) }), 'presenting Keynote'],
    [
      'on the second display only',
      aScreen({ displays: both, windows: seen([aWindow(keynote, external, 1000)]) }),
      'presenting Keynote',
    ],
    [
      'with presenter view on the other display, in ordinary layers',
      aScreen({
        displays: both,
        windows: seen([aWindow(powerPoint, external), aWindow(powerPoint, builtIn)]),
      }),
      'presenting PowerPoint',
    ],
    [
      'of the app that is called otherwise since 2026',
      aScreen({
        windows: seen([
          aWindow({ owner: 'Keynote Creator Studio', bundleId: 'com.apple.Keynote', pid: 5 }, builtIn, 1),
        ]),
      }),
      'presenting Keynote',
    ],
    [
      'of an app whose name is localised: the bundle id tells',
      aScreen({
        windows: seen([aWindow({ ...keynote, owner: 'キーノート' }, builtIn, 1)]),
      }),
      'presenting Keynote',
    ],
    [
      'of a process without a bundle: its executable tells',
      aScreen({
        windows: seen([aWindow({ owner: 'Präsentation', bundleId: null, pid: 5 }, builtIn, 1)]),
        applications: seen([
          anApp({ owner: 'Präsentation', bundleId: null, pid: 5 }, { executable: 'Keynote' }),
        ]),
      }),
      'presenting Keynote',
    ],
    [
      'that differs from its display by two points',
      aScreen({ windows: seen([aWindow(keynote, shifted(builtIn, 2), 1)]) }),
      'presenting Keynote',
    ],
    [
      'that reaches over two displays',
      aScreen({
        displays: both,
        windows: seen([aWindow(keynote, { x: 0, y: -98, width: 3432, height: 1080 }, 1)]),
      }),
      'presenting Keynote',
    ],
    [
      'on mirrored displays, which count once',
      aScreen({ displays: [builtIn], windows: seen([aWindow(keynote, builtIn, 1)]) }),
      'presenting Keynote',
    ],
    [
      'that covers its own editor in an ordinary layer',
      aScreen({ windows: seen([aWindow(powerPoint, builtIn), small(powerPoint)]) }),
      'presenting PowerPoint',
    ],
    [
      'in an ordinary layer that keeps the display awake',
      aScreen({
        windows: seen([aWindow(powerPoint, builtIn)]),
        assertions: seen([awake('Microsoft PowerPoint', 813)]),
      }),
      'presenting PowerPoint',
    ],
    [
      'in a window, which keeps the display awake',
      aScreen({ windows: seen([small(keynote)]), assertions: seen([awake('Keynote', 812)]) }),
      'presenting Keynote',
    ],
    [
      'that may be one, where the assertions could not be seen',
      aScreen({ windows: seen([aWindow(powerPoint, builtIn)]), assertions: unseen() }),
      'presenting PowerPoint',
    ],
    [
      'behind other windows',
      aScreen({ windows: seen([small(notes), aWindow(keynote, builtIn, 1)]) }),
      'presenting Keynote',
    ],
  ])('%s holds', (_, screen, expected) => {
    expect(verdict(screen)).toBe(expected);
    expect(verdict(screen, {}, 'run')).toBe(expected);
  });

  it('is told with owner, geometry, layer and display, and never with a title', () => {
    const judgement = judged(aScreen({ displays: both, windows: seen([aWindow(keynote, external, 1000)]) }));
    expect(judgement).toEqual({
      kind: 'held',
      reasons: [
        {
          kind: 'presenting',
          app: 'Keynote',
          evidence:
            'window of Keynote (pid 812), 1920×1080 at 1512,-98, layer 1000, on the display 1920×1080 at 1512,-98; above other windows',
        },
      ],
    });
  });
});

describe('what is no presentation', () => {
  it.each<[string, Observation]>([
    ['an ordinary window of Keynote', aScreen({ windows: seen([small(keynote)]) })],
    ['a maximised window of Keynote', aScreen({ windows: seen([maximised(keynote)]) })],
    ['an editor that is merely full screen', aScreen({ windows: seen([aWindow(keynote, builtIn)]) })],
    ['an editor that is full screen beside a notch', aScreen({ windows: seen([besideNotch(powerPoint)]) })],
    [
      'an editor that is full screen while another app keeps the display awake, which is ignored',
      aScreen({
        windows: seen([aWindow(keynote, builtIn)]),
        assertions: seen([awake('caffeinate', 99)]),
      }),
    ],
    ['a full-screen window of another app', aScreen({ windows: seen([aWindow(notes, builtIn, 3)]) })],
    [
      'a slide show on a display that was unplugged meanwhile',
      aScreen({ displays: [builtIn], windows: seen([aWindow(keynote, external, 1000)]) }),
    ],
    [
      'a window as large as a display, half off it',
      aScreen({ windows: seen([aWindow(keynote, { ...builtIn, x: 400 }, 1)]) }),
    ],
    [
      'two editors, each on its own display, of which one is full screen',
      aScreen({
        displays: both,
        windows: seen([aWindow(keynote, external), small(keynote)]),
      }),
    ],
  ])('%s is free', (_, screen) => {
    expect(verdict(screen)).toBe('free');
  });

  it('nothing counts where the admin switched it off', () => {
    const screen = aScreen({
      windows: seen([aWindow(keynote, builtIn, 1)]),
      assertions: seen([awake('Keynote', 812), awake('zoom.us', 814), awake('zoom.us', 814, 'microphone')]),
      camera: seen(true),
      screen: seen('locked'),
    });
    const off = { presenting: false, assertions: false, camera: false, microphone: false, locked: false };
    expect(verdict(screen, off)).toBe('free');
  });

  it('an app that the admin took off the list is not a presentation', () => {
    const screen = aScreen({ windows: seen([aWindow(keynote, builtIn, 1)]) });
    expect(verdict(screen, { presentationApps: ['Microsoft PowerPoint'] })).toBe('free');
  });
});

describe('a full-screen window of another listed app', () => {
  it.each<[string, readonly string[], string]>([
    ['its name', ['zoom.us'], 'presenting Zoom'],
    ['its bundle id, in any case', ['US.ZOOM.XOS'], 'presenting Zoom'],
    ['another name of it', ['Zoom'], 'presenting Zoom'],
  ])('presents, listed by %s', (_, presentationApps, expected) => {
    expect(verdict(aScreen({ windows: seen([aWindow(zoom, builtIn)]) }), { presentationApps })).toBe(
      expected,
    );
  });

  it('presents also where the admin lists an app that nobody knows', () => {
    const own = { owner: 'Contoso Slides', bundleId: 'com.contoso.slides', pid: 5 };
    const screen = aScreen({ windows: seen([besideNotch(own)]) });
    expect(verdict(screen, { presentationApps: ['com.contoso.slides'] })).toBe('presenting Contoso Slides');
  });
});

describe('a process that keeps the display awake', () => {
  it.each<[string, string, string]>([
    ['Microsoft Teams', 'MSTeams', 'call Microsoft Teams'],
    ['Microsoft Teams under its long name', 'Microsoft Teams (work or school)', 'call Microsoft Teams'],
    ['Zoom', 'zoom.us', 'call Zoom'],
    ['the process of a Zoom meeting', 'CptHost', 'call Zoom'],
    ['Webex', 'Webex', 'call Webex'],
    ['PowerPoint', 'Microsoft PowerPoint', 'presenting PowerPoint'],
    ['a video in a browser', 'Google Chrome', 'display-awake Google Chrome'],
    ['a process with a name of its own', 'VK Calls', 'display-awake VK Calls'],
  ])('%s holds', (_, process, expected) => {
    expect(verdict(aScreen({ assertions: seen([awake(process, 5)]) }))).toBe(expected);
  });

  it('is a call where a browser has an open connection to others', () => {
    expect(verdict(aScreen({ assertions: seen([awake('Google Chrome', 635, 'call')]) }))).toBe(
      'call Google Chrome',
    );
  });

  it.each(['coreaudiod', 'caffeinate', 'Amphetamine', 'amphetamine'])(
    'is ignored where it is %s',
    (process) => {
      expect(verdict(aScreen({ assertions: seen([awake(process, 5)]) }))).toBe('free');
    },
  );

  it('counts only where it is on the admin’s list, when there is one', () => {
    const screen = aScreen({ assertions: seen([awake('Google Chrome', 5), awake('MSTeams', 6)]) });
    expect(verdict(screen, { assertionProcesses: ['Microsoft Teams'] })).toBe('call Microsoft Teams');
    expect(verdict(screen, { assertionProcesses: ['Webex'] })).toBe('free');
  });

  it('is known by its app where the process has another name', () => {
    const screen = aScreen({
      assertions: seen([awake('Renderer', 814)]),
      applications: seen([anApp(zoom)]),
    });
    expect(verdict(screen)).toBe('call Zoom');
    expect(verdict(screen, { ignoredProcesses: ['us.zoom.xos'] })).toBe('free');
  });
});

describe('camera, microphone and lock', () => {
  it.each<[string, Partial<Observation>, string]>([
    ['a camera in use', { camera: seen(true) }, 'camera'],
    ['a microphone in use', { assertions: seen([awake('Slack', 5, 'microphone')]) }, 'microphone Slack'],
    [
      'a microphone in use by nobody knows whom',
      { assertions: seen([{ kind: 'microphone', process: null, pid: -1 }]) },
      'microphone',
    ],
    ['a locked screen', { screen: seen('locked') }, 'screen-locked'],
    ['a display that sleeps', { screen: seen('asleep') }, 'screen-asleep'],
  ])('%s holds the question', (_, change, expected) => {
    expect(verdict(aScreen(change))).toBe(expected);
  });

  it.each(['locked', 'asleep'] as const)('a screen that is %s never holds the work', (state) => {
    expect(verdict(aScreen({ screen: seen(state) }), {}, 'run')).toBe('free');
  });

  it.each<[string, Partial<Observation>]>([
    ['a camera', { camera: unseen() }],
    ['a lock', { screen: unseen() }],
  ])('%s that cannot be told holds nothing: not every Mac tells it', (_, change) => {
    expect(verdict(aScreen(change))).toBe('free');
  });
});

describe('listed apps', () => {
  const open = aScreen({ applications: seen([anApp(keynote), anApp(notes, { front: true })]) });

  it.each<[string, Partial<HoldRules>, string]>([
    ['that are open, by name', { runningApps: ['Keynote'] }, 'app-running Keynote'],
    ['that are open, by bundle id', { runningApps: ['com.apple.iWork.Keynote'] }, 'app-running Keynote'],
    ['that are in front', { frontApps: ['Notes'] }, 'app-in-front Notes'],
    ['that are open but not in front', { frontApps: ['Keynote'] }, 'free'],
    ['that are not open', { runningApps: ['Final Cut Pro'] }, 'free'],
  ])('%s: %o → %s', (_, rules, expected) => {
    expect(verdict(open, rules)).toBe(expected);
  });

  it('are found by their localised names, as BLOCKING_APPS lists them', () => {
    const localised = aScreen({ applications: seen([anApp({ ...notes, owner: 'Notizen' })]) });
    expect(verdict(localised, { runningApps: ['Notizen'] })).toBe('app-running Notizen');
  });

  it('that host a Zoom meeting are a call, whatever else is known', () => {
    const meeting = aScreen({ applications: seen([anApp({ owner: 'CptHost', bundleId: null, pid: 9 })]) });
    expect(verdict(meeting)).toBe('call Zoom');
  });
});

describe('what could not be seen', () => {
  it.each<[string, Partial<Observation>, Partial<HoldRules>, string]>([
    [
      'the windows',
      { windows: unseen('osascript was killed') },
      {},
      'the windows could not be seen: osascript was killed',
    ],
    [
      'the assertions',
      { assertions: unseen('pmset is missing') },
      {},
      'the assertions could not be seen: pmset is missing',
    ],
    ['the displays', { displays: [] }, {}, 'no display is known'],
    [
      'the apps, where some are listed',
      { applications: unseen('garbage') },
      { runningApps: ['Keynote'] },
      'the running apps could not be seen: garbage',
    ],
  ])('%s: nothing is said, and why', (_, change, rules, why) => {
    expect(judged(aScreen(change), rules)).toEqual({ kind: 'unknown', why });
  });

  it.each<[string, Partial<Observation>, Partial<HoldRules>]>([
    ['the windows, where no presentation holds', { windows: unseen() }, { presenting: false }],
    [
      'the assertions, where they hold nothing',
      { assertions: unseen() },
      { assertions: false, microphone: false },
    ],
    ['the apps, where none is listed', { applications: unseen() }, {}],
  ])('%s: that is not needed', (_, change, rules) => {
    expect(verdict(aScreen(change), rules)).toBe('free');
  });

  it('never outweighs what was seen', () => {
    const screen = aScreen({ windows: unseen(), assertions: seen([awake('zoom.us', 814)]) });
    expect(verdict(screen)).toBe('call Zoom');
  });
});

it('names the strongest reason first, and each app once for each kind', () => {
  const screen = aScreen({
    displays: both,
    windows: seen([aWindow(keynote, external, 1000), aWindow(keynote, builtIn, 1000)]),
    assertions: seen([awake('Google Chrome', 5), awake('MSTeams', 6), awake('MSTeams', 6, 'microphone')]),
    camera: seen(true),
    screen: seen('locked'),
  });
  expect(verdict(screen, { runningApps: ['Notes'] })).toBe(
    'presenting Keynote, call Microsoft Teams, camera, microphone Microsoft Teams, app-running Notes, display-awake Google Chrome, screen-locked',
  );
});

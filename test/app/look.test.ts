/** One look, with real processes in the place of macOS's tools. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paths } from '../../src/contract/identity.ts';
import type { Observation, Rectangle } from '../../src/core/screen.ts';
import { lookWith, type SessionScreen } from '../../src/main/presence/look.ts';
import { screenScript } from '../../src/main/presence/screen-script.ts';
import { toolsBelow } from '../../src/main/presence/tool.ts';
import { mainDisplay, recorded, scriptAnswer, secondDisplay } from './observations.ts';

let root: string;
const running = new AbortController().signal;

/** Puts a tool into the Mac; `script` is the shell's. */
function tool(path: string, script: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), `#!/bin/sh\n${script}\n`);
  chmodSync(join(root, path), 0o755);
}
function prints(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, `${path}.out`), text);
  tool(path, `exec cat '${join(root, `${path}.out`)}'`);
}
const session = (...displays: readonly (readonly Rectangle[])[]): SessionScreen => {
  const shown = [...displays];
  return { displays: () => (shown.length > 1 ? shown.shift() : shown[0]) ?? [], locked: () => null };
};
const look = (screen: SessionScreen = session([mainDisplay]), stop = running): Promise<Observation> =>
  lookWith(toolsBelow(root), screen)(stop);
const whyOf = (part: Observation['windows'] | Observation['assertions']): string =>
  part.kind === 'unknown' ? part.why : 'seen';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'intermission-look-'));
  prints(paths.osascript, scriptAnswer());
  prints(paths.pmset, recorded('pmset-assertions-idle.txt'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a look', () => {
  it('puts together what the windows, the displays and the assertions say', async () => {
    prints(paths.pmset, recorded('pmset-assertions-call.txt'));
    const seen = await look(session([mainDisplay, secondDisplay]));
    expect(seen).toMatchObject({
      displays: [mainDisplay, secondDisplay],
      windows: {
        kind: 'seen',
        value: [{ owner: 'Keynote', bundleId: 'com.apple.Keynote' }, { owner: 'Safari' }],
      },
      assertions: {
        kind: 'seen',
        value: [{ process: 'Slack' }, { process: 'Google Chrome' }, { process: null }],
      },
      screen: { kind: 'seen', value: 'on' },
    });
  });

  it('gives osascript the script, in JavaScript, and nothing on standard input', async () => {
    const told = join(root, 'told');
    tool(paths.osascript, `cat > '${told}.in'; printf '%s\\n' "$@" > '${told}'; echo null`);
    await look();
    expect(readFileSync(told, 'utf8')).toBe(`-l\nJavaScript\n-e\n${screenScript}\n`);
    expect(readFileSync(`${told}.in`, 'utf8')).toBe('');
  });

  it('counts mirrored displays once', async () => {
    expect((await look(session([mainDisplay, { ...mainDisplay }]))).displays).toEqual([mainDisplay]);
  });

  it('names who has the microphone: an app by its pid, a helper by its app, a service by ps', async () => {
    const microphone = (pid: number): string =>
      `   pid 426(coreaudiod): [0x000026c500018c2f] 00:06:57 PreventUserIdleSystemSleep named: "x"  \n\tCreated for PID: ${String(pid)}. \n\tResources: audio-in X \n`;
    prints(paths.pmset, `Assertion status system-wide:\n${[800, 901, 902, 903].map(microphone).join('')}`);
    tool(
      paths.ps,
      `printf '%s\\n' "$*" > '${root}/asked'
printf '  901 /Applications/Google Chrome.app/Contents/Frameworks/X.framework/Helpers/Google Chrome Helper.app/Contents/MacOS/Google Chrome Helper\\n  902 /usr/libexec/corespeechd\\n'`,
    );
    expect((await look()).assertions).toMatchObject({
      value: [
        { kind: 'microphone', pid: 800, process: 'Keynote' },
        { kind: 'microphone', pid: 901, process: 'Google Chrome' },
        { kind: 'microphone', pid: 902, process: 'corespeechd' },
        { kind: 'microphone', pid: 903, process: null },
      ],
    });
    expect(readFileSync(join(root, 'asked'), 'utf8')).toBe('-o pid=,comm= -p 901,902,903\n');
  });

  it('does without ps, and does not ask it where nothing is to be named', async () => {
    prints(paths.pmset, recorded('pmset-assertions-call.txt'));
    expect((await look()).assertions).toMatchObject({ value: [{}, {}, { process: null, pid: 1379 }] });
    prints(paths.pmset, recorded('pmset-assertions-idle.txt'));
    tool(paths.ps, `touch '${root}/asked'`);
    await look();
    expect(existsSync(join(root, 'asked'))).toBe(false);
  });

  it('sees the camera when its service says so', async () => {
    expect((await look()).camera).toEqual({ kind: 'unknown', why: 'not every camera tells' });
    prints(paths.pmset, recorded('pmset-assertions-facetime.txt'));
    expect((await look()).camera).toEqual({ kind: 'seen', value: true });
  });
});

describe('a display that goes while the windows are looked at', () => {
  it('is left out, and the windows are looked at again', async () => {
    const seen = await look(session([mainDisplay, secondDisplay], [mainDisplay]));
    expect(seen.displays).toEqual([mainDisplay]);
    expect(seen.windows.kind).toBe('seen');
  });

  it('and comes back without an end leaves the windows unknown after three tries', async () => {
    const two = [mainDisplay, secondDisplay];
    tool(paths.osascript, `echo x >> '${root}/tries'; cat '${root}${paths.osascript}.out'`);
    const seen = await look(session(two, [mainDisplay], two, [mainDisplay], two, [mainDisplay]));
    expect(whyOf(seen.windows)).toBe('displays came or went while the windows were looked at');
    expect(readFileSync(join(root, 'tries'), 'utf8')).toBe('x\nx\nx\n');
  });
});

describe('osascript that', () => {
  it.each([
    ['is not there', () => rmSync(join(root, paths.osascript)), /could not be started \(ENOENT\)$/],
    [
      'may not be run',
      () => chmodSync(join(root, paths.osascript), 0o644),
      /could not be started \(EACCES\)$/,
    ],
    ['fails', () => tool(paths.osascript, 'echo oops >&2; exit 1'), /ended with code 1$/],
    ['crashes', () => tool(paths.osascript, 'kill -SEGV $$'), /was ended by SIGSEGV$/],
    ['prints garbage', () => tool(paths.osascript, 'head -c 9000 /dev/urandom'), /printed something else$/],
    ['prints nothing', () => tool(paths.osascript, 'exit 0'), /printed something else$/],
    ['prints without end', () => tool(paths.osascript, 'exec yes'), /printed too much$/],
    ['lists no window', () => prints(paths.osascript, scriptAnswer({ windows: [], listed: 0 })), /is empty$/],
  ])('%s leaves the windows unknown with the reason, the assertions seen', async (_what, make, why) => {
    make();
    const seen = await look();
    expect(whyOf(seen.windows)).toMatch(why);
    expect(whyOf(seen.assertions)).toBe('seen');
  });
});

describe('pmset that', () => {
  it.each([
    ['is not there', () => rmSync(join(root, paths.pmset)), /could not be started \(ENOENT\)$/],
    ['fails', () => tool(paths.pmset, 'exit 64'), /ended with code 64$/],
    ['prints garbage', () => tool(paths.pmset, 'head -c 9000 /dev/urandom'), /printed something else$/],
  ])('%s leaves the assertions unknown with the reason, the windows seen', async (_what, make, why) => {
    make();
    const seen = await look();
    expect(whyOf(seen.assertions)).toMatch(why);
    expect(whyOf(seen.windows)).toBe('seen');
  });
});

describe('tools that never end', () => {
  const hang = (): void => {
    // Deaf to a polite signal, and with a child that keeps their output open.
    const script = `trap '' TERM INT HUP\nsleep 300 &\necho $! >> '${root}/children'\necho $$ >> '${root}/pids'\nwait`;
    tool(paths.osascript, script);
    tool(paths.pmset, script);
  };
  const listed = (name: string): number[] =>
    existsSync(join(root, name)) ? readFileSync(join(root, name), 'utf8').trim().split('\n').map(Number) : [];
  afterEach(() => {
    for (const pid of listed('children')) process.kill(pid, 'SIGKILL');
  });
  const alive = (): number[] =>
    listed('pids').filter((pid) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    });

  it('are cut off within their time, side by side', async () => {
    hang();
    const begun = performance.now();
    const seen = await look();
    expect(performance.now() - begun).toBeLessThan(7_000);
    expect(whyOf(seen.windows)).toBe('/usr/bin/osascript took longer than 5 seconds');
    expect(whyOf(seen.assertions)).toBe('/usr/bin/pmset took longer than 3 seconds');
    await expect.poll(alive).toEqual([]);
  });

  it('are ended at once when nobody wants to know any more', async () => {
    hang();
    const stop = new AbortController();
    const looking = look(session([mainDisplay]), stop.signal);
    await expect.poll(() => alive().length).toBe(2);
    stop.abort();
    expect(whyOf((await looking).windows)).toBe('/usr/bin/osascript was stopped');
    await expect.poll(alive).toEqual([]);
  });

  it('are not even begun when it is over already', async () => {
    hang();
    const seen = await look(session([mainDisplay]), AbortSignal.abort());
    expect(whyOf(seen.windows)).toBe('/usr/bin/osascript was not started');
    expect(listed('pids')).toEqual([]);
  });
});

/**
 * Asks an app to quit, as its own menu would: it may ask its person something first, or stay. Nothing is ever forced. Through
 * osascript like the look at the screen (`screen-script.ts`): a crash in it is osascript's own. `terminate` is NSRunningApplication's
 * and is no Apple Event of ours; whether macOS asks for a permission all the same is not verified [U].
 */
import { paths } from '../../contract/identity.ts';
import type { Log } from '../ports/ports.ts';
import type { RunTool } from './tool.ts';

const seconds = 5;

/** Prints how many copies of the app were asked. The ID is quoted as JavaScript quotes it. */
export const quitScript = (bundleId: string): string => `(() => {
  ObjC.import('AppKit');
  const running = $.NSRunningApplication.runningApplicationsWithBundleIdentifier(${JSON.stringify(bundleId)});
  return String(running.js.map((app) => app.terminate).filter(Boolean).length);
})()`;

export const quitWith =
  (run: RunTool, log: Log) =>
  (bundleId: string): void => {
    const args = ['-l', 'JavaScript', '-e', quitScript(bundleId)];
    void run(paths.osascript, args, { seconds, stop: new AbortController().signal }).then((answer) => {
      if (answer.ok) log.info(`${bundleId} was asked to quit (${answer.value.trim()})`);
      else log.warn(`${bundleId} could not be asked to quit: ${answer.problem}`);
    });
  };

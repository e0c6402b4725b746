/** Whether an app is open, by what ps prints. */
import { describe, expect, it } from 'vitest';
import type { ToolResult } from '../../../src/helper/macos/tool.ts';
import { failed, ok, type Result } from '../../../src/core/result.ts';
import { liesIn, runningExecutables } from '../../../src/helper/macos/open-apps.ts';

describe('a process belongs to the app', () => {
  it.each([
    ['whose main program it is', '/Applications/Slack.app/Contents/MacOS/Slack', true],
    [
      'in which it lies as a helper',
      '/Applications/Slack.app/Contents/Frameworks/Slack Helper (GPU).app/Contents/MacOS/Slack Helper (GPU)',
      true,
    ],
    ['under the name in another case', '/applications/SLACK.app/Contents/MacOS/Slack', true],
    [
      'by the way through the data volume',
      '/System/Volumes/Data/Applications/Slack.app/Contents/MacOS/Slack',
      true,
    ],
    [
      'from a translocated copy',
      '/private/var/folders/x1/T/AppTranslocation/5A0E/d/Slack.app/Contents/MacOS/Slack',
      true,
    ],
    ['but not one that begins with the same name', '/Applications/Slack.app.old/Contents/MacOS/Slack', false],
    ['but not one of another app', '/Applications/Slacker.app/Contents/MacOS/Slacker', false],
    [
      'but not a copy in a home folder',
      '/Users/jappleseed/Applications/Slack.app/Contents/MacOS/Slack',
      false,
    ],
  ])('%s', (_, executable, inside) => {
    expect(liesIn('/Applications/Slack.app', executable)).toBe(inside);
  });
});

describe('what ps prints', () => {
  const printed = (stdout: string, code = 0): Result<ToolResult, string> => ok({ code, stdout, stderr: '' });
  it.each<[string, Result<ToolResult, string>, readonly string[] | null]>([
    [
      'is read line by line, spaces and all',
      printed('    1 /sbin/launchd\n  812 /Applications/Microsoft Teams.app/Contents/MacOS/MSTeams\n'),
      ['/sbin/launchd', '/Applications/Microsoft Teams.app/Contents/MacOS/MSTeams'],
    ],
    ['tells nothing where it is empty', printed(''), null],
    ['tells nothing where it is no list', printed('ps: illegal option -- w\n'), null],
    ['tells nothing where it failed', printed('    1 /sbin/launchd\n', 1), null],
    ['tells nothing where it took too long', failed('/bin/ps gave no answer: it took too long'), null],
  ])('%s', async (_, answer, executables) => {
    expect(await runningExecutables(() => Promise.resolve(answer))).toEqual(executables);
  });
});

/**
 * `/usr/bin/osascript -l JavaScript -e SCRIPT…`: runs the real text of the script. Whoever starts it, with whatever environment, is
 * in the session of the screen that it was started from, as on a Mac.
 */
import { run } from '../command-line.ts';
import { joinSession } from '../screen/join-session.ts';
import { screenFacts } from '../screen/facts.ts';
import { frameworks } from '../jxa/frameworks.ts';
import { runScript } from '../jxa/run-script.ts';

run(async ({ root, arguments: parameters }) => {
  const given = readParameters(parameters);
  if (given === undefined) {
    process.stderr.write(
      'usage: osascript [-l language] [-e script] [-i] [-s {ehso}] [programfile] [argument ...]\n',
    );
    return 1;
  }
  if (given.language !== 'JavaScript') {
    process.stderr.write(`the stand-in for osascript knows JavaScript only, not ${given.language}\n`);
    return 70;
  }
  joinSession();
  const answer = runScript(given.script, frameworks(await screenFacts(root)));
  if (answer.kind === 'printed') process.stdout.write(`${answer.text}\n`);
  else process.stderr.write(`execution error: ${answer.error}\n`);
  return answer.kind === 'printed' ? 0 : 1;
});

/** `-e` may be repeated: each is a line. Scripts in files, and on standard input, have no use here. */
function readParameters(
  parameters: readonly string[],
): { readonly language: string; readonly script: string } | undefined {
  let language = 'AppleScript';
  const lines: string[] = [];
  for (let index = 0; index < parameters.length; index += 2) {
    const [flag, value] = parameters.slice(index, index + 2);
    if (value === undefined) return undefined;
    if (flag === '-l') language = value;
    else if (flag === '-e') lines.push(value);
    else return undefined;
  }
  return lines.length === 0 ? undefined : { language, script: lines.join('\n') };
}

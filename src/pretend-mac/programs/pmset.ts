/** `/usr/bin/pmset -g ps|batt|assertions`: what was put into its state file, else a desktop Mac at rest. */
import { run } from '../command-line.ts';
import { PLACES } from '../places.ts';
import { readState } from '../state-file.ts';
import { dateLine } from '../tools/local-date.ts';

run(({ root, arguments: [verb, what] }) => {
  const report = readState<{ ps?: string; assertions?: string }>(root, PLACES.power, {});
  if (verb === '-g' && (what === 'ps' || what === 'batt')) {
    process.stdout.write(report.ps ?? "Now drawing from 'AC Power'\n");
    return 0;
  }
  if (verb === '-g' && what === 'assertions') {
    process.stdout.write(report.assertions ?? atRest(dateLine(root)));
    return 0;
  }
  process.stderr.write('Usage: pmset <options>\n');
  return 64;
});

function atRest(date: string): string {
  return `${date}
Assertion status system-wide:
   BackgroundTask                 0
   ApplePushServiceTask           0
   UserIsActive                   0
   PreventUserIdleDisplaySleep    0
   PreventSystemSleep             0
   ExternalMedia                  0
   PreventUserIdleSystemSleep     0
   NetworkClientActive            0
No kernel assertions.
`;
}

/** `/usr/bin/pmset -g ps|batt|assertions`: a desktop Mac with the assertions that its processes hold, unless a state file says otherwise. */
import { run } from '../command-line.ts';
import { PLACES } from '../places.ts';
import { takenAssertions } from '../power/assertion.ts';
import { assertionReport } from '../power/assertion-report.ts';
import { readState } from '../state-file.ts';
import { dateLine } from '../tools/local-date.ts';

run(({ root, arguments: [verb, what] }) => {
  const report = readState<{ ps?: string; assertions?: string }>(root, PLACES.power, {});
  if (verb === '-g' && (what === 'ps' || what === 'batt')) {
    process.stdout.write(report.ps ?? "Now drawing from 'AC Power'\n");
    return 0;
  }
  if (verb === '-g' && what === 'assertions') {
    const taken = (): string => assertionReport(dateLine(root), Date.now(), takenAssertions(root));
    process.stdout.write(report.assertions ?? taken());
    return 0;
  }
  process.stderr.write('Usage: pmset <options>\n');
  return 64;
});

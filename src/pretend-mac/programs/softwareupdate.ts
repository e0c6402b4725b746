/** `/usr/sbin/softwareupdate --list`: the list on standard output, "none" on standard error, as the real one does. */
import { run } from '../command-line.ts';
import { PLACES } from '../places.ts';
import { readState } from '../state-file.ts';

run(({ root, arguments: parameters }) => {
  if (!parameters.some((parameter) => parameter === '-l' || parameter === '--list')) {
    process.stderr.write('usage: softwareupdate <cmd> [<args> ...]\n');
    return 64;
  }
  const { lines } = readState<{ lines: string[] }>(root, PLACES.softwareUpdate, { lines: [] });
  process.stdout.write('Software Update Tool\n\nFinding available software\n');
  if (lines.length === 0) process.stderr.write('No new software available.\n');
  else
    process.stdout.write(
      ['Software Update found the following new or updated software:', ...lines, ''].join('\n'),
    );
  return 0;
});

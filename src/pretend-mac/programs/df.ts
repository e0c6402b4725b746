/** `/bin/df -P -k VOLUME`, for the one volume that there is. */
import { run } from '../command-line.ts';
import { PLACES } from '../places.ts';
import { readState, usualHardware } from '../state-file.ts';

const blocks = 482_797_652;

run(({ root, arguments: [...parameters] }) => {
  const volume = parameters.find((parameter) => !parameter.startsWith('-'));
  if (!parameters.includes('-P') || !parameters.includes('-k') || volume === undefined) {
    process.stderr.write(
      'usage: df [--libxo] [-b | -g | -H | -h | -k | -m | -P] [-acIilnY] [-,] [-T type]\n',
    );
    return 1;
  }
  const { freeBytes } = readState(root, PLACES.hardware, usualHardware);
  const free = Math.floor(freeBytes / 1024);
  const used = Math.max(0, blocks - free);
  const percent = Math.ceil((100 * used) / (used + free));
  process.stdout.write('Filesystem   1024-blocks      Used Available Capacity  Mounted on\n');
  process.stdout.write(`/dev/disk3s5   ${blocks} ${used} ${free}    ${percent}%    ${volume}\n`);
  return 0;
});

/** `/usr/sbin/sysctl -n NAME`, for what the kernel knows of this start of the Mac, and of its processor. */
import { run } from '../command-line.ts';
import { PLACES } from '../places.ts';
import { readState, usualHardware } from '../state-file.ts';

run(({ root, arguments: [flag, name = ''] }) => {
  if (flag !== '-n') {
    process.stderr.write('usage: sysctl [-bdehiNnoqx] name[=value] ...\n');
    return 1;
  }
  if (name === 'hw.optional.arm64' && readState(root, PLACES.hardware, usualHardware).processor !== 'intel') {
    process.stdout.write('1\n');
    return 0;
  }
  const { session } = readState<{ session: string | null }>(root, PLACES.start, { session: null });
  if (name !== 'kern.bootsessionuuid' || session === null) {
    process.stderr.write(`sysctl: unknown oid '${name}'\n`);
    return 1;
  }
  process.stdout.write(`${session}\n`);
  return 0;
});

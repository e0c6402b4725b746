/** `/usr/bin/fdesetup`: whether FileVault is on. */
import { run } from '../command-line.ts';
import { PLACES } from '../places.ts';
import { readState } from '../state-file.ts';

run(({ root, arguments: [command] }) => {
  const { on, detail = [] } = readState<{ on: boolean; detail?: string[] }>(root, PLACES.fileVault, {
    on: false,
  });
  switch (command) {
    case 'status':
      process.stdout.write(`${[`FileVault is ${on ? 'On' : 'Off'}.`, ...detail].join('\n')}\n`);
      return 0;
    case 'isactive':
      process.stdout.write(`${on}\n`);
      return on ? 0 : 1;
    default:
      process.stderr.write('usage: fdesetup verb [options]\n');
      return 2;
  }
});

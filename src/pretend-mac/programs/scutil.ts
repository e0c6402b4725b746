/** `/usr/sbin/scutil`: the console user on standard input's request, and the computer's names. */
import { readStandardInput, run } from '../command-line.ts';
import { below, PLACES } from '../places.ts';
import { readSessionFile } from '../session-file.ts';
import { readComputer } from '../state-file.ts';
import { showConsoleUser } from '../tools/console-user.ts';

run(async ({ root, arguments: [flag, name] }) => {
  const computer = readComputer(root, PLACES);
  const names: Readonly<Record<string, string>> = {
    ComputerName: computer.computerName,
    LocalHostName: computer.hostName,
    HostName: computer.hostName,
  };
  if (flag === '--get') {
    const value = Object.hasOwn(names, name ?? '') ? names[name ?? ''] : undefined;
    process.stdout.write(value === undefined ? '' : `${value}\n`);
    if (value === undefined) process.stderr.write(`${name ?? ''}: not set\n`);
    return value === undefined ? 1 : 0;
  }
  if (flag !== undefined) {
    process.stderr.write('usage: scutil\n\tinteractive access to the dynamic store.\n');
    return 64;
  }
  for (const line of (await readStandardInput()).split('\n')) {
    const [command, key] = line.trim().split(/\s+/);
    if (command === 'quit' || command === 'exit') break;
    if (command !== 'show') continue;
    const isConsoleUser = key === 'State:/Users/ConsoleUser';
    const shown = isConsoleUser ? showConsoleUser(readSessionFile(below(root, PLACES.sessions))) : undefined;
    process.stdout.write(shown ?? '  No such key\n');
  }
  return 0;
});

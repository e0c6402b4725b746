/** `/usr/bin/sudo -u USER command`, as root uses it to start something as somebody else. */
import { run } from '../command-line.ts';
import { userVariables } from '../environment.ts';
import { below, PLACES } from '../places.ts';
import { readSessionFile, type User } from '../session-file.ts';
import { become } from '../tools/become.ts';

const ROOT: User = { name: 'root', uid: 0, gid: 0 };

run(({ root, arguments: parameters }) => {
  const rest = [...parameters];
  let name = 'root';
  while (rest[0]?.startsWith('-')) {
    const flag = rest.shift();
    if (flag === '--') break;
    if (flag === '-u') name = rest.shift() ?? name;
  }
  if (process.geteuid?.() !== 0) {
    process.stderr.write('sudo: a password is required\n');
    return 1;
  }
  const users = [ROOT, ...readSessionFile(below(root, PLACES.sessions)).users];
  const user = users.find((known) => known.name === name || `#${known.uid}` === name);
  if (!user) {
    process.stderr.write(`sudo: unknown user ${name}\n`);
    return 1;
  }
  return become(root, rest, { uid: user.uid, gid: user.gid }, userVariables(root, user));
});

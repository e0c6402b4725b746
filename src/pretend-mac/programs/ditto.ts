/** `/usr/bin/ditto SOURCE TARGET`: copies a folder with owners, modes, links and extended attributes. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { run } from '../command-line.ts';

run(({ arguments: parameters }) => {
  const [source, target, ...more] = parameters;
  if (source === undefined || target === undefined || more.length > 0) {
    process.stderr.write('the stand-in for ditto knows SOURCE TARGET only\n');
    return 64;
  }
  mkdirSync(dirname(target), { recursive: true });
  return spawnSync('cp', ['-a', '-T', source, target], { stdio: 'inherit' }).status ?? 1;
});

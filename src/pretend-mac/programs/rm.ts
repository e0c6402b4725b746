/** `/bin/rm -rf PATH…`, as far as the product uses it. */
import { spawnSync } from 'node:child_process';
import { run } from '../command-line.ts';

run(({ arguments: parameters }) => spawnSync('rm', parameters, { stdio: 'inherit' }).status ?? 1);

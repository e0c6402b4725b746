/**
 * Moves Slack into its place and is killed by itself right before the change with this number: `node move-and-die.cjs ROOT NUMBER`.
 * Ends with 0 where the move was over before. A program of its own, so that SIGKILL is really one.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import { BundleMover } from '../../../src/helper/macos/bundle-mover.ts';

const [root = '', last = ''] = process.argv.slice(2);
let count = 0;

function step(): void {
  count += 1;
  if (count === Number(last)) process.kill(process.pid, 'SIGKILL');
}

for (const name of ['mkdir', 'rmdir', 'rename', 'unlink', 'open'] as const) {
  const original = fs[name] as (...args: unknown[]) => unknown;
  Object.assign(fs, {
    [name]: (...args: unknown[]): unknown => {
      step();
      return original(...args);
    },
  });
}

const mover = new BundleMover(
  root,
  (macPath, args) => {
    step();
    const tool = macPath === '/usr/bin/ditto' ? ['cp', '-a', '-T'] : ['rm'];
    const target = args.at(-1) ?? '';
    // Half of it is done when it is killed.
    if (count + 1 === Number(last)) {
      if (tool[0] === 'rm') spawnSync('rm', ['-rf', `${target}/replaced/Contents/Info.plist`]);
      else spawnSync('cp', ['-a', '-T', `${args[0] ?? ''}/Contents/Resources`, target]);
    }
    step();
    const { status, stderr } = spawnSync(tool[0] ?? '', [...tool.slice(1), ...args], { encoding: 'utf8' });
    return Promise.resolve({ ok: true, value: { code: status ?? 1, stdout: '', stderr } });
  },
  () => Promise.resolve(false),
);

void mover.move('slack', '/Applications/Slack.app').then((moved) => {
  process.stdout.write(JSON.stringify({ moved, count }));
});

/** `/sbin/reboot`. */
import { run } from '../command-line.ts';
import { askLaunchd } from '../launchd-client.ts';

run(async ({ root }) => {
  if (process.geteuid?.() !== 0) {
    process.stderr.write('reboot: Operation not permitted\n');
    return 1;
  }
  await askLaunchd(root, { ask: 'power-soon', to: 'restart' });
  return 0;
});

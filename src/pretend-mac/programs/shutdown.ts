/** `/sbin/shutdown -r|-h now`: asks launchd, and is gone before the Mac is. */
import { run } from '../command-line.ts';
import { askLaunchd } from '../launchd-client.ts';

run(async ({ root, arguments: [how, when] }) => {
  if (process.geteuid?.() !== 0) {
    process.stderr.write('shutdown: NOT super-user\n');
    return 1;
  }
  if ((how !== '-r' && how !== '-h') || (when !== 'now' && when !== '+0')) {
    process.stderr.write(
      'usage: shutdown [-] [-h [-u] [-n] | -r [-n] | -s | -k] time [warning-message ...]\n',
    );
    return 1;
  }
  await askLaunchd(root, { ask: 'power-soon', to: how === '-r' ? 'restart' : 'off' });
  return 0;
});

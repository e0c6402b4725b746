/**
 * `launchd --root DIR [--start-at MS] [--with-parent]`: the hardware and the first process of a pretend Mac. Starts
 * switched off. With `--with-parent` it ends, and everything with it, when its standard input does: a test that crashes
 * leaves nothing behind.
 */
import { ClockKeeper } from '../clock/clock-keeper.ts';
import { commandLine } from '../command-line.ts';
import { EventStream } from '../launchd/events.ts';
import { Machine } from '../launchd/machine.ts';
import { serve } from '../launchd/server.ts';
import { below, PLACES } from '../places.ts';

const { root, arguments: options } = commandLine();
const startAt = Number(options[options.indexOf('--start-at') + 1]);
const clock = new ClockKeeper(
  below(root, PLACES.clock),
  options.includes('--start-at') ? startAt : Date.now(),
);
const machine = new Machine(root, clock, new EventStream(() => Math.floor(clock.now())));

function exit(): Promise<never> {
  clock.close();
  // Gives the reply the time to leave.
  return new Promise(() => setTimeout(() => process.exit(0), 10));
}

if (options.includes('--with-parent')) {
  process.stdin.on('end', () => void machine.powerOff(true).then(exit));
  process.stdin.on('error', () => void machine.powerOff(true).then(exit));
  process.stdin.resume();
}
process.on('SIGTERM', () => void machine.powerOff(true).then(exit));
process.on('SIGINT', () => void machine.powerOff(true).then(exit));

void (async () => {
  await clock.listen();
  await serve(machine, below(root, PLACES.launchdSocket), exit);
  process.stdout.write('ready\n');
})();

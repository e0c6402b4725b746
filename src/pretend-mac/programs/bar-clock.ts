/**
 * The clock in the pretend Mac's menu bar: `bar-clock --root DIR` prints a line whenever what it shows changes. It runs outside
 * the Mac (a Mac that is off still has its screen), so it reads the clock's file instead of living by it.
 */
import { watch } from 'node:fs';
import { dirname } from 'node:path';
import { readClockFile } from '../clock/clock-file.ts';
import { original } from '../clock/original.ts';
import { wallAt } from '../clock/state.ts';
import { run } from '../command-line.ts';
import { currentZone } from '../zone.ts';
import { below, PLACES } from '../places.ts';

/** Real milliseconds between looks, for a clock that nobody moves. */
const lookAgain = 500;

run(({ root }) => {
  const file = below(root, PLACES.clock);
  let shown = '';
  const show = (): void => {
    const state = readClockFile(file);
    if (state === undefined) process.exit(0);
    const text = new Intl.DateTimeFormat('en-GB', {
      timeZone: currentZone(root),
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    })
      .format(wallAt(state, original.now()))
      .replaceAll(',', '');
    if (text === shown) return;
    shown = text;
    process.stdout.write(`${text}\n`);
  };
  watch(dirname(file), show);
  setInterval(show, lookAgain);
  show();
  return 0;
});

/** The helper's log: plain lines on standard output, which launchd puts into its log file. */
import type { Clock, Log } from '../ports/ports.ts';

export const logTo = (write: (text: string) => void, clock: Clock): Log => ({
  info: (line) => write(`${clock.now().toString({ smallestUnit: 'second' })} ${oneLine(line)}\n`),
  warn: (line) => write(`${clock.now().toString({ smallestUnit: 'second' })} warning: ${oneLine(line)}\n`),
});

/** Whatever others wrote into it stays one line, and says nothing to a terminal. */
const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' | ').replace(/\p{Cc}/gu, '');

/** The helper's log: plain lines on standard output, which launchd puts into its log file. */
import type { Clock, Log, LogLevel } from '../ports/ports.ts';

const levels: Readonly<Record<LogLevel, number>> = { error: 0, warning: 1, info: 2, debug: 3 };

export function logTo(write: (text: string) => void, clock: Clock): Log {
  const at = (level: LogLevel, lead: string) => (line: string) => {
    if (levels[level] > levels[log.level]) return;
    write(`${clock.now().toString({ smallestUnit: 'second' })} ${lead}${oneLine(line)}\n`);
  };
  const log: Log = {
    level: 'info',
    error: at('error', 'error: '),
    warn: at('warning', 'warning: '),
    info: at('info', ''),
    debug: at('debug', 'debug: '),
  };
  return log;
}

/** Whatever others wrote into it stays one line, and says nothing to a terminal. */
const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' | ').replace(/\p{Cc}/gu, '');

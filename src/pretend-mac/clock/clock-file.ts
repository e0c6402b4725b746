/** The clock as a file: what a process reads when it starts. Written whole by one keeper, readable by everybody. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseClockState, type ClockState } from './state.ts';

export function readClockFile(file: string): ClockState | undefined {
  try {
    return parseClockState(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

export function writeClockFile(file: string, state: ClockState): void {
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o644 });
  renameSync(`${file}.new`, file);
}

/** The small JSON files that say what the stand-ins shall answer. A test may rewrite them at any time. */
import { readFileSync } from 'node:fs';
import { below } from './places.ts';

/** The value in a state file, or `otherwise` when there is none. Written by tests of this repository, so trusted. */
export function readState<Value>(root: string, macPath: string, otherwise: Value): Value {
  try {
    return JSON.parse(readFileSync(below(root, macPath), 'utf8')) as Value;
  } catch {
    return otherwise;
  }
}

export interface Computer {
  readonly computerName: string;
  readonly hostName: string;
}

export function readComputer(root: string, places: { readonly computer: string }): Computer {
  return readState(root, places.computer, { computerName: 'Pretend Mac', hostName: 'pretend-mac' });
}

/** What the machine itself is and has. */
export interface Hardware {
  readonly processor: 'apple-silicon' | 'intel';
  readonly freeBytes: number;
}

export const usualHardware: Hardware = { processor: 'apple-silicon', freeBytes: 256_000_000_000 };

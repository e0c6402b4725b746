/** Why something waits, in one line for the person it concerns: the strongest reason only. */
import type { HoldView } from '../../contract/screen.ts';
import { texts } from './texts.ts';

export function holdLine({ what, reasons }: HoldView): string {
  const strongest = reasons[0];
  return strongest === undefined
    ? texts.hold[what].unknown
    : texts.hold[what][strongest.kind](strongest.app ?? texts.hold.someApp);
}

/** Names that other programs gave themselves. */
import { mostReported } from '../../contract/screen.ts';

/** At most as long as a report may hold, cut between characters; without control characters and halves of characters. */
export const shortText = (text: string, most: number = mostReported.text): string =>
  text.slice(0, most).replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, '');

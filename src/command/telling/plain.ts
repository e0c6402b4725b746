/** Text that says nothing to a terminal. A file of its own: what only wants this need not read how wide characters are. */

/** On one line, without control characters: what admins, apps and jamf wrote must not move a cursor or hide a line. */
export const plain = (text: string): string =>
  text
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    // Also what turns the direction of writing, which would show columns in another order.
    .replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, '')
    .trim();

/** Text for terminals and policy logs: as wide as it looks, on the lines that it is given. */
import stringWidth from 'string-width';

/** How many columns it takes; a Chinese character takes two. */
export const columnsOf = (text: string): number => stringWidth(text);

/** Followed by blanks up to this many columns. */
export const filled = (text: string, width: number): string =>
  `${text}${' '.repeat(Math.max(0, width - columnsOf(text)))}`;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** As much of it as fits, and the rest. At least one character, or the rest would never end. */
function split(text: string, width: number): readonly [string, string] {
  let head = '';
  for (const { segment } of segmenter.segment(text)) {
    if (head !== '' && columnsOf(head + segment) > width) break;
    head += segment;
  }
  return [head, text.slice(head.length)];
}

/** At most this many columns; what is left out is told by an ellipsis. */
export const shortened = (text: string, width: number): string =>
  columnsOf(text) <= width ? text : `${split(text, Math.max(1, width - 1))[0].trimEnd()}…`;

/** Lines of at most this many columns, broken at blanks; within a word only where it alone is wider. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (columnsOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (columnsOf(line) > width) {
      const [head, rest] = split(line, width);
      if (rest === '') break;
      lines.push(head);
      line = rest;
    }
  }
  return [...lines, line];
}

/** Where there is no terminal, as in a policy log. */
const usualWidth = 100;
const leastWidth = 64;
const mostWidth = 200;

/** How wide the output is: the terminal's width, else what `COLUMNS` says, else 100. */
export function outputWidth(terminal: number | undefined, columns: string | undefined): number {
  const told = terminal ?? (/^\d{1,4}$/.test(columns ?? '') ? Number(columns) : usualWidth);
  return told === 0 ? usualWidth : Math.min(mostWidth, Math.max(leastWidth, told));
}

/**
 * Reads the constants at the top of a Python script: names in capitals that are set to a text, a list of texts or a number at
 * the beginning of a line. It knows only literals, as those constants are written; anything computed is left out. It never runs
 * anything.
 */

export type Constant = string | number | readonly (string | number)[];

/** Longer scripts are not read to the end: the constants stand at the top. */
const mostCharacters = 256 * 1024;
const mostItems = 1_000;
const assignment = /^([A-Z][A-Z0-9_]*)[ \t]*(?::[^=\n]*)?=[ \t]*/gm;

export function pythonConstants(script: string): ReadonlyMap<string, Constant> {
  const text = script.slice(0, mostCharacters).replace(/\r\n?/g, '\n');
  const constants = new Map<string, Constant>();
  assignment.lastIndex = 0;
  for (let found = assignment.exec(text); found !== null; found = assignment.exec(text)) {
    const literal = new Literal(text, assignment.lastIndex);
    const value = literal.value();
    if (value === null) continue;
    constants.set(found[1] ?? '', value);
    // What looks like an assignment inside a text is none.
    assignment.lastIndex = literal.at;
  }
  return constants;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

class Literal {
  at: number;
  readonly #text: string;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  /** Null where it is something else than a literal. */
  value(): Constant | null {
    const opening = this.#text[this.at];
    if (opening === '[' || opening === '(') {
      this.at += 1;
      const items = this.#items(opening === '[' ? ']' : ')');
      if (items === null || opening === '[' || items.commas > 0) return items?.values ?? null;
      // Brackets around one text, or around texts that stand one after another.
      return items.values[0] ?? null;
    }
    return this.#texts() ?? this.#number();
  }

  #items(closing: string): { readonly values: readonly (string | number)[]; readonly commas: number } | null {
    const values: (string | number)[] = [];
    let commas = 0;
    for (;;) {
      this.#blanks();
      if (this.#text[this.at] === closing) {
        this.at += 1;
        return { values, commas };
      }
      const value = this.#texts() ?? this.#number();
      if (value === null || values.length >= mostItems) return null;
      values.push(value);
      this.#blanks();
      if (this.#text[this.at] !== ',') continue;
      commas += 1;
      this.at += 1;
    }
  }

  /** Blanks, line ends and comments, as they may stand inside brackets. */
  #blanks(): void {
    const blanks = /(?:[ \t\n\\]|#[^\n]*)*/y;
    blanks.lastIndex = this.at;
    blanks.exec(this.#text);
    this.at = blanks.lastIndex;
  }

  /** One text, or several that Python joins because nothing stands between them. */
  #texts(): string | null {
    let joined = this.#oneText();
    if (joined === null) return null;
    for (;;) {
      const end = this.at;
      this.#blanks();
      const next = this.#oneText();
      if (next === null) {
        this.at = end;
        return joined;
      }
      joined += next;
    }
  }

  #oneText(): string | null {
    const quotes = /([rRuU]?)("""|'''|"|')/y;
    quotes.lastIndex = this.at;
    const found = quotes.exec(this.#text);
    if (found === null) return null;
    const [, prefix = '', quote = ''] = found;
    let text = '';
    for (let at = quotes.lastIndex; at < this.#text.length; at += 1) {
      const character = this.#text[at] ?? '';
      if (this.#text.startsWith(quote, at)) {
        this.at = at + quote.length;
        return text;
      }
      if (character === '\n' && quote.length === 1) return null;
      if (character === '\\' && prefix.toLowerCase() !== 'r') {
        at += 1;
        const escaped = this.#text[at] ?? '';
        text += escapes[escaped] ?? `\\${escaped}`;
      } else text += character;
    }
    return null;
  }

  #number(): number | null {
    const digits = /-?\d{1,12}(?![\w.])/y;
    digits.lastIndex = this.at;
    const found = digits.exec(this.#text);
    if (found === null) return null;
    this.at = digits.lastIndex;
    return Number(found[0]);
  }
}

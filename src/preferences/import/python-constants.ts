/**
 * Reads the constants at the top of a Python script: names in capitals that are set to a text, a list of texts or a number at
 * the beginning of a line. It knows only literals, as those constants are written; anything computed is left out. It never runs
 * anything.
 */

export type Constant = string | number | readonly (string | number)[];

/** Longer scripts are not read to the end: the constants stand at the top. */
const mostCharacters = 256 * 1024;
const mostItems = 1_000;
/** A constant that is set, or a text that stands alone: documentation, in which nothing is set. */
const statement = /^(?:([A-Z][A-Z0-9_]*)[ \t]*(?::[^=\n]*)?=[ \t]*|[ \t]*[rRuU]?(?="""|'''))/gm;

export function pythonConstants(script: string): ReadonlyMap<string, Constant> {
  const text = script.slice(0, mostCharacters).replace(/\r\n?/g, '\n');
  const constants = new Map<string, Constant>();
  statement.lastIndex = 0;
  for (let found = statement.exec(text); found !== null; found = statement.exec(text)) {
    const literal = new Literal(text, statement.lastIndex);
    const value = literal.value();
    if (value !== null && found[1] !== undefined) constants.set(found[1], value);
    // What looks like an assignment inside a text is none.
    statement.lastIndex = Math.max(literal.at, found.index + 1);
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
    return this.#texts(false) ?? this.#number();
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
      const value = this.#texts(true) ?? this.#number();
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

  /** One text, or several that Python joins because nothing stands between them; outside brackets, on one line. */
  #texts(inBrackets: boolean): string | null {
    let joined = this.#oneText();
    if (joined === null) return null;
    for (;;) {
      const end = this.at;
      if (inBrackets) this.#blanks();
      else while (/[ \t]/.test(this.#text[this.at] ?? '')) this.at += 1;
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

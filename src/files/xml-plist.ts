/**
 * Reads an XML property list. The grammar is tiny, and nothing else of XML is let in: no entity but the five of XML and
 * numbers, no internal subset (so no billion laughs), nothing external, no processing instructions. One pass from left to
 * right, no recursion; what it refuses it names with the line. (A general XML parser accepts more than a property list may
 * hold, reports to the console, and turns `<integer>12x</integer>` into 12.)
 */
import { mostDepth, mostItems, notPlist, PlistError, setKey, tooDeep, tooMany } from './plist-limits.ts';
import { entity, forbidden, leafValue, unknownElement } from './xml-plist-values.ts';

type Container =
  | { readonly kind: 'plist'; value: { readonly only: unknown } | null }
  | { readonly kind: 'array'; readonly value: unknown[] }
  | { readonly kind: 'dict'; readonly value: Record<string, unknown>; key: string | null };

const declaration = /<\?xml(?:\s[^?<>]*)?\?>/y;
const documentType =
  /<!DOCTYPE\s+plist(?:\s+(?:PUBLIC\s+(?:"[^"<>]*"|'[^'<>]*')|SYSTEM)\s+(?:"[^"<>]*"|'[^'<>]*'))?\s*>/y;
const plistTag = /<plist(?:\s+version\s*=\s*(?:"[^"<>&]*"|'[^'<>&]*'))?\s*(\/?)>/y;
const startTag = /<([a-z]+)\s*(\/?)>/y;
const endTag = /<\/([a-z]+)\s*>/y;

/** Throws `PlistError` alone. */
export function decodeXmlPlist(text: string): unknown {
  return new XmlPlist(text).read();
}

class XmlPlist {
  readonly #text: string;
  #at = 0;
  #items = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): unknown {
    const stray = forbidden.exec(this.#text);
    if (stray !== null) throw this.#wrong('it holds a control character', stray.index);
    this.#prolog();
    const root: Container = { kind: 'plist', value: null };
    if (this.#match(plistTag)?.[1] !== '/') this.#contents(root);
    this.#blanks();
    if (this.#at < this.#text.length) throw this.#wrong('something follows after </plist>');
    if (root.value === null) throw notPlist('it is empty');
    return root.value.only;
  }

  /** XML declaration, comments and document type, up to `<plist`. */
  #prolog(): void {
    this.#blanks();
    const declared = this.#match(declaration)?.[0] ?? '';
    const encoding = /\sencoding\s*=\s*["']([^"']*)["']/.exec(declared)?.[1];
    if (encoding !== undefined && !/^(utf-8|utf-16|us-ascii)$/i.test(encoding)) {
      throw notPlist(
        `it says that it is written in ${encoding.slice(0, 20)}; only UTF-8 and UTF-16 are read`,
      );
    }
    this.#blanks();
    if (this.#text.startsWith('<!DOCTYPE', this.#at)) {
      if (this.#match(documentType) === null) {
        const end = this.#text.indexOf('>', this.#at);
        const opens = this.#text.indexOf('[', this.#at);
        if (opens !== -1 && (end === -1 || opens < end)) {
          throw new PlistError('declares entities or elements of its own, which no property list does');
        }
        throw end === -1
          ? this.#cutOff('<!DOCTYPE')
          : this.#wrong('the DOCTYPE is not that of a property list');
      }
      this.#blanks();
    }
    if (!this.#text.startsWith('<plist', this.#at)) throw notPlist('it does not begin with <plist>');
  }

  /** Everything inside the root element, up to and with its end tag. */
  #contents(root: Container): void {
    const stack: Container[] = [root];
    for (let open = stack.at(-1); open !== undefined; open = stack.at(-1)) {
      this.#blanks();
      const ended = this.#match(endTag);
      if (ended !== null) {
        if (ended[1] !== open.kind) throw this.#wrong(`</${ended[1] ?? ''}> ends what <${open.kind}> began`);
        if (open.kind === 'dict' && open.key !== null)
          throw this.#wrong(`the key "${short(open.key)}" has no value`);
        stack.pop();
        continue;
      }
      const started = this.#match(startTag);
      if (started === null) throw this.#notATag(open);
      const [, name = '', empty = ''] = started;
      this.#count();
      if (open.kind === 'dict' && open.key === null) {
        if (name !== 'key') throw this.#wrong(`<${name}> stands where a <key> must`);
        open.key = empty === '/' ? '' : this.#leafText('key');
        continue;
      }
      if (name === 'key') throw this.#wrong('<key> stands where a value must');
      const inner = container(name);
      if (inner !== null) {
        this.#put(open, inner.value);
        if (empty === '/') continue;
        if (stack.length > mostDepth) throw tooDeep();
        stack.push(inner);
      } else this.#put(open, this.#leaf(name, empty === '/'));
    }
  }

  #put(open: Container, value: unknown): void {
    if (open.kind === 'array') open.value.push(value);
    else if (open.kind === 'dict') {
      setKey(open.value, open.key ?? '', value);
      open.key = null;
    } else if (open.value === null) open.value = { only: value };
    else throw this.#wrong('<plist> holds more than one value');
  }

  #leaf(name: string, empty: boolean): unknown {
    const start = this.#at;
    const text = empty ? '' : this.#leafText(name);
    const value = leafValue(name, text);
    if (value === unknownElement)
      throw this.#wrong(`<${name.slice(0, 20)}> is no element of a property list`);
    if (value === undefined) throw this.#wrong(`<${name}> holds "${short(text)}"`, start);
    return value;
  }

  /** The text up to the end tag. Only a string may be written in several parts (CDATA, comments). */
  #leafText(name: string): string {
    let text = '';
    for (;;) {
      const next = this.#text.indexOf('<', this.#at);
      if (next === -1) throw this.#cutOff(`<${name}>`);
      text += this.#withoutEntities(next);
      this.#at = next;
      if (this.#text.startsWith('<!--', next)) this.#comment();
      else if (this.#text.startsWith('<![CDATA[', next)) {
        const end = this.#text.indexOf(']]>', next);
        if (end === -1) throw this.#cutOff('<![CDATA[');
        text += this.#text.slice(next + '<![CDATA['.length, end);
        this.#at = end + 3;
        this.#count();
      } else {
        if (this.#match(endTag)?.[1] === name) return text;
        throw this.#isCutOff() ? this.#cutOff(`<${name}>`) : this.#wrong(`<${name}> holds another element`);
      }
    }
  }

  #withoutEntities(end: number): string {
    const raw = this.#text.slice(this.#at, end);
    if (!raw.includes('&')) return raw;
    return raw.replace(/&([^;&]{0,12};)?/g, (_, name: string | undefined) => {
      const character = name === undefined ? undefined : entity(name.slice(0, -1));
      if (character !== undefined) return character;
      throw this.#wrong(`&${name ?? ''} is no entity that XML knows; nothing else is looked up`);
    });
  }

  /** Blanks and comments. */
  #blanks(): void {
    for (;;) {
      blank.lastIndex = this.#at;
      blank.exec(this.#text);
      this.#at = Math.max(this.#at, blank.lastIndex);
      if (!this.#text.startsWith('<!--', this.#at)) return;
      this.#comment();
    }
  }

  #comment(): void {
    const end = this.#text.indexOf('-->', this.#at + 4);
    if (end === -1) throw this.#cutOff('<!--');
    this.#at = end + 3;
    this.#count();
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }

  #count(): void {
    this.#items += 1;
    if (this.#items > mostItems) throw tooMany();
  }

  #notATag(open: Container): PlistError {
    if (this.#isCutOff()) return this.#cutOff(`<${open.kind}>`);
    const rest = this.#text.slice(this.#at, this.#at + 30).split('\n')[0] ?? '';
    return this.#wrong(`"${rest}" stands where a value must`);
  }

  /** The file ends inside a tag, or before one that must come. */
  #isCutOff(): boolean {
    const { length } = this.#text;
    return this.#at >= length || (this.#text[this.#at] === '<' && this.#text.indexOf('>', this.#at) === -1);
  }

  #cutOff(open: string): PlistError {
    return notPlist(`it is cut off: ${open} has no end`);
  }

  #wrong(why: string, at = this.#at): PlistError {
    let line = 1;
    for (let i = this.#text.indexOf('\n'); i !== -1 && i < at; i = this.#text.indexOf('\n', i + 1)) line += 1;
    return notPlist(`line ${line}: ${why}`);
  }
}

const blank = /[ \t\r\n]*/y;
const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

const container = (name: string): Exclude<Container, { kind: 'plist' }> | null =>
  name === 'dict'
    ? { kind: 'dict', value: {}, key: null }
    : name === 'array'
      ? { kind: 'array', value: [] }
      : null;

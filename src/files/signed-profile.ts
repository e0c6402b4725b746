/**
 * Takes the profile out of its signature. MDM servers sign profiles as CMS SignedData (RFC 5652) around the property list, in
 * DER or, from Apple's own tools, in BER with lengths that are not told beforehand. The signature is not checked here: on a Mac
 * that is macOS's business, and nothing is installed from what is read here.
 */
import { failed, ok, type Result } from '../core/result.ts';

interface Element {
  readonly tag: number;
  readonly from: number;
  readonly to: number;
  /** Where the next element begins. */
  readonly next: number;
}

const sequence = 0x30;
const objectIdentifier = 0x06;
const explicit0 = 0xa0;
const octetString = 0x04;
const octetStringInParts = 0x24;
const signedData = '1.2.840.113549.1.7.2';
const envelopedData = '1.2.840.113549.1.7.3';
/** A signed profile nests seven levels down to its content; certificates a few more. */
const mostDepth = 32;

const pemBegin = /^-----BEGIN (?:PKCS7|CMS)-----\s/;

/** Whether this looks like a signed (or encrypted) profile rather than a property list. */
export const looksSigned = (bytes: Uint8Array): boolean =>
  bytes[0] === sequence || pemBegin.test(Buffer.from(bytes.subarray(0, 40)).toString('latin1'));

/** The signed content; the problem is to be read after the file's name. */
export function contentOfSigned(bytes: Uint8Array): Result<Uint8Array, string> {
  try {
    return ok(new Cms(fromPem(bytes)).content());
  } catch (error) {
    if (error instanceof CmsError) return failed(error.message);
    throw error;
  }
}

class CmsError extends Error {}
const broken = (why: string): CmsError => new CmsError(`is not a signed profile (${why})`);

class Cms {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  content(): Uint8Array {
    const [kind, wrapped] = this.#children(this.#element(0, this.#bytes.length, 0));
    const name = this.#name(kind);
    if (name === envelopedData) throw new CmsError('is encrypted for one Mac; only that Mac can read it');
    if (name !== signedData) throw broken('it is some other kind of certificate file');
    const [signed] = this.#children(this.#expect(wrapped, explicit0));
    // version, digest algorithms, content, certificates…
    const [, , encapsulated] = this.#children(this.#expect(signed, sequence));
    const [, inside] = this.#children(this.#expect(encapsulated, sequence));
    if (inside === undefined) throw broken('the signature stands apart from what it signs');
    const [content] = this.#children(this.#expect(inside, explicit0));
    if (content === undefined) throw broken('it signs nothing');
    return Buffer.concat(this.#octets(content, 0));
  }

  /** A text of bytes, whole or in parts. */
  #octets(element: Element, depth: number): readonly Uint8Array[] {
    if (element.tag === octetString) return [this.#bytes.subarray(element.from, element.to)];
    if (element.tag !== octetStringInParts || depth > mostDepth)
      throw broken('the content has an unknown form');
    return this.#children(element).flatMap((part) => this.#octets(part, depth + 1));
  }

  #children(parent: Element): readonly Element[] {
    const found: Element[] = [];
    for (let at = parent.from; at < parent.to;) {
      const element = this.#element(at, parent.to, 0);
      found.push(element);
      at = element.next;
    }
    return found;
  }

  #element(at: number, end: number, depth: number): Element {
    if (depth > mostDepth) throw broken('it is nested too deeply');
    const tag = this.#byte(at, end);
    if ((tag & 0x1f) === 0x1f) throw broken('it has an unknown tag');
    const first = this.#byte(at + 1, end);
    if (first === 0x80) return this.#untold(tag, at + 2, end, depth);
    let length = first;
    let from = at + 2;
    if (first > 0x80) {
      const count = first & 0x7f;
      if (count > 4) throw broken('a length is absurdly large');
      length = 0;
      for (let i = 0; i < count; i += 1) length = length * 256 + this.#byte(from + i, end);
      from += count;
    }
    if (from + length > end) throw broken('it is cut off');
    return { tag, from, to: from + length, next: from + length };
  }

  /** The length is not told: it ends with two zeros after its last child. */
  #untold(tag: number, from: number, end: number, depth: number): Element {
    let at = from;
    while (this.#byte(at, end) !== 0 || this.#byte(at + 1, end) !== 0) {
      at = this.#element(at, end, depth + 1).next;
    }
    return { tag, from, to: at, next: at + 2 };
  }

  #byte(at: number, end: number): number {
    const byte = at < end ? this.#bytes[at] : undefined;
    if (byte === undefined) throw broken('it is cut off');
    return byte;
  }

  #expect(element: Element | undefined, tag: number): Element {
    if (element?.tag !== tag) throw broken('its parts are not those of a signature');
    return element;
  }

  /** The dotted form; only short identifiers are of interest. */
  #name(element: Element | undefined): string {
    const { from, to } = this.#expect(element, objectIdentifier);
    const bytes = [...this.#bytes.subarray(from, Math.min(to, from + 20))];
    const [first = 0, ...rest] = bytes;
    const numbers = [Math.floor(first / 40), first % 40];
    let number = 0;
    for (const byte of rest) {
      number = number * 128 + (byte & 0x7f);
      if (byte < 0x80) {
        numbers.push(number);
        number = 0;
      }
    }
    return numbers.join('.');
  }
}

function fromPem(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === sequence) return bytes;
  const text = Buffer.from(bytes).toString('latin1').replace(pemBegin, '');
  return Buffer.from(text.slice(0, Math.max(0, text.indexOf('-----END'))), 'base64');
}

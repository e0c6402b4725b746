/**
 * Reads a binary property list (`bplist00`). Objects point at each other by number, so a small file can hold itself or stand
 * for gigabytes: every offset is checked, every object is read once, and what it comes to when written out is counted.
 */
import {
  mostDepth,
  mostExpandedBytes,
  mostItems,
  notPlist,
  PlistError,
  setKey,
  tooDeep,
  tooMany,
} from './plist-limits.ts';

const magic = 'bplist00';
const trailerBytes = 32;
/** Dates count seconds from 2001-01-01. */
const epoch = Date.UTC(2001, 0, 1);

export const isBinaryPlist = (bytes: Uint8Array): boolean =>
  bytes.length >= magic.length && latin1(bytes.subarray(0, magic.length)) === magic;

/** Throws `PlistError` alone. */
export function decodeBinaryPlist(bytes: Uint8Array): unknown {
  const decoder = new BinaryPlist(bytes);
  return decoder.object(decoder.top, 1).value;
}

/** A decoded object with its height and what it and everything in it come to when written out. */
interface Decoded {
  readonly value: unknown;
  readonly height: number;
  readonly items: number;
  readonly bytes: number;
}

class BinaryPlist {
  readonly top: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #offsetSize: number;
  readonly #referenceSize: number;
  readonly #count: number;
  readonly #table: number;
  /** Null while an object is being read: whoever meets it then has come round in a circle. */
  readonly #known = new Map<number, Decoded | null>();
  /** Objects may overlap in the file, so what is read is counted, not only what is there. */
  #work = 0;

  constructor(bytes: Uint8Array) {
    const trailer = bytes.length - trailerBytes;
    if (trailer < magic.length) throw notPlist('it is cut off: there is no trailer');
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#offsetSize = this.#view.getUint8(trailer + 6);
    this.#referenceSize = this.#view.getUint8(trailer + 7);
    this.#count = this.#unsigned(trailer + 8, 8);
    this.top = this.#unsigned(trailer + 16, 8);
    this.#table = this.#unsigned(trailer + 24, 8);
    if (!isSize(this.#offsetSize) || !isSize(this.#referenceSize)) {
      throw notPlist('its trailer names impossible sizes; it may be cut off');
    }
    if (this.#count === 0 || this.#table < magic.length || this.#table > trailer) {
      throw notPlist('its trailer points outside the file; it may be cut off');
    }
    if (this.#count > (trailer - this.#table) / this.#offsetSize) {
      throw notPlist(`it says that it has ${this.#count} objects, which have no room in it`);
    }
    if (this.#count > mostItems) throw tooMany();
  }

  object(index: number, depth: number): Decoded {
    const known = this.#known.get(index);
    if (known === null) throw new PlistError('holds itself: an array or dictionary is a part of itself');
    if (known !== undefined) {
      if (depth + known.height > mostDepth + 1) throw tooDeep();
      return known;
    }
    if (depth > mostDepth) throw tooDeep();
    if (index >= this.#count) throw notPlist(`it refers to object ${index} of ${this.#count}`);
    this.#known.set(index, null);
    const decoded = this.#read(
      this.#unsigned(this.#table + index * this.#offsetSize, this.#offsetSize),
      depth,
    );
    if (decoded.items > mostItems) throw tooMany();
    if (decoded.bytes > mostExpandedBytes) {
      throw new PlistError(`comes to more than ${mostExpandedBytes} bytes when written out`);
    }
    this.#known.set(index, decoded);
    return decoded;
  }

  #read(offset: number, depth: number): Decoded {
    if (offset < magic.length || offset >= this.#table) throw notPlist('an object lies outside the file');
    const marker = this.#view.getUint8(offset);
    const kind = marker >> 4;
    const low = marker & 0x0f;
    switch (kind) {
      case 0x0:
        if (marker === 0x08 || marker === 0x09) return plain(marker === 0x09, 1);
        throw notPlist(`object of an unknown kind 0x${marker.toString(16)}`);
      case 0x1:
        return plain(this.#integer(offset + 1, low), 8);
      case 0x2:
        this.#room(offset + 1, 1 << low);
        if (low === 2) return plain(this.#view.getFloat32(offset + 1), 8);
        if (low === 3) return plain(this.#view.getFloat64(offset + 1), 8);
        throw notPlist('a number of an unknown size');
      case 0x3:
        this.#room(offset + 1, 8);
        return plain(new Date(epoch + this.#view.getFloat64(offset + 1) * 1000), 8);
      case 0x4:
      case 0x5:
      case 0x6: {
        const { size, at } = this.#size(offset, low);
        const length = kind === 0x6 ? size * 2 : size;
        this.#room(at, length);
        this.#spend(length / 64);
        const part = this.#bytes.subarray(at, at + length);
        if (kind === 0x4) return plain(Uint8Array.from(part), length);
        return plain(kind === 0x5 ? latin1(part) : utf16.decode(part), length);
      }
      case 0xa: {
        const { size, at } = this.#size(offset, low);
        const value: unknown[] = [];
        const total = new Total();
        for (const item of this.#references(at, size)) value.push(total.add(this.object(item, depth + 1)));
        return total.of(value);
      }
      case 0xd: {
        const { size, at } = this.#size(offset, low);
        const references = this.#references(at, size * 2);
        const value: Record<string, unknown> = {};
        const total = new Total();
        for (let i = 0; i < size; i += 1) {
          const key = total.add(this.object(references[i] ?? this.#count, depth + 1));
          if (typeof key !== 'string') throw notPlist('a key of a dictionary is not text');
          setKey(value, key, total.add(this.object(references[size + i] ?? this.#count, depth + 1)));
        }
        return total.of(value);
      }
      default:
        throw notPlist(`object of an unknown kind 0x${marker.toString(16)}`);
    }
  }

  #references(at: number, count: number): readonly number[] {
    this.#room(at, count * this.#referenceSize);
    this.#spend(count);
    return Array.from({ length: count }, (_, i) =>
      this.#unsigned(at + i * this.#referenceSize, this.#referenceSize),
    );
  }

  /** The length of data, text, an array or a dictionary: in the marker, or in an integer behind it. */
  #size(offset: number, low: number): { readonly size: number; readonly at: number } {
    if (low !== 0x0f) return { size: low, at: offset + 1 };
    this.#room(offset + 1, 1);
    const marker = this.#view.getUint8(offset + 1);
    const bytes = 1 << (marker & 0x0f);
    if (marker >> 4 !== 0x1 || bytes > 8) throw notPlist('a length is not a whole number');
    this.#room(offset + 2, bytes);
    return { size: this.#unsigned(offset + 2, bytes), at: offset + 2 + bytes };
  }

  /** One, two and four bytes are unsigned, eight are signed, sixteen hold what is too large for eight. */
  #integer(at: number, power: number): number {
    if (power > 4) throw notPlist('a number of an unknown size');
    this.#room(at, 1 << power);
    if (power < 3) return this.#unsigned(at, 1 << power);
    const low = this.#view.getBigInt64(power === 3 ? at : at + 8);
    return Number(power === 3 ? low : (this.#view.getBigInt64(at) << 64n) | BigInt.asUintN(64, low));
  }

  #unsigned(at: number, size: number): number {
    let value = 0;
    for (let i = 0; i < size; i += 1) value = value * 256 + this.#view.getUint8(at + i);
    if (value > Number.MAX_SAFE_INTEGER) throw notPlist('an offset or length is absurdly large');
    return value;
  }

  #room(at: number, length: number): void {
    if (at + length > this.#table)
      throw notPlist('an object reaches beyond the objects; the file may be cut off');
  }

  #spend(work: number): void {
    this.#work += work;
    if (this.#work > 2 * mostItems) throw tooMany();
  }
}

/** Adds up what a container's parts come to. */
class Total {
  #height = 0;
  #items = 1;
  #bytes = 8;

  add({ value, height, items, bytes }: Decoded): unknown {
    this.#height = Math.max(this.#height, height);
    this.#items += items;
    this.#bytes += bytes;
    return value;
  }

  of(value: unknown): Decoded {
    return { value, height: this.#height + 1, items: this.#items, bytes: this.#bytes };
  }
}

const plain = (value: unknown, bytes: number): Decoded => ({ value, height: 1, items: 1, bytes: 8 + bytes });
const isSize = (size: number): boolean => size >= 1 && size <= 8;
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const utf16 = new TextDecoder('utf-16be', { ignoreBOM: true });

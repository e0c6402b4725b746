/**
 * Cuts a stream of bytes into lines, with a bound on the length of a line, so that a peer can never make the other side
 * hold more than `limit` bytes. Works on bytes (a UTF-8 character may be split between two chunks).
 */

export type LineEvent =
  | { readonly kind: 'line'; readonly text: string }
  /** The line passed the limit. The reader is then dead: the framing is lost and the connection must be closed. */
  | { readonly kind: 'too-long'; readonly limit: number };

interface Utf8Decoder {
  decode(bytes: Uint8Array): string;
}

/** `decoder` comes from outside because this layer has neither Node nor DOM types: pass a `TextDecoder`. */
export class LineReader {
  readonly #limit: number;
  readonly #decoder: Utf8Decoder;
  #parts: Uint8Array[] = [];
  #held = 0;
  #dead = false;

  constructor(limit: number, decoder: Utf8Decoder) {
    this.#limit = limit;
    this.#decoder = decoder;
  }

  /** Takes the next bytes and returns the lines that they complete, in order; blank lines are dropped. */
  push(chunk: Uint8Array): LineEvent[] {
    const events: LineEvent[] = [];
    let rest = chunk;
    while (!this.#dead && rest.length > 0) {
      const end = rest.indexOf(10);
      const part = end === -1 ? rest : rest.subarray(0, end);
      rest = end === -1 ? rest.subarray(rest.length) : rest.subarray(end + 1);
      this.#held += part.length;
      if (this.#held > this.#limit) {
        this.#dead = true;
        this.#parts = [];
        events.push({ kind: 'too-long', limit: this.#limit });
        break;
      }
      this.#parts.push(part);
      if (end !== -1) {
        const text = this.#takeLine();
        if (text.trim() !== '') events.push({ kind: 'line', text });
      }
    }
    return events;
  }

  #takeLine(): string {
    const bytes = new Uint8Array(this.#held);
    let offset = 0;
    for (const part of this.#parts) {
      bytes.set(part, offset);
      offset += part.length;
    }
    this.#parts = [];
    this.#held = 0;
    return this.#decoder.decode(bytes);
  }
}

/** Pictures for tests: real PNG files of one color, and as much of other kinds as is read of them. */
import { crc32, deflateSync } from 'node:zlib';

const chunk = (type: string, content: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

const header = (width: number, height: number): Buffer => {
  const content = Buffer.alloc(13);
  content.writeUInt32BE(width, 0);
  content.writeUInt32BE(height, 4);
  // 8 bits of red, green and blue each.
  content.set([8, 2], 8);
  return chunk('IHDR', content);
};

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** A whole PNG file, all of one color. */
export function png(
  width: number,
  height: number,
  [red, green, blue]: readonly [number, number, number] = [10, 102, 194],
): Buffer {
  const row = Buffer.concat([
    Buffer.of(0),
    Buffer.from(Array.from({ length: width }, () => [red, green, blue]).flat()),
  ]);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  return Buffer.concat([
    signature,
    header(width, height),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Says that it is so large, and has next to nothing in it. */
export const pngThatSays = (width: number, height: number): Buffer =>
  Buffer.concat([signature, header(width, height), chunk('IDAT', deflateSync(Buffer.alloc(9)))]);

export const animatedPng = (): Buffer =>
  Buffer.concat([signature, header(2, 2), chunk('acTL', Buffer.alloc(8)), chunk('IDAT', Buffer.alloc(9))]);

/** The first segments of a JPEG file, to its frame. */
export function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const app = Buffer.from([0xff, 0xe0, 0, 4, 1, 2]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), app, Buffer.of(0xff), frame, Buffer.from([0xff, 0xd9])]);
}

const riff = (type: string, content: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(40);
  bytes.write('RIFF', 0, 'latin1');
  bytes.write(`WEBP${type}`, 8, 'latin1');
  bytes.set(content, 20);
  return bytes;
};
/** The first chunk of each of the three kinds of WebP file. */
export const webp = {
  lossy: (width: number, height: number): Buffer =>
    riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, width & 0xff, width >> 8, height & 0xff, height >> 8]),
  lossless: (width: number, height: number): Buffer => {
    const bits = (width - 1) | ((height - 1) << 14);
    return riff('VP8L', [0x2f, bits & 0xff, (bits >> 8) & 0xff, (bits >> 16) & 0xff, (bits >> 24) & 0xff]);
  },
  extended: (width: number, height: number, flags = 0): Buffer => {
    const [w, h] = [width - 1, height - 1];
    return riff('VP8X', [flags, 0, 0, 0, w & 0xff, w >> 8, 0, h & 0xff, h >> 8, 0]);
  },
};

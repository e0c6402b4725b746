/**
 * What kind of picture some bytes are, told by the bytes alone. Only the first few headers are read: nothing is decoded here. A
 * picture says its size before its content, so one that would take gigabytes to draw is refused without drawing it.
 */
import { failed, ok, type Result } from '../core/result.ts';

export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp';

/** In pixels, for the width and the height alike. */
const mostPixels = 2048;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The kind of a still picture that a page can show; the problem says why not. */
export function pictureType(bytes: Buffer): Result<PictureType, string> {
  for (const [type, begins, read] of kinds) {
    if (!begins(bytes)) continue;
    const size = read(bytes);
    if (!size.ok) return size;
    const { width, height } = size.value;
    if (width < 1 || height < 1) return failed('it has no pixels');
    return width > mostPixels || height > mostPixels
      ? failed(
          `it has ${String(width)} × ${String(height)} pixels; at most ${String(mostPixels)} are shown either way`,
        )
      : ok(type);
  }
  return failed(`it is ${otherKind(bytes)}; only PNG, JPEG and WebP are shown`);
}

const text = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to);
const cutOff = failed('it is cut off');
const moves = failed('it is animated; only still pictures are shown');

type Kind = readonly [PictureType, (bytes: Buffer) => boolean, (bytes: Buffer) => Result<Size, string>];
const kinds: readonly Kind[] = [
  ['image/png', (it) => text(it, 0, 8) === '\x89PNG\r\n\x1a\n', pngSize],
  ['image/jpeg', (it) => text(it, 0, 3) === '\xff\xd8\xff', jpegSize],
  ['image/webp', (it) => text(it, 0, 4) === 'RIFF' && text(it, 8, 12) === 'WEBP', webpSize],
];

function otherKind(bytes: Buffer): string {
  const head = text(bytes, 0, 512);
  if (bytes.length === 0) return 'empty';
  if (head.startsWith('icns')) return 'an ICNS file';
  if (head.startsWith('GIF8')) return 'a GIF file';
  if (/^\s*<(\?xml|svg|!DOCTYPE)/i.test(head)) return 'an SVG file or other XML';
  return 'no picture that is known here';
}

/** Chunks of length, type, content and checksum; the first is IHDR. An animation has acTL before its content. */
function pngSize(bytes: Buffer): Result<Size, string> {
  if (bytes.length < 33) return cutOff;
  if (text(bytes, 12, 16) !== 'IHDR') return failed('it is not a whole PNG file');
  const size = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const chunk = text(bytes, at + 4, at + 8);
    if (chunk === 'acTL') return moves;
    if (chunk === 'IDAT') return ok(size);
  }
  return cutOff;
}

/** Segments of a marker and a length; one of the SOF markers has the size. */
function jpegSize(bytes: Buffer): Result<Size, string> {
  let at = 2;
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return failed('it is not a whole JPEG file');
    const marker = bytes[at + 1] ?? 0;
    // Bytes of ff may fill the room before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return ok({ height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) });
    // The picture begins, or ends, before it has said its size.
    if (marker === 0xda || marker === 0xd9) return failed('it is not a whole JPEG file');
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return cutOff;
}

/** One of three first chunks (RFC 9649). */
function webpSize(bytes: Buffer): Result<Size, string> {
  if (bytes.length < 30) return cutOff;
  switch (text(bytes, 12, 16)) {
    case 'VP8 ':
      return ok({ width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff });
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return ok({ width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 });
    }
    case 'VP8X':
      if (((bytes[20] ?? 0) & 0x02) !== 0) return moves;
      return ok({ width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 });
    default:
      return failed('it is not a whole WebP file');
  }
}

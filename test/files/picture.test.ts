/** What counts as a picture that a page may show, told by the bytes alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureType } from '../../src/files/picture.ts';
import { animatedPng, jpeg, png, pngThatSays, webp } from './pictures.ts';

describe('a picture', () => {
  it.each([
    ['PNG', png(64, 64), 'image/png'],
    ['PNG, as large as may be', pngThatSays(2048, 2048), 'image/png'],
    ['JPEG', jpeg(640, 200), 'image/jpeg'],
    ['lossy WebP', webp.lossy(640, 200), 'image/webp'],
    ['lossless WebP', webp.lossless(640, 200), 'image/webp'],
    ['extended WebP', webp.extended(2048, 1), 'image/webp'],
  ])('is known by its bytes: %s', (_, bytes, type) => {
    expect(pictureType(bytes)).toEqual({ ok: true, value: type });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'it is empty'],
    ['text', Buffer.from('root:*:0:0:System Administrator'), 'it is no picture that is known here'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'it is an SVG file or other XML'],
    ['SVG behind a declaration', Buffer.from('\n<?xml version="1.0"?><svg/>'), 'it is an SVG file'],
    ['HTML', Buffer.from('<!doctype html><script>x</script>'), 'it is an SVG file or other XML'],
    ['ICNS', Buffer.from('icns\0\0\x10\0ic07'), 'it is an ICNS file'],
    ['GIF', Buffer.from('GIF89a\x01\0\x01\0'), 'it is a GIF file'],
    ['an animated PNG', animatedPng(), 'it is animated'],
    ['an animated WebP', webp.extended(2, 2, 0x02), 'it is animated'],
    ['a PNG that would take gigabytes', pngThatSays(60_000, 60_000), '60000 × 60000 pixels'],
    ['a PNG as large as its numbers go', pngThatSays(0xff_ff_ff_ff, 1), '4294967295 × 1 pixels'],
    ['a JPEG that would take gigabytes', jpeg(65_535, 65_535), '65535 × 65535 pixels'],
    ['a lossy WebP that is too wide', webp.lossy(16_000, 1), '16000 × 1 pixels'],
    ['a lossless WebP that is too high', webp.lossless(1, 16_384), '1 × 16384 pixels'],
    ['an extended WebP that is too wide', webp.extended(2049, 1), '2049 × 1 pixels'],
    ['a PNG without pixels', pngThatSays(0, 5), 'it has no pixels'],
    [
      'a JPEG that never says its size',
      Buffer.from([0xff, 0xd8, 0xff, 0xd9, 0, 0, 0, 0, 0, 0, 0, 0]),
      'not a whole',
    ],
    [
      'a JPEG whose segments have no length',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(99)]),
      'not a whole',
    ],
  ])('is not: %s', (_, bytes, why) => {
    const read = pictureType(bytes);
    expect(read.ok ? read.value : read.problem).toContain(why);
    expect(read.ok).toBe(false);
  });

  it.each([
    ['PNG', png(8, 8), 41],
    ['JPEG', jpeg(8, 8), 16],
    ['WebP', webp.lossy(8, 8), 30],
  ])('that is cut off before its size or content is none, and throws nothing: %s', (_, bytes, enough) => {
    for (let length = 0; length < enough; length += 1) {
      expect(pictureType(bytes.subarray(0, length)).ok).toBe(false);
    }
  });

  it('made of anything at all is decided in no time, without a throw', () => {
    const heads = [png(2, 2), jpeg(2, 2), webp.extended(2, 2)].map((it) => it.subarray(0, 16));
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 4000 }), (head, rest) => {
        pictureType(Buffer.concat([head, rest]));
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

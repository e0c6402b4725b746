/** The safe subset of Markdown, and what is outside it. */
import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/contract/window.ts';
import { parseMarkdown, safeAddress } from '../../src/main/app/markdown.ts';

const paragraph = (...inlines: Extract<Block, { kind: 'paragraph' }>['inlines']): Block => ({
  kind: 'paragraph',
  inlines,
});
const text = (words: string) => ({ kind: 'text' as const, text: words });

describe('what is understood', () => {
  it.each<[string, string, Block[]]>([
    ['nothing', '', []],
    ['lines of a paragraph belong together', 'one\ntwo', [paragraph(text('one two'))]],
    ['an empty line parts paragraphs', 'one\n\n\ntwo', [paragraph(text('one')), paragraph(text('two'))]],
    ['bold', 'a **b c** d', [paragraph(text('a '), { kind: 'bold', text: 'b c' }, text(' d'))]],
    [
      'italic',
      '*a* _b_',
      [paragraph({ kind: 'italic', text: 'a' }, text(' '), { kind: 'italic', text: 'b' })],
    ],
    ['code is left alone', '`a **b**`', [paragraph({ kind: 'code', text: 'a **b**' })]],
    ['a heading is a bold line', '# Update', [paragraph({ kind: 'bold', text: 'Update' })]],
    ['a backslash keeps a mark', '\\*a\\*', [paragraph(text('*a*'))]],
    [
      'lists',
      '- a\n- b\n  more\n\n1. c',
      [
        { kind: 'list', ordered: false, items: [[text('a')], [text('b more')]] },
        { kind: 'list', ordered: true, items: [[text('c')]] },
      ],
    ],
    [
      'entries with empty lines between them are one list, which goes on counting',
      '1. a\n\n2. b\n   more\n\nend',
      [{ kind: 'list', ordered: true, items: [[text('a')], [text('b more')]] }, paragraph(text('end'))],
    ],
  ])('%s', (_what, source, blocks) => {
    expect(parseMarkdown(source).blocks).toEqual(blocks);
  });

  it('gives the page a number for a link and keeps the address', () => {
    expect(parseMarkdown('See **[what’s new](https://example.com/new)**.')).toEqual({
      blocks: [
        paragraph(
          text('See '),
          { kind: 'link', text: 'what’s new', link: 0, host: 'example.com' },
          text('.'),
        ),
      ],
      links: ['https://example.com/new'],
    });
  });
});

it('links to a picture instead of showing it', () => {
  expect(parseMarkdown('![logo](https://example.com/logo.png)').blocks).toEqual([
    paragraph({ kind: 'link', text: 'logo', link: 0, host: 'example.com' }),
  ]);
});

describe('what stays text', () => {
  it.each([
    ['HTML', '<b>a</b> <script>x</script>'],
    ['a mark without its partner', 'a * b ** c'],
    ['a name with underscores', 'com_example_app'],
  ])('%s', (_what, source) => {
    expect(parseMarkdown(source)).toEqual({ blocks: [paragraph(text(source))], links: [] });
  });
});

describe('an address that is not opened', () => {
  it.each([
    'http://example.com',
    'javascript:alert`1`',
    'file:///etc/passwd',
    'https://apple.com@evil.example',
    'https://user:secret@example.com',
    'mailto:it@example.com',
    '/relative',
    'https://',
  ])('%s leaves the words only', (address) => {
    expect(safeAddress(address)).toBeNull();
    expect(parseMarkdown(`[words](${address})`)).toEqual({ blocks: [paragraph(text('words'))], links: [] });
  });
});

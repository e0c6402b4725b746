/**
 * The safe subset of Markdown for an admin's message: paragraphs, lists, bold, italic, code and https links. Pure text in,
 * a tree out. There is no HTML: what is not understood stays the text that it was. Link addresses stay in main; the page
 * gets a number for each.
 */
import type { Block, Inline } from '../../contract/window.ts';

export interface Markdown {
  readonly blocks: readonly Block[];
  /** Addresses by link number; each is https. */
  readonly links: readonly string[];
}

/** `links`: those of texts on the same page, which are numbered before; they are added to. */
export function parseMarkdown(source: string, links: string[] = []): Markdown {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let list: { readonly ordered: boolean; readonly items: string[] } | null = null;
  /** The last line was empty: entries go on after it, anything else is no entry's second line. */
  let gap = false;

  const endParagraph = (): void => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', inlines: parseInline(lines.join(' '), links) });
    lines = [];
  };
  const endList = (): void => {
    if (list !== null) {
      const items = list.items.map((item) => parseInline(item, links));
      blocks.push({ kind: 'list', ordered: list.ordered, items });
    }
    list = null;
  };

  for (const line of source.split(/\r?\n/)) {
    const text = line.trim();
    const item = /^(?:[-*+]|(\d{1,3})[.)])\s+(.*)$/.exec(text);
    if (list !== null && gap && item === null && text !== '') endList();
    gap = text === '';
    if (gap) {
      endParagraph();
    } else if (item !== null) {
      endParagraph();
      const ordered = item[1] !== undefined;
      if (list !== null && list.ordered !== ordered) endList();
      list ??= { ordered, items: [] };
      list.items.push(item[2] ?? '');
    } else if (list !== null) {
      list.items.push(`${list.items.pop() ?? ''} ${text}`);
    } else {
      // A heading is only a bold line here: the dialog has one title, its own.
      const heading = /^#{1,6}\s+(.*)$/.exec(text);
      if (heading === null) lines.push(text);
      else {
        endParagraph();
        lines = [`**${(heading[1] ?? '').replaceAll('*', '')}**`];
        endParagraph();
      }
    }
  }
  endParagraph();
  endList();
  return { blocks, links };
}

/** Escapes, code, links (a bold link is a link), bold, italic: whichever comes first. An opening mark needs a closing one. */
const inlinePattern =
  /\\([\\`*_[\]()#+\-.!])|`([^`]+)`|(?:\*\*)?!?\[([^\]]+)\]\(([^()\s]+)\)(?:\*\*)?|\*\*(?=\S)([^*]*[^*\s])\*\*|__(?=\S)([^_]*[^_\s])__|\*(?=\S)([^*]*[^*\s])\*|(?<![\p{L}\p{N}])_(?=\S)([^_]*[^_\s])_(?![\p{L}\p{N}])/gu;

function parseInline(source: string, links: string[]): Inline[] {
  const inlines: Inline[] = [];
  const addText = (text: string): void => {
    const last = inlines.at(-1);
    if (text === '') return;
    if (last?.kind === 'text') inlines[inlines.length - 1] = { kind: 'text', text: last.text + text };
    else inlines.push({ kind: 'text', text });
  };
  let end = 0;
  for (const match of source.matchAll(inlinePattern)) {
    addText(source.slice(end, match.index));
    end = match.index + match[0].length;
    const [whole, escaped, code, linkText, address, strong, strongToo, slanted, slantedToo] = match;
    const bold = strong ?? strongToo;
    const italic = slanted ?? slantedToo;
    if (escaped !== undefined) addText(escaped);
    else if (code !== undefined) inlines.push({ kind: 'code', text: code });
    else if (bold !== undefined) inlines.push({ kind: 'bold', text: bold });
    else if (italic !== undefined) inlines.push({ kind: 'italic', text: italic });
    else if (linkText !== undefined && address !== undefined) {
      const url = safeAddress(address);
      if (url === null) addText(linkText);
      else inlines.push({ kind: 'link', text: linkText, link: links.push(url.href) - 1, host: url.host });
    } else addText(whole);
  }
  addText(source.slice(end));
  return inlines;
}

/** Puts something else in the place of each piece of text; what comes there is text, whatever it looks like. */
export function mapText(blocks: readonly Block[], change: (text: string) => string): readonly Block[] {
  const changed = (inlines: readonly Inline[]): readonly Inline[] =>
    inlines.map((inline) => ({ ...inline, text: change(inline.text) }));
  return blocks.map((block) =>
    block.kind === 'paragraph'
      ? { ...block, inlines: changed(block.inlines) }
      : { ...block, items: block.items.map(changed) },
  );
}

/** What may be opened outside where an admin's key names it, not a text: a web page, a mail or a telephone call. */
export function openableAddress(text: string): URL | null {
  const url = parsed(text);
  return url?.protocol === 'mailto:' || url?.protocol === 'tel:' ? url : safeAddress(text);
}

/** Only https, and no name or password in front of the host, which is how an address pretends to be another. */
export function safeAddress(text: string): URL | null {
  const url = parsed(text);
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url : null;
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

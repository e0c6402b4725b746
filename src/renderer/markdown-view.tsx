/** Draws the message that main has taken apart. No HTML ever; a link is a number that main knows the address of. */
import type { ReactElement } from 'react';
import type { Block, Inline } from '../contract/window.ts';
import { bridge } from './bridge.ts';
import { directionIn } from './direction.ts';

export function MarkdownView({ blocks }: { readonly blocks: readonly Block[] }): ReactElement {
  return <>{blocks.map((block, index) => blockView(block, index))}</>;
}

function blockView(block: Block, key: number): ReactElement {
  if (block.kind === 'paragraph') return <p {...paragraph(block.inlines)} key={key} />;
  const items = block.items.map((item, index) => <li {...paragraph(item)} key={index} />);
  return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
}

const paragraph = (
  inlines: readonly Inline[],
): { readonly dir: 'rtl' | undefined; readonly children: readonly ReactElement[] } => ({
  dir: directionIn(inlines.map(({ text }) => text).join('')),
  children: inlines.map(inlineView),
});

function inlineView(inline: Inline, key: number): ReactElement {
  switch (inline.kind) {
    case 'text':
      return <span key={key}>{inline.text}</span>;
    case 'bold':
      return <strong key={key}>{inline.text}</strong>;
    case 'italic':
      return <em key={key}>{inline.text}</em>;
    case 'code':
      return <code key={key}>{inline.text}</code>;
    case 'link':
      return (
        <a
          key={key}
          href={`#link-${String(inline.link)}`}
          title={inline.host}
          onClick={(event) => {
            event.preventDefault();
            bridge.send({ kind: 'open-link', link: inline.link });
          }}
        >
          {inline.text}
        </a>
      );
  }
}

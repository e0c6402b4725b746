/** Draws the message that main has taken apart. No HTML ever; a link is a number that main knows the address of. */
import type { ReactElement } from 'react';
import type { Block, Inline } from '../contract/window.ts';
import { bridge } from './bridge.ts';

export function MarkdownView({ blocks }: { readonly blocks: readonly Block[] }): ReactElement {
  return <>{blocks.map((block, index) => blockView(block, index))}</>;
}

function blockView(block: Block, key: number): ReactElement {
  if (block.kind === 'paragraph') return <p key={key}>{block.inlines.map(inlineView)}</p>;
  const items = block.items.map((item, index) => <li key={index}>{item.map(inlineView)}</li>);
  return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
}

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

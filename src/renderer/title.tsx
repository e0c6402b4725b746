/** What a page is about. A screen reader calls the whole window by it. */
import type { ReactElement } from 'react';
import { directionIn } from './direction.ts';

export const titleId = 'title';

export const Title = ({ text }: { readonly text: string }): ReactElement => (
  <h1 id={titleId} dir={directionIn(text)}>
    {text}
  </h1>
);

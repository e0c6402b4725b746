/** The organisation's logo above the page. Its name stands beside it as text, so there is nothing to read out. */
import { useState, type ReactElement } from 'react';
import { picturePlace, type PageModel } from '../contract/window.ts';

export function LogoView({ logo }: { readonly logo: PageModel['logo'] }): ReactElement | null {
  const [broken, setBroken] = useState(false);
  if (logo === null || broken) return null;
  return (
    <picture className="logo">
      <source media="(prefers-color-scheme: dark)" srcSet={picturePlace + logo.dark} />
      <img src={picturePlace + logo.light} alt="" draggable={false} onError={() => setBroken(true)} />
    </picture>
  );
}

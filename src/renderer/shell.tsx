/** The frame around every page: hears page models, tells how tall the content is. Holds no truth of its own. */
import { useEffect, useLayoutEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import type { PageModel } from '../contract/window.ts';
import { paint } from './accent.ts';
import { bridge } from './bridge.ts';
import { ChoicesView } from './choices-view.tsx';
import { LogoView } from './logo-view.tsx';
import { MaintenanceView } from './maintenance-view.tsx';
import { AboutView, ConfirmationView, NewsView, StartNowView } from './short-views.tsx';
import { titleId } from './title.tsx';
import { TogetherView } from './together-view.tsx';
import { answeringSigns, readingSigns, useTouched } from './touched.ts';
import { WarningView } from './warning-view.tsx';

export function Shell(): ReactElement | null {
  const [model, setModel] = useState<PageModel | null>(null);
  const shell = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const stop = bridge.onPage(setModel);
    bridge.send({ kind: 'ready' });
    return stop;
  }, []);
  useContentHeight(shell, model !== null);
  useTouched(signsOf(model));
  useLayoutEffect(() => {
    if (model === null) return;
    document.documentElement.lang = model.language;
    document.documentElement.dir = model.direction;
    paint(model.accent);
    document.documentElement.toggleAttribute('data-large-text', model.textSize >= 1.5);
  }, [model]);
  if (model === null) return null;
  return (
    <main>
      <div className="shell" ref={shell} {...(isDialog(model) ? dialogRole : {})}>
        <header className="bar">{model.organization}</header>
        <LogoView key={model.logo?.light} logo={model.logo} />
        <PageView key={`${model.key} ${model.page.kind}`} model={model} />
      </div>
    </main>
  );
}

/** A window that wants an answer, or that tells one thing and leaves. */
const isDialog = ({ page }: PageModel): boolean => page.kind !== 'maintenance';
const dialogRole = { role: 'dialog', 'aria-labelledby': titleId } as const;

/** What leaves by itself stays while somebody reads it; what asks must not change under somebody's hands. */
const signsOf = (model: PageModel | null): typeof readingSigns =>
  model?.page.kind === 'confirmation' || model?.page.kind === 'news' ? readingSigns : answeringSigns;

function PageView({ model }: { readonly model: PageModel }): ReactElement {
  const { page, title } = model;
  switch (page.kind) {
    case 'choices':
      return <ChoicesView title={title} page={page} />;
    case 'together':
      return <TogetherView title={title} page={page} />;
    case 'start-now':
      return <StartNowView title={title} page={page} />;
    case 'warning':
      return <WarningView title={title} page={page} />;
    case 'confirmation':
      return <ConfirmationView title={title} page={page} />;
    case 'news':
      return <NewsView title={title} page={page} />;
    case 'maintenance':
      return <MaintenanceView title={title} page={page} />;
    case 'about':
      return <AboutView title={title} page={page} />;
  }
}

/** Taller than any screen; what is more than that is refused in main. */
const tallestReported = 10_000;
/** How small the scrolling part of a page may be (shell.css). */
const leastScroller = 36;

/** Reports the height that the content would take if nothing had to scroll, whenever it changes. */
function useContentHeight(shell: RefObject<HTMLElement | null>, shown: boolean): void {
  const reported = useRef(0);
  useLayoutEffect(() => {
    const element = shell.current;
    if (element === null) return undefined;
    const report = (): void => {
      const scroller = element.querySelector('.scroller');
      const hidden = scroller === null ? 0 : scroller.scrollHeight - scroller.clientHeight;
      // These are whole pixels of heights that are not: one more, or the last line would scroll.
      const pixels = Math.min(element.scrollHeight + hidden + 1, tallestReported);
      const spare = scroller === null ? 0 : Math.max(0, scroller.scrollHeight - leastScroller);
      const least = Math.max(1, pixels - spare);
      if (pixels === reported.current) return;
      reported.current = pixels;
      bridge.send({ kind: 'height', pixels, least });
    };
    report();
    const sizes = new ResizeObserver(report);
    sizes.observe(element);
    const content = new MutationObserver(report);
    content.observe(element, { subtree: true, childList: true, characterData: true });
    return () => {
      sizes.disconnect();
      content.disconnect();
    };
  }, [shell, shown]);
}

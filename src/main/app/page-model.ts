/**
 * What the window shows: the state as finished text. Null while nothing is shown. The choices page, the largest, is in
 * `choices-page.ts`.
 */
import { assertNever } from '../../core/result.ts';
import type { PageModel } from '../../contract/window.ts';
import { buttonsOf } from './admin-words.ts';
import { choicesPage } from './choices-page.ts';
import { frameOf } from './frame.ts';
import { placeOf } from './menu-model.ts';
import { isReady } from './ready.ts';
import { togetherPage } from './together-page.ts';
import { deploymentOf, type Dialog, type News, type State } from './state.ts';
import { textsOf, type Texts } from './texts.ts';
import { whenOf } from './times.ts';
import { warningPage } from './warning-page.ts';

export interface WindowView {
  readonly model: PageModel;
  /** True where a person opened it: only then may it come forward and take the keyboard. */
  readonly takesFocus: boolean;
}

export function windowView(state: State): WindowView | null {
  const { dialog } = state;
  if (dialog === null) return null;
  const shown = contentOf(state, dialog);
  if (shown === null) return null;
  return {
    takesFocus: dialog.openedBy === 'person',
    model: {
      key: String(dialog.serial),
      ...frameOf(state, 'deployment' in dialog ? deploymentOf(state, dialog.deployment) : null),
      title: shown.title,
      page: shown.page,
    },
  };
}

type Content = Pick<PageModel, 'title' | 'page'>;

function contentOf(state: State, dialog: Dialog): Content | null {
  const texts = textsOf(state);
  const done = texts.button.done;
  switch (dialog.kind) {
    case 'choosing': {
      const view = deploymentOf(state, dialog.deployment);
      return view === null ? null : { title: view.title, page: choicesPage(state, view, dialog) };
    }
    case 'choosing-together':
      return togetherPage(state, dialog);
    case 'start-now':
      return startNow(state, dialog.deployment);
    case 'warning': {
      const view = deploymentOf(state, dialog.deployment);
      return view === null ? null : warningPage(state, view, dialog);
    }
    case 'confirmed':
      return {
        title: dialog.count === 1 ? dialog.title : texts.together.chosen(dialog.count),
        page: {
          kind: 'confirmation',
          text: confirmed(state, dialog),
          hint:
            dialog.due === null || state.snapshot?.branding.menuBarItem === 'never'
              ? null
              : texts.confirmation.hint,
          done,
        },
      };
    case 'news':
      return { title: dialog.title, page: { kind: 'news', text: newsText(texts, dialog.news), done } };
    case 'about':
      return {
        title: texts.about.title,
        page: {
          kind: 'about',
          version: texts.about.version(state.version),
          text: texts.about.text(state.snapshot?.organization ?? null),
          done,
        },
      };
    default:
      return assertNever(dialog);
  }
}

function startNow(state: State, deployment: string): Content | null {
  const view = deploymentOf(state, deployment);
  if (view === null) return null;
  const texts = textsOf(state);
  const sentences = [
    view.restarts ? texts.startNow.restarts : texts.startNow.plain,
    ...(view.minutes === null ? [] : [texts.startNow.duration(view.minutes)]),
    ...(state.link.kind === 'connected' ? [] : [texts.link.lost]),
  ];
  return {
    title: view.title,
    page: {
      kind: 'start-now',
      question: texts.startNow.question,
      text: texts.sentences(sentences),
      cancel: texts.button.cancel,
      start: buttonsOf(state, view).start,
      ready: isReady(state, deployment),
    },
  };
}

function confirmed(state: State, dialog: Extract<Dialog, { kind: 'confirmed' }>): string {
  const texts = textsOf(state);
  if (dialog.words !== null) return dialog.words;
  if (dialog.due !== null) {
    return texts.confirmation.scheduled(whenOf(dialog.due, state.now, placeOf(state)));
  }
  return dialog.restarts ? texts.confirmation.startingRestarts : texts.confirmation.starting;
}

function newsText(texts: Texts, news: News): string {
  switch (news.kind) {
    case 'refused':
      return texts.refusal(news.reason);
    case 'running':
      return texts.news.running;
    case 'finished':
      return texts.news.finished;
    case 'gone':
      return texts.news.gone;
    case 'nothing-to-choose':
      return texts.news.nothingToChoose;
    default:
      return assertNever(news);
  }
}

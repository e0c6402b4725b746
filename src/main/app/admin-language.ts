/** The admin's texts in the language of the person: chosen when a snapshot arrives, so that all else reads plain words. */
import type { Branding, DeploymentView, IntentAnswer, Snapshot } from '../../contract/session-door.ts';
import { textNames } from '../../core/branding.ts';
import { localeOf } from './language.ts';
import type { State } from './state.ts';
import { textsOf } from './texts.ts';

export interface Reader {
  /** Tags of the languages that the person reads, the best first. */
  readonly languages: readonly string[];
  /** Intermission's own words, where the admin wrote none. */
  readonly own: { readonly title: Readonly<Record<'work' | 'os-updates', string>>; readonly message: string };
}

/** The admin may choose the language for everybody; else it is the person's first that there is anything for. */
function readerOf(state: State, branding: Branding | null): Reader {
  const languages = [...state.languages, localeOf(state)];
  const chosen = branding?.language ?? null;
  return { languages: chosen === null ? languages : [chosen, ...languages], own: textsOf(state).own };
}

export function snapshotFor(snapshot: Snapshot, state: State): Snapshot {
  const reader = readerOf({ ...state, snapshot }, snapshot.branding);
  return { ...snapshot, deployments: snapshot.deployments.map((view) => viewFor(view, reader)) };
}

/** An answer brings a fresh view. */
export function answerFor(answer: IntentAnswer | null, state: State): IntentAnswer | null {
  if (answer?.kind !== 'refused' || answer.fresh === null) return answer;
  const reader = readerOf(state, state.snapshot?.branding ?? null);
  return { ...answer, fresh: viewFor(answer.fresh, reader) };
}

/** The same view with one language only: every text that there is stands in `text`. */
export function viewFor(view: DeploymentView, { languages, own }: Reader): DeploymentView {
  const texts: DeploymentView['texts'] = {};
  for (const name of textNames) {
    const given = view.texts[name];
    if (given === undefined) continue;
    const tag = bestTag(Object.keys(given.languages), languages);
    texts[name] = { text: (tag === null ? null : given.languages[tag]) ?? given.text, languages: {} };
  }
  const { ours } = view;
  return {
    ...view,
    title: texts.title?.text ?? (ours.title === null ? view.title : own.title[ours.title]),
    message: texts.message?.text ?? (ours.message ? own.message : view.message),
    texts,
  };
}

/**
 * The best of these tags for whoever reads these languages. The first language that there is anything for wins; within it the same
 * region, then none, then any: de-AT reads de, and de-CH where there is nothing nearer. Scripts are never mixed.
 */
export function bestTag(tags: readonly string[], languages: readonly string[]): string | null {
  for (const language of languages) {
    const wanted = parsed(language);
    if (wanted === null) continue;
    const fitting = tags.filter((tag) => written(parsed(tag)) === written(wanted));
    const best =
      fitting.find((tag) => parsed(tag)?.baseName === wanted.baseName) ??
      fitting.find((tag) => parsed(tag)?.region === undefined) ??
      fitting[0];
    if (best !== undefined) return best;
  }
  return null;
}

/** "de-Latn", "zh-Hant": how a language is written where its tag does not say. */
function written(locale: Intl.Locale | null): string | null {
  if (locale === null) return null;
  const { language, script } = locale.maximize();
  // Norwegian has two written forms and a name for both; who writes one of them is read by all.
  return `${language === 'no' || language === 'nn' ? 'nb' : language}-${script ?? ''}`;
}

/** Tags may be Apple's (`de_CH`). */
function parsed(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-'));
  } catch {
    return null;
  }
}

/**
 * What the admin says about a deployment, ready to be shown: placeholders filled, Markdown taken apart, links numbered. What comes
 * in the place of a placeholder is text, whatever it looks like: it is put in after the Markdown was read.
 */
import type { DeploymentView } from '../../contract/session-door.ts';
import type { Block, Inline } from '../../contract/window.ts';
import type { TextName } from '../../core/branding.ts';
import { fillPlaceholders, type PlaceholderName } from '../../core/placeholders.ts';
import type { Instant } from '../../core/time.ts';
import { mapText, openableAddress, parseMarkdown } from './markdown.ts';
import { placeOf } from './menu-model.ts';
import { deadlineInstant } from './offer.ts';
import type { State } from './state.ts';
import { textsOf } from './texts.ts';
import { whenOf } from './times.ts';

export interface AdminWords {
  readonly message: readonly Block[];
  /** What is said instead in the last warning. */
  readonly lastWarning: readonly Block[];
  /** Null where the admin gives no reason. */
  readonly reason: readonly Block[] | null;
  readonly support: Inline | null;
  readonly information: Inline | null;
  /** Addresses by link number, of all the above. */
  readonly links: readonly string[];
}

/** `view`: null where the page is about several. `due`: when it starts, for the last warning. */
export function adminWords(state: State, view: DeploymentView | null, due: Instant | null): AdminWords {
  const links: string[] = [];
  const said = (name: TextName, source: string): readonly Block[] =>
    mapText(parseMarkdown(source, links).blocks, (text) => filled(state, view, name, text, due));
  const message = said('message', view?.message ?? '');
  const lastWarning = view?.texts.lastWarning?.text ?? null;
  const reason = view?.texts.reason?.text ?? null;
  return {
    message,
    lastWarning: lastWarning === null ? message : said('lastWarning', lastWarning),
    reason: reason === null ? null : said('reason', reason),
    support: linkTo(state.snapshot?.branding.supportLink ?? null, null, links),
    information: linkTo(view?.informationLink ?? null, textsOf(state).why.information, links),
    links,
  };
}

/** What the buttons of one deployment say. */
export interface Buttons {
  readonly start: string;
  readonly run: (at: Instant) => string;
  readonly notNow: string;
}

/** `view`: null where they are about several. */
export function buttonsOf(state: State, view: DeploymentView | null): Buttons {
  const { button } = textsOf(state);
  return {
    start: view?.texts.start?.text ?? button.startNow,
    run: (at) => {
      const text = view?.texts.schedule?.text ?? null;
      return text === null
        ? button.run(whenOf(at, state.now, placeOf(state)))
        : filled(state, view, 'schedule', text, at);
    },
    notNow: view?.texts.notNow?.text ?? button.notNow,
  };
}

/** What is said once this time is chosen; null where the admin has no words of their own for it. */
export function confirmationText(
  state: State,
  view: DeploymentView | null,
  due: Instant | null,
): string | null {
  const text = view?.texts.confirmation?.text ?? null;
  return text === null || due === null ? null : filled(state, view, 'confirmation', text, due);
}

function filled(
  state: State,
  view: DeploymentView | null,
  name: TextName,
  text: string,
  due: Instant | null,
): string {
  if (!text.includes('{')) return text;
  const { moment, number, time } = textsOf(state);
  const when = (at: Instant) => whenOf(at, state.now, placeOf(state));
  const deadline = view === null ? null : deadlineInstant(view);
  const counted = (count: number | null | undefined): string | null =>
    count === null || count === undefined ? null : number(count);
  const values: Readonly<Record<PlaceholderName, string | null>> = {
    deadline: deadline === null ? null : moment(when(deadline)),
    deferralsRemaining: counted(view?.deferralsLeft),
    organization: state.snapshot?.organization ?? null,
    title: view?.title ?? null,
    minutes: counted(view?.minutes),
    supportContact: state.snapshot?.supportContact ?? null,
    time: due === null ? null : time.column(when(due)),
    date: due === null ? null : moment(when(due)),
  };
  return fillPlaceholders(text, name, values);
}

/** A link of its own, with what it says, else where it leads. */
function linkTo(address: string | null, says: string | null, links: string[]): Inline | null {
  const url = address === null ? null : openableAddress(address);
  if (url === null) return null;
  const text = says ?? (url.protocol === 'https:' ? url.host : decoded(url.pathname));
  return { kind: 'link', text, link: links.push(url.href) - 1, host: url.host };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What every page has around it, whatever it is about: whose it is, and in which colors and language. */
import type { DeploymentView } from '../../contract/session-door.ts';
import type { PageModel } from '../../contract/window.ts';
import { accentOf } from './accent.ts';
import { directionOf, languageOf, localeOf } from './language.ts';
import type { State } from './state.ts';

type Frame = Pick<PageModel, 'textSize' | 'language' | 'direction' | 'organization' | 'logo' | 'accent'>;

/** `view`: the deployment that the page is about; null where it is about none. */
export function frameOf(state: State, view: DeploymentView | null): Frame {
  const { snapshot, textSize } = state;
  const accent = snapshot?.branding.accent ?? null;
  const { light, dark } = view?.logo ?? snapshot?.branding.logo ?? { light: null, dark: null };
  const [inLight, inDark] = [light ?? dark, dark ?? light];
  return {
    textSize,
    language: localeOf(state),
    direction: directionOf(languageOf(state)),
    organization: snapshot?.organization ?? null,
    logo: inLight === null || inDark === null ? null : { light: inLight, dark: inDark },
    accent: accent === null ? null : accentOf(accent),
  };
}

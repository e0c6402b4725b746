/** The way to the helper, whatever it goes through. Mends itself; nobody asks it to reconnect. */
import type { Intent, IntentAnswer, Picture, Report, Snapshot } from '../../contract/session-door.ts';
import type { Link } from '../app/state.ts';

export type LinkEvent =
  { readonly kind: 'link'; readonly link: Link } | { readonly kind: 'snapshot'; readonly snapshot: Snapshot };

export interface HelperLink {
  /** Begins to connect and keeps at it. `connected` is told after the first snapshot. */
  start(listener: (event: LinkEvent) => void): void;
  /** Null when the intent could not be passed on. */
  sendIntent(intent: Intent): Promise<IntentAnswer | null>;
  /** A picture that a snapshot names; null where it cannot be had. */
  image(digest: string): Promise<Picture | null>;
  /** Dropped where it cannot be passed on at once. */
  report(report: Report): void;
  close(): void;
}

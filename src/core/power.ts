/** What can be seen of the Mac's power at one moment: plain facts, no judgement (`hold/power.ts` judges). */

export interface PowerSupply {
  /** A UPS is a battery as well, only outside. */
  readonly source: 'adapter' | 'battery' | 'ups';
  /** The charge of its battery; null where it has none, or does not tell. */
  readonly percent: number | null;
}

/** What the admin says in words of their own, in which languages, and how the dialog looks. Nothing here changes a rule. */

/** The texts that an admin may write. */
export const textNames = [
  'title',
  'message',
  'start',
  'schedule',
  'notNow',
  'confirmation',
  'lastWarning',
  'reason',
] as const;
export type TextName = (typeof textNames)[number];

/** One text: for everybody, and for those who read one of these languages (by language tag). */
export interface AdminText {
  /** Null where there are only texts for some languages. */
  readonly text: string | null;
  readonly languages: Readonly<Record<string, string>>;
}

/** What is absent is not set: Intermission's own words stand there. Of title and message only the other languages stand here. */
export type AdminTexts = Readonly<Partial<Record<TextName, AdminText>>>;

/** One for light windows and one for dark ones; where one is null the other serves both. */
export interface Logo {
  readonly light: string | null;
  readonly dark: string | null;
}

export interface DeploymentBranding {
  /** The admin wrote none: title or message are Intermission's own, in English. */
  readonly ours: { readonly title: boolean; readonly message: boolean };
  readonly texts: AdminTexts;
  /** A page about this work: https, mailto or tel. */
  readonly informationLink: string | null;
  /** Mac paths. */
  readonly logo: Logo;
  readonly showsDeadline: boolean;
  readonly showsDeferrals: boolean;
}

/** What all deployments share. */
export interface OrganizationBranding {
  /** `#rrggbb`, as the admin wrote it; null: the color of the system. */
  readonly accent: string | null;
  readonly supportLink: string | null;
  /** Mac paths. */
  readonly logo: Logo;
  /** The language of every text, by tag; null: the person's own. */
  readonly language: string | null;
  readonly menuBarItem: 'always' | 'when-due' | 'never';
  readonly menuBarCountdown: boolean;
}

export const plainBranding: DeploymentBranding = {
  ours: { title: false, message: false },
  texts: {},
  informationLink: null,
  logo: { light: null, dark: null },
  showsDeadline: true,
  showsDeferrals: true,
};

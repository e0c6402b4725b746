/** Which app an entry of a list means. */

export interface AppIdentity {
  /** As the system shows it, perhaps localised. */
  readonly name: string;
  readonly bundleId: string | null;
  readonly executable: string | null;
}

/** Apps that go by several names: an entry that is one of them means all of them. */
export interface AppFamily {
  /** As people call it. */
  readonly title: string;
  readonly names: readonly string[];
  readonly bundleIds: readonly string[];
  /** What people do with it when its display must stay awake. */
  readonly use: 'slides' | 'calls';
}

/**
 * Keynote has two bundle ids since 2026, and its executable is always `Keynote`; PowerPoint's is spelled with a small p (macos.md C2).
 * `MSTeams` and `zoom.us` with `CptHost`, which runs during a meeting only, are recorded as processes (C6). The other bundle ids were
 * not seen in a source here: names alone would do, so a wrong one harms nothing.
 */
export const families: readonly AppFamily[] = [
  {
    title: 'Keynote',
    names: ['Keynote', 'Keynote Creator Studio'],
    bundleIds: ['com.apple.iWork.Keynote', 'com.apple.Keynote'],
    use: 'slides',
  },
  {
    title: 'PowerPoint',
    names: ['Microsoft PowerPoint', 'PowerPoint'],
    bundleIds: ['com.microsoft.Powerpoint'],
    use: 'slides',
  },
  {
    title: 'Zoom',
    names: ['zoom.us', 'Zoom', 'Zoom Workplace', 'CptHost'],
    bundleIds: ['us.zoom.xos', 'us.zoom.CptHost'],
    use: 'calls',
  },
  {
    title: 'Microsoft Teams',
    names: [
      'Microsoft Teams',
      'Microsoft Teams (work or school)',
      'Microsoft Teams classic',
      'MSTeams',
      'Teams',
    ],
    bundleIds: ['com.microsoft.teams2', 'com.microsoft.teams'],
    use: 'calls',
  },
  {
    title: 'Webex',
    names: ['Webex', 'Cisco Webex Meetings', 'Webex Meetings', 'Meeting Center'],
    bundleIds: ['Cisco-Systems.Spark', 'com.webex.meetingmanager'],
    use: 'calls',
  },
  {
    title: 'FaceTime',
    names: ['FaceTime'],
    bundleIds: ['com.apple.FaceTime'],
    use: 'calls',
  },
];

/** The process that only runs while a Zoom meeting does (macos.md C6). */
export const zoomMeetingProcess = 'CptHost';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const namesOf = ({ name, bundleId, executable }: AppIdentity): readonly string[] =>
  [name, bundleId, executable].filter((it) => it !== null);

export const familyOf = (app: AppIdentity): AppFamily | null =>
  families.find(({ names, bundleIds }) =>
    namesOf(app).some((own) => [...names, ...bundleIds].some((known) => same(known, own))),
  ) ?? null;

/** Whether the list names this app: by its name, its bundle id, its executable, or another name of its family. */
export function isListed(list: readonly string[], app: AppIdentity): boolean {
  if (list.length === 0) return false;
  const family = familyOf(app);
  const known = [...namesOf(app), ...(family === null ? [] : [...family.names, ...family.bundleIds])];
  return list.some((entry) => known.some((name) => same(entry, name)));
}

/** How people call it. */
export const titleOf = (app: AppIdentity): string => familyOf(app)?.title ?? app.name;

/** A process of which only the name is known. */
export const processNamed = (name: string): AppIdentity => ({ name, bundleId: null, executable: name });

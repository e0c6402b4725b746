/** What crosses the borders: accepted as it should be, refused with an extra key or a wrong value. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { adminMethods, statusReportSchema } from '../../src/contract/admin-door.ts';
import { agentLabel, helperLabel, paths, runLog, sessionSocket } from '../../src/contract/identity.ts';
import { agentJob, helperDaemon } from '../../src/contract/product-jobs.ts';
import { decodeRunJournal, runJournalName } from '../../src/contract/run-journal.ts';
import { sessionMethods, snapshotSchema } from '../../src/contract/session-door.ts';
import { instantText, localMinuteText, zoneText } from '../../src/contract/values.ts';
import { version } from '../../src/contract/version.ts';
import { pageMessageSchema } from '../../src/contract/window-schema.ts';

const instant = '2026-11-21T15:10:00Z';
const accepts = (schema: z.ZodMiniType, value: unknown): boolean => schema.safeParse(value).success;

const choose = (pick: unknown): unknown => ({ kind: 'choose', deployment: 'macos', pick });
const end = {
  deployment: 'macos',
  appointment: instant,
  endedAt: instant,
  exitCode: 0,
  signal: null,
  notStarted: null,
  lastLines: ['Executing Policy X'],
};

const snapshot = {
  revision: 1,
  now: instant,
  zone: 'Europe/Berlin',
  organization: null,
  supportContact: null,
  branding: {
    accent: '#0A66C2',
    supportLink: null,
    logo: { light: 'a'.repeat(64), dark: null },
    language: null,
    menuBarItem: 'always',
    menuBarCountdown: true,
  },
  observeEvery: null,
  deployments: [
    {
      id: 'macos',
      title: 'Restart',
      message: '',
      ours: { title: 'os-updates', message: true },
      texts: { title: { text: null, languages: { de: 'Neustart' } } },
      logo: null,
      informationLink: null,
      shows: { deadline: true, deferrals: true },
      minutes: null,
      restarts: true,
      status: 'In progress',
      detail: { kind: 'asked', since: instant, missed: null, because: null },
      ask: 1,
      hold: null,
      notice: { number: 1, kind: 'warning', due: instant, overHold: false },
      choices: [{ id: 'now', pick: { kind: 'now' }, at: instant, last: false }],
      preselected: null,
      ownTime: { earliest: instant, latest: instant, hours: null },
      deadline: null,
      phase: 'initial',
      deferralsLeft: null,
    },
  ],
  together: null,
};

const hold = {
  kind: 'held',
  what: 'question',
  since: instant,
  reasons: [{ kind: 'presenting', app: 'Keynote', evidence: 'x' }],
  why: null,
};

const report = {
  schemaVersion: 1,
  version: '0.1.0',
  now: instant,
  zone: 'UTC',
  consoleUser: null,
  deployments: [
    {
      id: 'macos',
      label: 'x',
      trigger: 'x',
      title: 'x',
      status: 'Failed',
      detail: { kind: 'failed', at: instant, outcome: 'killed' },
      sentence: 'x',
      firstOffered: null,
      deadline: null,
      deferralsUsed: 0,
      hold: { ...hold, until: null },
      holds: [{ ...hold, until: instant, end: 'free' }],
      heldMinutes: 0,
      lastLines: [],
      attempts: [{ startedAt: instant, endedAt: null, outcome: null }],
    },
  ],
  problems: [],
};

/** Whatever is accepted, with a name for it. Each is refused below once it holds a key too many, at any depth. */
const good: readonly (readonly [string, z.ZodMiniType, unknown])[] = [
  ['hello', sessionMethods.hello.params, { protocol: 1, program: 'app', version: '0.1.0' }],
  ['subscribe', sessionMethods.subscribe.params, {}],
  ['pick now', sessionMethods.intent.params, choose({ kind: 'now' })],
  ['pick minutes', sessionMethods.intent.params, choose({ kind: 'in', minutes: 60 })],
  [
    'pick a named time',
    sessionMethods.intent.params,
    choose({ kind: 'named', name: 'end-of-day', shown: instant }),
  ],
  [
    'pick an own time',
    sessionMethods.intent.params,
    choose({ kind: 'at', local: '2026-11-21T17:00', zone: 'Europe/Berlin' }),
  ],
  ['not now', sessionMethods.intent.params, { kind: 'not-now', deployment: 'macos' }],
  ['a report', sessionMethods.report.params, { event: 'woke' }],
  ['a snapshot', snapshotSchema, snapshot],
  ['accepted', sessionMethods.intent.result, { kind: 'accepted', due: null }],
  ['refused', sessionMethods.intent.result, { kind: 'refused', reason: 'stale-choice', fresh: null }],
  ['prompt', adminMethods.prompt.params, { target: { kind: 'deployment', id: 'macos' } }],
  [
    'prompt by parameters',
    adminMethods.prompt.params,
    { target: { kind: 'jamf', label: 'com.contoso.x', trigger: 'x', osUpdates: false } },
  ],
  ['defer in', adminMethods.defer.params, { deployment: 'macos', when: { kind: 'in', minutes: 0 } }],
  [
    'defer at',
    adminMethods.defer.params,
    { deployment: 'macos', when: { kind: 'at', local: '2026-11-21T17:00' } },
  ],
  ['cancel', adminMethods.cancel.params, { deployment: 'macos' }],
  ['begin a run', adminMethods.runBegin.params, { deployment: 'macos', appointment: instant }],
  ['end a run', adminMethods.runEnd.params, end],
  ['wait', adminMethods.runBegin.result, { kind: 'wait', reason: 'busy' }],
  ['a status report', statusReportSchema, report],
  ['a page message', pageMessageSchema, { kind: 'typed', date: '2026-11-21', time: '' }],
];

/** The same value with one more key, once for each object in it. */
function* withExtraKey(value: unknown): Generator {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield { ...value, extra: 1 };
  for (const [key, inner] of Object.entries(value)) {
    for (const changed of withExtraKey(inner)) {
      yield Array.isArray(value)
        ? value.map((item: unknown, index) => (String(index) === key ? changed : item))
        : { ...value, [key]: changed };
    }
  }
}

/** The same value with one key less, once for each key of its outermost object. */
function* withoutKey(value: object): Generator {
  for (const key of Object.keys(value)) {
    yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
  }
}

describe('a message', () => {
  it.each(good)('is accepted: %s', (_, schema, value) => {
    expect(accepts(schema, value)).toBe(true);
  });

  it.each(good)('is refused with a key too many, at any depth: %s', (_, schema, value) => {
    const changed = [...withExtraKey(value)];
    expect(changed.length).toBeGreaterThan(0);
    for (const one of changed) expect(accepts(schema, one)).toBe(false);
  });

  it.each(good)('is refused with a key missing: %s', (_, schema, value) => {
    for (const one of withoutKey(value as object)) expect(accepts(schema, one)).toBe(false);
  });
});

describe('a wrong value is refused', () => {
  const intent = sessionMethods.intent.params;
  const at = { kind: 'at', local: '2026-11-21T17:00', zone: 'Europe/Berlin' };
  const jamf = { kind: 'jamf', label: 'com.contoso.x', trigger: 'x', osUpdates: false };
  const prompt = adminMethods.prompt.params;
  const defer = adminMethods.defer.params;
  const { hello } = sessionMethods;

  it.each<[string, z.ZodMiniType, unknown]>([
    ['an unknown intent', intent, { kind: 'run', deployment: 'macos' }],
    ['a deployment with a way up', intent, { kind: 'not-now', deployment: '../macos' }],
    ['a command among the picks', intent, choose({ kind: 'now', command: 'rm' })],
    ['no minutes at all', intent, choose({ kind: 'in', minutes: 0 })],
    ['a part of a minute', intent, choose({ kind: 'in', minutes: 1.5 })],
    ['more than a year', intent, choose({ kind: 'in', minutes: 525_601 })],
    ['minutes as text', intent, choose({ kind: 'in', minutes: '60' })],
    ['an unknown name', intent, choose({ kind: 'named', name: 'noon', shown: instant })],
    ['a shown time that is none', intent, choose({ kind: 'named', name: 'end-of-day', shown: 'now' })],
    ['a local time with an offset', intent, choose({ ...at, local: '2026-11-21T17:00Z' })],
    ['a zone with a way up', intent, choose({ ...at, zone: '../../etc/passwd' })],
    ['an unknown event', sessionMethods.report.params, { event: 'presenting' }],
    ['an unknown program', hello.params, { protocol: 1, program: 'shell', version: '1' }],
    ['an endless version', hello.params, { protocol: 1, program: 'app', version: 'x'.repeat(65) }],
    ['a label with a slash', prompt, { target: { ...jamf, label: 'a/b' } }],
    ['a label that is blank', prompt, { target: { ...jamf, label: '' } }],
    ["a label of Apple's", prompt, { target: { ...jamf, label: 'com.apple.x' } }],
    ['a trigger that is an option', prompt, { target: { ...jamf, trigger: '-id' } }],
    ['yes for true', prompt, { target: { ...jamf, osUpdates: 'yes' } }],
    ['minutes below zero', defer, { deployment: 'macos', when: { kind: 'in', minutes: -1 } }],
    [
      'a day that does not exist',
      defer,
      { deployment: 'macos', when: { kind: 'at', local: '2026-02-30T10:00' } },
    ],
    ['a run that names no instant', adminMethods.runBegin.params, { deployment: 'macos', appointment: 'x' }],
    ['an exit code that is no number', adminMethods.runEnd.params, { ...end, exitCode: '0' }],
    [
      'too many lines',
      adminMethods.runEnd.params,
      { ...end, lastLines: Array.from({ length: 201 }, String) },
    ],
    ['an endless line', adminMethods.runEnd.params, { ...end, lastLines: ['x'.repeat(1001)] }],
    [
      'an unknown status',
      snapshotSchema,
      { ...snapshot, deployments: [{ ...snapshot.deployments[0], status: 'x' }] },
    ],
    ['a report of another schema', statusReportSchema, { ...report, schema: 2 }],
    ['an unknown page message', pageMessageSchema, { kind: 'eval', code: '1' }],
    ['a page of no height', pageMessageSchema, { kind: 'height', pixels: 0 }],
    ['a date in words', pageMessageSchema, { kind: 'typed', date: 'today', time: '' }],
    [
      'a time with more behind it',
      pageMessageSchema,
      { kind: 'choose-own', date: '2026-11-21', time: '17:00 and much more than that' },
    ],
    ['an address for a link', pageMessageSchema, { kind: 'open-link', link: 'https://example.com' }],
    ['a link below zero', pageMessageSchema, { kind: 'open-link', link: -1 }],
  ])('%s', (_, schema, value) => {
    expect(accepts(schema, value)).toBe(false);
  });

  it.each([
    [instantText, instant, '2026-11-21T15:10'],
    [instantText, '2026-11-21T15:10:00.123456789Z', `${instant}${' '.repeat(30)}`],
    [localMinuteText, '2026-11-21T15:10', instant],
    [zoneText, 'Europe/Berlin', '+02:00'],
  ])('a text that is none (%#)', (schema, good, bad) => {
    expect([accepts(schema, good), accepts(schema, bad)]).toEqual([true, false]);
  });
});

describe('the journal of a run', () => {
  const journal = { version: 1, startedAt: instant, ending: null };
  const ending = { exitCode: 0, signal: null, notStarted: null, lastLines: [] };

  it('has a name of its own for each deployment and appointment, without colons', () => {
    expect(runJournalName('macos', instant)).toBe('macos@2026-11-21T151000Z.json');
    expect(runJournalName('a', instant)).not.toBe(runJournalName('a.b', instant));
  });

  it.each([journal, { ...journal, ending }])('is read as it was written (%#)', (content) => {
    expect(decodeRunJournal(JSON.stringify(content))).toEqual(content);
  });

  it('cut off anywhere is none', () => {
    const text = JSON.stringify({ ...journal, ending });
    for (let length = 0; length < text.length; length += 1) {
      expect(decodeRunJournal(text.slice(0, length))).toBeNull();
    }
  });

  it.each([{ ...journal, version: 2 }, { ...journal, startedAt: 'x' }, { version: 1 }, [], null, 7])(
    'of another shape is none: %j',
    (content) => {
      expect(decodeRunJournal(JSON.stringify(content))).toBeNull();
    },
  );
});

describe('the facts with one home', () => {
  it('the version is that of package.json', () => {
    const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    expect((JSON.parse(file) as { version: string }).version).toBe(version);
  });

  it("both doors fit into a socket's name on macOS: 104 bytes with its end", () => {
    for (const path of [paths.adminSocket, sessionSocket(4_294_967_294)]) {
      expect(Buffer.byteLength(path)).toBeLessThan(104);
    }
  });

  it('every path is absolute, and leads nowhere up', () => {
    for (const path of [...Object.values(paths), sessionSocket(501), runLog('macos')]) {
      expect(path).toMatch(/^\/[^\0]+[^/]$/);
      expect(path.split('/')).not.toContain('..');
    }
  });

  it('the two permanent jobs are named as everything else names them', () => {
    expect([helperDaemon.Label, agentJob.Label]).toEqual([helperLabel, agentLabel]);
    expect([helperDaemon.KeepAlive, agentJob.KeepAlive]).toEqual([true, { SuccessfulExit: false }]);
    for (const job of [helperDaemon, agentJob]) expect(job.ProgramArguments[0]).toMatch(/^\//);
  });
});

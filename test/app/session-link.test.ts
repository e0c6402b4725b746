/** The app's end of the user's door, against a real socket. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeploymentView } from '../../src/contract/session-door.ts';
import { SessionLink } from '../../src/main/door/session-link.ts';
import type { LinkEvent } from '../../src/main/ports/helper-link.ts';
import { deployment, snapshot } from './builders.ts';
import { FakeHelper } from './fake-helper.ts';
import { observation } from './observations.ts';

const uid = process.getuid?.() ?? -1;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe.skipIf(uid !== 0)('the link to the helper', () => {
  let root: string;
  let link: SessionLink;
  let helper: FakeHelper | null = null;
  const told: string[] = [];

  const say = (event: LinkEvent): string =>
    event.kind === 'snapshot' ? `${String(event.snapshot.deployments.length)} deployments` : event.link.kind;
  const until = async (line: string): Promise<void> => {
    while (told.at(-1) !== line) await new Promise((done) => setTimeout(done, 10));
  };
  const listen = async (...views: readonly DeploymentView[]): Promise<FakeHelper> =>
    (helper = await FakeHelper.listen(root, uid, snapshot(...views)));

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'intermission-link-'));
    told.length = 0;
    link = new SessionLink({ root, uid, version: '0', log: silent });
  });
  afterEach(async () => {
    link.close();
    await helper?.close();
    helper = null;
    rmSync(root, { recursive: true, force: true });
  });

  it('subscribes, then hears every change', async () => {
    await listen();
    link.start((event) => told.push(say(event)));
    await until('connected');
    helper?.show(snapshot(deployment()));
    await until('1 deployments');
    expect(told).toEqual(['0 deployments', 'connected', '1 deployments']);
  });

  it('gets a picture by its digest, and none while the helper is away or knows none of that name', async () => {
    const picture = { type: 'image/png', base64: 'iVBORw0KGgo=' } as const;
    expect(await link.image('a'.repeat(64))).toBeNull();
    const { pictures } = await listen();
    pictures.set('a'.repeat(64), picture);
    link.start((event) => told.push(say(event)));
    await until('connected');
    expect(await link.image('a'.repeat(64))).toEqual(picture);
    expect(await link.image('b'.repeat(64))).toBeNull();
    // What is no picture is not believed, whoever says it.
    pictures.set('c'.repeat(64), { type: 'image/svg+xml', base64: 'PHN2Zz4=' } as never);
    expect(await link.image('c'.repeat(64))).toBeNull();
  });

  it('finds a helper that comes later, and one that comes back', async () => {
    link.start((event) => told.push(say(event)));
    await until('lost');
    await listen();
    await until('connected');
    await helper?.close();
    await until('lost');
    const begun = Date.now();
    await listen(deployment());
    await until('connected');
    // The folder of the doors is watched: much sooner than the next try by the clock.
    expect(Date.now() - begun).toBeLessThan(900);
    expect(told).toEqual(['lost', '0 deployments', 'connected', 'lost', '1 deployments', 'connected']);
  });

  it('passes an intent on and brings the answer back', async () => {
    const there = await listen(deployment());
    there.answer = () => ({ kind: 'refused', reason: 'stale-choice', fresh: null });
    link.start((event) => told.push(say(event)));
    await until('connected');
    expect(await link.sendIntent({ kind: 'not-now', deployment: 'macos' })).toEqual({
      kind: 'refused',
      reason: 'stale-choice',
      fresh: null,
    });
    expect(there.intents).toEqual([{ kind: 'not-now', deployment: 'macos' }]);
    link.report({ event: 'woke' });
    await expect.poll(() => there.reports).toEqual([{ event: 'woke' }]);
  });

  it('passes on what the screen shows, and drops it while nobody is there', async () => {
    link.start((event) => told.push(say(event)));
    await until('lost');
    link.report({ event: 'screen', observation: observation() });
    const there = await listen(deployment());
    await until('connected');
    link.report({ event: 'woke' });
    await expect.poll(() => there.reports).toEqual([{ event: 'woke' }]);
    link.report({ event: 'screen', observation: observation() });
    await expect.poll(() => there.reports.length).toBe(2);
  });

  it('passes on one look at a time: a helper that is slow to answer gets no queue of them', async () => {
    const there = await listen(deployment());
    link.start((event) => told.push(say(event)));
    await until('connected');
    for (let times = 0; times < 3; times += 1) {
      link.report({ event: 'screen', observation: observation() });
    }
    link.report({ event: 'woke' });
    await expect.poll(() => there.reports.at(-1)).toEqual({ event: 'woke' });
    expect(there.reports).toHaveLength(2);
  });

  it('says so when an intent cannot be passed on', async () => {
    link.start((event) => told.push(say(event)));
    await until('lost');
    expect(await link.sendIntent({ kind: 'not-now', deployment: 'macos' })).toBeNull();
  });
});

/** A new version that waits until its app is quit: what the person is told, and what a click does. */
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { StatusDetail } from '../../src/contract/session-door.ts';
import { menuModel } from '../../src/main/app/menu-model.ts';
import { notifications } from '../../src/main/app/notification-model.ts';
import { quitScript, quitWith } from '../../src/main/presence/quit-app.ts';
import { deployment, heard, now, running, story } from './builders.ts';
import { command, intents } from './tellings.ts';

const bundleId = 'com.tinyspeck.slackmacgap';
const staged: StatusDetail = {
  kind: 'staged',
  at: now.toString(),
  app: 'Slack',
  version: '4.40.2',
  bundleId,
};
const waiting = deployment({
  title: 'Upgrade Slack',
  status: 'Installed',
  detail: staged,
  ask: null,
  choices: [],
  preselected: null,
  ownTime: null,
});
const click = command({ kind: 'quit-and-update', deployment: waiting.id });

describe('the person is told', () => {
  it('in the menu, with the way to do it', () => {
    const { items } = menuModel(story(heard(waiting)).state);
    expect(items.slice(0, 3)).toEqual([
      { kind: 'title', text: 'Upgrade Slack' },
      { kind: 'line', text: 'Slack 4.40.2 is ready. It is installed when you quit Slack.' },
      {
        kind: 'command',
        text: 'Quit and Update',
        command: { kind: 'quit-and-update', deployment: waiting.id },
        inset: true,
      },
    ]);
  });

  it('by a notification, whose click only shows the list', () => {
    const [told, ...more] = notifications(story(heard(waiting)).state);
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      title: 'Slack 4.40.2 is ready',
      body: 'It is installed when you quit Slack.',
      urgent: false,
      actions: [{ text: 'Quit and Update', command: { kind: 'quit-and-update', deployment: waiting.id } }],
      click: { kind: 'maintenance' },
    });
  });

  it('once for each version', () => {
    const idOf = (detail: StatusDetail) => notifications(story(heard({ ...waiting, detail })).state)[0]?.id;
    expect(idOf({ ...staged, at: now.add({ hours: 3 }).toString() })).toBe(idOf(staged));
    expect(idOf({ ...staged, version: '4.41' })).not.toBe(idOf(staged));
  });
});

describe('Quit and Update', () => {
  it('tells the helper, then asks the app to quit', () => {
    expect(story([...heard(waiting), click]).effects).toEqual([
      {
        kind: 'send-intent',
        request: expect.any(Number) as number,
        intent: { kind: 'quit-and-update', deployment: waiting.id },
      },
      { kind: 'quit-app', bundleId },
    ]);
  });

  it('quits nothing where nothing waits any more', () => {
    const { effects } = story([...heard(deployment({ detail: running, ask: null })), click]);
    expect(effects.filter(({ kind }) => kind === 'quit-app')).toEqual([]);
    expect(intents(effects)).toEqual([]);
  });
});

describe('that some app was quit', () => {
  it('is told the helper where it waits for one', () => {
    expect(story([...heard(waiting), { kind: 'app-quit' }]).effects).toEqual([
      { kind: 'report', event: 'app-quit' },
    ]);
  });

  it("is nobody's business otherwise", () => {
    expect(story([...heard(deployment({ ask: null })), { kind: 'app-quit' }]).effects).toEqual([]);
  });
});

describe('an app is asked to quit', () => {
  it('by its bundle ID, which cannot be more than text to the script', () => {
    const asked: unknown[] = [];
    const evil = `");$.system('rm');("`;
    const running = {
      runningApplicationsWithBundleIdentifier: (id: unknown) => {
        asked.push(id);
        return { js: [{ terminate: true }, { terminate: false }] };
      },
    };
    const context = createContext({
      ObjC: { import: () => undefined },
      $: { NSRunningApplication: running },
    });
    expect(runInContext(quitScript(evil), context)).toBe('1');
    expect(asked).toEqual([evil]);
  });

  it('through osascript, once, and what goes wrong is for the log only', async () => {
    const calls: unknown[] = [];
    const warned = new Promise<string>((resolve) => {
      const log = { info: () => undefined, warn: resolve, error: () => undefined };
      quitWith((macPath, args) => {
        calls.push([macPath, ...args.slice(0, 3)]);
        return Promise.resolve({ ok: false, problem: 'it took too long' });
      }, log)(bundleId);
    });
    expect(await warned).toBe(`${bundleId} could not be asked to quit: it took too long`);
    expect(calls).toEqual([['/usr/bin/osascript', '-l', 'JavaScript', '-e']]);
  });
});

/** The wheel, with a world made of lists: what is shown when, and how many timers there are. */
import { describe, expect, it } from 'vitest';
import type { DeploymentView, IntentAnswer, Report } from '../../src/contract/session-door.ts';
import type { PageMessage } from '../../src/contract/window.ts';
import type { Observation } from '../../src/core/screen.ts';
import { startLoop } from '../../src/main/loop.ts';
import type { Command } from '../../src/main/app/state.ts';
import type { LinkEvent } from '../../src/main/ports/helper-link.ts';
import {
  at,
  deployment,
  exactly,
  iso,
  notice,
  now,
  running,
  scheduled,
  settled,
  snapshot,
  warned,
} from './builders.ts';
import { observation } from './observations.ts';

function world(answer: IntentAnswer | null = null) {
  let time = now;
  const shown: string[] = [];
  const reports: Report[] = [];
  const rhythms: (number | null)[] = [];
  const timers = new Set<{ readonly at: string; readonly ring: () => void }>();
  const told: {
    helper?: (event: LinkEvent) => void;
    page?: (message: PageMessage) => void;
    menu?: (command: Command) => void;
    listClosed?: () => void;
    notification?: (command: Command) => void;
    screen?: (seen: Observation) => void;
  } = {};
  startLoop(
    {
      helper: {
        start: (listener) => (told.helper = listener),
        sendIntent: () => Promise.resolve(answer),
        image: () => Promise.resolve(null),
        report: (report) => reports.push(report),
        close: () => undefined,
      },
      clock: {
        now: () => time,
        callAt: (when, ring) => {
          const timer = { at: when.toString(), ring };
          timers.add(timer);
          return () => timers.delete(timer);
        },
        callAfter: () => () => undefined,
      },
      menuBar: {
        show: ({ icon, beside }) => shown.push(`menu ${icon} ${beside}`.trim()),
        onCommand: (listener) => (told.menu = listener),
      },
      dialogWindow: {
        show: (view) => shown.push(`window ${view?.model.page.kind ?? 'gone'}`),
        onMessage: (listener) => (told.page = listener),
        onBroken: () => undefined,
        isReadAloud: () => false,
      },
      maintenanceWindow: {
        show: (view) => shown.push(view === null ? 'list gone' : 'list'),
        onClosed: (listener) => (told.listClosed = listener),
      },
      notifications: {
        show: (models) => shown.push(`told ${models.map(({ id }) => id).join() || 'nothing'}`),
        onCommand: (listener) => (told.notification = listener),
      },
      outside: { openLink: () => undefined, quitApp: () => undefined },
      awakenings: { onWake: () => undefined },
      screenWatch: {
        observe: (everySeconds) => rhythms.push(everySeconds),
        onObservation: (listener) => (told.screen = listener),
      },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    },
    { locale: 'en-GB', languages: [], version: '0' },
  );
  return {
    shown,
    timers,
    reports,
    rhythm: () => rhythms.at(-1) ?? null,
    sees: (seen: Observation) => told.screen?.(seen),
    wait: (observeEvery: number | null) => {
      told.helper?.({ kind: 'snapshot', snapshot: { ...snapshot(), observeEvery } });
    },
    lose: () => told.helper?.({ kind: 'link', link: { kind: 'lost', why: 'closed' } }),
    hear: (...views: readonly DeploymentView[]) => {
      told.helper?.({ kind: 'snapshot', snapshot: snapshot(...views) });
      told.helper?.({ kind: 'link', link: { kind: 'connected' } });
    },
    page: (message: PageMessage) => told.page?.(message),
    menu: (command: Command) => told.menu?.(command),
    closeList: () => told.listClosed?.(),
    notification: (command: Command) => told.notification?.(command),
    ring: (local: string) => {
      time = exactly(local);
      for (const timer of [...timers]) {
        timers.delete(timer);
        timer.ring();
      }
    },
  };
}

describe('the wheel', () => {
  it('shows the menu at once and a window only when there is something to show', () => {
    const { shown, hear } = world();
    expect(shown).toEqual(['menu empty']);
    hear(settled({ kind: 'resting' }));
    expect(shown.filter((line) => line.startsWith('window'))).toEqual([]);
  });

  it('shows nothing twice', () => {
    const { shown, hear } = world();
    hear(settled(scheduled('2026-11-25T17:00')));
    const before = shown.length;
    hear(settled(scheduled('2026-11-25T17:00')));
    expect(shown).toHaveLength(before);
  });

  it('counts down with one timer, and has none when nothing is due', () => {
    const { shown, timers, hear, ring } = world();
    hear(settled(scheduled('2026-11-25T14:40')));
    expect([...timers].map((timer) => timer.at)).toEqual([at('2026-11-25T14:11').toString()]);
    ring('2026-11-25T14:11');
    expect(shown.at(-1)).toBe('menu soon 29 min');
    expect(timers.size).toBe(1);
    hear();
    expect(timers.size).toBe(0);
  });

  it('looks at the screen while the helper wants to know and hears it, and not otherwise', () => {
    const { rhythm, wait, hear, lose } = world();
    hear();
    expect(rhythm()).toBeNull();
    wait(3);
    expect(rhythm()).toBe(3);
    wait(10);
    expect(rhythm()).toBe(10);
    lose();
    expect(rhythm()).toBeNull();
    wait(3);
    expect(rhythm()).toBeNull();
    hear();
    expect(rhythm()).toBeNull();
  });

  it('passes on what the screen shows, and changes nothing by itself', () => {
    const { shown, reports, hear, sees } = world();
    hear(deployment());
    const before = [...shown];
    sees(observation());
    expect(reports).toEqual([{ event: 'screen', observation: observation() }]);
    expect(shown).toEqual(before);
  });

  it('tells a notice once, whatever else changes, and takes it away when it is over', () => {
    const { shown, hear, ring } = world();
    const told = (): string[] => shown.filter((line) => line.startsWith('told'));
    const due = '2026-11-25T14:25';
    const reminded = (number: number): DeploymentView =>
      settled(scheduled(due), { notice: notice('reminder', due, { number }) });
    hear(reminded(1));
    ring('2026-11-25T14:11');
    hear(reminded(1), settled({ kind: 'available' }, { id: 'slack' }));
    expect(told()).toHaveLength(1);
    hear(reminded(2));
    expect(told()).toHaveLength(2);
    hear();
    expect(told().at(-1)).toBe('told nothing');
  });

  it('does what a notification’s button says', () => {
    const { shown, hear, notification } = world();
    hear(deployment({ ask: null }));
    notification({ kind: 'choose-time', deployment: 'macos' });
    expect(shown.at(-1)).toBe('window choices');
  });

  it('counts seconds in the last minute of a warning that is shown, and leaves the menu alone then', () => {
    const { shown, timers, hear, ring } = world();
    hear(warned('2026-11-25T14:20'));
    ring('2026-11-25T14:19');
    const before = shown.length;
    expect([...timers].map((timer) => timer.at)).toEqual([exactly('2026-11-25T14:19:01').toString()]);
    ring('2026-11-25T14:19:01');
    expect(shown.slice(before)).toEqual(['window warning']);
  });

  it('shows the list of Maintenance beside a question, keeps it true, and takes it away when it is closed', () => {
    const { shown, timers, hear, ring, menu, closeList } = world();
    hear(deployment(), settled(running, { id: 'slack' }));
    menu({ kind: 'maintenance' });
    expect(shown.slice(-2)).toEqual(['window choices', 'list']);
    hear(deployment(), settled({ kind: 'installed', at: iso('2026-11-25T14:10'), verified: true }));
    expect(shown.filter((line) => line === 'list')).toHaveLength(2);
    expect(shown).not.toContain('window gone');
    closeList();
    expect(shown.at(-1)).toBe('list gone');
    menu({ kind: 'maintenance' });
    hear();
    expect([...timers].map((timer) => timer.at)).toEqual([at('2026-11-25T14:11').toString()]);
    ring('2026-11-25T14:11');
    closeList();
    expect(timers.size).toBe(0);
  });

  it('carries a wish to the helper and shows what became of it', async () => {
    const { shown, hear, page } = world({ kind: 'accepted', due: at('2026-11-25T15:10').toString() });
    hear(deployment());
    page({ kind: 'choose', choice: 'in-60' });
    await expect.poll(() => shown.at(-1)).toBe('window confirmation');
    page({ kind: 'close' });
    expect(shown.at(-1)).toBe('window gone');
  });
});

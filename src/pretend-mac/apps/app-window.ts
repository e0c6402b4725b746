/** A window of a stand-in app. Every change resolves when the window manager has made it and the picture has the right size. */
import { eventMask, type XEvent } from 'x11';
import { isSameRectangle, type Rectangle } from '../desktop/windows.ts';
import type { XConnection } from '../x11/x-connection.ts';
import { draw, type Subject } from './pictures.ts';

const allStates = ['FULLSCREEN', 'ABOVE', 'MAXIMIZED_VERT', 'MAXIMIZED_HORZ'] as const;
/** `_NET_WM_STATE_…` of EWMH. */
export type WindowState = (typeof allStates)[number];

export interface WindowOptions {
  readonly title: string;
  readonly program: string;
  readonly subject: Subject;
  readonly bounds: Rectangle;
  /** From the start. */
  readonly states?: readonly WindowState[];
}

/** Real milliseconds after which a window manager that does nothing is an error. */
const patience = 10_000;

export class AppWindow {
  readonly #x: XConnection;
  readonly #id: number;
  readonly #subject: Subject;
  #painted = '';

  private constructor(x: XConnection, id: number, subject: Subject) {
    this.#x = x;
    this.#id = id;
    this.#subject = subject;
    x.client.on('event', (event: XEvent) => {
      if (event.wid === id && event.name === 'ConfigureNotify') void this.#paint().catch(() => undefined);
    });
  }

  /** A window that is not on the screen yet. */
  static async make(x: XConnection, options: WindowOptions): Promise<AppWindow> {
    const { title, program, subject, bounds } = options;
    const id = x.client.AllocID();
    const { x: left, y: top, width, height } = bounds;
    const events = { eventMask: eventMask.StructureNotify | eventMask.PropertyChange };
    x.client.CreateWindow(id, x.root, left, top, width, height, 0, 0, 0, 0, events);
    await Promise.all([
      x.setText(id, '_NET_WM_NAME', 'UTF8_STRING', title),
      x.setText(id, 'WM_NAME', 'UTF8_STRING', title),
      x.setText(id, 'WM_CLASS', 'STRING', `${program.toLowerCase()}\0${program}\0`),
      x.setNumbers(id, '_NET_WM_PID', 'CARDINAL', [process.pid]),
      // Flags of ICCCM 4.1.2.3: this place and this size are the user's wish.
      x.setNumbers(id, 'WM_NORMAL_HINTS', 'WM_SIZE_HINTS', [3, ...Array.from({ length: 17 }, () => 0)]),
      x.setNumbers(id, '_NET_WM_STATE', 'ATOM', await atomsOf(x, options.states ?? [])),
    ]);
    const window = new AppWindow(x, id, subject);
    await window.#paint();
    return window;
  }

  async show(): Promise<void> {
    this.#x.client.MapWindow(this.#id);
    await this.#until('to be shown', async () => (await this.#x.attributes(this.#id)).viewable);
  }

  async hide(): Promise<void> {
    this.#x.client.UnmapWindow(this.#id);
    await this.#until('to be hidden', async () => {
      const withdrawn = (await this.#x.numbers(this.#id, 'WM_STATE'))[0] ?? 0;
      return withdrawn === 0 && !(await this.#x.attributes(this.#id)).viewable;
    });
  }

  /** Shown in exactly this place, with these states. */
  async showAt(place: Rectangle, states: readonly WindowState[]): Promise<void> {
    this.#x.client.MapWindow(this.#id);
    await this.#settled(states, (bounds) => isSameRectangle(bounds, place));
  }

  /** The window takes these states and no others. It must be on the screen. */
  async setStates(states: readonly WindowState[], fits: (bounds: Rectangle) => boolean): Promise<void> {
    const name = await this.#x.atom('_NET_WM_STATE');
    for (const state of allStates) {
      const [atom = 0] = await atomsOf(this.#x, [state]);
      const add = states.includes(state) ? 1 : 0;
      // From an application, as EWMH counts (the last 1).
      this.#x.client.SendClientMessage(this.#x.root, this.#id, name, 32, [add, atom, 0, 1]);
    }
    await this.#settled(states, fits);
  }

  /** With its frame, on the whole screen. */
  async bounds(): Promise<Rectangle> {
    return await this.#x.bounds(await this.#x.frameOf(this.#id));
  }

  close(): void {
    this.#x.client.DestroyWindow(this.#id);
  }

  async #settled(states: readonly WindowState[], fits: (bounds: Rectangle) => boolean): Promise<void> {
    const wanted = await atomsOf(this.#x, states);
    await this.#until(`to be ${states.join(' and ') || 'ordinary'}`, async () => {
      const has = await this.#x.numbers(this.#id, '_NET_WM_STATE');
      const all = await atomsOf(this.#x, allStates);
      return (
        (await this.#x.attributes(this.#id)).viewable &&
        all.every((atom) => has.includes(atom) === wanted.includes(atom)) &&
        fits(await this.bounds())
      );
    });
    await this.#paint();
  }

  /** Looks whenever the window has changed. */
  async #until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const end = AbortSignal.timeout(patience);
    let changes = 0;
    let wake: () => void = () => undefined;
    const note = (): void => {
      changes += 1;
      wake();
    };
    const heard = (event: XEvent): void => {
      if (event.wid === this.#id) note();
    };
    this.#x.client.on('event', heard);
    end.addEventListener('abort', note);
    try {
      for (;;) {
        const before = changes;
        if (await isSo()) return;
        if (end.aborted) throw new Error(`waited ${patience} ms in vain for the window ${what}`);
        if (changes === before) await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.#x.client.off('event', heard);
      end.removeEventListener('abort', note);
    }
  }

  /** The server keeps the picture, and draws it whenever the window comes to light. */
  async #paint(): Promise<void> {
    const { width, height } = await this.#x.bounds(this.#id);
    const size = `${width}x${height}`;
    if (this.#painted === size) return;
    const pixels = await draw(this.#subject, width, height);
    const { client } = this.#x;
    const [pixmap, context] = [client.AllocID(), client.AllocID()];
    client.CreatePixmap(pixmap, this.#id, 24, width, height);
    client.CreateGC(context, pixmap, {});
    client.PutImage(2, pixmap, context, width, height, 0, 0, 0, 24, pixels);
    client.ChangeWindowAttributes(this.#id, { backgroundPixmap: pixmap });
    client.ClearArea(this.#id, 0, 0, 0, 0, 0);
    client.FreeGC(context);
    client.FreePixmap(pixmap);
    await client.sync();
    this.#painted = size;
  }
}

function atomsOf(x: XConnection, states: readonly WindowState[]): Promise<number[]> {
  return Promise.all(states.map((state) => x.atom(`_NET_WM_STATE_${state}`)));
}

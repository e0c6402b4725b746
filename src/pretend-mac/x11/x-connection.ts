/** A connection to the X server of the environment (`DISPLAY`, `XAUTHORITY`), with promises. Every question may fail because its window is gone. */
import { createClient, type XClient, type XDisplay, type XExtensions, type XTree } from 'x11';
import type { Rectangle } from '../desktop/windows.ts';

/** X.Org's X-Resource extension: the pid that the kernel told the server when the client connected. */
const localClientPid = 2;

export class XConnection {
  readonly root: number;
  readonly #display: XDisplay;
  readonly #client: XClient;
  readonly #atoms = new Map<string, Promise<number>>();

  private constructor(display: XDisplay) {
    this.#display = display;
    this.#client = display.client;
    this.root = display.screen[0]?.root ?? 0;
  }

  /** Undefined when there is no display, or it lets us not in. */
  static async open(): Promise<XConnection | undefined> {
    const display = process.env['DISPLAY'];
    if (display === undefined || display === '') return undefined;
    try {
      const opened = await new Promise<XDisplay>((resolve, reject) => {
        const client = createClient({ display, shm: false }, (error, connected) => {
          if (error) reject(error);
          else resolve(connected);
        });
        client.on('error', reject);
      });
      return new XConnection(opened);
    } catch {
      return undefined;
    }
  }

  /** For what has no place here. */
  get client(): XClient {
    return this.#client;
  }

  close(): void {
    this.#client.terminate();
  }

  atom(name: string): Promise<number> {
    const known = this.#atoms.get(name);
    if (known !== undefined) return known;
    const asked = ask<number>((answer) => this.#client.InternAtom(false, name, answer));
    this.#atoms.set(name, asked);
    return asked;
  }

  /** Bottom to top. */
  async children(window: number): Promise<readonly number[]> {
    return (await this.#tree(window)).children;
  }

  /** The window around it that lies on the screen itself: what the window manager made for it. */
  async frameOf(window: number): Promise<number> {
    const { parent } = await this.#tree(window);
    return parent === this.root ? window : await this.frameOf(parent);
  }

  async attributes(
    window: number,
  ): Promise<{ readonly drawn: boolean; readonly viewable: boolean; readonly unmanaged: boolean }> {
    const { klass, mapState, overrideRedirect } = await ask<{
      klass: number;
      mapState: number;
      overrideRedirect: number;
    }>((answer) => this.#client.GetWindowAttributes(window, answer));
    return { drawn: klass !== 2, viewable: mapState === 2, unmanaged: overrideRedirect !== 0 };
  }

  /** Relative to its parent, borders included. */
  async bounds(window: number): Promise<Rectangle> {
    const { xPos, yPos, width, height, borderWidth } = await ask<{
      xPos: number;
      yPos: number;
      width: number;
      height: number;
      borderWidth: number;
    }>((answer) => this.#client.GetGeometry(window, answer));
    return { x: xPos, y: yPos, width: width + 2 * borderWidth, height: height + 2 * borderWidth };
  }

  /** The numbers (atoms, windows, cardinals) in a property; none when it is not there. */
  async numbers(window: number, name: string): Promise<readonly number[]> {
    const { format, data } = await this.#property(window, name);
    if (format !== 32) return [];
    return Array.from({ length: data.length / 4 }, (_, index) => data.readUInt32LE(index * 4));
  }

  async text(window: number, name: string): Promise<string> {
    return (await this.#property(window, name)).data.toString('utf8');
  }

  /** `type` is what the numbers are: CARDINAL, ATOM… */
  async setNumbers(window: number, name: string, type: string, values: readonly number[]): Promise<void> {
    const data = Buffer.alloc(values.length * 4);
    for (const [index, value] of values.entries()) data.writeUInt32LE(value, index * 4);
    this.#client.ChangeProperty(0, window, await this.atom(name), await this.atom(type), 32, data);
  }

  async setText(window: number, name: string, type: string, text: string): Promise<void> {
    const data = Buffer.from(text);
    this.#client.ChangeProperty(0, window, await this.atom(name), await this.atom(type), 8, data);
  }

  /** The process that made the window; undefined when the server cannot know. */
  async processOf(window: number): Promise<number | undefined> {
    const extension = await ask<XExtensions['res']>((answer) => this.#client.require('res', answer));
    const ids = await ask<readonly { readonly value: readonly number[] }[]>((answer) =>
      extension.QueryClientIds([{ client: window, mask: localClientPid }], answer),
    );
    return ids[0]?.value[0];
  }

  /** Each monitor's part of the screen. */
  async monitors(): Promise<readonly Rectangle[]> {
    const whole = this.#display.screen[0];
    const extension = await ask<XExtensions['xinerama']>((answer) =>
      this.#client.require('xinerama', answer),
    );
    const monitors = await ask<readonly Rectangle[]>((answer) => extension.QueryScreens(answer));
    if (monitors.length > 0 || whole === undefined) return monitors;
    return [{ x: 0, y: 0, width: whole.pixel_width, height: whole.pixel_height }];
  }

  async #tree(window: number): Promise<XTree> {
    return await ask((answer) => this.#client.QueryTree(window, answer));
  }

  async #property(window: number, name: string): Promise<{ readonly format: number; readonly data: Buffer }> {
    const atom = await this.atom(name);
    return await ask((answer) => this.#client.GetProperty(0, window, atom, 0, 0, 1024, answer));
  }
}

/** The library counts an error as dealt with when the callback returns true. */
function ask<T>(
  question: (answer: (error: Error | null | undefined, value: T) => boolean) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    question((error, value) => {
      if (error) reject(error);
      else resolve(value);
      return true;
    });
  });
}

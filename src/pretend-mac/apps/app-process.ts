/** A stand-in app from the inside: an editor with a document, and a slide show on any monitor. One thing at a time. */
import type { Rectangle } from '../desktop/windows.ts';
import { isSameRectangle } from '../desktop/windows.ts';
import { releaseAssertion, takeAssertion } from '../power/assertion.ts';
import type { XConnection } from '../x11/x-connection.ts';
import { AppWindow } from './app-window.ts';
import type { StandIn } from './catalogue.ts';
import type { Subject } from './pictures.ts';

/** What it can be asked, one JSON value a line. Every answer comes when the screen looks like it. */
export type AppRequest =
  | { readonly ask: 'present'; readonly monitor: number; readonly keepsDisplayAwake: boolean }
  | { readonly ask: 'stop-presenting' }
  | { readonly ask: 'maximise' | 'full-screen' | 'restore' }
  | { readonly ask: 'edit' | 'save' };

export class AppProcess {
  readonly #root: string;
  readonly #x: XConnection;
  readonly #app: StandIn;
  readonly #name: string;
  readonly #editor: AppWindow;
  #show: readonly AppWindow[] = [];
  #assertion: string | undefined;
  /** Whether its document is saved: then it quits when it is asked to. */
  saved = true;

  private constructor(root: string, x: XConnection, name: string, app: StandIn, editor: AppWindow) {
    this.#root = root;
    this.#x = x;
    this.#name = name;
    this.#app = app;
    this.#editor = editor;
  }

  /** With its editor on the screen. */
  static async open(root: string, x: XConnection, name: string, app: StandIn): Promise<AppProcess> {
    const bounds = { x: 150, y: 90, width: 900, height: 600 };
    const { title, editor: subject } = app;
    const editor = await AppWindow.make(x, { title, program: name, subject, bounds });
    await editor.show();
    return new AppProcess(root, x, name, app, editor);
  }

  async do(request: AppRequest): Promise<void> {
    switch (request.ask) {
      case 'present':
        await this.#present(request.monitor, request.keepsDisplayAwake);
        break;
      case 'stop-presenting':
        await this.#stopPresenting();
        break;
      case 'maximise': {
        const { width } = await this.#monitorOfEditor();
        await this.#editor.setStates(
          ['MAXIMIZED_VERT', 'MAXIMIZED_HORZ'],
          (bounds) => bounds.width === width,
        );
        break;
      }
      case 'full-screen': {
        const monitor = await this.#monitorOfEditor();
        await this.#editor.setStates(['FULLSCREEN'], (bounds) => isSameRectangle(bounds, monitor));
        break;
      }
      case 'edit':
      case 'save':
        this.saved = request.ask === 'save';
        break;
      case 'restore': {
        const { width } = await this.#monitorOfEditor();
        await this.#editor.setStates([], (bounds) => bounds.width < width);
        break;
      }
    }
  }

  /** The slides on one monitor, what the speaker sees on the next one (macos.md C2: both as large as their monitors). */
  async #present(number: number, keepsDisplayAwake: boolean): Promise<void> {
    if (this.#show.length > 0) throw new Error('a slide show is on already');
    const monitors = await this.#monitors();
    const audience = monitors[number - 1];
    if (audience === undefined) throw new Error(`no monitor ${number} among ${monitors.length}`);
    const speaker = monitors.find((monitor) => monitor !== audience);
    const windows = [await this.#fill(audience, 'slide')];
    if (speaker !== undefined) windows.push(await this.#fill(speaker, 'presenter'));
    this.#show = windows;
    if (this.#app.hidesEditor) await this.#editor.hide();
    if (keepsDisplayAwake) this.#assertion = this.#keepDisplayAwake();
  }

  async #fill(monitor: Rectangle, subject: Subject): Promise<AppWindow> {
    const states = ['FULLSCREEN', 'ABOVE'] as const;
    // Keynote's slides are called what the document is called (macos.md C2).
    const options = { title: this.#app.title, program: this.#name, subject, bounds: monitor, states };
    const window = await AppWindow.make(this.#x, options);
    await window.showAt(monitor, states);
    return window;
  }

  async #stopPresenting(): Promise<void> {
    if (this.#show.length === 0) throw new Error('no slide show is on');
    if (this.#app.hidesEditor) await this.#editor.show();
    for (const window of this.#show) window.close();
    this.#show = [];
    await this.#x.client.sync();
    if (this.#assertion !== undefined) releaseAssertion(this.#root, this.#assertion);
    this.#assertion = undefined;
  }

  /** Nobody has recorded what the originals call theirs (macos.md I): the type is what admins' tools look for. */
  #keepDisplayAwake(): string {
    const process_ = { pid: process.pid, process: this.#app.executable };
    return takeAssertion(
      this.#root,
      { ...process_, type: 'NoDisplaySleepAssertion', name: 'Slide show' },
      { now: Date.now(), endsWithProcess: true },
    );
  }

  /** From the left; those that show the same count once. */
  async #monitors(): Promise<readonly Rectangle[]> {
    const all = await this.#x.monitors();
    return all.filter(
      (monitor, index) => all.findIndex((other) => isSameRectangle(other, monitor)) === index,
    );
  }

  async #monitorOfEditor(): Promise<Rectangle> {
    const bounds = await this.#editor.bounds();
    const [x, y] = [bounds.x + bounds.width / 2, bounds.y + bounds.height / 2];
    const monitors = await this.#monitors();
    const around = monitors.find(
      (it) => x >= it.x && x < it.x + it.width && y >= it.y && y < it.y + it.height,
    );
    const found = around ?? monitors[0];
    if (found === undefined) throw new Error('no monitor');
    return found;
  }
}

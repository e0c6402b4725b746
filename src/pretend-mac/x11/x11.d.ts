/** The parts of the X11 client that are used here; the library has no types of its own. */
declare module 'x11' {
  import type { EventEmitter } from 'node:events';

  type Answer<T> = (error: Error | null | undefined, value: T) => unknown;

  export interface XEvent {
    readonly name: string;
    /** The window that the event is about. */
    readonly wid: number;
    readonly [field: string]: unknown;
  }

  export interface XExtensions {
    readonly res: {
      QueryClientIds(
        specs: readonly { readonly client: number; readonly mask: number }[],
        answer: Answer<readonly { readonly value: readonly number[] }[]>,
      ): void;
    };
    readonly xinerama: {
      QueryScreens(
        answer: Answer<
          readonly {
            readonly x: number;
            readonly y: number;
            readonly width: number;
            readonly height: number;
          }[]
        >,
      ): void;
    };
  }

  export interface XTree {
    readonly parent: number;
    /** Bottom to top. */
    readonly children: readonly number[];
  }

  export interface XClient extends EventEmitter {
    require<Name extends keyof XExtensions>(name: Name, answer: Answer<XExtensions[Name]>): void;
    AllocID(): number;
    CreateWindow(
      id: number,
      parent: number,
      x: number,
      y: number,
      width: number,
      height: number,
      border: number,
      depth: number,
      klass: number,
      visual: number,
      values: { readonly eventMask?: number },
    ): void;
    ChangeWindowAttributes(window: number, values: { readonly backgroundPixmap: number }): void;
    MapWindow(window: number): void;
    UnmapWindow(window: number): void;
    DestroyWindow(window: number): void;
    ClearArea(window: number, x: number, y: number, width: number, height: number, expose: 0 | 1): void;
    ChangeProperty(mode: 0, window: number, name: number, type: number, format: 8 | 32, data: Buffer): void;
    SendClientMessage(
      destination: number,
      window: number,
      type: number,
      format: 32,
      data: readonly number[],
    ): void;
    CreatePixmap(id: number, drawable: number, depth: number, width: number, height: number): void;
    FreePixmap(pixmap: number): void;
    CreateGC(id: number, drawable: number, values: object): void;
    FreeGC(context: number): void;
    PutImage(
      format: 2,
      drawable: number,
      context: number,
      width: number,
      height: number,
      x: number,
      y: number,
      leftPad: 0,
      depth: number,
      data: Buffer,
    ): void;
    /** Resolves when the server has done everything up to here. */
    sync(): Promise<void>;
    InternAtom(onlyIfExists: boolean, name: string, answer: Answer<number>): void;
    QueryTree(window: number, answer: Answer<XTree>): void;
    GetWindowAttributes(
      window: number,
      answer: Answer<{
        readonly klass: number;
        readonly mapState: number;
        readonly overrideRedirect: number;
      }>,
    ): void;
    GetGeometry(
      drawable: number,
      answer: Answer<{
        readonly xPos: number;
        readonly yPos: number;
        readonly width: number;
        readonly height: number;
        readonly borderWidth: number;
      }>,
    ): void;
    GetProperty(
      remove: 0 | 1,
      window: number,
      name: number,
      type: number,
      offset: number,
      length: number,
      answer: Answer<{ readonly type: number; readonly format: number; readonly data: Buffer }>,
    ): void;
    terminate(): void;
  }

  export interface XDisplay {
    readonly client: XClient;
    readonly screen: readonly {
      readonly root: number;
      readonly pixel_width: number;
      readonly pixel_height: number;
    }[];
  }

  export const eventMask: { readonly StructureNotify: number; readonly PropertyChange: number };

  export function createClient(
    options: { readonly display?: string; readonly shm?: false },
    connected: Answer<XDisplay>,
  ): XClient;
}

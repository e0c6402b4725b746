/**
 * The whole of what the page can reach: hear page models, send a message, know the platform. Checks nothing and knows
 * nothing: main decodes every message. Runs sandboxed; no Node beyond `process.platform`.
 */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { messageChannel, pageChannel, type Bridge, type PageModel } from '../contract/window.ts';

const bridge: Bridge = {
  onPage: (listener) => {
    const hear = (_event: IpcRendererEvent, model: PageModel): void => listener(model);
    ipcRenderer.on(pageChannel, hear);
    return () => {
      ipcRenderer.off(pageChannel, hear);
    };
  },
  send: (message) => ipcRenderer.send(messageChannel, message),
  platform: process.platform,
};

contextBridge.exposeInMainWorld('intermission', bridge);

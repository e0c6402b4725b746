/**
 * The app as `intermission demo` starts it: the same rules, page models and window, but no helper, no menu bar and no state. Ends with
 * its window.
 */
import { readFileSync, statSync } from 'node:fs';
import { app } from 'electron';
import {
  demonstrationSchema,
  mostDemonstrationBytes,
  type Demonstration,
} from '../contract/demonstration.ts';
import { version } from '../contract/version.ts';
import { localeFor } from './app/language.ts';
import type { WindowView } from './app/page-model.ts';
import type { Command } from './app/state.ts';
import { textsFor } from './app/texts.ts';
import { systemClock } from './clock.ts';
import { DemonstrationHelper } from './door/demonstration-helper.ts';
import { ElectronDialogWindow } from './electron/dialog-window.ts';
import { endCleanly, stayInMenuBar } from './electron/lifecycle.ts';
import { pagesFrom } from './electron/pages.ts';
import { openLog, outside } from './electron/world.ts';
import { startLoop } from './loop.ts';
import type { DialogWindow } from './ports/ports.ts';

/** sysexits(3): the file is none of ours. */
const badFile = 65;

export function startDemonstration(file: string): void {
  const log = openLog();
  endCleanly(log);
  stayInMenuBar();
  const demonstration = read(file);
  if (demonstration === null) {
    log.error('the demonstration cannot be read');
    app.exit(badFile);
    return;
  }
  const helper = new DemonstrationHelper(demonstration, systemClock);
  const pages = pagesFrom(__dirname, (digest) => helper.image(digest), log);
  const nothing = (): void => undefined;
  let command: (command: Command) => void = nothing;
  const languages = app.getPreferredSystemLanguages();
  startLoop(
    {
      helper,
      clock: systemClock,
      menuBar: { show: nothing, onCommand: (listener) => (command = listener) },
      dialogWindow: labelled(new ElectronDialogWindow(pages), end),
      maintenanceWindow: { show: nothing, onClosed: nothing },
      notifications: { show: nothing, onCommand: nothing },
      outside: { ...outside, quitApp: nothing },
      awakenings: { onWake: nothing },
      screenWatch: { observe: nothing, onObservation: nothing },
      log,
    },
    { locale: localeFor(languages, app.getSystemLocale()), languages, version },
  );
  // What is only offered waits in the menu, which a demonstration has not.
  const { deployments } = demonstration.snapshot;
  const comesByItself = deployments.some(({ ask, notice }) => ask !== null || notice !== null);
  const [first] = deployments;
  if (!comesByItself && first !== undefined) command({ kind: 'choose-time', deployment: first.id });
}

/** A moment later: the window's own message may still be on its way through. Nothing is open that would have to be closed. */
const end = (): void => void setTimeout(() => app.exit(0), 100);

/** Says above every page what this is; ends when there is nothing more to show. */
const labelled = (window: DialogWindow, over: () => void): DialogWindow => {
  const label = ({ model, ...view }: WindowView): WindowView => ({
    ...view,
    model: { ...model, organization: textsFor(model.language).demonstration(model.organization) },
  });
  return {
    show: (view) => {
      window.show(view === null ? null : label(view));
      if (view === null) over();
    },
    onMessage: (listener) => window.onMessage(listener),
    onBroken: (listener) => window.onBroken(listener),
    isReadAloud: () => window.isReadAloud(),
  };
};

/** Null where the file is not what the command writes. */
function read(file: string): Demonstration | null {
  try {
    if (statSync(file).size > mostDemonstrationBytes) return null;
    return demonstrationSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}

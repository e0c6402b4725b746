// Loaded into the app's main process before the app (`-r`), by tests only: remembers what the Tray was last given, because
// Electron offers no way to ask a Tray for it. Changes nothing about how the app behaves.
/* eslint-disable @typescript-eslint/no-require-imports -- runs inside Electron as CommonJS */
'use strict';
const { writeFileSync } = require('node:fs');
const { Tray } = require('electron');

/** Where to leave the menu as JSON for somebody who cannot reach into the process (the demo's pretend person). */
const leaveAt = process.env.RECORD_MENU_AT;

const last = { setContextMenu: undefined, setToolTip: '', setTitle: '' };
for (const method of Object.keys(last)) {
  const original = Tray.prototype[method];
  Tray.prototype[method] = function (value, ...rest) {
    last[method] = value;
    if (leaveAt !== undefined && method === 'setContextMenu') {
      writeFileSync(leaveAt, JSON.stringify(value.items.map(plain)));
    }
    return original.call(this, value, ...rest);
  };
}

/** An item as plain data; the inset and the escaped ampersands are the adapter's business. */
const plain = (item) => ({
  label: item.label.trim().replaceAll('&&', '&'),
  enabled: item.enabled,
  type: item.type,
  submenu: (item.submenu?.items ?? []).map(plain),
});

globalThis.recordedTray = {
  lines: () => (last.setContextMenu?.items ?? []).map(plain),
  tooltip: () => last.setToolTip,
  beside: () => last.setTitle,
  pick: (way) => {
    let items = last.setContextMenu?.items ?? [];
    let found;
    for (const label of way) {
      found = items.find((item) => item.enabled && plain(item).label.startsWith(label));
      if (found === undefined)
        throw new Error(`no enabled line "${label}" in: ${items.map((item) => item.label).join(' | ')}`);
      items = found.submenu?.items ?? [];
    }
    found?.click();
  },
};

/**
 * Tools that fail, for those who must cope with it. What a broken window list looks like from inside is another matter:
 * `mac.screen.setWindowList`.
 */
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { pretendVariables } from './environment.ts';
import type { PretendMac } from './mac.ts';

export type Failure =
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-executable' }
  /** Says nothing, ends never, and does not listen to SIGTERM. */
  | { readonly kind: 'hangs' }
  | { readonly kind: 'killed'; readonly by: 'SEGV' | 'ABRT' | 'KILL' }
  /** Prints this, whatever it is asked, and ends with that exit status. */
  | { readonly kind: 'prints'; readonly text: string; readonly code?: number };

/** Breaks a tool of the Mac until the function that it returns is called. */
export function breakTool(mac: PretendMac, macPath: string, failure: Failure): () => void {
  const whole = existsSync(mac.path(macPath)) ? readFileSync(mac.path(macPath)) : undefined;
  switch (failure.kind) {
    case 'missing':
      rmSync(mac.path(macPath), { force: true });
      break;
    case 'not-executable':
      chmodSync(mac.path(macPath), 0o644);
      break;
    case 'hangs':
      mac.installExecutable(macPath, script(mac, `trap '' TERM\nexec sleep infinity`));
      break;
    case 'killed':
      mac.installExecutable(macPath, script(mac, `kill -${failure.by} $$`));
      break;
    case 'prints': {
      const text = `${macPath}.text`;
      mac.writeFile(text, failure.text);
      mac.installExecutable(macPath, script(mac, `cat '${mac.path(text)}'\nexit ${failure.code ?? 0}`));
      break;
    }
  }
  return () => {
    if (whole !== undefined) mac.writeFile(macPath, whole, { mode: 0o755 });
  };
}

/** Marked as the Mac's own, so that it ends with the Mac whoever forgets it. */
function script(mac: PretendMac, text: string): string {
  const marks = Object.entries(pretendVariables(mac.root)).map(([name, value]) => `${name}='${value}'`);
  return `#!/bin/sh\nexport ${marks.join(' ')}\n${text}\n`;
}

/** Reads what `softwareupdate --list` prints, in both of its forms (macos.md E2). */
import type { ToolResult } from './tool.ts';

/** Since macOS 10.15: `* Label: macOS Tahoe 26.7-25G229`; a hyphen where the update is not recommended. */
const newForm = /^[*-] Label: *\S/;
/** Up to 10.14: an indented name, and below it the details with the size. */
const oldName = /^ +[*-] +\S/;
const oldDetails = /^\s.*\), \d+K\b/;
const none = 'No new software available.';

/**
 * Whether there are updates; null where that is not clear: the banner alone, an error, or an announced list without an entry. The list
 * is on standard output, that there is none on standard error; lines of a log may stand between.
 */
export function listsUpdates({ code, stdout, stderr }: ToolResult): boolean | null {
  const lines = stdout.split(/\r?\n/);
  const listed = lines.some(
    (line, index) =>
      newForm.test(line) ||
      (oldName.test(line) && lines.slice(index + 1, index + 4).some((next) => oldDetails.test(next))),
  );
  if (listed) return true;
  const announced = lines.some((line) => line.startsWith('Software Update found'));
  const saysNone = `${stdout}\n${stderr}`.split(/\r?\n/).some((line) => line.trim() === none);
  return code === 0 && saysNone && !announced ? false : null;
}

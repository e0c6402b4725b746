/** Reads what `pkgutil --pkg-info-plist ID` says of an installer package. */
import type { Seen } from '../../core/screen.ts';
import { decodePlist } from '../../files/plist-file.ts';
import type { ToolResult } from './tool.ts';

/** The version in the receipt; null where there is no such receipt. pkgutil says so in words and ends with 1. */
export function receiptOf(id: string, { code, stdout, stderr }: ToolResult): Seen<string> | null {
  const said = `${stdout}\n${stderr}`;
  if (code !== 0) {
    return said.includes(`No receipt for '${id}' found at '/'.`)
      ? null
      : unknown(`pkgutil ended with ${String(code)}: "${said.trim().slice(0, 80)}"`);
  }
  const decoded = decodePlist(Buffer.from(stdout));
  if (!decoded.ok) return unknown('pkgutil printed no property list');
  const { pkgid, 'pkg-version': version } = decoded.value;
  if (pkgid !== id) return unknown(`pkgutil told of another package than ${id}`);
  return typeof version === 'string' && version.trim() !== ''
    ? { kind: 'seen', value: version.trim().slice(0, 200) }
    : unknown(`the receipt of ${id} has no version`);
}

const unknown = (why: string): Seen<string> => ({ kind: 'unknown', why });

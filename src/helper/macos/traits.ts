/** Reads what macOS's tools say of the Mac itself. */
import type { Architecture } from '../../core/requirements.ts';
import type { Seen } from '../../core/screen.ts';
import type { ToolResult } from './tool.ts';

/**
 * `sysctl -n hw.optional.arm64`: 1 on Apple silicon, also for a process under Rosetta, to which `uname -m` lies; an Intel Mac does not
 * know the name. Not verified on a Mac: whatever else comes is unknown.
 */
export function architectureOf({ code, stdout, stderr }: ToolResult): Seen<Architecture> {
  const text = stdout.trim();
  if (code === 0 && text === '1') return { kind: 'seen', value: 'apple-silicon' };
  const notKnown = code !== 0 && text === '' && stderr.includes('unknown oid');
  if (notKnown || (code === 0 && text === '0')) return { kind: 'seen', value: 'intel' };
  return { kind: 'unknown', why: `sysctl says "${(text || stderr.trim()).slice(0, 80)}" of the processor` };
}

/** The form of POSIX, one line for the volume: its name, blocks of 1024 bytes, used, available, percent, where it is mounted. */
const volumeLine = /^\S.*?\s(\d+)\s+(\d+)\s+(\d+)\s+\d+%\s+\//;

/** `df -P -k`: what is really free. What macOS would throw away to make room does not count. */
export function freeBytesOf({ code, stdout }: ToolResult): Seen<number> {
  const lines = stdout.trim().split('\n');
  const match = code === 0 && lines.length === 2 ? volumeLine.exec(lines[1] ?? '') : null;
  const blocks = Number(match?.[3] ?? Number.NaN);
  return Number.isSafeInteger(blocks * 1024)
    ? { kind: 'seen', value: blocks * 1024 }
    : { kind: 'unknown', why: `df says "${(lines.at(-1) ?? '').slice(0, 80)}"` };
}

/**
 * Reads `pmset -g assertions`: who keeps the display awake, has a call open, listens to a microphone or watches with the camera. The
 * format is not promised (macos.md C6 has it from Apple's source), so lines that are not known are passed over. The names of
 * assertions stay in here: they may hold titles of documents and pages.
 */
import type { Assertion } from '../../core/screen.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { shortText } from './short-text.ts';

export interface PowerReport {
  readonly assertions: readonly Assertion[];
  /** The built-in camera is in use. False says little: other cameras are not told here. */
  readonly camera: boolean;
  /** Processes with a microphone open that the list does not name: `process` of their assertions is null. */
  readonly unnamed: readonly number[];
}

/**
 * `pid 647(Slack): [0x0000…] 00:00:48 NoDisplaySleepAssertion named: "…" (timed out)`. Names of processes may hold brackets; the first
 * `): [0x` ends them, so that the name of an assertion cannot pass for a line of its own. `s`: names may hold line separators.
 */
const ownerLine =
  /^\s*pid (\d{1,9})\((.*?)\): \[0x[0-9a-f]+\] +(?:\d+:\d\d:\d\d +)?([A-Za-z]\w*)\s*(?:named: (.*))?$/is;
const nameAndFlags = /^"(.*)"([^"]*)$/s;
const notInForce = /\((?:timed out|suspended)\)/i;
const createdFor = /Created for PID: (\d{1,9})/;
const audioInput = /Resources:(?:.*\s)?audio-in(?:\s|$)/;

const keepsDisplayAwake: readonly string[] = ['NoDisplaySleepAssertion', 'PreventUserIdleDisplaySleep'];
const keepsMacAwake: readonly string[] = ['NoIdleSleepAssertion', 'PreventUserIdleSystemSleep'];
/** How Chromium, and all that is made of it, names a call (macos.md C6). */
const openCall = 'WebRTC has active PeerConnections';
/** Holds the microphone on behalf of others. */
const audioService = 'coreaudiod';
/**
 * Holds an assertion of this name while the built-in camera is on, as seen in a recording of a FaceTime call on macOS 26 and in Apple's
 * binary. Apps have been seen to keep one of the same name for hours after a call, so only the service's own counts.
 */
const cameraService = {
  process: 'cameracaptured',
  name: 'cameracaptured-idleSleepPreventionForBWFigCaptureDevice',
};

interface Owner {
  readonly pid: number;
  readonly process: string;
  readonly type: string;
  readonly name: string | null;
  forPid: number | null;
  audioInput: boolean;
}

/** The problem is why the output is not what pmset prints. */
export function readAssertions(output: string): Result<PowerReport, string> {
  if (!/^Assertion status/m.test(output)) return failed('pmset printed something else');
  const owners = ownersOf(output);
  const named = new Map(owners.map(({ pid, process }) => [pid, process]));
  const distinct = new Map<string, Assertion>();
  const unnamed = new Set<number>();
  for (const owner of owners) {
    const assertion = assertionOf(owner, named);
    if (assertion === null) continue;
    distinct.set(`${assertion.kind} ${String(assertion.pid)}`, assertion);
    if (assertion.process === null && assertion.pid === owner.forPid) unnamed.add(assertion.pid);
  }
  const camera = owners.some(
    ({ process, name }) => process === cameraService.process && name === cameraService.name,
  );
  return ok({ assertions: [...distinct.values()], camera, unnamed: [...unnamed] });
}

/** What is in force, each with the lines that belong to it. */
function ownersOf(output: string): readonly Owner[] {
  const owners: Owner[] = [];
  let last: Owner | null = null;
  for (const line of output.split('\n')) {
    const [whole, pid = '', process = '', type = '', rest = ''] = ownerLine.exec(line) ?? [];
    if (whole !== undefined) {
      const [, name = null, flags = ''] = nameAndFlags.exec(rest.trimEnd()) ?? [];
      last = { pid: Number(pid), process: shortText(process), type, name, forPid: null, audioInput: false };
      if (!notInForce.test(flags)) owners.push(last);
    } else if (line.startsWith('\t') && last !== null) {
      const client = createdFor.exec(line)?.[1];
      if (client !== undefined) last.forPid = Number(client);
      if (audioInput.test(line)) last.audioInput = true;
    }
  }
  return owners;
}

function assertionOf(owner: Owner, named: ReadonlyMap<number, string>): Assertion | null {
  const { pid, process, type, name, forPid } = owner;
  if (process === audioService && owner.audioInput) {
    return forPid === null
      ? { kind: 'microphone', process: null, pid }
      : { kind: 'microphone', process: named.get(forPid) ?? null, pid: forPid };
  }
  if (keepsDisplayAwake.includes(type)) return { kind: 'display', process, pid };
  return keepsMacAwake.includes(type) && name === openCall ? { kind: 'call', process, pid } : null;
}

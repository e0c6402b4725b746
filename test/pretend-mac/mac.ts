/** Makes pretend Macs for the tests of a file and takes them away after each test. */
import { execFileSync } from 'node:child_process';
import { chmodSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { afterEach } from 'vitest';
import { PretendMac, type MacOptions } from '../../src/pretend-mac/mac.ts';
import type { PropertyList } from '../../src/pretend-mac/property-list.ts';
import { pretendPrograms } from './programs.ts';

const made: PretendMac[] = [];
const opened: Socket[] = [];

afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy();
  for (const mac of made.splice(0)) await mac.destroy();
});

/** A Mac that is switched on, in Berlin, on Saturday 21 November 2026 at 10:00:30, unless said otherwise. */
export async function newMac(
  options: Partial<MacOptions> & { readonly off?: boolean } = {},
): Promise<PretendMac> {
  const { off = false, ...rest } = options;
  const programs = await pretendPrograms();
  const mac = await PretendMac.create({ programs, startAt: '2026-11-21T10:00:30+01:00', ...rest });
  made.push(mac);
  if (!off) await mac.powerOn();
  return mac;
}

export const jappleseed = { name: 'jappleseed', uid: 501, gid: 20 } as const;

export interface JobOptions {
  /** Shell text the job runs. */
  readonly script?: string;
  readonly keys?: PropertyList;
  readonly folder?: 'LaunchDaemons' | 'LaunchAgents';
}

/** Writes a job's plist and the script it runs; returns the plist's Mac path. */
export function writeJob(mac: PretendMac, label: string, options: JobOptions = {}): string {
  const program = `/usr/local/bin/${label}`;
  mac.installExecutable(program, `#!/bin/sh\n${options.script ?? 'exit 0'}\n`);
  const path = `/Library/${options.folder ?? 'LaunchDaemons'}/${label}.plist`;
  mac.writePlist(path, { Label: label, ProgramArguments: [program], ...options.keys });
  return path;
}

export const launchctl = (mac: PretendMac, ...parameters: string[]): ReturnType<PretendMac['run']> =>
  mac.run('/bin/launchctl', parameters);

/** A pipe through which a job's script tells the test how far it is: `echo ready > ${pipe.path}`. */
export class Pipe {
  readonly path: string;
  readonly #lines: string[] = [];
  #wake: () => void = () => undefined;

  constructor(mac: PretendMac, name = 'pipe') {
    this.path = mac.path(`/private/tmp/${name}`);
    execFileSync('mkfifo', [this.path]);
    chmodSync(this.path, 0o666);
    const socket = new Socket({
      fd: openSync(this.path, constants.O_RDWR | constants.O_NONBLOCK),
      readable: true,
      writable: false,
    });
    opened.push(socket);
    let rest = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      this.#lines.push(...lines);
      this.#wake();
    });
  }

  /** The next line that was written. */
  async next(): Promise<string> {
    while (this.#lines.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#lines.shift() ?? '';
  }

  /** Lines that nobody has asked for yet. */
  get unread(): readonly string[] {
    return this.#lines;
  }
}

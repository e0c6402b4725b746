/** Makes pretend Macs for the tests of a file and takes them away after each test. */
import { afterEach } from 'vitest';
import { PretendMac, type MacOptions } from '../../src/pretend-mac/mac.ts';
import type { PropertyList } from '../../src/pretend-mac/property-list.ts';
import { pretendPrograms } from './programs.ts';

const made: PretendMac[] = [];

afterEach(async () => {
  for (const mac of made.splice(0)) await mac.destroy();
});

/** A Mac that is switched on, in Berlin, on Saturday 21 November 2026 at 10:00:30, unless said otherwise. */
export async function newMac(
  options: Partial<MacOptions> & { readonly off?: boolean } = {},
): Promise<PretendMac> {
  const { off = false, ...rest } = options;
  const mac = await PretendMac.create({
    programs: await pretendPrograms(),
    startAt: '2026-11-21T10:00:30+01:00',
    ...rest,
  });
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

/** A pretend Mac to measure on: programs are started directly, without the clock that tests move. */
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installIntermission } from '../scripts/intermission-mac.ts';
import { nodeRuntime } from '../scripts/staging/node-runtime.ts';
import { deploymentPreferenceDomainPrefix, paths } from '../src/contract/identity.ts';
import { pretendVariables } from '../src/pretend-mac/environment.ts';
import { PretendMac } from '../src/pretend-mac/mac.ts';

export const repository = join(import.meta.dirname, '..');
export const programs = join(repository, 'build/helper');

/** The Node that the product ships, for this machine; this process's own where it cannot be had. */
export const shippedNode = async (): Promise<string> =>
  await nodeRuntime('forBenchmarks').then(
    ({ program }) => program,
    () => process.execPath,
  );

export const newMac = (): Promise<PretendMac> =>
  PretendMac.create({ programs: join(repository, 'build/pretend-mac') });

export const install = (mac: PretendMac, app: boolean): Promise<void> => installIntermission(mac, { app });

/** The tools of the Mac know it by these variables; nothing loads a clock. */
export function variables(mac: PretendMac): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], ...pretendVariables(mac.root), NODE_OPTIONS: '' };
}

/** So many profiles, one deployment each. */
export function deploy(
  mac: PretendMac,
  count: number,
  keys: Readonly<Record<string, string | number>> = {},
): void {
  for (let at = 1; at <= count; at += 1) {
    const id = `d${String(at)}`;
    mac.writePlist(
      `${paths.managedPreferences}/${deploymentPreferenceDomainPrefix}.${id}.plist`,
      { Trigger: `run_${id}`, Title: `Work ${id}`, Message: 'About **this**.', ...keys },
      { binary: true },
    );
  }
}

export async function logIn(
  mac: PretendMac,
  user: { name: string; uid: number; gid: number },
): Promise<void> {
  const home = mac.path(`/Users/${user.name}`);
  mkdirSync(home, { recursive: true });
  chownSync(home, user.uid, user.gid);
  await mac.login(user);
}

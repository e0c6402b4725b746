/** The environment variables that make a process one of this pretend Mac. */
import { below, ENVIRONMENT, PLACES } from './places.ts';

export type Variables = Readonly<Record<string, string>>;

/** What launchd gives every job by default. */
export const DEFAULT_PATH = '/usr/bin:/bin:/usr/sbin:/sbin';

/** The mark of the Mac and its clock, loaded by Node before the program. */
export function pretendVariables(root: string): Variables {
  return {
    [ENVIRONMENT.root]: root,
    [ENVIRONMENT.clock]: below(root, PLACES.clock),
    NODE_OPTIONS: `--require=${below(root, `${PLACES.programs}/clock-shim.cjs`)}`,
  };
}

/** A search path of which every folder lies on the Mac, before this computer's own. */
export function pathOnMac(root: string): string {
  const folders = ['/usr/local/bin', '/usr/local/jamf/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];
  return [...folders.map((folder) => below(root, folder)), DEFAULT_PATH].join(':');
}

/** What a user's session starts with. The home folder is a path of this computer: programs use it as it is. */
export function userVariables(
  root: string,
  user: { readonly name: string; readonly uid: number },
): Variables {
  const home = user.uid === 0 ? '/private/var/root' : `/Users/${user.name}`;
  return { USER: user.name, LOGNAME: user.name, HOME: below(root, home), SHELL: '/bin/sh' };
}

/**
 * The Debian packages that a run on Linux needs beyond Node: a screen, somebody to click on it, and what Electron links
 * against. As root they are installed; otherwise one line says which are missing. A Mac needs none of them.
 * `npx tsx scripts/system-packages.ts` does it from the command line.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { run } from './run-program.ts';

const packages: Readonly<Record<string, readonly string[]>> = {
  'the screen': ['xvfb', 'openbox', 'tint2', 'hsetroot', 'fonts-inter', 'fonts-dejavu-core'],
  // Neither of those has Chinese, Japanese or Korean.
  'letters of the pictures': ['fonts-droid-fallback'],
  'a screen with several monitors': ['tigervnc-standalone-server'],
  'notifications on the screen': ['dbus-daemon', 'dunst'],
  'mouse, keyboard, pictures of the screen': ['xdotool', 'x11-utils', 'imagemagick'],
  'what Electron links against': [
    'libasound2',
    'libatk-bridge2.0-0',
    'libatspi2.0-0',
    'libcups2',
    'libdrm2',
    'libgbm1',
    'libgtk-3-0',
    'libnotify4',
    'libnss3',
    'libuuid1',
    'libx11-xcb1',
    'libxss1',
    'libxtst6',
  ],
  'locks, users, processes': ['util-linux', 'passwd', 'procps'],
  'packaging and its scripts': ['zip', 'shellcheck'],
  'certificates for downloads': ['ca-certificates'],
};

export const neededPackages: readonly string[] = Object.values(packages).flat();

/** Installs what is missing, or throws with one line that names it. */
export async function ensureSystemPackages(): Promise<void> {
  if (process.platform !== 'linux') return;
  const missing = await missingPackages();
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new Error(`Missing Debian packages (install them as root): ${missing.join(' ')}`);
  }
  console.log(`installing ${missing.length} Debian packages: ${missing.join(' ')}`);
  await aptGet('update');
  await aptGet('install', '--yes', '--no-install-recommends', ...missing);
}

/** A package counts as there when dpkg says so, also under the name that a later Debian release gave it (`libgtk-3-0t64`). */
async function missingPackages(): Promise<readonly string[]> {
  let listing: string;
  try {
    listing = await run('dpkg-query', ['--show', '--showformat', '${db:Status-Status} ${Package}\\n']);
  } catch {
    throw new Error(`No dpkg here: provide the equivalents of ${neededPackages.join(' ')} yourself.`);
  }
  const installed = new Set(listing.split('\n').filter((line) => line.startsWith('installed ')));
  return neededPackages.filter(
    (name) => !installed.has(`installed ${name}`) && !installed.has(`installed ${name}t64`),
  );
}

async function aptGet(...args: readonly string[]): Promise<void> {
  const child = spawn(
    'apt-get',
    ['--quiet=2', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=120', ...args],
    {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0)
    throw new Error(`apt-get ${args.join(' ')} failed: ${said.trim().split('\n').at(-1) ?? ''}`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    await ensureSystemPackages();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

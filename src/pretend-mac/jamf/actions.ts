/** What a policy does to the Mac between its scripts. */
import { below, PLACES } from '../places.ts';
import { putFile, putJson, systemVersion } from '../mac-folder.ts';
import { writeDictionary } from '../property-list.ts';
import { askLaunchd } from '../launchd-client.ts';
import { build } from 'plist';
import type { PolicyAction } from './policy.ts';

/** How an action ended: the exit status of a failure, else undefined. */
export async function perform(
  root: string,
  action: PolicyAction,
  print: (line: string) => void,
): Promise<number | undefined> {
  switch (action.do) {
    case 'set-system-version':
      writeDictionary(
        below(root, PLACES.systemVersion),
        systemVersion(action.version, action.build ?? '25H1'),
      );
      return undefined;
    case 'turn-on-filevault':
      putJson(root, PLACES.fileVault, { on: true });
      return undefined;
    case 'install-app': {
      const { name, bundleId, version, folder = '/Applications' } = action;
      print(`Installing ${name}-${version}.pkg...`);
      const dictionary = {
        CFBundleIdentifier: bundleId,
        CFBundleName: name,
        CFBundleShortVersionString: version,
        CFBundleVersion: version,
      };
      putFile(root, `${folder}/${name}.app/Contents/Info.plist`, build(dictionary), 0o644);
      print(`Successfully installed ${name}-${version}.pkg.`);
      return undefined;
    }
    case 'install-package':
      putFile(
        root,
        `${PLACES.receipts}/${action.id}.plist`,
        build(receipt(action.id, action.version)),
        0o644,
      );
      return undefined;
    case 'take':
      await new Promise((resolve) => setTimeout(resolve, action.seconds * 1000));
      return undefined;
    case 'print':
      for (const line of action.lines) print(line);
      return undefined;
    case 'fail':
      for (const line of action.lines) print(line);
      return action.code ?? 1;
    case 'hang':
      if (action.ignoresTerm) process.on('SIGTERM', () => undefined);
      return forEver();
    case 'restart':
      if (!action.atOnce) return undefined;
      await restart(root);
      return forEver();
  }
}

export async function restart(root: string): Promise<void> {
  await askLaunchd(root, { ask: 'power-soon', to: 'restart' });
}

function receipt(id: string, version: string): Record<string, string | Date> {
  return {
    InstallDate: new Date(),
    InstallPrefixPath: '/',
    InstallProcessName: 'installer',
    PackageFileName: `${id}.pkg`,
    PackageIdentifier: id,
    PackageVersion: version,
  };
}

function forEver(): Promise<never> {
  setInterval(() => undefined, 3_600_000);
  return new Promise(() => undefined);
}

/**
 * electron-builder's `afterPack` hook, before it sets its fuses and signs: what `electron-builder.yml` cannot say. Plain
 * JavaScript, because electron-builder loads it itself.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { build, parse } from 'plist';

/** @param {import('app-builder-lib').AfterPackContext} context */
export async function afterPack(context) {
  const { appOutDir, packager, electronPlatformName } = context;
  const mac = electronPlatformName === 'darwin';
  const name = mac ? `${packager.appInfo.productFilename}.app` : packager.executableName;
  const wire = await getCurrentFuseWire(join(appOutDir, name));
  if (wire[FuseV1Options.WasmTrapHandlers + 1] !== undefined) {
    throw new Error('this Electron has a fuse that nobody has decided on: see electron-builder.yml');
  }
  // WebAssembly's traps stay as Electron has them: the app has no WebAssembly, and a fuse that nobody set would be a question.
  if (wire[FuseV1Options.WasmTrapHandlers] !== undefined) {
    await packager.addElectronFuses(context, {
      version: FuseVersion.V1,
      [FuseV1Options.WasmTrapHandlers]: true,
    });
  }
  if (mac) await refuseAllTransport(join(appOutDir, name, 'Contents/Info.plist'));
}

/** Electron and electron-builder allow every insecure connection; this app makes none. */
async function refuseAllTransport(file) {
  const info = parse(await readFile(file, 'utf8'));
  info.NSAppTransportSecurity = { NSAllowsArbitraryLoads: false };
  await writeFile(file, build(info));
}

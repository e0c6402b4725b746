/**
 * A skeleton of Electron for macOS: a release archive with the folders, property lists, links, languages and fuses of a real
 * one and nothing that runs. electron-builder takes it like the real thing, so that a machine which cannot fetch Electron for
 * Mac proves what becomes of Info.plist, archive, fuses, resources and languages. `make-pkg` refuses a payload made from it.
 */
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encodeXmlPlist, type Encodable } from '../src/files/xml-plist-writer.ts';
import { run } from './run-program.ts';
import type { MacArchitecture } from './staging/architectures.ts';

/** A file with this content stands in each executable: `make-pkg` looks for it. */
export const skeletonMark = 'intermission skeleton of Electron';

/** As Chromium names its translations on a Mac. */
const languages =
  'am ar bg bn ca cs da de el en en_GB es es_419 et fa fi fil fr gu he hi hr hu id it ja kn ko lt lv ml mr ms nb nl pl pt_BR pt_PT ro ru sk sl sr sv sw ta te th tr uk ur vi zh_CN zh_TW'.split(
    ' ',
  );

const helpers = [
  'Electron Helper',
  'Electron Helper (GPU)',
  'Electron Helper (Plugin)',
  'Electron Helper (Renderer)',
];

/** Writes `electron-v<version>-darwin-<architecture>.zip` into `folder`, under the name that electron-builder looks for. */
export async function skeletonElectron(
  folder: string,
  version: string,
  architecture: MacArchitecture,
): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'intermission-skeleton-'));
  try {
    await layOut(work, version, architecture);
    const archive = join(folder, `electron-v${version}-darwin-${architecture}.zip`);
    await rm(archive, { force: true });
    await run('zip', ['-q', '-r', '-y', archive, '.'], { cwd: work });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function layOut(folder: string, version: string, architecture: MacArchitecture): Promise<void> {
  const write = async (path: string, content: string | Buffer, mode = 0o644): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
    await chmod(join(folder, path), mode);
  };
  const program = (path: string): Promise<void> => write(path, machO(architecture), 0o755);
  const plist = (path: string, content: Encodable): Promise<void> => write(path, encodeXmlPlist(content));

  await write('version', version);
  await write('LICENSE', 'The licence of Electron.\n');
  await write('LICENSES.chromium.html', '<title>The licences of Chromium</title>\n');

  const contents = 'Electron.app/Contents';
  await plist(`${contents}/Info.plist`, appInfo(version));
  await write(`${contents}/PkgInfo`, 'APPL????');
  await program(`${contents}/MacOS/Electron`);
  await write(`${contents}/Resources/electron.icns`, 'icns');
  for (const language of languages) {
    await mkdir(join(folder, `${contents}/Resources/${language}.lproj`), { recursive: true });
  }

  const frameworks = `${contents}/Frameworks`;
  for (const name of helpers) {
    await plist(`${frameworks}/${name}.app/Contents/Info.plist`, helperInfo(name, version));
    await write(`${frameworks}/${name}.app/Contents/PkgInfo`, 'APPL????');
    await program(`${frameworks}/${name}.app/Contents/MacOS/${name}`);
  }
  const framework = async (name: string, parts: readonly string[]): Promise<string> => {
    const home = `${frameworks}/${name}.framework`;
    const present = `${home}/Versions/A`;
    await program(`${present}/${name}`);
    await plist(`${present}/Resources/Info.plist`, { CFBundleName: name, CFBundlePackageType: 'FMWK' });
    await symlink('A', join(folder, home, 'Versions/Current'));
    for (const part of [name, 'Resources', ...parts]) {
      await symlink(`Versions/Current/${part}`, join(folder, home, part));
    }
    return present;
  };
  const electron = await framework('Electron Framework', ['Libraries', 'Helpers']);
  await write(`${electron}/Electron Framework`, Buffer.concat([machO(architecture), fuseWire]), 0o755);
  for (const library of ['libEGL', 'libGLESv2', 'libffmpeg', 'libvk_swiftshader']) {
    await program(`${electron}/Libraries/${library}.dylib`);
  }
  await write(`${electron}/Libraries/vk_swiftshader_icd.json`, '{}\n');
  await program(`${electron}/Helpers/chrome_crashpad_handler`);
  await write(`${electron}/Resources/icudtl.dat`, 'data');
  await write(`${electron}/Resources/resources.pak`, 'data');
  for (const language of languages) {
    await write(`${electron}/Resources/${language}.lproj/locale.pak`, language);
  }
  for (const name of ['Mantle', 'ReactiveObjC']) await framework(name, []);
  await program(`${await framework('Squirrel', [])}/Resources/ShipIt`);
}

/** Electron's own keys, with those that must not reach the product: its usage strings and its leave to load anything. */
const appInfo = (version: string): Encodable => ({
  CFBundleDisplayName: 'Electron',
  CFBundleExecutable: 'Electron',
  CFBundleIconFile: 'electron.icns',
  CFBundleIdentifier: 'com.github.Electron',
  CFBundleInfoDictionaryVersion: '6.0',
  CFBundleName: 'Electron',
  CFBundlePackageType: 'APPL',
  CFBundleShortVersionString: version,
  CFBundleVersion: version,
  LSApplicationCategoryType: 'public.app-category.developer-tools',
  LSEnvironment: { MallocNanoZone: '0' },
  LSMinimumSystemVersion: '12.0',
  NSAppTransportSecurity: { NSAllowsArbitraryLoads: true },
  NSAudioCaptureUsageDescription: 'This app needs access to audio capture',
  NSBluetoothAlwaysUsageDescription: 'This app needs access to Bluetooth',
  NSBluetoothPeripheralUsageDescription: 'This app needs access to Bluetooth',
  NSCameraUsageDescription: 'This app needs access to the camera',
  NSHighResolutionCapable: true,
  NSMainNibFile: 'MainMenu',
  NSMicrophoneUsageDescription: 'This app needs access to the microphone',
  NSPrincipalClass: 'AtomApplication',
  NSQuitAlwaysKeepsWindows: false,
  NSRequiresAquaSystemAppearance: false,
  NSSupportsAutomaticGraphicsSwitching: true,
});

const helperInfo = (name: string, version: string): Encodable => ({
  CFBundleExecutable: name,
  CFBundleIdentifier: `com.github.Electron.helper`,
  CFBundleName: name,
  CFBundlePackageType: 'APPL',
  CFBundleVersion: version,
  LSUIElement: true,
});

/** A Mach-O header for one architecture that asks for no command: enough to be recognised, and to be refused by any Mac. */
function machO(architecture: MacArchitecture): Buffer {
  const header = Buffer.alloc(32);
  header.writeUInt32LE(0xfeedfacf, 0);
  header.writeUInt32LE(architecture === 'arm64' ? 0x0100000c : 0x01000007, 4);
  // MH_EXECUTE
  header.writeUInt32LE(2, 12);
  return Buffer.concat([header, Buffer.from(`${skeletonMark}\n`)]);
}

/** Electron's fuses as it is released, in the form that @electron/fuses looks for: mark, version 1, length, one state each. */
const fuseWire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101100011'),
]);

/** `/usr/sbin/pkgutil`, from real receipts. */
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'plist';
import { run } from '../command-line.ts';
import { below, PLACES } from '../places.ts';
import { readDictionary, textOf } from '../property-list.ts';

run(({ root, arguments: [verb, id = ''] }) => {
  if (verb === '--pkgs') {
    const files = readdirSync(below(root, PLACES.receipts)).filter((name) => name.endsWith('.plist'));
    process.stdout.write(files.map((name) => `${name.slice(0, -'.plist'.length)}\n`).join(''));
    return 0;
  }
  if ((verb !== '--pkg-info' && verb !== '--pkg-info-plist' && verb !== '--forget') || id === '') {
    process.stderr.write('Usage: pkgutil [OPTIONS] [COMMANDS] ...\n');
    return 64;
  }
  const receipt = /^[\w.-]+$/.test(id)
    ? readDictionary(below(root, `${PLACES.receipts}/${id}.plist`))
    : undefined;
  if (!receipt) {
    process.stderr.write(`No receipt for '${id}' found at '/'.\n`);
    return 1;
  }
  if (verb === '--forget') {
    for (const ending of ['plist', 'bom'])
      rmSync(below(root, `${PLACES.receipts}/${id}.${ending}`), { force: true });
    process.stdout.write(`Forgot package '${id}' on '/'.\n`);
    return 0;
  }
  const installed = receipt['InstallDate'] instanceof Date ? receipt['InstallDate'].getTime() : 0;
  if (verb === '--pkg-info-plist') {
    const info = {
      'install-location': textOf(receipt, 'InstallPrefixPath'),
      'install-time': Math.floor(installed / 1000),
      'pkg-version': textOf(receipt, 'PackageVersion'),
      pkgid: id,
      'receipt-plist-version': 1,
      volume: '/',
    };
    process.stdout.write(build(info));
    return 0;
  }
  const lines = [
    `package-id: ${id}`,
    `version: ${textOf(receipt, 'PackageVersion')}`,
    'volume: /',
    `location: ${textOf(receipt, 'InstallPrefixPath')}`,
    `install-time: ${Math.floor(installed / 1000)}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
});

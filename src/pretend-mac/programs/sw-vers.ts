/** `/usr/bin/sw_vers`, from the real plist of the system version. */
import { run } from '../command-line.ts';
import { below, PLACES } from '../places.ts';
import { readDictionary, textOf } from '../property-list.ts';

const KEYS: Readonly<Record<string, string>> = {
  productName: 'ProductName',
  productVersion: 'ProductVersion',
  buildVersion: 'ProductBuildVersion',
};

run(({ root, arguments: [flag] }) => {
  const version = readDictionary(below(root, PLACES.systemVersion)) ?? {};
  const text = (key: string): string => textOf(version, key);
  if (flag === undefined) {
    const rows = ['ProductName', 'ProductVersion', 'BuildVersion'].map(
      (name) => `${name}:\t\t${text(name.replace(/^Build/, 'ProductBuild'))}\n`,
    );
    process.stdout.write(rows.join(''));
    return 0;
  }
  const key = KEYS[flag.replace(/^--?/, '')];
  if (key === undefined) {
    process.stderr.write(
      'Usage: sw_vers [--help|--productName|--productVersion|--productVersionExtra|--buildVersion]\n',
    );
    return 1;
  }
  process.stdout.write(`${text(key)}\n`);
  return 0;
});

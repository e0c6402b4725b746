// Put into the registry-carried Electron runtime as `resources/app`: loads the app named on the command line, as the app
// that a released Electron carries by default does. First argument that is no option: a folder with a package.json, or a
// main file. `-r FILE` / `--require FILE` (repeatable) is loaded first; Playwright drives the app through it.
/* eslint-disable @typescript-eslint/no-require-imports -- runs inside Electron as CommonJS */
'use strict';
const { app } = require('electron');
const { existsSync, readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join, resolve } = require('node:path');

const preloads = [];
let given;
for (let index = 1; index < process.argv.length && given === undefined; index += 1) {
  const argument = process.argv[index];
  if (argument === '-r' || argument === '--require') preloads.push(process.argv[(index += 1)]);
  else if (!argument.startsWith('-')) given = resolve(argument);
}
if (given === undefined) {
  console.error('electron: name the folder or the main file of an app.');
  process.exit(2);
}

process.defaultApp = true;
const load = createRequire(join(process.cwd(), 'noop.js'));
for (const file of preloads) load(file);

const packageFile = join(given, 'package.json');
if (existsSync(packageFile)) {
  const { name, productName, version } = JSON.parse(readFileSync(packageFile, 'utf8'));
  if (version) app.setVersion(version);
  if (productName || name) app.setName(productName || name);
}
const main = require.resolve(given);
app.setAppPath(existsSync(packageFile) ? given : dirname(main));
require(main);

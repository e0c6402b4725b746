/**
 * `intermission config`: what an admin does with preferences before they reach a Mac, or to see what reached it. Reads files
 * and writes to standard output; asks no helper and changes nothing.
 */
import { productProfiles } from './config-product.ts';
import { done, problem, type Answer } from './answer.ts';
import type { ConfigRequest } from './config-arguments.ts';
import { configCheck } from './config-check.ts';
import { configImport } from './config-import.ts';
import { configPrint } from './config-print.ts';
import { exitCodes } from './exit-codes.ts';
import { encodePlist } from '../files/plist-file.ts';
import { uuidOf } from '../files/profile-uuid.ts';
import { exampleNamed, exampleProfile, examples } from '../preferences/generate/examples.ts';
import { jamfSchema } from '../preferences/generate/jamf-schema.ts';
import { profileManifest } from '../preferences/generate/profile-manifest.ts';

export { demo } from './demo/demo.ts';
export { supportBundle } from './support/support-bundle.ts';
export { simulate } from './simulate/simulate.ts';

export async function config(root: string, request: ConfigRequest): Promise<Answer> {
  switch (request.kind) {
    case 'check':
      return configCheck(request);
    case 'print':
      return configPrint(root, request);
    case 'import':
      return configImport(request);
    case 'schema':
      return done(JSON.stringify(jamfSchema(request.place), null, 2));
    case 'manifest':
      return done(encodePlist(profileManifest(request.place)).trimEnd());
    case 'example':
      return example(request.name);
  }
}

function example(name: string | null): Answer {
  if (name === null) {
    return done(
      [...examples, ...productProfiles].map((one) => `${one.name.padEnd(22)}${one.title}`).join('\n'),
    );
  }
  const ofProduct = productProfiles.find((one) => one.name === name);
  if (ofProduct !== undefined) return done(encodePlist(ofProduct.make(uuidOf)).trimEnd());
  const found = exampleNamed(name);
  return found === null
    ? problem(exitCodes.usage, `there is no example "${name}"; intermission config example lists them`)
    : done(encodePlist(exampleProfile(found, uuidOf)).trimEnd());
}

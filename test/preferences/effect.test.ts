/** That the table is honest: every key changes what the helper goes by. */
import { describe, expect, it } from 'vitest';
import type { Dictionary } from '../../src/preferences/read-domain.ts';
import { keyNamed, keyNames, type KeyName } from '../../src/preferences/table.ts';
import { reading } from './preferences.ts';

/** A value that is neither the default nor that of the base. */
function another(name: KeyName): unknown {
  const { type, fallback, example } = keyNamed(name);
  switch (type.kind) {
    case 'boolean':
      return fallback !== true;
    case 'integer':
      return fallback === type.most ? type.most - 1 : type.most;
    case 'choice':
      return type.options.find(({ value }) => value !== fallback)?.value;
    case 'choices':
      return [type.options[0]?.value];
    case 'minutes':
      return [type.most];
    case 'time-range':
      return '07:00-15:00';
    default:
      return example;
  }
}

/** What the helper goes by. Whatever has a version is there, so that it counts. */
const rules = (name: KeyName, keys: Dictionary): unknown => {
  const organization = keyNamed(name).place === 'organization';
  const app = { VerifyApplicationPath: '/Applications/A.app', VerifyApplicationBundleID: 'a.b' };
  const base = {
    Trigger: 'base',
    ...(name.startsWith('VerifyApplication') ? app : {}),
    ...(name === 'VerifyReceiptVersion' ? { VerifyReceiptID: 'a.b' } : {}),
    ...(name === 'ConflictVersion' ? { ConflictTitle: 'A' } : {}),
  };
  const { organizationName, supportContact, branding, keeping, deployments } = reading(
    { x: organization ? base : { ...base, ...keys } },
    organization ? keys : null,
  );
  return [organizationName, supportContact, branding, keeping, deployments];
};

describe.each(keyNames)('%s', (name) => {
  it('changes what the helper goes by', () => {
    expect(rules(name, { [name]: another(name) })).not.toEqual(rules(name, {}));
  });
});

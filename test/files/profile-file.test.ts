/** Profiles as files: whichever way an MDM or an editor wrote them, the same keys for the same domains come out. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'plist';
import { describe, expect, it } from 'vitest';
import { readPreferenceFile, type PreferenceFile } from '../../src/files/profile-file.ts';

const fixture = (name: string): Uint8Array =>
  readFileSync(join(import.meta.dirname, '../fixtures/profiles', name));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(name: string, bytes = fixture(name)): PreferenceFile {
  const file = readPreferenceFile(name, bytes);
  if (!file.ok) throw new Error(file.problem);
  return file.value;
}
const problem = (bytes: Uint8Array): string => {
  const file = readPreferenceFile('x.mobileconfig', bytes);
  return file.ok ? 'was read' : file.problem;
};

const organization = { domain: 'io.intermission', keys: { OrganizationName: 'Example Corp' } };
const slack = {
  domain: 'io.intermission.deployment.slack',
  keys: { Trigger: 'update_slack', Title: 'Slack is updated', DeadlineDays: 7 },
};
const firewall = {
  domain: 'com.apple.security.firewall',
  keys: { EnableFirewall: true, Applications: [{ BundleID: 'us.zoom.xos', Allowed: true }] },
};

describe('a profile', () => {
  it('with inline payloads: each is a domain, without the keys of the payload itself', () => {
    expect(read('inline.mobileconfig')).toEqual({ domains: [organization, slack, firewall], remarks: [] });
  });

  it('with managed client preferences: what is forced is read', () => {
    expect(read('mcx.mobileconfig')).toEqual({ domains: [slack], remarks: [] });
  });

  it.each([
    ['signed.mobileconfig', [organization, slack, firewall]],
    ['signed-in-parts.mobileconfig', [slack]],
  ])('signed (%s): the same keys, and a word that the signature was not checked', (name, domains) => {
    expect(read(name)).toEqual({
      domains,
      remarks: [{ severity: 'note', domain: null, text: 'is signed; the signature was not checked' }],
    });
  });

  it('signed and in PEM', () => {
    const base64 = Buffer.from(fixture('signed.mobileconfig')).toString('base64').replace(/.{64}/g, '$&\n');
    const pem = `-----BEGIN PKCS7-----\n${base64}\n-----END PKCS7-----\n`;
    expect(read('x', utf8(pem)).domains).toEqual([organization, slack, firewall]);
  });

  const payload = (type: string, keys: object) => ({
    PayloadType: type,
    PayloadUUID: 'U',
    PayloadVersion: 1,
    ...keys,
  });
  const profile = (keys: object, ...payloads: object[]): Uint8Array =>
    utf8(
      build({ PayloadType: 'Configuration', PayloadContent: payloads, ...keys } as Parameters<
        typeof build
      >[0]),
    );

  it.each<[string, Uint8Array, RegExp]>([
    [
      'settings that are not forced',
      profile(
        {},
        payload('com.apple.ManagedClient.preferences', {
          PayloadContent: {
            'io.intermission': { 'Set-Once': [{ mcx_preference_settings: { Title: 'x' } }] },
          },
        }),
      ),
      /under "Set-Once", which users can change/,
    ],
    [
      'a profile for users',
      profile({ PayloadScope: 'User' }, payload('io.intermission', {})),
      /is for users/,
    ],
    [
      'one domain in two payloads',
      profile({}, payload('io.intermission', { Title: 'a' }), payload('io.intermission', { Title: 'b' })),
      /more than one payload/,
    ],
    [
      'a payload that is switched off',
      profile({}, payload('io.intermission', { PayloadEnabled: false })),
      /switched off/,
    ],
    ['no payload', profile({}), /no payload with preferences/],
    ['a payload without a type', profile({}, { Trigger: 'x' }), /without a PayloadType/],
    [
      'an empty managed client payload',
      profile({}, payload('com.apple.ManagedClient.preferences', {})),
      /without content/,
    ],
  ])('with %s is remarked on', (_, bytes, text) => {
    expect(
      read('x.mobileconfig', bytes)
        .remarks.map((remark) => remark.text)
        .join('\n'),
    ).toMatch(text);
  });

  it('encrypted for one Mac cannot be read, and says so', () => {
    expect(problem(utf8(build({ PayloadType: 'Configuration', EncryptedPayloadContent: 'x' })))).toMatch(
      /is encrypted/,
    );
  });
});

describe('a plain property list', () => {
  it('is a domain by the name of its file', () => {
    const bytes = utf8(build({ Trigger: 'x' }));
    expect(read('io.intermission.deployment.slack.plist', bytes).domains).toEqual([
      { domain: 'io.intermission.deployment.slack', keys: { Trigger: 'x' } },
    ]);
  });

  it('that is one payload alone is a domain by its type', () => {
    const bytes = utf8(build({ PayloadType: 'io.intermission', PayloadVersion: 1, Title: 'x' }));
    expect(read('exported.plist', bytes).domains).toEqual([
      { domain: 'io.intermission', keys: { Title: 'x' } },
    ]);
  });
});

describe('a signature', () => {
  const der = (tag: number, ...content: readonly number[]): number[] => [tag, content.length, ...content];
  const signedData = der(0x06, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02);
  const enveloped = der(0x06, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03);
  const data = der(0x06, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01);

  it.each<[string, readonly number[], RegExp]>([
    ['that is cut off', [...fixture('signed.mobileconfig').subarray(0, 500)], /cut off/],
    ['without an end', [0x30, 0x80, 0x30, 0x80], /cut off/],
    [
      'of boxes in boxes',
      Array.from({ length: 100_000 }, (_, i) => (i % 2 === 0 ? 0x30 : 0x80)),
      /nested too deeply/,
    ],
    ['with a length of gigabytes', [0x30, 0x84, 0xff, 0xff, 0xff, 0xff], /cut off/],
    ['with a length of 127 bytes', [0x30, 0xff], /absurdly large/],
    ['around something encrypted', der(0x30, ...enveloped), /is encrypted for one Mac/],
    [
      'that is a certificate',
      der(0x30, ...der(0x30, 0x02, 0x01, 0x00)),
      /parts are not those of a signature/,
    ],
    ['with other parts', der(0x30, ...signedData, ...der(0x30)), /parts are not those of a signature/],
    [
      'that stands apart from its content',
      der(
        0x30,
        ...signedData,
        ...der(0xa0, ...der(0x30, ...der(0x02, 1), ...der(0x31), ...der(0x30, ...data))),
      ),
      /stands apart/,
    ],
    ['with a long tag', [0x30, 0x02, 0x3f, 0x00], /unknown tag/],
  ])('%s is named', (_, bytes, named) => {
    expect(problem(Uint8Array.from(bytes))).toMatch(named);
  });

  it('that is damaged is read or named, never thrown at the caller', () => {
    const whole = [fixture('signed.mobileconfig'), fixture('signed-in-parts.mobileconfig')] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.nat(4000), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
        fc.option(fc.nat(4000)),
        (bytes, changes, end) => {
          const damaged = Uint8Array.from(bytes.subarray(0, end ?? bytes.length));
          for (const [at, to] of changes) if (at < damaged.length) damaged[at] = to;
          expect(problem(damaged)).toMatch(/^[^\n]{1,160}$/);
        },
      ),
      { seed: 20_261_121, numRuns: 2000 },
    );
  });
});

/** What a support bundle does not tell. */
import { describe, expect, it } from 'vitest';
import { Redactor } from '../../src/command/support/redaction.ts';

const identities = {
  users: ['jappleseed', 'Johnny Appleseed', 'x'],
  hosts: ['mac-lab-7', 'Johnny’s MacBook', 'jamf.example.com'],
  serials: ['C02ABC123DEF', '0F2E4C8A-1111-5222-8333-444455556666'],
};
const redacted = (text: string): string => new Redactor(identities).text(text);

describe('taken out', () => {
  it.each([
    ['a short name', 'jappleseed is logged in', '[user-1] is logged in'],
    ['a full name', 'Hello Johnny Appleseed,', 'Hello [user-1],'],
    ['a name in other letters', 'JAppleseed', '[user-1]'],
    ['a home path', '/Users/jappleseed/Documents/plan.key is open', '/Users/[user-1]/[path] is open'],
    ['a home path of a stranger', 'in /Users/eve/x', 'in /Users/[user-1]/[path]'],
    ['an address', 'mail to a.b+c@example.org!', 'mail to [email-1]!'],
    ['a serial number', 'SN C02ABC123DEF', 'SN [serial]'],
    ['a serial number of another Mac', 'Serial Number: FVFXYZ123456', 'Serial Number: [serial]'],
    ['a hardware UUID', '0f2e4c8a-1111-5222-8333-444455556666', '[serial]'],
    ['the name of the Mac', 'on mac-lab-7: x', 'on [host-1]: x'],
    ['the name of the Mac as people call it', 'Johnny’s MacBook', '[host-1]'],
    [
      'the server',
      'Checking https://jamf.example.com:8443/api/v1?id=7 now',
      'Checking https://[host-1]:8443/api/v1?[secret] now',
    ],
    ['the server without a scheme', 'reach jamf.example.com', 'reach [host-1]'],
    ['a server that nobody named', 'smb://files.corp/share', 'smb://[host-1]/share'],
    ['who logs in to a server', 'https://eve:pw@host.corp/', 'https://[host-1]/'],
    ['a Bonjour name', 'eves-mac.local', '[host-1]'],
    ['a cloud server', 'acme.jamfcloud.com', '[host-1]'],
    [
      'network addresses',
      '10.0.17.4, fe80::1c2a:4ff:fe33:1 and a4:83:e7:01:02:03',
      '[address], [address] and [address]',
    ],
    ['a password', 'password=hunter2 next', 'password=[secret] next'],
    ['a password in JSON', '{"apiKey": "abc def"}', '{"apiKey": "[secret] def"}'],
    ['a token', 'Authorization: Bearer abcDEF123456789', 'Authorization: [secret]'],
    ['a token alone', 'sent bearer abcDEF123456789.', 'sent bearer [secret]'],
    ['a JSON web token', 'x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig y', 'x [secret] y'],
    ['a token of a forge', 'ghp_0123456789abcdefghij', '[secret]'],
    ['a recovery key', 'key ABCD-1234-EFGH-5678-IJKL-9012 shown', 'key [secret] shown'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n', '[secret]\n'],
    ['a private key that was cut off', 'x -----BEGIN PRIVATE KEY-----\nMIIE\n', 'x [secret]'],
    ['a long random text', 'AbCdEf0123456789AbCdEf0123456789AbCdEf0123456789', '[secret]'],
  ])('%s', (_, text, expected) => {
    expect(redacted(text)).toBe(expected);
  });
});

describe('left in', () => {
  it.each([
    'tidy: Scheduled for 2026-11-21 17:00 Europe/Berlin by the user (attempt 1 of 3).',
    '2026-11-21T13:10:20Z helper 0.1.0 ready',
    '/Library/Application Support/Intermission/state/state.json',
    '/Users/Shared/Staging/Slack.app',
    'io.intermission.deployment.os-update',
    'window of Keynote (pid 812), 1280×800 at 0,0, layer 1000',
    'No policies were found for the "tidy_up" trigger.',
    'version 131.0.6778.86 at 14:10:20',
    'xyz and max',
  ])('%s', (text) => {
    expect(redacted(text)).toBe(text);
  });
});

it('one thing has one stand-in, wherever it stands', () => {
  const redactor = new Redactor(identities);
  expect(redactor.text('jappleseed, eve@a.org, JAPPLESEED')).toBe('[user-1], [email-1], [user-1]');
  expect(redactor.value({ jappleseed: ['/Users/jappleseed', 'bob@a.org', 'eve@a.org'] })).toEqual({
    '[user-1]': ['/Users/[user-1]', '[email-2]', '[email-1]'],
  });
  expect(redactor.counts.get('user')).toBe(4);
});

it('a value goes whole where its key tells that it is secret, and JSON stays JSON', () => {
  const redactor = new Redactor(identities);
  expect(
    redactor.value({
      ApiToken: 'a b c',
      deep: [{ password: 'x', n: 1, none: null }],
      when: 'a "b" jappleseed',
    }),
  ).toEqual({
    ApiToken: '[secret]',
    deep: [{ password: '[secret]', n: 1, none: null }],
    when: 'a "b" [user-1]',
  });
});

it('takes no time, whatever a log holds', () => {
  const started = process.cpuUsage().user;
  for (const text of [
    'a'.repeat(200_000),
    'a.'.repeat(100_000),
    '1:'.repeat(100_000),
    'a@'.repeat(100_000),
    '-'.repeat(200_000),
    'key='.repeat(50_000),
  ]) {
    redacted(text);
  }
  expect((process.cpuUsage().user - started) / 1_000_000).toBeLessThan(10);
});

/** What may become part of a file name, a plist or an argument list. */
import { describe, expect, it } from 'vitest';
import { isDeploymentId, isJobLabel, isTrigger, isZone } from '../../src/core/names.ts';

const refusedEverywhere: [string, string][] = [
  ['', 'nothing'],
  [' ', 'a blank'],
  ['-event', 'a leading dash'],
  ['.hidden/x', 'a leading dot and a slash'],
  ['a/b', 'a slash'],
  ['../etc', 'a way up'],
  ['a\nb', 'a newline inside'],
  ['a\n', 'a newline at the end'],
  ['a\0b', 'a NUL'],
  ['ä', 'a letter beyond ASCII'],
  ['a\u2024b', 'a dot that only looks like one'],
  ['a\u202eb', 'a change of direction'],
  ['a;b', 'a semicolon'],
  ['$(id)', 'a command'],
  ['a'.repeat(129), '129 characters'],
];

describe('the ID of a deployment', () => {
  it.each(['macos', '42', 'Slack-4.50', 'a', 'a_b.c-d', 'a'.repeat(128)])('may be %s', (text) => {
    expect(isDeploymentId(text)).toBe(true);
  });

  it.each([
    ...refusedEverywhere,
    ['a b', 'a space'],
    ['a..b', 'dot-dot inside'],
    ['_a', 'a leading underscore'],
    ['.a', 'a leading dot'],
    ['a@b', 'an @, which parts a journal name'],
  ])('may not be %j: %s', (text) => {
    expect(isDeploymentId(text)).toBe(false);
  });
});

describe('the label of a LaunchDaemon', () => {
  it.each(['com.contoso.deferred-policy', 'io.intermission.deployment.macos', 'x', 'com.apple-pie.x'])(
    'may be %s',
    (text) => {
      expect(isJobLabel(text)).toBe(true);
    },
  );

  it.each([
    ...refusedEverywhere,
    ['a b', 'a space'],
    ['com..contoso', 'dot-dot inside'],
    ['.com.contoso', 'a leading dot: hidden, and not loaded at boot'],
    ['com.apple.softwareupdated', "Apple's own"],
    ['Com.APPLE.x', "Apple's own, in capitals: the disk does not tell them apart"],
  ])('may not be %j: %s', (text) => {
    expect(isJobLabel(text)).toBe(false);
  });
});

describe('a custom trigger', () => {
  it.each([
    'install_macos',
    'Install macOS',
    'main',
    '@event',
    'a:b+c',
    'v1.2-3',
    '.dot',
    '_x',
    'a'.repeat(128),
  ])('may be %s', (text) => {
    expect(isTrigger(text)).toBe(true);
  });

  it.each([
    ...refusedEverywhere,
    [' leading', 'a leading space'],
    ['a"b', 'a quote'],
    ['a\tb', 'a tab'],
    ['--verbose', 'an option of jamf'],
  ])('may not be %j: %s', (text) => {
    expect(isTrigger(text)).toBe(false);
  });
});

describe('a time zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'America/Port-au-Prince'])(
    'may be %s',
    (text) => {
      expect(isZone(text)).toBe(true);
    },
  );

  it.each(['', '+02:00', '/Europe/Berlin', 'Europe//Berlin', 'a/b/c/d', 'Europe/Berlin\n', '../UTC', '1/2'])(
    'may not be %j',
    (text) => {
      expect(isZone(text)).toBe(false);
    },
  );
});

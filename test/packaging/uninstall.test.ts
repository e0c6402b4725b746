/** The uninstaller in a root folder with a scripted launchctl: what it takes, and what it leaves alone. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { buildBinary } from 'plist';
import { describe, expect, it } from 'vitest';
import { helperLabel, paths } from '../../src/contract/identity.ts';
import { launchDaemonFor } from '../../src/core/launch-daemon.ts';
import { encodeXmlPlist } from '../../src/files/xml-plist-writer.ts';
import { aDeferral, aDeployment, berlin } from '../core/builders.ts';
import { programs } from '../core/plists.ts';
import {
  answers,
  asked,
  asRoot,
  macFolder,
  perform,
  program,
  scripts,
  ownTree,
  uninstall,
} from './scripted-mac.ts';

describe.skipIf(!asRoot)('removing', () => {
  const job = launchDaemonFor(aDeployment(), aDeferral('2026-11-21T14:11:00Z'), berlin, {
    ...programs,
    command: paths.jobCommand,
  });
  const withCommand = (command: string, ...rest: readonly string[]) => ({
    Label: 'x',
    ProgramArguments: [command, ...rest],
  });
  const ours: readonly (readonly [string, string | Uint8Array])[] = [
    ['as the helper writes it', encodeXmlPlist(job)],
    [
      'of a helper that named the other command',
      encodeXmlPlist(withCommand(paths.command, 'run', '--deployment', 'a')),
    ],
  ];
  const theirs: readonly (readonly [string, string | Uint8Array])[] = [
    ['BJPD’s', encodeXmlPlist(withCommand(paths.jamf, 'policy', '-event', 'tidy_up'))],
    ['that calls our command for something else', encodeXmlPlist(withCommand(paths.command, 'status'))],
    [
      'that only mentions our command',
      encodeXmlPlist(withCommand('/bin/echo', paths.jobCommand, 'run', '--deployment')),
    ],
    [
      'of a command of the same name elsewhere',
      encodeXmlPlist(withCommand('/opt/intermission', 'run', '--deployment', 'a')),
    ],
    [
      'in binary, which the helper does not write',
      buildBinary(withCommand(paths.command, 'run', '--deployment', 'a')),
    ],
    ['that is nothing', 'garbage \u0000 <'],
    ['that is empty', ''],
  ];

  it.each(ours)('takes a LaunchDaemon %s', (_, content) => {
    const root = macFolder();
    const plist = join(root, paths.launchDaemons, 'com.contoso.tidy.plist');
    writeFileSync(plist, content);
    expect(uninstall(root)).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(plist)).toBe(false);
  });

  it.each(theirs)('leaves a LaunchDaemon %s', (_, content) => {
    const root = macFolder();
    const plist = join(root, paths.launchDaemons, 'com.contoso.tidy.plist');
    writeFileSync(plist, content);
    const before = readFileSync(plist);
    expect(uninstall(root)).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(plist)).toEqual(before);
    expect(asked(root).filter((words) => words.includes('com.contoso'))).toEqual([]);
  });

  it('does not follow a link to a LaunchDaemon of ours', () => {
    const root = macFolder();
    const elsewhere = join(root, 'Library/elsewhere.plist');
    writeFileSync(elsewhere, encodeXmlPlist(job));
    symlinkSync(elsewhere, join(root, paths.launchDaemons, 'com.contoso.tidy.plist'));
    expect(uninstall(root).status).toBe(0);
    expect(readdirSync(join(root, paths.launchDaemons))).toEqual(['com.contoso.tidy.plist']);
    expect(existsSync(elsewhere)).toBe(true);
  });

  it('removes a link in the place of the app or the command, not what it leads to', () => {
    const root = macFolder();
    const victim = join(root, 'Library/victim');
    mkdirSync(victim);
    writeFileSync(join(victim, 'precious'), '');
    for (const path of [paths.application, paths.command]) symlinkSync(victim, join(root, path));
    expect(uninstall(root).status).toBe(0);
    expect(readdirSync(victim)).toEqual(['precious']);
    expect(existsSync(join(root, paths.application))).toBe(false);
  });

  it('removes nothing while the helper does not end', () => {
    const root = macFolder();
    // A small patience will do.
    const impatient = join(scripts, 'impatient');
    writeFileSync(impatient, readFileSync(join(scripts, 'uninstall'), 'utf8').replace('-lt 150', '-lt 1'), {
      mode: 0o755,
    });
    renameSync(join(scripts, 'uninstall'), join(scripts, 'patient'));
    renameSync(impatient, join(scripts, 'uninstall'));
    try {
      answers(root, `print system/${helperLabel}`, 0);
      const before = ownTree(root);
      expect(uninstall(root)).toMatchObject({
        status: 1,
        stderr: 'Intermission: the helper did not end; nothing was removed\n',
      });
      expect(ownTree(root)).toEqual(before);
    } finally {
      renameSync(join(scripts, 'patient'), join(scripts, 'uninstall'));
    }
  });

  it('keeps the records when asked to', () => {
    const root = macFolder();
    for (const path of [
      paths.stateFile,
      paths.historyFile,
      `${paths.logFolder}/helper.log`,
      paths.helperProgram,
    ]) {
      program(root, path, '');
    }
    expect(uninstall(root, root, '--keep-records').status).toBe(0);
    const left = execFileSync('find', [join(root, 'Library'), '-type', 'f'], { encoding: 'utf8' });
    expect(left.trim().split('\n').sort()).toEqual(
      [paths.stateFile, paths.historyFile, `${paths.logFolder}/helper.log`]
        .map((path) => join(root, path))
        .sort(),
    );
  });

  it.each([
    ['an unknown option', ['--force'], 64],
    ['an option without its value', ['--target'], 1],
  ])('does nothing for %s', (_, args, status) => {
    expect(perform('uninstall', args).status).toBe(status);
  });

  it('explains itself', () => {
    expect(perform('uninstall', ['--help'])).toMatchObject({ status: 0, stderr: '' });
  });
});

/** The extension attributes for Jamf Pro: one result each, whatever happens; and the scripts that admins upload. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programLine } from '../../scripts/extension-attribute-script.ts';
import { statusExample } from '../../scripts/status-reference.ts';
import {
  extensionAttributeNames,
  extensionAttributeResult,
  extensionAttributes,
  type ExtensionAttribute,
  type Told,
} from '../../src/command/telling/extension-attributes.ts';
import type { StatusEntry } from '../../src/command/telling/status-text.ts';
import { paths } from '../../src/contract/identity.ts';
import { fileVault, housekeeping, osUpdate, serving } from '../helper/deployments.ts';
import { jappleseed, newWorld, type World } from '../helper/world.ts';

const folder = join(import.meta.dirname, '../../packaging/extension-attributes');
const scriptFile = (name: string): string => join(folder, `${name}.sh`);

/** Runs the script that admins upload, with the program where this pretend Mac has it. */
async function upload(world: World, name: string, deployment = ''): Promise<string> {
  const text = readFileSync(scriptFile(name), 'utf8')
    .replace(programLine(paths.jobCommand), programLine(world.mac.path(paths.jobCommand)))
    .replace("deployment=''", `deployment='${deployment}'`);
  world.mac.installExecutable('/tmp/attribute.sh', text);
  const { code, stdout, stderr } = await world.mac.run('/tmp/attribute.sh');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const all = /^<result>([^<>]*)<\/result>\n$/.exec(stdout);
  if (all === null) throw new Error(`not one result: ${stdout}`);
  return all[1] ?? '';
}

async function uploadAll(world: World, deployment = ''): Promise<Record<string, string>> {
  const results: Record<string, string> = {};
  for (const name of extensionAttributeNames) results[name] = await upload(world, name, deployment);
  return results;
}

describe('the scripts', () => {
  it.each(extensionAttributeNames)('%s is clean for shellcheck and may be run', (name) => {
    expect(spawnSync('shellcheck', [scriptFile(name)], { encoding: 'utf8' }).stdout).toBe('');
    expect(statSync(scriptFile(name)).mode & 0o777).toBe(0o755);
    expect(readFileSync(scriptFile(name), 'utf8')).toContain(`'${paths.jobCommand}'`);
  });

  it('tell of several deployments, the worst first', async () => {
    const world = await newWorld({
      ...serving(housekeeping, osUpdate, fileVault),
      onlooker: false,
    });
    await world.command('prompt', '--deployment', 'filevault');
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    await world.command('defer', '--deployment', 'os-update', '--at', '2026-11-21T17:00');
    expect(await uploadAll(world)).toEqual({
      status: [
        'In progress: os-update: Scheduled for 2026-11-21 17:00 Europe/Berlin by the help desk (attempt 1 of 3).',
        'In progress: tidy: Scheduled for 2026-11-21 15:11 Europe/Berlin by the help desk (attempt 1 of 3).',
        'Installed: filevault: Installed; confirmed at 2026-11-21 14:10 Europe/Berlin.',
      ].join('\n'),
      next: '2026-11-21 15:11:00',
      deadline: '',
      holds: 'None',
      version: '0.1.0',
    });
    expect(await uploadAll(world, 'os-update')).toMatchObject({
      status:
        'In progress: os-update: Scheduled for 2026-11-21 17:00 Europe/Berlin by the help desk (attempt 1 of 3).',
      next: '2026-11-21 17:00:00',
    });
    expect(await uploadAll(world, 'nope')).toEqual({
      status: 'Not configured',
      next: '',
      deadline: '',
      holds: 'None',
      version: '0.1.0',
    });
  });

  it('say so where nothing is configured', async () => {
    const world = await newWorld();
    expect(await uploadAll(world)).toEqual({
      status: 'No deployments',
      next: '',
      deadline: '',
      holds: 'None',
      version: '0.1.0',
    });
  });

  it('say so where the helper is gone, and do not fail', async () => {
    const world = await newWorld(serving(housekeeping));
    await world.bootoutHelper();
    const why = 'the helper is not running (its socket does not exist)';
    const results = await uploadAll(world);
    expect(results).toMatchObject({ next: '', deadline: '' });
    for (const name of ['status', 'holds']) expect(results[name]).toMatch(/^Unknown: the helper /);
    expect(results['version']).toMatch(/^0\.1\.0 \(the helper /);
    rmSync(world.mac.path(paths.adminSocket), { force: true });
    expect(await upload(world, 'status')).toBe(`Unknown: ${why}`);
  });

  it('say so where Intermission is broken or is not installed at all', async () => {
    const world = await newWorld();
    rmSync(world.mac.path(paths.commandProgram));
    chmodSync(world.mac.path(paths.nodeRuntime), 0o644);
    const broken = world.mac.run(paths.jobCommand, ['ea', 'status']);
    expect((await broken).stdout).toBe('');
    rmSync(world.mac.path(paths.jobCommand));
    expect(await uploadAll(world)).toEqual({
      status: 'Not installed',
      next: '',
      deadline: '',
      holds: 'Not installed',
      version: 'Not installed',
    });
    world.mac.installExecutable(paths.jobCommand, '#!/bin/sh\nexit 1\n');
    expect(await upload(world, 'status')).toBe('Unknown: intermission gave no answer');
    expect(await upload(world, 'next')).toBe('');
  });
});

it('ea by a user is a result, too, and no failure', async () => {
  const world = await newWorld();
  const ended = await world.mac.run(paths.command, ['ea', 'status'], { uid: jappleseed.uid });
  expect(ended).toMatchObject({
    code: 0,
    stdout: '<result>Unknown: permission denied: only root may use this</result>\n',
  });
});

const [scheduled, broken] = statusExample.deployments as [StatusEntry, StatusEntry];
const told = (...deployments: readonly StatusEntry[]): Told => ({
  kind: 'report',
  report: { ...statusExample, deployments: [...deployments] },
});
const result = (name: ExtensionAttribute, what: Told, deployment: string | null = null): string =>
  extensionAttributeResult(name, deployment, what, '0.1.0').replace(/^<result>|<\/result>$/g, '');

describe('the result', () => {
  it('names first what has failed, last what is done', () => {
    const entries = (
      ['Installed', 'Unqualified', 'Available for install in Self Service', 'In progress', 'Failed'] as const
    ).map((status, index) => ({ ...scheduled, id: String(index), status, sentence: 'x' }));
    expect(result('status', told(...entries)).split('\n')).toEqual([
      'Failed: 4: x',
      'In progress: 3: x',
      'Available for install in Self Service: 2: x',
      'Unqualified: 1: x',
      'Installed: 0: x',
    ]);
  });

  it('is local time of the Mac, in the form of Jamf Pro’s data type Date', () => {
    expect(result('next', told(broken, scheduled))).toBe('2026-11-21 17:00:00');
    expect(result('deadline', told(broken, scheduled))).toBe('2026-11-24 09:02:11');
    for (const name of extensionAttributeNames) {
      if (extensionAttributes[name].dataType !== 'Date') continue;
      expect(result(name, told())).toBe('');
      expect(result(name, { kind: 'nothing', why: 'x' })).toBe('');
    }
  });

  it('counts no deadline of what is over, and no appointment that is held beyond its time', () => {
    const over = { ...scheduled, status: 'Installed' as const };
    expect(result('deadline', told(over))).toBe('');
    const held = {
      ...scheduled,
      hold: {
        kind: 'held' as const,
        what: 'run' as const,
        since: '2026-11-21T16:00:00Z',
        until: '2026-11-21T20:00:00Z',
        reasons: [{ kind: 'presenting' as const, app: 'Keynote', evidence: 'x' }],
        why: null,
      },
    };
    expect(result('next', told(held))).toBe('2026-11-21 21:00:00');
    expect(result('holds', told(held, scheduled))).toBe('os-update: run: Keynote presents (x)');
  });

  it('is a restart that was announced', () => {
    const restarting = {
      ...scheduled,
      detail: { kind: 'restarting' as const, since: '2026-11-21T13:00:00Z', at: '2026-11-21T13:15:00Z' },
    };
    expect(result('next', told(scheduled, restarting))).toBe('2026-11-21 14:15:00');
  });

  it('is XML, whatever others wrote', () => {
    const hostile = { ...scheduled, sentence: `</result>&"'<script>\u0007\nFailed: x` };
    expect(result('status', told(hostile))).toBe(
      'In progress: os-update: &lt;/result&gt;&amp;&quot;&apos;&lt;script&gt; Failed: x',
    );
  });

  it('stays readable, however many deployments there are', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ ...scheduled, id: String(index) }));
    const text = result('status', told(...many));
    expect(text.length).toBeLessThan(4100);
    expect(text).toMatch(/\n… and \d{3} more$/);
  });
});

it('the page for admins names each with its data type and what it shows', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/admin/extension-attributes.md'), 'utf8');
  for (const name of extensionAttributeNames) {
    const { title, dataType } = extensionAttributes[name];
    expect(page).toMatch(new RegExp(`\\| ${title} +\\| ${dataType} +\\| \\[${name}\\.sh\\]`));
  }
});

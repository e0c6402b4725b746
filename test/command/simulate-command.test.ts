/** The command `intermission simulate` as it is installed: it reads files, writes the picture that was asked for, and nothing else. */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateRequest } from '../../src/command/simulate/arguments.ts';
import { at, berlin } from '../core/builders.ts';
import { helperPrograms } from '../helper/programs.ts';

const nobody = 65_534;
const examples = join(import.meta.dirname, '../../packaging/profiles/examples');
const base = mkdtempSync(join(tmpdir(), 'intermission-simulate-'));
/** Programs and profiles that anybody may read, and a folder of nobody's own. */
const [programs, own] = [join(base, 'programs'), join(base, 'own')];
const profile = join(programs, 'os-update.mobileconfig');
const options = ['--from', '2027-01-28T08:30', '--days', '3', '--zone', 'Europe/Berlin'];

beforeAll(async () => {
  mkdirSync(programs);
  mkdirSync(own);
  chownSync(own, nobody, nobody);
  for (const folder of [base, programs]) chmodSync(folder, 0o755);
  const built = await helperPrograms();
  for (const name of ['intermission.cjs', 'config.cjs'])
    copyFileSync(join(built, name), join(programs, name));
  copyFileSync(join(examples, 'os-update.mobileconfig'), profile);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
const simulate = (...words: readonly string[]): Promise<Ran> =>
  new Promise((settle) => {
    const args = [join(programs, 'intermission.cjs'), 'simulate', ...words];
    const where = { cwd: own, uid: nobody, gid: nobody, env: { PATH: '/usr/bin:/bin' } };
    execFile(process.execPath, args, where, (error, out, err) => {
      settle({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err });
    });
  });

/** Every tag that is opened is closed, in its order; nothing stands there that XML would not have. */
function expectWellFormed(xml: string): void {
  const open: string[] = [];
  const body = xml.replace(/^<\?xml[^?]*\?>\n/, '');
  for (const [whole, end, name = '', , closed] of body.matchAll(
    /<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (end === '/') expect(open.pop(), whole).toBe(name);
    else if (closed !== '/') open.push(name);
  }
  expect(open).toEqual([]);
  const words = body.replace(/<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g, '');
  expect(words).not.toMatch(/[<>]/);
  expect(body).not.toMatch(/&(?!(amp|lt|gt|quot|#xD);)/);
}

describe('intermission simulate', () => {
  it('needs neither root nor a helper, and leaves nothing behind', async () => {
    const { code, out, err } = await simulate(profile, ...options, '--person', 'never');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Fri 29 Jan 17:00  runs, set by the deadline');
    expect(readdirSync(own)).toEqual([]);
  });

  it.each([
    ['one Mac', ['--person', 'presenter']],
    ['a fleet', ['--fleet', '200']],
  ])('writes the picture of %s, and nothing else', async (_name, words) => {
    const { code } = await simulate(profile, ...options, ...words, '--svg', 'picture.svg');
    expect(code).toBe(0);
    expect(readdirSync(own)).toEqual(['picture.svg']);
    const svg = readFileSync(join(own, 'picture.svg'), 'utf8');
    rmSync(join(own, 'picture.svg'));
    expectWellFormed(svg);
    expect(svg).toMatch(/<title id="title">.+<\/title>\n<desc id="description">.+<\/desc>/);
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).not.toMatch(/<script|href=|url\(/);
  });

  it('prints what a machine can read', async () => {
    const one = JSON.parse((await simulate(profile, ...options, '--json')).out) as Record<string, unknown>;
    expect(one).toMatchObject({ schemaVersion: 1, person: 'prompt', deployments: [{ status: 'Installed' }] });
    const many = JSON.parse((await simulate(profile, ...options, '--fleet', '50', '--json')).out) as unknown;
    expect(many).toMatchObject({
      schemaVersion: 1,
      macs: 50,
      deployments: [{ statuses: { Installed: 50 } }],
    });
  });

  it('names what is wrong with a profile, and goes on with what is right', async () => {
    const missing = join(programs, 'missing.mobileconfig');
    const { code, out, err } = await simulate(profile, missing, ...options);
    expect(code).toBe(0);
    expect(err).toMatch(/^error: .*missing\.mobileconfig could not be read/);
    expect(out).toContain('Installed');
  });

  it('ends with 65 where there is no deployment at all', async () => {
    const { code, err } = await simulate(join(programs, 'missing.mobileconfig'));
    expect(code).toBe(65);
    expect(err).toContain('intermission: these files hold no deployment that could be simulated\n');
  });

  it('says where the picture could not be written', async () => {
    const { code, err } = await simulate(profile, ...options, '--svg', '/nowhere/picture.svg');
    expect(code).toBe(65);
    expect(err).toMatch(/--svg is "\/nowhere\/picture\.svg", but it could not be written: ENOENT/);
  });
});

describe('the words after simulate', () => {
  const parsed = (...words: readonly string[]) => simulateRequest(words, at('2026-11-23T07:30:00Z'), berlin);

  it.each([
    [[], 64, 'simulate needs a profile'],
    [['a', '--colour'], 64, "Unknown option '--colour'"],
    [['a', '--from', 'soon'], 65, '--from is "soon", but must be a local date and time'],
    [['a', '--days', '91'], 65, '--days is "91", but must be a whole number of days from 1 to 90'],
    [['a', '--days', '0'], 65, '--days is "0"'],
    [['a', '--person', 'boss'], 65, '--person is "boss", but must be prompt, late, never, presenter'],
    [['a', '--fleet', '1e9'], 65, '--fleet is "1e9", but must be a whole number of Macs from 1 to 100000'],
    [['a', '--zone', 'Mars/Phobos'], 65, '--zone is "Mars/Phobos", but must be a time zone'],
  ])('%j: exit code %i', (words, exitCode, line) => {
    const request = parsed(...words);
    expect(request.ok ? null : request.problem.exitCode).toBe(exitCode);
    expect(request.ok ? '' : request.problem.err).toContain(line);
  });

  it('mean one Mac for two weeks from now, where they say no more', () => {
    expect(parsed('a.mobileconfig')).toMatchObject({
      ok: true,
      value: { days: 14, person: null, fleet: null, zone: berlin, svg: null, json: false },
    });
  });
});

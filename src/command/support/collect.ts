/** What goes into a support bundle, and what is left out of it, with the reason. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StatusReport } from '../../contract/admin-door.ts';
import {
  agentLabel,
  helperLabel,
  packageIds,
  paths,
  preferenceFolders,
  preferenceNames,
} from '../../contract/identity.ts';
import { version } from '../../contract/version.ts';
import { originOf } from '../../core/launch-daemon.ts';
import { isJobLabel } from '../../core/names.ts';
import { configCheck } from '../config-check.ts';
import { configPrint } from '../config-print.ts';
import { plistAt, printed, tailOf } from './mac.ts';
import type { Redactor } from './redaction.ts';
import type { ArchivedFile } from './tar.ts';

/** The helper's report, or why there is none. */
export type StatusTold =
  | { readonly kind: 'report'; readonly report: StatusReport }
  | { readonly kind: 'nothing'; readonly why: string };

const mebibyte = 1024 * 1024;
const most = { log: mebibyte, history: 2 * mebibyte, files: 200, bundle: 24 * mebibyte } as const;

export class Collection {
  readonly files: ArchivedFile[] = [];
  readonly leftOut: string[] = [];
  readonly #root: string;
  readonly #redactor: Redactor;
  #bytes = 0;

  constructor(root: string, redactor: Redactor) {
    this.#root = root;
    this.#redactor = redactor;
  }

  async collect(status: StatusTold): Promise<void> {
    if (status.kind === 'report') this.#json('status.json', status.report);
    else this.#text('status.txt', `The helper gave no status: ${status.why}\n`);
    this.#text('versions.txt', await this.#versions(status));
    await this.#preferences();
    await this.#history();
    await this.#jobs();
    this.#text('files.txt', await this.#modes());
    await this.#logs();
  }

  async #versions(status: StatusTold): Promise<string> {
    const app = await plistAt(join(this.#root, `${paths.application}/Contents/Info.plist`));
    const told = [
      `command ${version}`,
      `helper ${status.kind === 'report' ? status.report.version : 'unknown'}`,
      `app ${versionOf(app)}`,
      `node ${process.version} ${process.arch}`,
      await printed(this.#root, '/usr/bin/sw_vers', []),
      ...(await Promise.all(
        Object.values(packageIds).map((id) => printed(this.#root, '/usr/sbin/pkgutil', ['--pkg-info', id])),
      )),
    ];
    return `${told.join('\n')}\n`;
  }

  async #preferences(): Promise<void> {
    const print = await configPrint(this.#root, { kind: 'print', json: true });
    this.#json('preferences.json', JSON.parse(print.out));
    const files: string[] = [];
    for (const { path } of preferenceFolders) {
      const folder = join(this.#root, path);
      const names = await readdir(folder).catch(() => []);
      files.push(...names.filter((name) => isPreferenceFile(name)).map((name) => join(folder, name)));
    }
    const check = files.length === 0 ? null : await configCheck({ kind: 'check', files, json: false });
    this.#text('config-check.txt', check === null ? 'There are no preference files.\n' : check.out);
  }

  async #history(): Promise<void> {
    const read = await tailOf(join(this.#root, paths.historyFile), most.history);
    if (!read.ok) {
      this.leftOut.push(`history.jsonl: ${read.problem}`);
      return;
    }
    const lines = read.value.text.split('\n').slice(read.value.cut ? 1 : 0);
    if (read.value.cut) this.leftOut.push(`history.jsonl: all but the newest ${String(most.history)} bytes`);
    this.#add('history.jsonl', lines.map((line) => this.#historyLine(line)).join('\n'));
  }

  #historyLine(line: string): string {
    try {
      return line === '' ? '' : JSON.stringify(this.#redactor.value(JSON.parse(line)));
    } catch {
      return this.#redactor.text(line);
    }
  }

  /** Our own jobs and those of deployments: what stands on the disk, and what launchd knows. */
  async #jobs(): Promise<void> {
    const folder = join(this.#root, paths.launchDaemons);
    const labels = [helperLabel];
    for (const name of await readdir(folder).catch(() => [])) {
      const label = name.endsWith('.plist') ? name.slice(0, -'.plist'.length) : '';
      if (label !== helperLabel && !isJobLabel(label)) continue;
      const content = await plistAt(join(folder, name));
      if (label !== helperLabel && originOf(content).kind === 'foreign') continue;
      this.#json(`launchd/${label}.plist.json`, content ?? 'not readable as a property list of root');
      if (label !== helperLabel) labels.push(label);
    }
    const agent = await plistAt(join(this.#root, `${paths.launchAgents}/${agentLabel}.plist`));
    if (agent !== null) this.#json(`launchd/${agentLabel}.plist.json`, agent);
    for (const label of labels) {
      this.#text(
        `launchd/${label}.txt`,
        await printed(this.#root, paths.launchctl, ['print', `system/${label}`]),
      );
    }
    for (const name of await readdir(join(this.#root, paths.sessionFolder)).catch(() => [])) {
      const uid = /^(\d{1,10})\.sock$/.exec(name)?.[1];
      if (uid === undefined) continue;
      const told = await printed(this.#root, paths.launchctl, ['print', `gui/${uid}/${agentLabel}`]);
      this.#text(`launchd/${agentLabel}-${uid}.txt`, told);
    }
  }

  /** Owner and mode of everything of ours: most problems of doors are there. */
  async #modes(): Promise<string> {
    const lines: string[] = [];
    const look = async (path: string): Promise<boolean> => {
      try {
        const stats = await lstat(join(this.#root, path));
        const mode = (stats.mode & 0o177777).toString(8).padStart(6, '0');
        lines.push(`${mode} ${String(stats.uid)}:${String(stats.gid)} ${String(stats.size)} ${path}`);
        return stats.isDirectory();
      } catch (error) {
        lines.push(`${(error as NodeJS.ErrnoException).code ?? 'unknown'} ${path}`);
        return false;
      }
    };
    for (const path of [
      '/Library',
      '/Library/Application Support',
      paths.launchDaemons,
      paths.command,
      paths.application,
    ]) {
      await look(path);
    }
    const walk = async (path: string, depth: number): Promise<void> => {
      if (lines.length > 1000 || !(await look(path)) || depth === 0) return;
      for (const name of (await readdir(join(this.#root, path)).catch(() => [])).sort()) {
        await walk(`${path}/${name}`, depth - 1);
      }
    };
    await walk(paths.support, 3);
    await walk(paths.logFolder, 1);
    return `${lines.join('\n')}\n`;
  }

  async #logs(): Promise<void> {
    const folder = join(this.#root, paths.logFolder);
    const names = (await readdir(folder).catch(() => []))
      .filter((name) => /^[\w.@-]{1,90}\.log$/.test(name))
      .sort();
    for (const name of names) {
      const read = await tailOf(join(folder, name), most.log);
      if (!read.ok) {
        this.leftOut.push(`logs/${name}: ${read.problem}`);
        continue;
      }
      if (read.value.cut) this.leftOut.push(`logs/${name}: all but the newest ${String(most.log)} bytes`);
      this.#text(`logs/${name}`, read.value.text);
    }
  }

  #text(name: string, text: string): void {
    this.#add(name, this.#redactor.text(text));
  }

  #json(name: string, value: unknown): void {
    this.#add(name, `${JSON.stringify(this.#redactor.value(value), null, 2)}\n`);
  }

  /** Names are redacted as well: an ID may be a person's. */
  #add(name: string, text: string): void {
    const safe = this.#redactor.text(name);
    const bytes = Buffer.from(text);
    if (safe.length > 100 || this.files.length >= most.files || this.#bytes + bytes.length > most.bundle) {
      this.leftOut.push(`${safe}: the bundle would be too large`);
      return;
    }
    this.#bytes += bytes.length;
    this.files.push({ name: safe, bytes });
  }
}

const isPreferenceFile = (name: string): boolean =>
  name === `${preferenceNames.organization}.plist` ||
  (name.startsWith(preferenceNames.deploymentPrefix) && name.endsWith('.plist'));

function versionOf(info: unknown): string {
  const { CFBundleShortVersionString: found } = (info ?? {}) as Readonly<Record<string, unknown>>;
  return typeof found === 'string' ? found : 'unknown';
}

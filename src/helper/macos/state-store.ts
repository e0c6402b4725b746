/** The state file and the history beside it. */
import { appendFile, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { paths } from '../../contract/identity.ts';
import type { Result } from '../../core/result.ts';
import type { History, HistoryEntry, SavedState, StateStore } from '../ports/ports.ts';
import { decodeState, encodeState } from '../service/state-codec.ts';
import {
  ownFolder,
  readTrusted,
  reasonOf,
  removeLeftovers,
  writeDurably,
} from '../../files/durable-files.ts';

/** What one change can write to the history is far less. */
const latestBytes = 256 * 1024;
const mostStateBytes = 64 * 1024 * 1024;

export class MacStateStore implements StateStore, History {
  readonly #stateFile: string;
  readonly #historyFile: string;
  readonly #folder: string;
  readonly #warn: (line: string) => void;

  constructor(root: string, warn: (line: string) => void) {
    this.#folder = join(root, paths.stateFolder);
    this.#stateFile = join(root, paths.stateFile);
    this.#historyFile = join(root, paths.historyFile);
    this.#warn = warn;
  }

  async load(): ReturnType<StateStore['load']> {
    await ownFolder(this.#folder, 0o700);
    await removeLeftovers(this.#folder);
    const empty: SavedState = { records: [], mac: null, untold: [] };
    const bytes = await readTrusted(this.#stateFile, mostStateBytes);
    if (bytes.ok && bytes.value === null) return { state: empty, known: false, problem: null };
    const decoded = bytes.ok ? decodeState(bytes.value?.toString('utf8') ?? '') : bytes;
    if (decoded.ok) return { state: decoded.value, known: true, problem: null };
    const aside = `${this.#stateFile}.damaged-${String(Date.now())}`;
    await rename(this.#stateFile, aside);
    const what = bytes.ok ? `the state file ${decoded.problem}` : decoded.problem;
    return {
      state: empty,
      known: false,
      problem: `${what}; it was set aside as ${aside} and rebuilt from the plists`,
    };
  }

  save(state: SavedState): Promise<Result<null, string>> {
    return writeDurably(this.#stateFile, encodeState(state), 0o600);
  }

  /** History is for reading afterwards: losing a line must never stop the work. */
  async append(entries: readonly HistoryEntry[]): Promise<void> {
    if (entries.length === 0) return;
    try {
      await appendFile(this.#historyFile, entries.map(lineOf).join(''), { mode: 0o600 });
    } catch (error) {
      this.#warn(`the history could not be written: ${reasonOf(error)}`);
    }
  }

  async appendMissing(entries: readonly HistoryEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const latest = await this.#latestLines();
    await this.append(entries.filter((entry) => !latest.includes(lineOf(entry).trimEnd())));
  }

  /** None where there is no history yet, or it cannot be read. */
  async #latestLines(): Promise<readonly string[]> {
    try {
      const file = await open(this.#historyFile, 'r');
      try {
        const { size } = await file.stat();
        const from = Math.max(0, size - latestBytes);
        const { buffer, bytesRead } = await file.read(Buffer.alloc(latestBytes), 0, latestBytes, from);
        return buffer.toString('utf8', 0, bytesRead).split('\n');
      } finally {
        await file.close();
      }
    } catch {
      return [];
    }
  }
}

const lineOf = (entry: HistoryEntry): string => `${JSON.stringify(entry)}\n`;

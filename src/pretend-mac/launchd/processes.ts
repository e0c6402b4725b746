/**
 * Which processes of this computer are processes of a given pretend Mac: those that carry its mark in their environment, those whose
 * program lies on it (Chromium writes its process title over its environment), those in the sessions of its jobs, and all their
 * descendants. Never found by name.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { ENVIRONMENT } from '../places.ts';

interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  readonly marked: boolean;
}

/** The living ones among them, `process.pid` never included. `leaders` are pids whose Unix session is the Mac's. */
export function processesOf(root: string, leaders: ReadonlySet<number> = new Set()): number[] {
  const mark = `${ENVIRONMENT.root}=${root}`;
  const all = allProcesses(root, mark);
  const own = new Set(
    all.filter((facts) => facts.marked || leaders.has(facts.session)).map((facts) => facts.pid),
  );
  let before = -1;
  while (before !== own.size) {
    before = own.size;
    for (const facts of all) if (own.has(facts.parent)) own.add(facts.pid);
  }
  own.delete(process.pid);
  return [...own];
}

/** Sends a signal; false when there is no such process any more. A negative pid means its process group. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Whether there is such a process, which a zombie is not. */
export function isAlive(pid: number): boolean {
  try {
    if (!existsSync('/proc/self/stat')) return process.kill(pid, 0);
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return !/^[ZX]/.test(afterName(stat)[0] ?? 'X');
  } catch {
    return false;
  }
}

/** The process that started it; 0 when there is no such process. Linux only. */
export function parentOf(pid: number): number {
  try {
    return Number(afterName(readFileSync(`/proc/${pid}/stat`, 'latin1'))[1]);
  } catch {
    return 0;
  }
}

/** The fields of a process's stat after its name, which may hold anything: state, parent, process group, session… */
function afterName(stat: string): readonly string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function allProcesses(root: string, mark: string): readonly ProcessFacts[] {
  return existsSync('/proc/self/stat') ? fromProc(root, mark) : fromPs(mark);
}

/** For a computer without /proc, such as a real Mac. `e` adds the environment to the command, and `ww` does not cut it. */
export function fromPs(mark: string): readonly ProcessFacts[] {
  const columns = ['pid=', 'ppid=', 'sess=', 'stat=', 'command='].flatMap((column) => ['-o', column]);
  const listing = execFileSync('ps', ['axeww', ...columns], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listing.split('\n').flatMap((line) => {
    const [, pid, parent, session, state = '', command = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || /^[ZX]/.test(state)) return [];
    const marked = command.split(' ').includes(mark);
    return [{ pid: Number(pid), parent: Number(parent), session: Number(session), marked }];
  });
}

function fromProc(root: string, mark: string): ProcessFacts[] {
  const found: ProcessFacts[] = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const facts = readProcess(Number(entry), root, mark);
    if (facts) found.push(facts);
  }
  return found;
}

function readProcess(pid: number, root: string, mark: string): ProcessFacts | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, parent, , session] = afterName(stat);
    if (state === 'Z' || state === 'X') return undefined;
    const marked =
      readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark) ||
      readlinkSync(`/proc/${pid}/exe`).startsWith(`${root}/`);
    return { pid, parent: Number(parent), session: Number(session), marked };
  } catch {
    return undefined;
  }
}

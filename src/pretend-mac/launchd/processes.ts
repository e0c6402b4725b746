/**
 * Which processes of this computer are processes of a given pretend Mac: those that carry its mark in their environment,
 * those in the sessions of its jobs, and all their descendants. Never found by name.
 */
import { readdirSync, readFileSync } from 'node:fs';
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
  const all = allProcesses(mark);
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
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}

function allProcesses(mark: string): ProcessFacts[] {
  const found: ProcessFacts[] = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const facts = readProcess(Number(entry), mark);
    if (facts) found.push(facts);
  }
  return found;
}

function readProcess(pid: number, mark: string): ProcessFacts | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // pid (name, which may hold anything) state ppid pgrp session …
    const [state, parent, , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const marked = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
    return { pid, parent: Number(parent), session: Number(session), marked };
  } catch {
    return undefined;
  }
}

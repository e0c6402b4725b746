/**
 * What can be asked of launchd over its socket, one JSON object a line. `caller` is the effective uid that the stand-in
 * `launchctl` says it has: enough for a stand-in, which guards nothing real.
 */
import * as z from 'zod';

const caller = z.number().int();
const domain = z.string();
const label = z.string();

export const requestSchema = z.discriminatedUnion('ask', [
  // launchctl
  z.object({ ask: z.literal('bootstrap'), caller, domain, path: z.string() }),
  z.object({
    ask: z.literal('bootout'),
    caller,
    domain,
    label: z.string().optional(),
    path: z.string().optional(),
  }),
  z.object({ ask: z.literal('override'), caller, domain, label, disabled: z.boolean() }),
  z.object({ ask: z.literal('print'), domain, label: z.string().optional() }),
  z.object({ ask: z.literal('print-disabled'), domain }),
  z.object({ ask: z.literal('kickstart'), caller, domain, label, kill: z.boolean() }),
  z.object({ ask: z.literal('signal'), caller, domain, label, signal: z.string() }),
  z.object({ ask: z.literal('jobs') }),
  z.object({ ask: z.literal('session'), uid: z.number().int() }),
  // the machine
  z.object({
    ask: z.literal('power'),
    to: z.enum(['on', 'off', 'restart', 'sleep', 'wake']),
    abrupt: z.boolean().optional(),
  }),
  /** Answers at once and does it then: for programs of the Mac itself, which it ends. */
  z.object({ ask: z.literal('power-soon'), to: z.enum(['off', 'restart']) }),
  z.object({ ask: z.literal('clock') }),
  z.object({ ask: z.literal('advance'), by: z.number().nonnegative() }),
  z.object({ ask: z.literal('set-clock'), to: z.number() }),
  z.object({ ask: z.literal('rate'), rate: z.number().nonnegative() }),
  z.object({
    ask: z.literal('login'),
    name: z.string(),
    uid: z.number().int().positive(),
    gid: z.number().int().nonnegative(),
    environment: z.record(z.string(), z.string()),
  }),
  z.object({ ask: z.literal('logout'), uid: z.number().int().optional() }),
  z.object({ ask: z.literal('show-login-window') }),
  z.object({ ask: z.literal('processes') }),
  /** Turns the connection into a stream of events. */
  z.object({ ask: z.literal('subscribe'), since: z.number().int().nonnegative() }),
  /** The end of this pretend Mac: everything is killed and launchd exits. */
  z.object({ ask: z.literal('exit') }),
]);

export type Request = z.infer<typeof requestSchema>;

/** `code` is an error number of launchd, 0 for success. */
export interface Reply {
  readonly code: number;
  readonly value?: unknown;
}

/** A job as the `jobs` request shows it. */
export interface JobSummary {
  readonly domain: string;
  readonly label: string;
  readonly path: string;
  readonly state: 'running' | 'not running' | 'SIGTERMed';
  readonly pid: number | null;
  readonly runs: number;
  /** The exit code, minus the signal number, or null when it never exited. */
  readonly lastExit: number | null;
  readonly disabled: boolean;
}

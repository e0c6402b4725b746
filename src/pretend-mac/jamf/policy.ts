/** What the pretend Jamf Pro server has for this Mac, as plain data in two files that a test may rewrite at any time. */

export interface PolicyScript {
  readonly name: string;
  /** Mac path of the script's file. */
  readonly path: string;
  readonly priority: 'before' | 'after';
  /** $4 to $11. What is missing is passed as an empty string. */
  readonly parameters?: Readonly<Partial<Record<'4' | '5' | '6' | '7' | '8' | '9' | '10' | '11', string>>>;
}

/** What a policy does between its scripts, in order. */
export type PolicyAction =
  | { readonly do: 'set-system-version'; readonly version: string; readonly build?: string }
  | { readonly do: 'turn-on-filevault' }
  | {
      readonly do: 'install-app';
      readonly name: string;
      readonly bundleId: string;
      readonly version: string;
      readonly folder?: string;
    }
  | { readonly do: 'install-package'; readonly id: string; readonly version: string }
  /** Restarts the Mac when the policy is through; `atOnce`: now, which ends jamf in the middle of its work. */
  | { readonly do: 'restart'; readonly atOnce?: boolean }
  /** Takes that many seconds of pretend time. */
  | { readonly do: 'take'; readonly seconds: number }
  | { readonly do: 'print'; readonly lines: readonly string[] }
  /** Prints the lines; jamf's exit status is `code`, 1 unless given. The rest is skipped but for the scripts after it. */
  | { readonly do: 'fail'; readonly lines: readonly string[]; readonly code?: number }
  /** Never comes back: until it is killed, if it listens. */
  | { readonly do: 'hang'; readonly ignoresTerm?: boolean };

export interface Policy {
  readonly id: number;
  readonly name: string;
  /** The custom event, or a built-in one (`recurring check-in`, `login`, `startup`…). */
  readonly trigger: string;
  readonly frequency?: 'Ongoing' | 'Once per computer';
  readonly scripts?: readonly PolicyScript[];
  readonly payload?: readonly PolicyAction[];
}

export interface JamfServer {
  /** `offline`: the network is gone; `error`: the server answers, but not with policies. */
  readonly state: 'reachable' | 'offline' | 'error';
  readonly url: string;
}

export const REACHABLE: JamfServer = { state: 'reachable', url: 'https://jamf.example.com/' };

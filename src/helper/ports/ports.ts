/** What the service needs from the world. Each port has one macOS adapter in `../macos`; none of them holds a rule. */
import type { Deployment } from '../../core/deployment.ts';
import type { DeploymentRecord } from '../../core/record.ts';
import type { Hold, HoldEnd } from '../../core/hold/rules.ts';
import type { RunEnding } from '../../core/attempts.ts';
import type { PlistDictionary } from '../../core/launch-daemon.ts';
import type { PowerSupply } from '../../core/power.ts';
import type { MacTraits } from '../../core/requirements.ts';
import type { Result } from '../../core/result.ts';
import type { StagingScene, StagingTarget } from '../../core/staging.ts';
import type { Seen } from '../../core/screen.ts';
import type { Instant, Zone } from '../../core/time.ts';
import type { PictureFile } from '../../files/picture-file.ts';
import type { Finding } from '../../core/verification.ts';
import type { Preferences } from '../../preferences/read-domain.ts';

/** The Mac's clock and zone at this moment. */
export interface Clock {
  now(): Instant;
  zone(): Zone;
  /**
   * Calls back at about this instant, or earlier when the Mac slept or its clock was moved; at most one call is pending,
   * a new one replaces it. Null cancels.
   */
  wakeAt(instant: Instant | null, ring: () => void): void;
}

/** A plist in the job folder. `content` is undefined where it is not a readable property list. */
export interface JobFile {
  readonly label: string;
  readonly content: unknown;
  /** When the file was written; BJPD's plists name no month, so this tells which one they mean. */
  readonly writtenAt: Instant;
}

/** `/Library/LaunchDaemons`: only files that the plan names are ever touched. */
export interface JobFolder {
  list(): Promise<readonly JobFile[]>;
  /** Temporary files that a killed helper left. */
  removeLeftovers(): Promise<void>;
  /** Atomic and durable: temporary file, fsync, rename, fsync of the folder. */
  write(label: string, dictionary: PlistDictionary): Promise<Result<null, string>>;
  remove(label: string): Promise<Result<null, string>>;
}

export interface Launchd {
  isLoaded(label: string): Promise<boolean>;
  /** enable, boot out, wait until gone, bootstrap, confirm (macos.md A5). */
  load(label: string): Promise<Result<null, string>>;
  unload(label: string): Promise<Result<null, string>>;
}

export interface PreferencesSource {
  /** `leftOut`: files that do not count, each with the reason. */
  read(): Promise<{ readonly preferences: Preferences; readonly leftOut: readonly string[] }>;
  /** Calls back whenever the files may have changed. */
  watch(changed: () => void): void;
}

/** What is kept of the Mac itself. */
export interface MacFacts {
  /** Random, made once: what this Mac's share of a fleet's spread follows from. */
  readonly id: string;
  /** When Intermission first ran here. */
  readonly firstSeen: Instant;
  /** When somebody was there the last time, half an hour more or less; null where nobody ever was. */
  readonly lastThere: Instant | null;
  /** Which start of the Mac this was written in; null where that could not be told. */
  readonly session: string | null;
}

/** Everything durable. */
export interface SavedState {
  readonly records: readonly DeploymentRecord[];
  /** Null before the first start, and in states of earlier versions. */
  readonly mac: MacFacts | null;
  /** What the history should say of the last change: told again after a crash that came before it was written. */
  readonly untold: readonly HistoryEntry[];
}

export interface StateStore {
  /**
   * A corrupt file is set aside and reported, never overwritten. `known` is false where there was no state to read: then
   * the plists tell what was scheduled.
   */
  load(): Promise<{ readonly state: SavedState; readonly known: boolean; readonly problem: string | null }>;
  save(state: SavedState): Promise<Result<null, string>>;
}

/** A hold that began or ended, with all that an admin may want to know of it. */
export interface HoldEntry extends Omit<Hold, 'since'> {
  readonly since: string;
  /** Null while it goes on. */
  readonly until: string | null;
  readonly end: HoldEnd | null;
}

/** One line of the append-only history. */
export interface HistoryEntry {
  readonly at: string;
  readonly deployment: string;
  readonly cause: string;
  readonly from: string;
  readonly to: string;
  readonly sentence: string;
  /** Holds that ended with this change, then one that began with it. */
  readonly holds?: readonly HoldEntry[];
  /** What the person was told with this change. */
  readonly told?: 'reminder' | 'warning';
}

export interface History {
  append(entries: readonly HistoryEntry[]): Promise<void>;
  /** Appends those that do not stand among the latest lines already. */
  appendMissing(entries: readonly HistoryEntry[]): Promise<void>;
}

export interface User {
  readonly uid: number;
  readonly name: string;
}

export interface ConsoleUser {
  current(): Promise<User | null>;
  /** Calls back when the console user may have changed. */
  watch(changed: () => void): void;
}

export interface Power {
  /** What the Mac runs on at this moment. */
  look(): Promise<Seen<PowerSupply>>;
}

export interface Machine {
  /** Which start of the Mac this is: never the same again after a restart. Null where it cannot be told. */
  session(): Promise<string | null>;
  /** Restarts the Mac at once; resolves when macOS has been told. */
  restart(): Promise<Result<null, string>>;
}

export interface Inventory {
  /** Looks whether the work is really done: everything that is to be verified must hold. Problems with the tools are `unknown`. */
  look(deployment: Deployment): Promise<Finding>;
  /** Whether macOS lists pending updates; null where it cannot be told. May take a minute. */
  osUpdatesPending(): Promise<boolean | null>;
  /** What kind of Mac this is, and what it has room for. */
  traits(): Promise<MacTraits>;
}

/** The app bundles of a deployment: what waits in its staging folder, what is installed, and the way from here to there. */
export interface AppBundles {
  /** Makes the staging folder where there is none. The problem says why one that stands there cannot be trusted. */
  prepare(deployment: string): Promise<Result<null, string>>;
  look(deployment: string, target: StagingTarget): Promise<StagingScene>;
  /** Puts what waits in place of what is installed. Whatever goes wrong, one whole app is there. */
  move(deployment: string, target: StagingTarget): Promise<Result<null, string>>;
  /** Removes what waits. */
  discard(deployment: string, target: StagingTarget): Promise<Result<null, string>>;
  /** Ends moves that were interrupted; gives what is still left of them, in a sentence each. */
  settle(): Promise<readonly string[]>;
}

/** The journal that `intermission run` keeps of each run, so that one is known even when the helper was not there. */
export interface RunJournal {
  /** Null: no such run. `ending` is null while it goes on, or when it vanished. */
  read(
    deployment: string,
    appointment: Instant,
  ): Promise<{ readonly startedAt: Instant; readonly ending: RunEnding | null } | null>;
  /** Forgets every journal of a deployment but that of one appointment. */
  forgetBut(deployment: string, appointment: Instant | null): Promise<void>;
}

export interface Pictures {
  /** Reads the picture that this Mac path names; the problem says why it is not shown. */
  read(macPath: string): Promise<Result<PictureFile, string>>;
}

/** How much is written into the log. */
export type LogLevel = Preferences['keeping']['level'];

export interface Log {
  /** Lines below it are left out. */
  level: LogLevel;
  /** What costs somebody something. */
  error(line: string): void;
  warn(line: string): void;
  info(line: string): void;
  /** What only a developer wants to know. */
  debug(line: string): void;
}

/** What is kept of logs and history. */
export interface Bounds {
  readonly logDays: number;
  readonly historyDays: number;
  readonly now: Instant;
  /** Whether a job of this deployment runs, or may begin at any moment: its log is left alone. */
  readonly running: (deployment: string) => boolean;
}

/** Everything that is written down for reading afterwards. */
export interface Papers {
  /** Drops what is too old, and the oldest where there is too much. Never fails: what cannot be done is told in the log. */
  trim(bounds: Bounds): Promise<void>;
}

export interface Ports {
  readonly clock: Clock;
  readonly jobFolder: JobFolder;
  readonly launchd: Launchd;
  readonly preferences: PreferencesSource;
  readonly stateStore: StateStore;
  readonly history: History;
  readonly consoleUser: ConsoleUser;
  readonly power: Power;
  readonly machine: Machine;
  readonly inventory: Inventory;
  readonly appBundles: AppBundles;
  readonly runJournal: RunJournal;
  readonly pictures: Pictures;
  readonly log: Log;
  readonly papers: Papers;
}

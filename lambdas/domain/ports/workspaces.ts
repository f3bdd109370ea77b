import type { Configuration } from '../workspaces/schema.ts';
import type { DeliveryKey } from './deliveries.ts';
import type { Replay, ReplayChange } from './replays.ts';

/** What the system keeps of a workspace beside its configuration. */
export interface Workspace {
  readonly configuration: Configuration;
  /** When it was first applied. */
  readonly createdAt: number;
  /** `sha256:…` of the configuration, secrets left out. */
  readonly fingerprint: string;
  /** The day on which each recipient was added, by address; those of the first configuration are absent. */
  readonly recipientsSince: Readonly<Record<string, string>>;
  /** Of the stored item, for optimistic concurrency. */
  readonly version: number;
}

/** What changes as a source is used. */
export interface SourceState {
  /** The one that is read, and into which what comes in is translated. */
  readonly generation: number;
  /** Everything received before this instant has been settled. */
  readonly settledUntil: number;
  /** The greatest generation that was ever begun. */
  readonly begun: number;
  readonly replay: Replay | null;
  /** Generations that nobody is to read any more, and whose records are not deleted yet. */
  readonly outdated: readonly number[];
}

/** Deliveries for which the same reason was found, numbers in it aside. */
export interface SameReason {
  /** As it is told of the latest of them. Never holds a value of a record. */
  readonly reason: string;
  readonly deliveries: number;
  readonly firstAt: number;
  /** Of the latest: when it came, the SHA-256 of its body, and the bytes of that where they are known. */
  readonly receivedAt: number;
  readonly hash: string;
  readonly size: number | null;
  /** The reason is that they are of another account than the source's. */
  readonly wrongAccount?: true;
}

/** Counts of one source on one UTC day. */
export interface DayCount {
  readonly day: string;
  readonly deliveries: number;
  /** Could not be read. */
  readonly failed: number;
  /** Are of another account than the source's, and left out. */
  readonly wrongAccount: number;
  readonly refused: number;
  readonly observations: number;
  readonly rejected: number;
  /** First and last receipt of a delivery that was taken in; `null` where all were refused. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** Why observations were refused in deliveries that were good otherwise, the latest ten; absent where none was. */
  readonly rejections?: readonly SameReason[];
}

/** What is added to the counts of a UTC day for deliveries that were taken in; at least one. */
export interface Tally extends Omit<DayCount, 'refused' | 'firstAt' | 'lastAt'> {
  readonly firstAt: number;
  readonly lastAt: number;
}

/** The counts of a day as they are kept: what came of it at `countedUntil` and later is not in them yet. */
export interface CountedDay extends DayCount {
  readonly countedUntil: number | null;
  /** How often it was counted anew. */
  readonly recounts: number;
}

export type RecountedDay = Pick<CountedDay, 'day' | 'countedUntil' | 'recounts'>;

export interface Failure {
  readonly key: DeliveryKey;
  readonly reason: string;
  /** Bytes of the body. */
  readonly size?: number;
  /** It is of another account than the source's. */
  readonly wrongAccount?: true;
}

export interface Workspaces {
  list(): Promise<string[]>;
  /** @throws OtherVersionError when it was stored by a version that lays its tables out in another way */
  get(workspace: string): Promise<Workspace | undefined>;
  /** Writes version `expected + 1` if the stored version is still `expected` (0: there is none); false when it is not. */
  put(workspace: Workspace, expected: number): Promise<boolean>;
  sourceState(workspace: string, source: string): Promise<SourceState | undefined>;
  /** Creates the state on first use, then only ever moves `settledUntil` forward. */
  settledUntil(workspace: string, source: string, instant: number): Promise<void>;
  /** Changes what is under way, if that still is `from`; false when it is not. */
  changeReplay(workspace: string, source: string, change: ReplayChange): Promise<boolean>;
  /** Takes a generation, whose records are deleted, from those that are outdated. */
  forgetOutdated(workspace: string, source: string, generation: number): Promise<void>;
  /**
   * Adds to the counts of a UTC day what was received of it up to `until`, if they still include what was received up
   * to `from` and no more (null: nothing), and were counted anew as often as `recounts` says; false when they do not.
   * So nothing is counted twice, nor by an outcome that has changed. `rejections` are those of the whole day: they
   * replace what was there.
   */
  count(
    workspace: string,
    source: string,
    tally: Tally,
    from: number | null,
    until: number,
    recounts?: number,
  ): Promise<boolean>;
  /**
   * Replaces the counts of a UTC day by `tally` (null: nothing came), but for what was refused, if they are still as
   * `counted` says in how far they reach and how often they were counted anew; false when they are not.
   */
  recount(workspace: string, source: string, counted: RecountedDay, tally: Tally | null): Promise<boolean>;
  /** Adds a refused delivery to the counts of the UTC day of `at`. */
  countRefused(workspace: string, source: string, at: number): Promise<void>;
  /** Counts of the UTC days `from` to `to`, both `YYYY-MM-DD` and both included. */
  counts(workspace: string, source: string, from: string, to: string): Promise<CountedDay[]>;
  /** Adds to the mapped fields that were given a value on a UTC day. Writes nothing where that is known. */
  markSeen(workspace: string, source: string, day: string, marks: readonly string[]): Promise<void>;
  /** Those that were on the UTC days `from` to `to`, both included, as far back as 30 days. */
  seen(workspace: string, source: string, from: string, to: string): Promise<string[]>;
  /** Remembers the latest failures of a source, the newest first when read; at most 100 are read. */
  failed(failure: Failure): Promise<void>;
  /** Takes a delivery from the failures: it failed no more. */
  mended(key: DeliveryKey): Promise<void>;
  failures(workspace: string, source: string): Promise<Failure[]>;
}

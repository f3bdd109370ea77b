import type { RecordType } from './records/vocabulary.ts';
import type { Cadence, ReviewDocument, Scope } from './reviews/document.ts';
import type { Send, SendKey, SendState } from './reviews/send.ts';
import type { Configuration } from './workspaces/schema.ts';

/**
 * The outside world, as the flows see it. Each interface has one real implementation under `adapters/`.
 * Instants are whole milliseconds since the Unix epoch. Every method may reject when its system is out of reach.
 */

/** One request as it arrived. */
export interface Delivery {
  readonly workspace: string;
  readonly source: string;
  readonly kind: 'webhook' | 'observations';
  readonly receivedAt: number;
  /** When it came, where it was refused then and is taken in only at `receivedAt`. */
  readonly firstReceivedAt?: number;
  readonly body: Uint8Array;
  /** Lower-cased names; only those that the source needs to read the body, never a secret. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Where a delivery is kept: `receivedAt` and the body's SHA-256 (hex) tell it from every other of its source. */
export interface DeliveryKey {
  readonly workspace: string;
  readonly source: string;
  readonly receivedAt: number;
  readonly hash: string;
}

/** What became of a delivery. `pending` until it is translated. */
export interface Outcome {
  readonly status: 'translated' | 'failed';
  readonly observations: number;
  /** Observations within it that were refused; the others count. */
  readonly rejected: number;
  /** Why it failed, or what the first refused observation was refused for. Never holds a value of a record. */
  readonly reason?: string;
}

/** What a replay makes of a delivery, until that is what became of it. */
export interface Revision {
  /** Into which it was translated. */
  readonly generation: number;
  readonly outcome: Outcome;
}

export interface StoredDelivery extends Delivery {
  readonly key: DeliveryKey;
  readonly outcome: Outcome | null;
  readonly revision?: Revision;
}

/** A delivery without its body: that it was received, and what became of it. */
export interface Receipt {
  readonly key: DeliveryKey;
  readonly outcome: Omit<Outcome, 'reason'> | null;
  readonly revision?: Revision;
}

export interface Deliveries {
  /** Stores it durably; the parts of a large body first, then the head under the condition that it is new. */
  put(delivery: Delivery): Promise<DeliveryKey>;
  get(key: DeliveryKey): Promise<StoredDelivery | undefined>;
  /** Records what became of a pending delivery; false when that was known already. */
  settle(key: DeliveryKey, outcome: Outcome): Promise<boolean>;
  /** Keeps what a replay makes of a delivery beside its outcome, instead of what another has kept. */
  revise(key: DeliveryKey, revision: Revision): Promise<void>;
  /** Makes a revision the outcome, whatever that was, if it is still the one that is kept; false when it is not. */
  adopt(key: DeliveryKey, revision: Revision): Promise<boolean>;
  /** Those received in `[from, to)`, read consistently, the oldest first. */
  received(workspace: string, source: string, from: number, to: number): AsyncIterable<Receipt>;
  /** When the byte-identical body was first received within `[key.receivedAt - window, key.receivedAt]`. */
  firstReceipt(key: DeliveryKey, window: number): Promise<number>;
}

export interface RecordKey {
  readonly workspace: string;
  readonly source: string;
  readonly generation: number;
  readonly type: RecordType;
  readonly id: string;
}

export interface StoredRecord {
  readonly key: RecordKey;
  /** As `records/encode.ts` writes it. */
  readonly state: string;
  /** Of the item, for optimistic concurrency. */
  readonly version: number;
  /** When the write that last changed it was made. */
  readonly changedAt: number;
}

export interface Records {
  get(keys: readonly RecordKey[]): Promise<StoredRecord[]>;
  /**
   * Writes version `expected + 1` if the stored version is still `expected` (0: there is none); false when it is not.
   * `linked` tells whether the state carries a merge or an alias, so that `linked` finds it from then on.
   */
  put(record: StoredRecord, expected: number, linked: boolean): Promise<boolean>;
  /**
   * Every record of one type of one source's generation, in no particular order, page by page. `consistent` sees every
   * write acknowledged before, at twice the read units: for what is asked for right after an import.
   */
  scan(
    workspace: string,
    source: string,
    generation: number,
    type: RecordType,
    consistent?: boolean,
  ): AsyncIterable<StoredRecord[]>;
  /** The records that carry, or once carried, a merge or an alias, whatever their type. */
  linked(workspace: string, source: string, generation: number, consistent?: boolean): AsyncIterable<StoredRecord[]>;
  /** Deletes all records of a generation, as long as someone asks for more; tells after each lot how many were in it. */
  drop(workspace: string, source: string, generation: number): AsyncIterable<number>;
}

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

/** Where a replay is, and goes on. */
export type ReplayCursor =
  /** In a pass that translates what was received before it began. */
  | {
      readonly phase: 'translate';
      /** Into which it translates. */
      readonly generation: number;
      /** Tells apart the settings that all of a generation is translated with. */
      readonly settings: string;
      /** 1 is the first. */
      readonly pass: number;
      readonly began: number;
      /** What was received before this instant is translated. */
      readonly from: number;
    }
  /** Translating what may have missed the switch to the new generation. */
  | { readonly phase: 'catchUp'; readonly from: number }
  /** Bringing outcomes, failures and counts to what was translated, a UTC day at a time. */
  | { readonly phase: 'settle'; readonly from: number };

/** A replay that is under way. */
export interface Replay {
  readonly job: string;
  /** Only what failed, into the current generation; otherwise everything, into a new one. */
  readonly failed: boolean;
  /** Into which it translates. */
  readonly generation: number;
  readonly step: number;
  readonly cursor: ReplayCursor;
  /** Its latest sign of life. */
  readonly at: number;
  /** When these deliveries were received it was not certain into which generation they would be translated. */
  readonly catchUp: { readonly from: number; readonly to: number } | null;
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

/** A change of what is under way, and what changes with it by the same write. */
export interface ReplayChange {
  readonly from: Replay | null;
  readonly to: Replay | null;
  /** What the state is made with where there is none. */
  readonly settledUntil: number;
  /** Becomes the current one. */
  readonly generation?: number;
  /** Becomes outdated. */
  readonly outdated?: number;
}

/** Counts of one source on one UTC day. */
export interface DayCount {
  readonly day: string;
  readonly deliveries: number;
  readonly failed: number;
  readonly refused: number;
  readonly observations: number;
  readonly rejected: number;
  /** First and last receipt of a delivery that was taken in; `null` where all were refused. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
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
   * So nothing is counted twice, nor by an outcome that has changed.
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
  /** Remembers the latest failures of a source, the newest first when read; at most 20 are read. */
  failed(failure: Failure): Promise<void>;
  /** Takes a delivery from the failures: it failed no more. */
  mended(key: DeliveryKey): Promise<void>;
  failures(workspace: string, source: string): Promise<Failure[]>;
}

/** Deliveries of a known source that did not verify, kept for seven days in case a secret was mistyped. */
export interface Refused {
  /** False when the source's 200 of the day are used up. */
  setAside(delivery: Delivery, tokenHash: string | null): Promise<boolean>;
  list(
    workspace: string,
    source: string,
  ): AsyncIterable<{ readonly delivery: Delivery; readonly tokenHash: string | null; readonly id: string }>;
  remove(workspace: string, source: string, id: string): Promise<void>;
}

export interface ApiKey {
  readonly id: string;
  readonly workspace: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
}
export type KeyScope = 'ingest' | 'read' | 'admin';

/** API keys, found by the SHA-256 (hex) of the key; the key itself is not kept. */
export interface ApiKeys {
  put(hash: string, key: ApiKey): Promise<void>;
  find(hash: string): Promise<ApiKey | undefined>;
  list(workspace: string): Promise<ApiKey[]>;
  /** False when there was none. */
  remove(workspace: string, id: string): Promise<boolean>;
}

export interface ReviewAddress {
  readonly workspace: string;
  readonly cadence: Cadence;
  /** The period's first local day, `YYYY-MM-DD`; a range is told by both its days. */
  readonly start: string;
  readonly scope: Scope | null;
}

export interface ReviewSummary {
  readonly id: string;
  readonly cadence: Cadence;
  readonly period: string;
  readonly scope: Scope | null;
  readonly version: number;
  readonly status: 'closed' | 'running';
  readonly computedAt: string;
}

export interface Reviews {
  /** False when that version exists; a review is never replaced. */
  put(document: ReviewDocument): Promise<boolean>;
  get(address: ReviewAddress, version: number): Promise<ReviewDocument | undefined>;
  latest(address: ReviewAddress): Promise<ReviewDocument | undefined>;
  /** Newest first, by the period's start, then version. `cursor` is what the page before answered. */
  list(workspace: string, limit: number, cursor?: string): Promise<{ items: ReviewSummary[]; cursor: string | null }>;
}

/** The ledger of sends: one entry a key, states moved by conditional writes only. */
export interface Ledger {
  /** False when the key exists. */
  open(send: Send): Promise<boolean>;
  get(key: SendKey): Promise<Send | undefined>;
  /** Found by the id that travels with the message as an SES tag. */
  find(workspace: string, id: string): Promise<Send | undefined>;
  /**
   * Moves it if it is still in one of `from` and, where `heard` is given, that is still its feedback; false when it is
   * not.
   */
  move(
    key: SendKey,
    from: readonly SendState[],
    change: Partial<Send> & { readonly state: SendState },
    heard?: string | null,
  ): Promise<boolean>;
  /** All of a workspace, the newest period first. */
  list(workspace: string): Promise<Send[]>;
}

/** What recipients chose without an account. */
export interface Preferences {
  get(workspace: string, recipient: string): Promise<{ readonly unsubscribedAt: number | null } | undefined>;
  put(workspace: string, recipient: string, preferences: { readonly unsubscribedAt: number | null }): Promise<void>;
}

export interface Job {
  readonly id: string;
  readonly workspace: string;
  readonly status: 'queued' | 'done' | 'failed';
  readonly createdAt: number;
  /** Path of what it made, `/v1/workspaces/acme/reviews/2026-10`. */
  readonly result: string | null;
  readonly reason: string | null;
  /** How far it has come, where that is known. */
  readonly progress?: { readonly done: number; readonly of: number };
  /** Of a replay: the counts of its source when it was asked for, and once it is done. */
  readonly counts?: { readonly before: ReplayCounts; readonly after: ReplayCounts | null };
}

export type ReplayCounts = Pick<DayCount, 'deliveries' | 'observations' | 'failed'>;

export interface Jobs {
  put(job: Job): Promise<void>;
  get(id: string): Promise<Job | undefined>;
}

/** Work for `review`. */
export interface ReviewMessage {
  readonly workspace: string;
  readonly period: string;
  /** As of which instant it is asked for. */
  readonly asOf: number;
  /** Scopes beside those of `recipients`; `null` is the whole workspace. */
  readonly scopes: readonly (Scope | null)[];
  /** Addresses to mail it to once it is computed. */
  readonly recipients: readonly string[];
  /** Addresses for which it is too late: computed, listed as skipped, not mailed. */
  readonly late: readonly string[];
  /** Somebody asks for the mails to `recipients`: what was skipped or refused is mailed too. */
  readonly byHand?: boolean;
  readonly job: string | null;
}

interface OfSource {
  readonly workspace: string;
  readonly source: string;
}

/** A step of a replay, for `review` too. */
export interface ReplayStep extends OfSource {
  readonly kind: 'replay';
  readonly job: string;
  readonly step: number;
  readonly cursor: ReplayCursor;
}

/** Records of a generation that are to be deleted, but not before an instant. */
export interface CleanUp extends OfSource {
  readonly kind: 'cleanUp';
  readonly generation: number;
  readonly notBefore: number;
}

export type ReplayMessage = ReplayStep | CleanUp;

/** Work for `mail`. */
export interface MailMessage {
  readonly send: SendKey;
  readonly asOf: number;
}

export interface Queue<Message> {
  add(messages: readonly Message[], delaySeconds?: number): Promise<void>;
}

/** What a queue gave out to be worked on, each by the receipt that came with it. */
export interface Receipts {
  /** Has the queue give a message out again after so many seconds, and not after its own delay. */
  comeBack(receipt: string, afterSeconds: number): Promise<void>;
}

export interface Secrets {
  /** The secrets of a source; none when it has none. `fresh`: read anew, not as remembered from a moment ago. */
  source(workspace: string, source: string, fresh?: boolean): Promise<string[]>;
  setSource(workspace: string, source: string, secrets: readonly string[]): Promise<void>;
  /** The deployment's admin key. */
  admin(): Promise<string>;
  /** Keys that sign links, the current one first. */
  links(): Promise<{ readonly id: string; readonly key: string }[]>;
}

/** What came of handing a message to the mail system. */
export type Posted =
  | { readonly outcome: 'sent'; readonly messageId: string }
  /** Not taken and never will be: the reason is the system's own. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** Certainly not taken: too many at once, or no connection. May be tried again within minutes. */
  | { readonly outcome: 'retry'; readonly reason: string }
  /** Certainly not taken, as nothing is for hours, whatever the message: the quota is used up, or sending is paused. */
  | { readonly outcome: 'later'; readonly reason: string }
  /** The answer was lost: it may have been taken. */
  | { readonly outcome: 'uncertain'; readonly reason: string };

export interface Mailer {
  /** `tags` travel with the message and come back with every event about it. */
  post(message: Uint8Array, from: string, to: string, tags: Readonly<Record<string, string>>): Promise<Posted>;
}

/** How much the mail account of the deployment may send. */
export interface MailQuota {
  /** Mails in 24 hours; `null` when there is no limit. */
  readonly daily: number | null;
  /** Mails in the last 24 hours. */
  readonly sent: number;
  /** It is the stand-in of a laptop that answers, so that this says nothing of a real account. */
  readonly standIn: boolean;
}

/** Whether the mail system believes that a name, a domain or an address, is ours. */
export type Verification = 'verified' | 'pending' | 'failed' | 'absent';

/** Whether mails from a domain are signed by it (DKIM). */
export interface Signing {
  readonly state: 'signing' | 'off' | 'pending' | 'failed' | 'absent';
  /** Each makes a DNS record that is to be set. */
  readonly tokens: readonly string[];
}

/** What is asked of the mail account of the deployment; nothing here changes it or mails anything. */
export interface MailAccount {
  quota(): Promise<MailQuota>;
  /** False when the account may send nothing at all for now. */
  sendingEnabled(): Promise<boolean>;
  /** By name, as it was given. */
  verification(names: readonly string[]): Promise<ReadonlyMap<string, Verification>>;
  /** By name, as it was given. */
  signing(domains: readonly string[]): Promise<ReadonlyMap<string, Signing>>;
}

/** A queue of what was given up on. */
export interface DeadLetterQueue {
  /** `arn:aws:sqs:eu-west-1:123456789012:name` */
  readonly arn: string;
  /** About how many messages it holds. */
  readonly messages: number;
  /** It is the stand-in of a laptop. */
  readonly standIn: boolean;
}

export interface DeadLetters {
  /** URLs of the queues. */
  readonly queues: readonly string[];
  look(queue: string): Promise<DeadLetterQueue>;
}

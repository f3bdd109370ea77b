/** What the command reads of the API's answers. The API may say more. Instants are ISO 8601 text. */

/** Where the webhooks of a source are to be sent. `{token}` in an address stands for the source's token. */
export interface HookAddress {
  readonly source: string;
  readonly system: string;
  readonly url: string;
  /** Where those are to be sent that the system does not sign, if it signs only some of them. */
  readonly tokenUrl?: string;
}

export interface Applied {
  readonly workspace: string;
  /** Whether it differs from what was applied before, secrets included. */
  readonly changed: boolean;
  readonly secretsChanged: boolean;
  readonly warnings: readonly { readonly path: string; readonly message: string }[];
  readonly hooks: readonly HookAddress[];
}

export interface Rejection {
  /** Zero-based place in the batch. */
  readonly index: number;
  readonly path: string;
  readonly message: string;
}

export interface Ingested {
  readonly accepted: number;
  readonly rejected: readonly Rejection[];
}

export type Unit = 'ratio' | 'money' | 'moneyPerDay' | 'duration' | 'count' | 'score';

export interface Comparison {
  readonly period: string;
  readonly value: number | null;
  readonly n: number;
  readonly change: number | null;
  readonly significant: boolean | null;
  /** The data begin within that period, or nothing was heard of it. */
  readonly partial?: boolean;
}

export interface KpiResult {
  readonly id: string;
  readonly unit: Unit;
  readonly better: 'higher' | 'lower';
  readonly value: number | null;
  readonly n: number;
  readonly of?: { readonly by: string; readonly key: string | null; readonly label: string };
  readonly companions: readonly { readonly id: string; readonly unit: Unit; readonly value: number | null }[];
  readonly flags: readonly string[];
  /** The sources that it is made from, where every one was silent in the period. */
  readonly silent?: readonly string[];
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly previous: Comparison | null;
  readonly lastYear: Comparison | null;
  readonly target: {
    readonly atLeast?: number;
    readonly atMost?: number;
    readonly status: 'met' | 'missed' | null;
  } | null;
  readonly segments: readonly {
    readonly by: string;
    /** `null` where the field is missing. */
    readonly key: string | null;
    readonly label: string;
    readonly n: number;
    /** All beyond the largest. */
    readonly other?: boolean;
  }[];
  /** Records that could not be counted, by the reason. */
  readonly leftOut: readonly { readonly code: string; readonly records: number }[];
  readonly missing: { readonly code: string; readonly needs: readonly string[]; readonly text: string } | null;
}

export interface Review {
  /** `workspace/cadence/start/scope/version` */
  readonly id: string;
  readonly workspace: string;
  readonly period: string;
  readonly scope: Readonly<Record<string, string>> | null;
  readonly version: number;
  readonly status: 'closed' | 'running';
  readonly start: string;
  readonly end: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly kpis: readonly KpiResult[];
  readonly coverage: readonly {
    readonly source: string;
    /** Counts are of the whole workspace: a review of a scope has none. */
    readonly deliveries?: number;
    readonly failed?: number;
    /** Of a scope: some of what it sent could not be read. */
    readonly unread?: true;
    /** Of another account than the source's; absent where none is. */
    readonly wrongAccount?: number;
    readonly observations?: number;
    readonly silent: boolean;
    readonly unresolved?: number;
  }[];
  readonly restatements: readonly {
    readonly kpi: string;
    readonly period: string;
    readonly was: number | null;
    readonly is: number | null;
    readonly records: number;
    readonly cause: string;
  }[];
  readonly highlights: readonly { readonly text: string }[];
}

export interface Send {
  readonly id: string;
  readonly period: string;
  readonly recipient: string;
  readonly state: string;
  readonly reason: string | null;
  readonly subject: string | null;
  readonly changedAt: string;
  readonly feedback: string | null;
}

/** What was mailed before, to those of one scope, and is not mailed again. */
export interface AlreadySent {
  readonly recipients: readonly string[];
  readonly version: number;
  readonly latest: number;
  /** KPIs that have another value in the latest version. */
  readonly differing: readonly string[];
}

/** Who takes such reviews and is mailed nothing now; the reason in the ledger's words. */
export interface WithoutMail {
  readonly recipient: string;
  readonly reason: string;
}

/** Deliveries for which the same reason was found, numbers in it aside. */
export interface SameReason {
  readonly reason: string;
  readonly deliveries: number;
  readonly firstAt: string;
  /** Of the latest of them, as its id and its size in bytes. */
  readonly receivedAt: string;
  readonly id: string;
  readonly size: number | null;
  /** They are of another account than the source's. */
  readonly wrongAccount?: true;
}

export interface SourceHealth {
  readonly id: string;
  readonly system: string;
  /** As its makers call it. */
  readonly systemName: string;
  /** `{token}` in it stands for the source's token. */
  readonly url: string;
  readonly lastAt: string | null;
  /** Seconds since then. */
  readonly quietFor: number | null;
  /** Seconds from one delivery to the next, as is usual for it. */
  readonly usualInterval: number | null;
  readonly pending: number;
  readonly silent: boolean;
  /** What was refused and is still kept, why, and when the first and the last of that are given up. */
  readonly setAside: {
    readonly deliveries: number;
    readonly reason: string;
    readonly firstUntil: string;
    readonly until: string;
  } | null;
  readonly totals: {
    readonly deliveries: number;
    readonly failed: number;
    /** Deliveries of another account than the source's, which are left out. */
    readonly wrongAccount: number;
    readonly refused: number;
    readonly observations: number;
    readonly rejected: number;
  };
  /** UTC days, the oldest first; those without any are absent. */
  readonly days: readonly (SourceHealth['totals'] & { readonly day: string })[];
  readonly failures: readonly SameReason[];
  readonly rejections: readonly SameReason[];
  readonly neverSeen: readonly { readonly field: string; readonly path: string }[];
  readonly unresolved: number;
  readonly unresolvedExamples: readonly { readonly record: string; readonly names: string }[];
  readonly untied: number;
  readonly untiedExamples: readonly string[];
  /** When the review was computed that found what is unresolved and untied. */
  readonly reviewedAt: string | null;
}

/** One request that came in from a source, decoded. */
export interface Delivery {
  readonly id: string;
  readonly receivedAt: string;
  readonly kind: 'webhook' | 'observations';
  readonly status: 'pending' | 'translated' | 'failed' | 'refused';
  readonly reason: string | null;
  /** Bytes; `null` of what was refused. */
  readonly size: number | null;
  /** When what was refused is given up. */
  readonly until: string | null;
  readonly observations: readonly {
    readonly record: string;
    readonly id: string;
    readonly at: string;
    /** Orders statements of one instant. */
    readonly seq?: string;
    readonly set?: Readonly<Record<string, string | number | boolean | null>>;
    readonly deleted?: boolean;
    readonly mergedInto?: string | null;
    readonly same?: readonly string[];
  }[];
  readonly rejected: readonly Rejection[];
  /** What the configuration calls values of the observations, by field and value. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** As it came, cut off after 64 KB, where that is asked for; `null` of what was refused. */
  readonly body?: string | null;
  /** How many there are: not all need be listed. */
  readonly counts: { readonly observations: number; readonly rejected: number };
}

export interface Deliveries {
  /** The instant up to which they were looked for, by the server's clock. */
  readonly at: string;
  /** The newest first. */
  readonly deliveries: readonly Delivery[];
  readonly more: boolean;
}

export interface Key {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

export interface Check {
  /** `group.name` */
  readonly id: string;
  readonly status: 'ok' | 'warning' | 'problem';
  readonly subject: string;
  readonly message: string;
  /** Commands, and where to click, one a line. */
  readonly mend: string | null;
}

export interface Kpi {
  readonly id: string;
  readonly name: string;
  readonly definition: string;
  readonly formula: string;
  readonly unit: Unit;
  /** A ratio that is no share: 3.2, not 320 %. */
  readonly toldAs?: 'number';
  readonly better: 'higher' | 'lower';
  readonly audiences: readonly string[];
  readonly needs: readonly string[];
}

/** A value of a field, as observations have it. */
type Shown = string | number | boolean | null;

/** One record behind a number. */
export interface ListedRecord {
  readonly record: string;
  readonly source: string;
  readonly id: string;
  readonly name: string | null;
  /** Where it is seen in its system. */
  readonly url: string | null;
  readonly role: string | null;
  readonly part?: string;
  readonly partBefore?: string;
  readonly leftOut?: string;
  readonly fields: Readonly<Record<string, Shown>>;
  readonly subscriptions?: readonly { readonly id: string; readonly mrr: Shown; readonly endedAt: Shown }[];
}

export interface RecordsAnswer {
  readonly workspace: string;
  readonly period: string;
  readonly kpi: string;
  readonly segment: readonly { readonly by: string; readonly key: string | null }[];
  readonly unit: Unit;
  readonly currency: string;
  readonly value: number | null;
  readonly n: number;
  readonly missing: { readonly text: string } | null;
  /** The same number in the review that was sent, else in the latest. */
  readonly review: { readonly version: number; readonly value: number | null; readonly n: number } | null;
  readonly total: number;
  /** How many of them are not told. */
  readonly more: number;
  readonly records: readonly ListedRecord[];
}

export interface Job {
  readonly id: string;
  readonly status: 'queued' | 'done' | 'failed';
  readonly result: string | null;
  readonly reason: string | null;
  /** What it found, where it was asked for records. */
  readonly answer?: RecordsAnswer;
}

/** All that was ever received of a source. */
export interface ReplayCounts {
  readonly deliveries: number;
  readonly observations: number;
  readonly failed: number;
  /** Absent of what was asked for before these were counted by themselves. */
  readonly wrongAccount?: number;
}

export interface ReplayJob extends Job {
  readonly progress?: { readonly done: number; readonly of: number };
  readonly before?: ReplayCounts;
  readonly after?: ReplayCounts | null;
}

/** What the command reads of the API's answers. The API may say more. Instants are ISO 8601 text. */

export interface Applied {
  readonly workspace: string;
  /** Whether it differs from what was applied before, secrets included. */
  readonly changed: boolean;
  readonly secretsChanged: boolean;
  readonly warnings: readonly { readonly path: string; readonly message: string }[];
  /** `{token}` in an address stands for the source's token. */
  readonly hooks: readonly { readonly source: string; readonly system: string; readonly url: string }[];
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
    readonly deliveries: number;
    readonly failed: number;
    readonly observations: number;
    readonly silent: boolean;
    readonly unresolved: number;
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

export interface SourceHealth {
  readonly id: string;
  readonly system: string;
  readonly lastAt: string | null;
  readonly pending: number;
  readonly silent: boolean;
  /** Of what was refused some is still set aside. */
  readonly setAside: boolean;
  readonly totals: {
    readonly deliveries: number;
    readonly failed: number;
    readonly refused: number;
    readonly observations: number;
    readonly rejected: number;
  };
  readonly failures: readonly { readonly receivedAt: string; readonly reason: string }[];
  readonly unresolved: number;
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
  readonly better: 'higher' | 'lower';
  readonly audiences: readonly string[];
  readonly needs: readonly string[];
}

export interface Job {
  readonly id: string;
  readonly status: 'queued' | 'done' | 'failed';
  readonly result: string | null;
  readonly reason: string | null;
}

/** All that was ever received of a source. */
export interface ReplayCounts {
  readonly deliveries: number;
  readonly observations: number;
  readonly failed: number;
}

export interface ReplayJob extends Job {
  readonly progress?: { readonly done: number; readonly of: number };
  readonly before?: ReplayCounts;
  readonly after?: ReplayCounts | null;
}

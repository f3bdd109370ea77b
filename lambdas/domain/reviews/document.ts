/** The review document: the KPIs of one workspace, one period and one scope. Its names are promises of the API. */

export type Cadence = 'monthly' | 'quarterly' | 'annual' | 'range';
export type Unit = 'ratio' | 'money' | 'moneyPerDay' | 'duration' | 'count' | 'score';
export type Better = 'higher' | 'lower';
export type Category = 'performance' | 'perception' | 'adoption';
export type Role = 'crm' | 'sales' | 'marketing' | 'service' | 'executive';
export type Flag = 'thin' | 'stillOpen' | 'partial';

/** Segment values a reader is confined to, `{"owner": "ana"}`; `null` is the whole workspace. */
export type Scope = Readonly<Record<string, string>>;

/** What is said where a value cannot be had. */
export interface Missing {
  readonly code: string;
  readonly needs: readonly string[];
  readonly text: string;
}

/** `ratio` as a share, `money` in major units, `duration` in seconds, others as they are; full doubles. */
export type KpiValue = number | null;

interface Companion {
  readonly id: string;
  readonly unit: Unit;
  readonly value: KpiValue;
}

/** The same KPI in another period. `change` is this period's value minus the other's, in the KPI's unit. */
export interface Comparison {
  readonly period: string;
  readonly value: KpiValue;
  readonly n: number;
  readonly change: number | null;
  /** Whether the change can be told from noise at 95 %; `null` where no test applies. */
  readonly significant: boolean | null;
  /** It can be told from noise at 99 %: then it is worth a sentence of its own. Absent where it cannot. */
  readonly certain?: true;
  /**
   * The data begin within that period, or nothing was heard of it: a whole one always differs from a part. Absent where
   * neither is so.
   */
  readonly partial?: true;
}

export interface TargetResult {
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly status: 'met' | 'missed' | null;
  /**
   * How much of the bound was reached: the value as a share of `atLeast`, else `atMost` as a share of the value, so that
   * 1 and more is met. Absent where either is not above 0, and of a band.
   */
  readonly attainment?: number;
  /** While the period runs, where it will end if it goes on like this, with a range of 95 % where one can be told. */
  readonly pace: { readonly value: number; readonly low: number | null; readonly high: number | null } | null;
}

export interface TrendPoint {
  readonly period: string;
  readonly value: KpiValue;
  readonly n: number;
}

/** A calendar month within a quarter or a year. One that has not begun has no value. */
export interface MonthPoint extends TrendPoint {
  /** Its value is of a part: the data begin within it, or nothing was heard of it. Absent where neither is so. */
  readonly partial?: true;
  /** Where it was not over when the review was computed: its value is as of then. */
  readonly running?: true;
  /** The sources that its value is made from, where every one of them was silent in it; absent where one was heard. */
  readonly silent?: readonly string[];
  /**
   * The status against the month's own target; `null` where it cannot be told: without a value, while the month runs, or
   * where nothing was heard of it. Absent where the KPI has no monthly target.
   */
  readonly target?: 'met' | 'missed' | null;
}

/**
 * What a segment did to the change against the previous period, in the KPI's unit: `mix` by how much of the whole it is,
 * `rate` by what it does itself. Over all segments of a dimension they add up to the change; told are those that moved most.
 * Amounts and counts have no mix.
 */
interface Moved {
  readonly by: string;
  /** `null` where records lack the field; `other` for the rest beyond the 50 largest of both periods. */
  readonly key: string | null;
  readonly label: string;
  readonly other?: true;
  readonly mix: number;
  readonly rate: number;
}

export interface Segment {
  /** The dimension: `owner`, `region`, `custom.tier`, … */
  readonly by: string;
  /** `null` where records lack the field; `other` for the rest beyond the 50 largest. */
  readonly key: string | null;
  readonly label: string;
  readonly other?: true;
  readonly value: KpiValue;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly n: number;
  readonly overlaps: boolean;
}

export interface LeftOut {
  readonly code: string;
  readonly records: number;
  /** The smallest identity among them, `kommo:deal:42`. */
  readonly example: string;
}

export interface KpiResult {
  readonly id: string;
  readonly unit: Unit;
  readonly better: Better;
  readonly category: Category;
  readonly audiences: readonly Role[];
  readonly value: KpiValue;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly n: number;
  /** The segment that the headline is of, where a KPI is the extreme of its segments (the slowest stage). */
  readonly of?: { readonly by: string; readonly key: string | null; readonly label: string };
  readonly companions: readonly Companion[];
  readonly flags: readonly Flag[];
  /**
   * The sources that the value is made from, where every one of them was silent in the period: what it says cannot be told
   * from a failure. It is `partial` then, and its target neither met nor missed. Absent where one was heard.
   */
  readonly silent?: readonly string[];
  /** 95 % confidence interval, in the KPI's unit. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly previous: Comparison | null;
  readonly lastYear: Comparison | null;
  readonly target: TargetResult | null;
  readonly movedBy: readonly Moved[];
  readonly trend: readonly TrendPoint[];
  /** Of a quarter its three months, of a year its twelve, oldest first; absent of any other period. */
  readonly months?: readonly MonthPoint[];
  readonly segments: readonly Segment[];
  readonly leftOut: readonly LeftOut[];
  readonly missing: Missing | null;
}

/**
 * What came from each source in the period: how far the numbers can be trusted. Its counts are the whole workspace's, and a
 * review of a scope has none of them.
 */
export interface Coverage {
  readonly source: string;
  /** What its system is called, of a source whose id is its system's: `HubSpot`. Others go by their ids, and it is absent. */
  readonly name?: string;
  readonly deliveries?: number;
  /** Could not be read. */
  readonly failed?: number;
  /** Some of what it sent could not be read: said in place of how much, of a scope only, and absent where all could. */
  readonly unread?: true;
  /** Are of another account than the source's, and left out; absent where none is. */
  readonly wrongAccount?: number;
  readonly observations?: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly silent: boolean;
  /** References that lead nowhere. */
  readonly unresolved?: number;
  /** The 20 smallest of them, by what is named; absent where there is none. */
  readonly unresolvedExamples?: readonly Dangling[];
  /** Customers that nothing ties to a customer of another source; absent where all are, or no other tells of any. */
  readonly untied?: number;
  /** The 20 smallest of them, `stripe:customer:cus_9`. */
  readonly untiedExamples?: readonly string[];
}

/** A reference that leads nowhere, each end `source:type:id`. */
interface Dangling {
  /** The smallest of those that name it. */
  readonly record: string;
  readonly names: string;
}

export interface Restatement {
  readonly kpi: string;
  readonly period: string;
  readonly was: KpiValue;
  readonly is: KpiValue;
  readonly records: number;
  readonly cause: 'late' | 'corrected' | 'removed' | 'definition' | 'configuration';
}

export interface Highlight {
  readonly kind: string;
  readonly kpi: string;
  readonly params: Readonly<Record<string, string | number | null>>;
  readonly text: string;
}

export interface ReviewDocument {
  /** `workspace/cadence/start date/scope/version` */
  readonly id: string;
  readonly workspace: string;
  readonly cadence: Cadence;
  /** `2026-10`, `2026-Q3`, `2026` or `2026-10-01..2026-10-15`. */
  readonly period: string;
  readonly scope: Scope | null;
  /** Of a range that is just the days of campaigns: theirs. Absent of any other. */
  readonly campaigns?: readonly { readonly id: string; readonly name: string }[];
  readonly version: number;
  readonly status: 'closed' | 'running';
  /** First instant of the period, with the workspace's offset. */
  readonly start: string;
  /** First instant after the period, with the workspace's offset. */
  readonly end: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly computedAt: string;
  readonly definitions: string;
  readonly configuration: string;
  /** The generations of sources that were rebuilt, by source: of those that are absent it is the first. */
  readonly generations?: Readonly<Record<string, number>>;
  readonly kpis: readonly KpiResult[];
  readonly coverage: readonly Coverage[];
  readonly restatements: readonly Restatement[];
  /** Of every KPI that has one, for all roles: which of them a reader is told, seven at most, is chosen with their KPIs. */
  readonly highlights: readonly Highlight[];
}

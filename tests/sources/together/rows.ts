/** Numbers as a review tells them: money in whole euros, durations in seconds. */
export interface Row {
  readonly value: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly n: number;
}

/** By key; that of what has none is `null`. */
type Rows = Readonly<Record<string, Row>>;

/** What a review must say of a period. */
export interface Expected {
  readonly period: string;
  readonly kpis: Rows;
  /** By KPI, then by companion. */
  readonly companions?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By KPI, then by dimension: all of its keys. */
  readonly segments?: Readonly<Record<string, Readonly<Record<string, Rows>>>>;
}

export const hours = (count: number): number => count * 3600;
export const days = (count: number): number => hours(count * 24);
export const count = (n: number): Row => ({ value: n, numerator: null, denominator: null, n });
export const sum = (value: number, n: number): Row => ({ value, numerator: null, denominator: null, n });
/** A duration of so many. */
export const median = (seconds: number, n: number): Row => ({ value: seconds, numerator: null, denominator: null, n });
export const ratio = (numerator: number, denominator: number): Row => ({
  value: numerator / denominator,
  numerator,
  denominator,
  n: denominator,
});

/** A mean of money. */
export const mean = (total: number, n: number): Row => ({ value: total / n, numerator: total, denominator: n, n });

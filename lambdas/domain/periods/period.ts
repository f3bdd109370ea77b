import type { Cadence } from '../reviews/document.ts';

/** The calendar that a workspace counts in. */
export interface Calendar {
  readonly timeZone: string;
  /** First month of the fiscal year, 1 to 12. */
  readonly fiscalYearStart: number;
}

/** A half-open stretch of time, `[start, end)`, that begins and ends at local midnights. */
export interface Period {
  readonly cadence: Cadence;
  /** `2026-10`, `2026-Q3`, `2026` or `2026-10-01..2026-10-15`. */
  readonly name: string;
  /** First local day in it, `YYYY-MM-DD`. */
  readonly firstDay: string;
  /** Last local day in it, `YYYY-MM-DD`. */
  readonly lastDay: string;
  /** Epoch milliseconds. */
  readonly start: number;
  /** Epoch milliseconds, the first instant after it. */
  readonly end: number;
}

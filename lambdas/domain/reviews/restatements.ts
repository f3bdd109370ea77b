import type { KpiResult, KpiValue, Restatement, ReviewDocument } from './document.ts';

/** A KPI of the period that the sent review told, as it is now. */
export interface Retold {
  readonly kpi: string;
  readonly period: string;
  readonly value: KpiValue;
  readonly n: number;
  /** The key of the segment that the headline is of, if it is of one. */
  readonly of: string | null;
  /** Records in numerator or denominator that changed since the sent review was computed. */
  readonly changed: number;
  /** A cohort: its value goes on growing as what it waits for comes. */
  readonly waits: boolean;
}

/** What a review was made with. */
type Made = Pick<ReviewDocument, 'definitions' | 'configuration' | 'generations'>;

/** Whether a source was rebuilt in between: all of its records are new then, and their number tells nothing. */
const isRebuilt = ({ generations: before = {} }: Made, { generations: now = {} }: Made): boolean =>
  [...Object.keys(before), ...Object.keys(now)].some((source) => before[source] !== now[source]);

/** A cohort of as many that has come further since: nothing about it was wrong. */
const hasGrown = (told: KpiResult, { waits, n, value }: Retold): boolean =>
  waits && n === told.n && value !== null && told.value !== null && value > told.value;

/**
 * A change of definition or configuration explains every difference, and a rebuild is a change of what deliveries are taken to
 * say; otherwise more records are late ones, fewer were removed, as many were corrected. What a cohort still waited for
 * came late.
 */
const causeOf = (sent: Made, now: Made, told: KpiResult, retold: Retold): Restatement['cause'] => {
  if (sent.definitions !== now.definitions) return 'definition';
  if (sent.configuration !== now.configuration) return 'configuration';
  if (isRebuilt(sent, now)) return 'definition';
  if (hasGrown(told, retold)) return 'late';
  if ((told.of?.key ?? null) !== retold.of || retold.n === told.n) return 'corrected';
  return retold.n > told.n ? 'late' : 'removed';
};

/** What moved in the period that the sent review told: its headlines then against the same now. */
export const restatementsOf = (sent: ReviewDocument, now: Made, retold: readonly Retold[]): Restatement[] =>
  sent.kpis.flatMap((told): Restatement[] => {
    const again = retold.find(({ kpi, period }) => kpi === told.id && period === sent.period);
    if (!again || again.value === told.value) return [];
    const cause = causeOf(sent, now, told, again);
    // Of those that are gone nothing is left that could be counted.
    const records = cause === 'removed' ? Math.max(again.changed, told.n - again.n) : again.changed;
    return [{ kpi: told.id, period: sent.period, was: told.value, is: again.value, records, cause }];
  });

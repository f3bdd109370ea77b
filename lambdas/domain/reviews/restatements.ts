import type { Kpi } from '../kpis/kpi.ts';
import type { KpiResult, Restatement, ReviewDocument } from './document.ts';

/**
 * What moved in the period that the sent review told: its values then against the same now. A change of definition
 * or configuration explains every difference; otherwise more records are late ones, fewer were removed, as many
 * were corrected.
 */
export const restatementsOf = (
  sent: ReviewDocument | undefined,
  now: Pick<ReviewDocument, 'definitions' | 'configuration'>,
  results: readonly KpiResult[],
  changedOf: (id: Kpi['id']) => number,
): Restatement[] =>
  (sent?.kpis ?? []).flatMap((told): Restatement[] => {
    const current = results.find(({ id }) => id === told.id);
    const previous = current?.previous;
    // A slowest stage is compared with itself: where another one leads now, nothing was restated.
    if (!sent || !current || previous?.period !== sent.period || told.of?.key !== current.of?.key || previous.value === told.value) return [];
    const cause =
      sent.definitions !== now.definitions
        ? 'definition'
        : sent.configuration !== now.configuration
          ? 'configuration'
          : previous.n > told.n
            ? 'late'
            : previous.n < told.n
              ? 'removed'
              : 'corrected';
    return [{ kpi: told.id, period: sent.period, was: told.value, is: previous.value, records: changedOf(told.id), cause }];
  });

import type { KpiResult, Segment } from './document.ts';

type Cause = KpiResult['movedBy'][number];

/** The one segment is named that did at least half of a change, and much more of it than it is of the whole. */
const leastPart = 0.5;
const leastBeyond = 0.2;

/** What of a whole a segment is now; of one that is gone nothing. */
const shareOf = ({ value, denominator, segments }: KpiResult, { by, key, other }: Cause): number => {
  const found = segments.find(
    (segment: Segment) => segment.by === by && segment.key === key && segment.other === other,
  );
  const [part, whole] = denominator === null ? [found?.value, value] : [found?.denominator, denominator];
  return part == null || !whole ? 0 : part / whole;
};

/** The segment that explains a KPI's change against the previous period; `null` where no single one with a name does. */
export const causeOf = (kpi: KpiResult): Cause | null => {
  const change = kpi.previous?.change;
  const [cause] = kpi.movedBy;
  if (!change || cause === undefined || cause.key === null || cause.other) return null;
  const part = (cause.mix + cause.rate) / change;
  return part >= leastPart && part - shareOf(kpi, cause) >= leastBeyond ? cause : null;
};

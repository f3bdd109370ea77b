import { type ReadRecord, Review } from '../../../../lambdas/domain/reviews/compute.ts';
import type { RecordList, RecordsWanted } from '../../../../lambdas/domain/reviews/records/list.ts';
import type { ListedRecord } from '../../../../lambdas/domain/reviews/records/listed.ts';
import { type Asked, type Posted, recordsOf, requestOf } from '../../../support/review.ts';

type Wanted = Partial<RecordsWanted> & Pick<RecordsWanted, 'kpi'>;

const reviewFor = (asked: Asked, wanted: Wanted): Review =>
  new Review({ ...requestOf(asked), records: { segment: [], most: 1000, ...wanted } });

/** The records behind a KPI, as the flow lists them. */
export const listRecords = (records: readonly ReadRecord[], asked: Asked, wanted: Wanted): RecordList => {
  const review = reviewFor(asked, wanted);
  for (const record of records) review.link(record);
  for (const phase of review.phases) for (const record of records) if (phase.includes(record.type)) review.add(record);
  return review.list();
};

/** The same of records that are split into so many parts, which are merged. */
export const listInParts = (
  records: readonly ReadRecord[],
  asked: Asked,
  wanted: Wanted,
  count: number,
): RecordList => {
  const review = reviewFor(asked, wanted);
  for (const record of records) review.link(record);
  const [references = [], ...phases] = review.phases;
  for (const record of records) if (references.includes(record.type)) review.add(record);
  for (const phase of phases) {
    const parts = Array.from({ length: count }, () => review.part());
    records
      .filter(({ type }) => phase.includes(type))
      .forEach((record, index) => {
        parts[index % count]?.add(record);
      });
    for (const part of parts) review.merge(part);
  }
  return review.list();
};

export const listOf = (observations: readonly Posted[], asked: Asked, wanted: Wanted): RecordList =>
  listRecords(recordsOf(observations), asked, wanted);

const counting: readonly ListedRecord['role'][] = ['denominator', 'both', 'counted'];

/** Those among the `n` that a value is of; who came within the period is in the growth, and not in what grew. */
export const countedIn = (kpi: string, { records }: RecordList): ListedRecord[] =>
  records.filter(({ role, part }) => counting.includes(role) && !(kpi === 'portfolioGrowth' && part === 'end'));

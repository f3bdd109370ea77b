import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../lambdas/domain/kpis/catalogue.ts';
import type { Kpi } from '../../../../lambdas/domain/kpis/kpi.ts';
import type { KpiResult, Segment } from '../../../../lambdas/domain/reviews/document.ts';
import type { RecordList } from '../../../../lambdas/domain/reviews/records/list.ts';
import { kpiOf, recordsOf, reviewRecords } from '../../../support/review.ts';
import { type World, world } from '../worlds.ts';
import { countedIn, listInParts, listRecords } from './support.ts';

const runs = 10;

const some = fc.shuffledSubarray([...catalogue], { minLength: 5, maxLength: 5 });

/** Fractions of counts: each record is one, above the line and below it. */
const isShare = ({ computed }: Kpi): boolean => computed.interval !== undefined && computed.above !== undefined;

const above = ({ records }: RecordList): number =>
  records.filter(({ role }) => role === 'numerator' || role === 'both').length;

const asked = ({ workspace, period, asOf }: World) => ({ workspace, period, asOf });

/** One segment of each of two dimensions, others in every world; those of the rest cannot be asked for. */
const segmentsOf = ({ segments }: KpiResult, of: World): Segment[] => {
  const known = segments.filter(({ other }) => !other);
  const dimensions = [...new Set(known.map(({ by }) => by))];
  const first = of.observations.length % (dimensions.length || 1);
  return [...dimensions.slice(first), ...dimensions].slice(0, 2).flatMap((dimension) => {
    const rows = known.filter(({ by }) => by === dimension);
    return rows[of.observations.length % rows.length] ?? [];
  });
};

describe('the records behind a number', () => {
  it(
    'are those that were counted: as many as its n, and as its numerator, whatever the data',
    () => {
      fc.assert(
        fc.property(world, some, (of, kpis) => {
          const records = recordsOf(of.observations);
          const [review = expect.fail('no review')] = reviewRecords(records, asked(of));
          for (const kpi of kpis) {
            const told = kpiOf(review, kpi.id);
            const list = listRecords(records, asked(of), { kpi: kpi.id });
            expect([kpi.id, list.value, list.n, list.of]).toEqual([kpi.id, told.value, told.n, told.of]);
            expect([kpi.id, countedIn(kpi.id, list).length]).toEqual([kpi.id, told.n]);
            if (isShare(kpi)) expect([kpi.id, above(list)]).toEqual([kpi.id, told.numerator ?? 0]);
            if (kpi.unit === 'count' && told.value !== null) expect([kpi.id, told.n]).toEqual([kpi.id, told.value]);
          }
        }),
        { numRuns: runs, endOnFailure: true },
      );
    },
    60_000 + 2000 * runs,
  );

  it(
    'of a segment are those of the review of that segment; of no key, and of a stage, those of its row',
    () => {
      fc.assert(
        fc.property(world, some, (of, kpis) => {
          const records = recordsOf(of.observations);
          const [review = expect.fail('no review')] = reviewRecords(records, asked(of));
          for (const kpi of kpis)
            for (const row of segmentsOf(kpiOf(review, kpi.id), of)) {
              const { by, key } = row;
              const list = listRecords(records, asked(of), { kpi: kpi.id, segment: [[by, key]] });
              const isRow = key === null || by === kpi.computed.over.partsBy;
              const [scoped] = isRow ? [] : reviewRecords(records, { ...asked(of), scopes: [{ [by]: key }] });
              const { value, n } = scoped ? kpiOf(scoped, kpi.id) : row;
              const told = {
                id: kpi.id,
                by,
                key,
                value: list.value,
                n: list.n,
                counted: countedIn(kpi.id, list).length,
              };
              expect(told).toEqual({ id: kpi.id, by, key, value, n, counted: n });
            }
        }),
        { numRuns: runs, endOnFailure: true },
      );
    },
    60_000 + 4000 * runs,
  );

  it(
    'are the same, however the records are split for the reading',
    () => {
      fc.assert(
        fc.property(world, fc.constantFrom(...catalogue), fc.constantFrom(3, 1000), (of, { id }, most) => {
          const records = recordsOf(of.observations);
          expect(listInParts(records, asked(of), { kpi: id, most }, 3)).toEqual(
            listRecords(records, asked(of), { kpi: id, most }),
          );
        }),
        { numRuns: 2 * runs, endOnFailure: true },
      );
    },
    60_000 + 1000 * runs,
  );
});

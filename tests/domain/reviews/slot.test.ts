import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactUpTo } from '../../../lambdas/domain/kpis/distribution.ts';
import { firstResponses } from '../../../lambdas/domain/kpis/measures/tickets.ts';
import { SegmentList, type Segments } from '../../../lambdas/domain/reviews/segmentList.ts';
import { Slot } from '../../../lambdas/domain/reviews/slot.ts';

type Counted = readonly [value: number, segments: Segments];

const of = (all: readonly Counted[]): Slot => {
  const slot = new Slot(firstResponses);
  for (const [value, segments] of all) slot.count(value, undefined, segments);
  return slot;
};
const segments = (values: Readonly<Record<string, string>>): Segments => {
  const list = new SegmentList();
  for (const [dimension, key] of Object.entries(values)) list.add(dimension, key);
  return list;
};

const counted: fc.Arbitrary<Counted> = fc.tuple(
  fc.integer({ min: 0, max: 20 }),
  fc
    .record({ owner: fc.constantFrom('ana', 'rui'), region: fc.constantFrom('north', 'south') }, { requiredKeys: [] })
    .map((values) => segments(values as Record<string, string>)),
);

describe('those without a value in a dimension', () => {
  it('are all until somebody has one, and then whoever has none', () => {
    fc.assert(
      fc.property(fc.array(counted, { maxLength: 12 }), (all) => {
        const lacking = all.filter(([, has]) => !has.has('owner')).map(([value]) => value);
        const { count, sum } = of(all).without('owner');
        expect([count, Number(sum)]).toEqual([lacking.length, lacking.reduce((total, value) => total + value, 0)]);
      }),
    );
  });

  it('are the same however what is counted is split and merged', () => {
    fc.assert(
      fc.property(fc.array(fc.array(counted, { maxLength: 6 }), { maxLength: 4 }), (parts) => {
        const whole = of(parts.flat());
        for (const order of [parts, [...parts].reverse()]) {
          const merged = of([]);
          for (const part of order) merged.merge(of(part));
          for (const dimension of ['owner', 'region', 'team'])
            expect(merged.without(dimension).quantile(0.5)).toBe(whole.without(dimension).quantile(0.5));
        }
      }),
    );
  });

  it('have an exact median, however many others there are', () => {
    const ana = segments({ owner: 'ana' });
    const others = Array.from({ length: exactUpTo + 1 }, (_, index): Counted => [index, ana]);
    const none = segments({});
    const slot = of([[100_001, none], ...others, [100_003, none], [100_002, none]]);
    expect(slot.without('owner').quantile(0.5)).toBe(100_002);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cell } from '../../../lambdas/domain/kpis/cell.ts';

interface Value {
  readonly value: number | bigint;
  readonly part: string | undefined;
}

const of = (values: readonly Value[]): Cell => {
  const cell = new Cell('distribution');
  for (const { value, part } of values) cell.add(value, part);
  return cell;
};

const told = (cell: Cell): unknown => ({
  count: cell.count,
  sum: cell.sum,
  median: cell.quantile(0.5),
  parts: [...cell.parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, told(part)]),
});

const large = 2n ** 62n;
const values = fc.array(
  fc.record({
    value: fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: -large, max: large })),
    part: fc.constantFrom(undefined, 'a', 'b'),
  }),
  { maxLength: 20 },
);

describe('a cell', () => {
  it('sums exactly, in any order, however large', () => {
    fc.assert(
      fc.property(values, (all) => {
        const exact = all.reduce((sum, { value }) => sum + BigInt(value), 0n);
        expect(of(all).sum).toBe(exact);
        expect(of([...all].reverse()).sum).toBe(exact);
      }),
    );
  });

  it('is the same however its values are split and merged', () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 5 }), (parts) => {
        const whole = told(of(parts.flat()));
        for (const order of [parts, [...parts].reverse()]) {
          const merged = new Cell('distribution');
          for (const part of order) merged.merge(of(part));
          expect(told(merged)).toEqual(whole);
        }
      }),
    );
  });

  it('keeps no more than it is told to', () => {
    const count = new Cell('count');
    count.add(5);
    expect([count.count, count.sum, count.quantile(0.5)]).toEqual([1, 0n, null]);
    const sum = new Cell('sum');
    sum.add(5);
    expect([sum.count, sum.sum, sum.quantile(0.5)]).toEqual([1, 5n, null]);
  });
});

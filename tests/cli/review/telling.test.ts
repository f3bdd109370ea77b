import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTelling } from '../../../cli/review/telling.ts';
import { weightOf } from '../../../lambdas/domain/reviews/weight.ts';
import { kpiResult } from '../../fixtures/review.ts';

const counted = (before: number, now: number) => {
  const made = kpiResult({ id: 'wonDeals', values: [before, now] });
  const previous = { period: '2026-09', value: before, n: before, change: now - before, significant: null };
  return isTelling(previous, { ...made, n: now }, 'closed');
};

describe('a change of a count', () => {
  test.each([
    [1, 2, false],
    [3, 4, false],
    [10, 11, false],
    [20, 30, true],
    [0, 1, false],
    [0, 9, true],
    [9, 0, true],
  ])('from %i to %i has an arrow: %s', (before, now, expected) => {
    expect(counted(before, now)).toBe(expected);
  });
});

test('an arrow stands where the mail calls a change better or worse, and nowhere else', () => {
  const few = fc.integer({ min: 0, max: 12 });
  const any = fc.integer({ min: -5, max: 60 });
  const changed = fc.record({
    unit: fc.constantFrom('ratio', 'money', 'moneyPerDay', 'duration', 'count', 'score'),
    values: fc.oneof(
      fc.tuple(any, any),
      fc.tuple(any, fc.constantFrom(-1, 1)).map(([value, by]) => [value, value + by]),
    ),
    n: fc.tuple(few, few),
    significant: fc.constantFrom(true, false, null),
    interval: fc.constantFrom(null, { low: 0, high: 60 }),
    flags: fc.constantFrom([], ['thin'] as const, ['partial'] as const),
    partial: fc.constantFrom({}, { partial: true } as const),
    status: fc.constantFrom('closed', 'running'),
  });
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      changed,
      ({ unit, values: [before = 0, now = 0], n, significant, interval, flags, partial, status }) => {
        fc.pre(before !== now);
        const kpi = { ...kpiResult({ id: 'wonDeals', values: [before, now] }), unit, n: n[1], interval, flags };
        const previous = { period: '2026-09', value: before, n: n[0], change: now - before, significant, ...partial };
        const weight = weightOf(kpi, previous, status);
        seen.add(weight);
        expect(isTelling(previous, kpi, status)).toBe(weight === 'telling');
      },
    ),
    { numRuns: 3000 },
  );
  for (const weight of ['telling', 'flagged', 'soFar', 'part', 'noise', 'few', 'little', 'untold'])
    expect([...seen]).toContain(weight);
});

import { describe, expect, it } from 'vitest';
import type { Comparison, KpiResult } from '../../../lambdas/domain/reviews/document.ts';
import { weightOf } from '../../../lambdas/domain/reviews/weight.ts';
import { kpiResult } from '../../fixtures/review.ts';

const weight = (
  id: string,
  [before, now]: readonly [number, number],
  {
    kpi = {},
    other = {},
    status = 'closed' as const,
  }: {
    kpi?: Partial<KpiResult>;
    other?: Partial<Comparison>;
    status?: 'closed' | 'running';
  } = {},
) => {
  const made = { ...kpiResult({ id, values: [before, now], n: 40 }), ...kpi };
  if (!made.previous) throw new Error('The fixture has no previous period.');
  return weightOf(made, { ...made.previous, ...other }, status);
};

describe('the weight of a change', () => {
  it('is what a test says, where there is one', () => {
    expect(weight('winRate', [0.2, 0.4], { other: { significant: true } })).toBe('telling');
    expect(weight('winRate', [0.2, 0.4], { other: { significant: false } })).toBe('noise');
  });

  it('is none of a share or a score that had too few cases for its test', () => {
    const interval = { low: 0.1, high: 0.6 };
    expect(weight('winRate', [0.2, 0.4], { kpi: { interval }, other: { significant: null } })).toBe('few');
    const wide = { low: -20, high: 60 };
    expect(weight('nps', [20, 40], { kpi: { interval: wide }, other: { significant: null } })).toBe('few');
  });

  it('cannot be told of a ratio that has no test', () => {
    expect(weight('winRate', [0.2, 0.4], { kpi: { interval: null }, other: { significant: null } })).toBe('untold');
  });

  it.each([
    [[1000, 1099], 'little'],
    [[1000, 1100], 'telling'],
    [[1000, 900], 'telling'],
    [[1000, 901], 'little'],
    [[-1000, -1100], 'telling'],
    [[0, 1], 'telling'],
  ] as const)('of a sum that went %j is %s: from a tenth on', (values, expected) => {
    expect(weight('wonRevenue', values, { other: { significant: null } })).toBe(expected);
  });

  it('is none on fewer than five cases, unless all of them came or went', () => {
    const other = { significant: null, n: 4 };
    expect(weight('wonRevenue', [100, 900], { other })).toBe('few');
    expect(weight('salesCycle', [100, 900], { other: { ...other, n: 0 } })).toBe('few');
    expect(weight('wonRevenue', [0, 900], { other: { ...other, n: 0 } })).toBe('telling');
    expect(weight('wonRevenue', [900, 0], { kpi: { n: 0 }, other: { significant: null } })).toBe('telling');
  });

  it.each([
    [[10, 11], 'few'],
    [[50, 60], 'few'],
    [[50, 61], 'telling'],
    [[61, 50], 'telling'],
    [[1000, 1101], 'telling'],
    [[1000, 1050], 'little'],
    [[0, 5], 'telling'],
  ] as const)('of a count that went %j is %s: it must differ by more than by chance alone', (values, expected) => {
    expect(weight('wonDeals', values, { other: { significant: null } })).toBe(expected);
  });

  it('is none of a value that is itself thin, partial or still open', () => {
    for (const flag of ['thin', 'partial', 'stillOpen'] as const)
      expect(weight('winRate', [0.2, 0.4], { kpi: { flags: [flag] }, other: { significant: true } })).toBe('flagged');
  });

  it('is none against a period in which the data begin', () => {
    expect(weight('wonRevenue', [100, 900], { other: { significant: null, partial: true } })).toBe('part');
  });

  it('is none of what adds up over a period that still runs, while a rate of it is one', () => {
    expect(weight('wonRevenue', [900, 100], { status: 'running' })).toBe('soFar');
    expect(weight('winRate', [0.2, 0.4], { status: 'running', other: { significant: true } })).toBe('telling');
  });
});

import { describe, expect, it } from 'vitest';
import { deal, kpiOf, type Posted, reviewOf } from '../../support/review.ts';

const winRateOf = (observations: readonly Posted[], period = '2026-03') =>
  kpiOf(reviewOf(observations, { period }), 'winRate');

const closed = (outcome: 'won' | 'lost', count: number, month = '2026-03') =>
  Array.from({ length: count }, (_, index) =>
    deal(`${month} ${outcome} ${index}`, { outcome, closedAt: `${month}-10T00:00:00Z` }),
  );

describe('win rate', () => {
  it('is won ÷ (won + lost): 20 of 100', () => {
    expect(winRateOf([...closed('won', 20), ...closed('lost', 80)])).toMatchObject({
      value: 0.2,
      numerator: 20,
      denominator: 100,
      n: 100,
    });
  });

  it('never counts open deals', () => {
    const open = deal('open', { outcome: 'open', createdAt: '2026-03-01T00:00:00Z' });
    expect(winRateOf([...closed('won', 1), ...closed('lost', 1), open])).toMatchObject({ value: 0.5, n: 2 });
  });

  it('has no value where nothing was closed: neither 0 nor infinite', () => {
    expect(winRateOf(closed('won', 3, '2026-02'))).toMatchObject({
      value: null,
      numerator: 0,
      denominator: 0,
      n: 0,
      interval: null,
      missing: { code: 'zeroDenominator' },
      previous: { value: 1, change: null, significant: null },
    });
  });

  it('is a ratio of sums over a quarter, not the mean of its months', () => {
    const observations = [
      ...closed('won', 9, '2026-01'),
      ...closed('lost', 1, '2026-01'),
      ...closed('won', 1, '2026-02'),
      ...closed('lost', 29, '2026-02'),
    ];
    expect(winRateOf(observations, '2026-Q1').value).toBe(10 / 40);
  });

  it('is thin below five closed deals', () => {
    expect(winRateOf(closed('won', 4)).flags).toContain('thin');
    expect(winRateOf(closed('won', 5)).flags).not.toContain('thin');
  });

  it('counts a deal closed without closedAt on neither side', () => {
    const observations = [...closed('won', 1), deal('w', { outcome: 'won' }), deal('l', { outcome: 'lost' })];
    expect(winRateOf(observations)).toMatchObject({
      value: 1,
      denominator: 1,
      leftOut: [{ code: 'noClosedAt', records: 2, example: 'standard:deal:l' }],
    });
  });
});

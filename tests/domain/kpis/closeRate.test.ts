import { describe, expect, it } from 'vitest';
import { deal, kpiOf, type Posted, reviewOf } from '../../support/review.ts';

const closeRateOf = (observations: readonly Posted[]) =>
  kpiOf(reviewOf(observations, { period: '2026-03' }), 'closeRate');

const closed = (id: string, createdAt: string, closedAt: string, outcome = 'won') =>
  deal(id, { createdAt, outcome, closedAt });
const open = (id: string, createdAt: string) => deal(id, { createdAt });

/** So that every field has been stated. */
const longBefore = closed('long before', '2025-01-01T00:00:00Z', '2025-01-02T00:00:00Z');

const sides = (observations: readonly Posted[]) => {
  const { numerator, denominator } = closeRateOf([longBefore, ...observations]);
  return [numerator, denominator];
};

describe('close rate', () => {
  it('is won ÷ (open at the start + created): 3 of 4 + 6', () => {
    const old = ['a', 'b', 'c'].map((id) => open(id, '2026-01-01T00:00:00Z'));
    const young = ['d', 'e', 'f', 'g'].map((id) => open(id, '2026-03-05T00:00:00Z'));
    const won = [
      closed('h', '2026-02-01T00:00:00Z', '2026-03-31T23:59:59.999Z'),
      closed('i', '2026-03-05T00:00:00Z', '2026-03-06T00:00:00Z'),
      closed('j', '2026-03-05T00:00:00Z', '2026-03-06T00:00:00Z'),
    ];
    expect(closeRateOf([...old, ...young, ...won])).toMatchObject({ value: 0.3, numerator: 3, denominator: 10, n: 10 });
  });

  it('takes what happens at the start for this period: the deal was still open, and is closed in it', () => {
    expect(sides([closed('a', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z')])).toEqual([1, 1]);
    expect(sides([closed('a', '2026-02-01T00:00:00Z', '2026-02-28T23:59:59.999Z')])).toEqual([0, 0]);
    expect(sides([open('a', '2026-03-01T00:00:00Z')])).toEqual([0, 1]);
    expect(sides([open('a', '2026-04-01T00:00:00Z')])).toEqual([0, 0]);
    expect(sides([closed('a', '2026-03-02T00:00:00Z', '2026-04-01T00:00:00Z')])).toEqual([0, 1]);
  });

  it('counts lost deals below the line only', () => {
    expect(sides([closed('a', '2026-02-01T00:00:00Z', '2026-03-05T00:00:00Z', 'lost')])).toEqual([0, 1]);
  });

  it('counts of the won only deals of the denominator', () => {
    const createdAfterItsClose = closed('a', '2026-04-05T00:00:00Z', '2026-03-05T00:00:00Z');
    expect(sides([createdAfterItsClose])).toEqual([0, 0]);
  });

  it('finds a reopened deal open at the start only from its reopening', () => {
    const reopened = (reopenedAt: string) => [
      deal(
        'a',
        { createdAt: '2026-01-01T00:00:00Z', outcome: 'won', closedAt: '2026-01-10T00:00:00Z' },
        '2026-01-10T00:00:00Z',
      ),
      deal('a', { outcome: 'open' }, reopenedAt),
    ];
    expect(sides(reopened('2026-02-28T23:59:59.999Z'))).toEqual([0, 1]);
    // At the start itself is in the period: just before it the deal was still closed.
    expect(sides(reopened('2026-03-01T00:00:00Z'))).toEqual([0, 0]);
  });

  it('has deals without createdAt on neither side', () => {
    const observations = [longBefore, deal('a', { outcome: 'won', closedAt: '2026-03-05T00:00:00Z' })];
    expect(closeRateOf(observations)).toMatchObject({
      denominator: 0,
      leftOut: [{ code: 'noCreatedAt', records: 1 }],
    });
  });

  it('has deals closed without closedAt in the denominator only where they were created in the period', () => {
    const young = deal('a', { createdAt: '2026-03-05T00:00:00Z', outcome: 'won' });
    const old = deal('b', { createdAt: '2026-02-05T00:00:00Z', outcome: 'won' });
    expect(sides([young, old])).toEqual([0, 1]);
    expect(closeRateOf([longBefore, young, old]).leftOut).toEqual([
      { code: 'noClosedAt', records: 2, example: 'standard:deal:a' },
    ]);
  });
});

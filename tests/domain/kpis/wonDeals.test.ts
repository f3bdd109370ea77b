import { describe, expect, it } from 'vitest';
import { deal, kpiOf, type Posted, reviewOf } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const wonDealsOf = (observations: readonly Posted[], period = '2026-03') =>
  kpiOf(reviewOf(observations, { period }), 'wonDeals');

const won = (id: string, closedAt: string) => deal(id, { outcome: 'won', closedAt });

describe('won deals', () => {
  it('counts those won in the period: its first instant is in it, the first after it is not', () => {
    const observations = [
      won('first', '2026-03-01T00:00:00Z'),
      won('last', '2026-03-31T23:59:59.999Z'),
      won('before', '2026-02-28T23:59:59.999Z'),
      won('after', '2026-04-01T00:00:00Z'),
      deal('lost', { outcome: 'lost', closedAt: '2026-03-10T00:00:00Z' }),
      deal('open', { outcome: 'open', closedAt: '2026-03-10T00:00:00Z' }),
    ];
    expect(wonDealsOf(observations)).toMatchObject({ value: 2, n: 2, numerator: null, denominator: null });
  });

  it('counts in the time zone of the workspace', () => {
    const workspace = workspaceOf({ timeZone: 'America/Sao_Paulo' });
    const review = reviewOf([won('a', '2026-03-01T02:59:59Z'), won('b', '2026-03-01T03:00:00Z')], {
      period: '2026-03',
      workspace,
    });
    expect(kpiOf(review, 'wonDeals')).toMatchObject({ value: 1, previous: { period: '2026-02', value: 1 } });
  });

  it('takes a reopened deal by its last outcome', () => {
    const reopened = (last: Record<string, unknown>) => [
      won('other', '2026-03-02T00:00:00Z'),
      deal('a', { outcome: 'won', closedAt: '2026-02-10T00:00:00Z' }, '2026-02-10T00:00:00Z'),
      deal('a', { outcome: 'open' }, '2026-02-20T00:00:00Z'),
      deal('a', last, '2026-03-10T00:00:00Z'),
    ];
    expect(wonDealsOf(reopened({ amount: 1 }))).toMatchObject({ value: 1, previous: { value: 0 } });
    const again = reopened({ outcome: 'won', closedAt: '2026-03-10T00:00:00Z' });
    expect(wonDealsOf(again)).toMatchObject({ value: 2, previous: { value: 0 } });
    const lost = reopened({ outcome: 'lost', closedAt: '2026-03-10T00:00:00Z' });
    expect(wonDealsOf(lost)).toMatchObject({ value: 1, previous: { value: 0 } });
  });

  it('leaves out, and counts, what is won and nobody said when', () => {
    const observations = [
      won('a', '2026-03-10T00:00:00Z'),
      deal('z', { outcome: 'won' }),
      deal('b', { outcome: 'won' }),
    ];
    expect(wonDealsOf(observations)).toMatchObject({
      value: 1,
      leftOut: [{ code: 'noClosedAt', records: 2, example: 'standard:deal:b' }],
    });
    expect(wonDealsOf([won('a', '2026-03-10T00:00:00Z'), deal('l', { outcome: 'lost' })]).leftOut).toEqual([]);
  });

  it('is 0 in a period without any, once some deal was ever closed', () => {
    expect(wonDealsOf([won('a', '2025-03-10T00:00:00Z')])).toMatchObject({ value: 0, n: 0, missing: null });
  });

  it('adds up over the months of a quarter and the quarters of a year', () => {
    const observations = ['01-31', '02-01', '03-31', '04-01', '12-31'].map((day) => won(day, `2026-${day}T12:00:00Z`));
    expect(wonDealsOf(observations, '2026-Q1').value).toBe(3);
    expect(wonDealsOf(observations, '2026').value).toBe(5);
    const months = kpiOf(reviewOf(observations, { period: '2026-12' }), 'wonDeals').trend;
    expect(months.slice(1).reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(5);
  });
});

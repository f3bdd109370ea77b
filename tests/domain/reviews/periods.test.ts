import { describe, expect, it } from 'vitest';
import { deal, kpiOf, reviewOf } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const won = (closedAt: string) => deal(closedAt, { outcome: 'won', closedAt });

/** One deal won at noon of the first of each month, long enough. */
const monthly = Array.from({ length: 60 }, (_, index) => won(new Date(Date.UTC(2022, index, 1, 12)).toISOString()));

const documentOf = (period: string, configuration: Record<string, unknown> = {}, asOf?: string) =>
  reviewOf(monthly, { period, workspace: workspaceOf(configuration), ...(asOf && { asOf }) });

describe('the periods of a review', () => {
  it.each([
    ['2026-03', 13, '2025-03', '2026-02', '2025-03'],
    ['2026-Q1', 9, '2024-Q1', '2025-Q4', '2025-Q1'],
    ['2026', 5, '2022', '2025', '2025'],
  ])('%s has a trend of %d from %s, compares with %s and %s', (period, length, first, previous, lastYear) => {
    const kpi = kpiOf(documentOf(period), 'wonDeals');
    expect(kpi.trend).toHaveLength(length);
    expect([kpi.trend[0]?.period, kpi.trend.at(-1)?.period]).toEqual([first, period]);
    expect(kpi.trend.at(-1)).toEqual({ period, value: kpi.value, n: kpi.n });
    expect([kpi.previous?.period, kpi.lastYear?.period]).toEqual([previous, lastYear]);
  });

  it('a range holds both its days, has no trend, and compares with as many days before and the same a year ago', () => {
    const kpi = kpiOf(documentOf('2026-02-01..2026-03-01'), 'wonDeals');
    expect(kpi).toMatchObject({
      value: 2,
      trend: [],
      previous: { period: '2026-01-03..2026-01-31', value: 0, change: 2 },
      lastYear: { period: '2025-02-01..2025-03-01', value: 2, change: 0 },
    });
  });

  it('a range of a year may have one period for both comparisons', () => {
    const kpi = kpiOf(documentOf('2026-01-01..2026-12-31'), 'wonDeals');
    expect(kpi.previous).toEqual(kpi.lastYear);
    expect(kpi).toMatchObject({ value: 12, previous: { period: '2025-01-01..2025-12-31', value: 12 } });
  });

  it('quarters and years are fiscal where the fiscal year begins later, and say where they begin and end', () => {
    const year = documentOf('2026', { fiscalYearStart: 4, timeZone: 'America/Sao_Paulo' });
    expect(year).toMatchObject({
      cadence: 'annual',
      period: '2026',
      start: '2025-04-01T00:00:00-03:00',
      end: '2026-04-01T00:00:00-03:00',
    });
    expect(kpiOf(year, 'wonDeals').value).toBe(12);
    const quarter = documentOf('2026-Q1', { fiscalYearStart: 4 });
    expect(quarter).toMatchObject({ cadence: 'quarterly', start: '2025-04-01T00:00:00+00:00' });
    expect(kpiOf(quarter, 'wonDeals').previous?.period).toBe('2025-Q4');
  });

  it('is running until its end has come', () => {
    expect(documentOf('2026-03', {}, '2026-03-31T23:59:59.999Z').status).toBe('running');
    expect(documentOf('2026-03', {}, '2026-04-01T00:00:00Z')).toMatchObject({
      status: 'closed',
      computedAt: '2026-04-01T00:00:00.000Z',
    });
  });

  it('a document says whose it is and how it was made', () => {
    expect(documentOf('2026-03')).toMatchObject({
      id: '',
      version: 0,
      workspace: 'acme',
      scope: null,
      timeZone: 'UTC',
      currency: 'USD',
      configuration: 'sha256:0',
    });
  });
});

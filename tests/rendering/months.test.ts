import { describe, expect, it } from 'vitest';
import type { MonthPoint } from '../../lambdas/domain/reviews/document.ts';
import { monthlyOf } from '../../lambdas/rendering/monthly.ts';
import { monthsOf } from '../../lambdas/rendering/months.ts';
import { readingOf } from '../../lambdas/rendering/reading.ts';
import { configuration, document, kpiResult, rendered } from '../fixtures/review.ts';

const months: MonthPoint[] = [
  { period: '2026-07', value: 0.31, n: 90, target: 'met' },
  { period: '2026-08', value: 0.285, n: 80, target: 'missed' },
  { period: '2026-09', value: null, n: 0, target: null },
];

const told = (of: readonly MonthPoint[] | undefined, { period = '2026-Q3', locale = 'en' } = {}) => {
  const kpi = kpiResult({ id: 'winRate', values: [0.3, 0.3], rest: of ? { months: of } : {} });
  const cadence = period.includes('Q') ? ('quarterly' as const) : ('annual' as const);
  const reader = { role: 'sales' as const, locale };
  const of_ = rendered('sales', { reader, configuration, document: { ...document, period, cadence } });
  return monthsOf(readingOf(of_), kpi);
};

const plain = (text: string | undefined | null): string | undefined => text?.replaceAll('\u00a0', ' ');

describe('the months of a KPI', () => {
  it('stand side by side with what became of their targets', () => {
    const view = told(months);
    expect(view?.title).toBe('Month by month');
    expect(view?.cells.map(({ name, value, target, tone }) => [name, plain(value), target, tone])).toEqual([
      ['Jul', '31 %', 'met', 'good'],
      ['Aug', '28.5 %', 'missed', 'bad'],
      ['Sep', '—', null, 'neutral'],
    ]);
    expect(view?.cells.map(({ full }) => plain(full))).toEqual(['31 %', '28.5 %', undefined]);
  });

  it.each([
    ['en', 'Target met in 1 of 2 months'],
    ['pt-BR', 'Meta atingida em 1 de 2 meses'],
    ['es', 'Objetivo cumplido en 1 de 2 meses'],
    ['ms', 'Sasaran tercapai pada 1 daripada 2 bulan'],
  ])('count the targets that were met among those of which it can be told (%s)', (locale, met) => {
    expect(told(months, { locale })?.met).toBe(met);
  });

  it.each([
    ['en', 'Target met in 1 of 2 months · Nothing heard of Sep'],
    ['pt-BR', 'Meta atingida em 1 de 2 meses · Sem dados de set.'],
    ['es', 'Objetivo cumplido en 1 de 2 meses · Sin datos de sept'],
    ['ms', 'Sasaran tercapai pada 1 daripada 2 bulan · Tiada data bagi Sep'],
  ])('name those of which nothing was heard, whose targets were neither met nor missed (%s)', (locale, met) => {
    const [july, august] = months as [MonthPoint, MonthPoint];
    const silent = { period: '2026-09', value: 0, n: 0, partial: true, silent: ['kommo'], target: null } as const;
    expect(plain(told([july, august, silent], { locale })?.met)).toBe(met);
    expect(told([july, august, silent], { locale })?.cells[2]).toMatchObject({ target: null, tone: 'neutral' });
  });

  it('are neither best nor worst where only a part of them was told', () => {
    const year = Array.from({ length: 12 }, (_, index): MonthPoint => {
      const period = `2026-${String(index + 1).padStart(2, '0')}`;
      return index === 2
        ? { period, value: 0, n: 0, partial: true, silent: ['kommo'] }
        : { period, value: 0.3 + index / 100, n: 50 };
    });
    const kpi = kpiResult({ id: 'winRate', values: [0.3, 0.3], rest: { months: year } });
    const of = rendered('sales', { document: { ...document, period: '2026', cadence: 'annual' } });
    const grids = monthlyOf(readingOf(of), [kpi], 1)?.grids;
    expect(plain(grids?.[0]?.about)).toBe('Best in December, worst in January · Nothing heard of Mar');
  });

  it('are neither best nor worst while they run', () => {
    const toldOf = (november: Partial<MonthPoint>) => {
      const year = Array.from({ length: 12 }, (_, index): MonthPoint => {
        const period = `2026-${String(index + 1).padStart(2, '0')}`;
        if (index > 10) return { period, value: null, n: 0 };
        return index === 10 ? { period, value: 0, n: 50, ...november } : { period, value: 0.3 + index / 100, n: 50 };
      });
      const kpi = kpiResult({ id: 'winRate', values: [0.3, 0.3], rest: { months: year } });
      const reading = readingOf(rendered('sales', { document: { ...document, period: '2026', cadence: 'annual' } }));
      return [
        monthlyOf(reading, [kpi], 1)?.grids[0]?.about,
        monthlyOf(reading, [kpi], 0)?.table.rows[0]?.cells[1]?.value,
      ];
    };
    expect(toldOf({ running: true })).toEqual(['Best in October, worst in January', expect.stringMatching(/\(Jan\)$/)]);
    expect(toldOf({})[0]).toBe('Best in October, worst in November');
  });

  it('say nothing of targets where there are none', () => {
    const view = told(months.map(({ period, value, n }) => ({ period, value, n })));
    expect(view?.met).toBeNull();
    expect(view?.cells.map(({ target }) => target)).toEqual([null, null, null]);
  });

  it('have their year where it is not the review’s', () => {
    const fiscal = [{ period: '2025-12', value: 0.3, n: 9 }, ...months];
    expect(told(fiscal, { period: '2026' })?.cells.map(({ name }) => plain(name))).toEqual([
      'Dec 2025',
      'Jul',
      'Aug',
      'Sep',
    ]);
  });

  it('are not there of a month, nor where none has a value', () => {
    expect(told(undefined)).toBeNull();
    expect(told([{ period: '2026-07', value: null, n: 0 }])).toBeNull();
  });
});

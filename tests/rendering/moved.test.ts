import { describe, expect, it } from 'vitest';
import type { KpiResult, Segment } from '../../lambdas/domain/reviews/document.ts';
import { movedBarsOf } from '../../lambdas/rendering/charts/movedBars.ts';
import { movedOf } from '../../lambdas/rendering/moved.ts';
import { readingOf } from '../../lambdas/rendering/reading.ts';
import { kpiResult, rendered } from '../fixtures/review.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

const pipeline = (moves: readonly number[], change: number, rest: Partial<KpiResult> = {}): KpiResult =>
  kpiResult({
    id: 'wonRevenue',
    values: [860_000, 860_000 + change],
    rest: {
      movedBy: moves.map((rate, index) => ({ by: 'owner', key: `o${index}`, label: `O${index}`, mix: 0, rate })),
      ...rest,
    },
  });

const told = (kpi: KpiResult, locale = 'en') =>
  movedOf(readingOf(rendered('sales', { reader: { role: 'sales', locale } })), [kpi])[0];

const rowsOf = (kpi: KpiResult, locale?: string): string[] =>
  (told(kpi, locale)?.rows ?? []).map(({ label, size }) => plain(`${label} ${size}`));

const listed = [233_000, -151_000, 143_000, 141_000];

describe('what moved a KPI', () => {
  it.each([
    ['en', 'others −R$ 125 K'],
    ['pt-BR', 'outros −R$ 125 mil'],
  ])('has one line for all that it does not name, so that its lines add up to the change (%s)', (locale, others) => {
    expect(rowsOf(pipeline(listed, 241_000), locale).at(-1)).toBe(others);
    expect(rowsOf(pipeline(listed, 241_000))).toHaveLength(5);
  });

  it('has none where what it names is the change, but for rounding', () => {
    expect(rowsOf(pipeline(listed, 366_000 + 1e-7))).toHaveLength(4);
  });

  it('counts the keys beyond the largest among the others, once', () => {
    const kpi = pipeline(listed, 241_000);
    const other = { by: 'owner', key: 'other', label: '', other: true, mix: 0, rate: -100_000 } as const;
    expect(rowsOf({ ...kpi, movedBy: [...kpi.movedBy, other] })).toEqual(rowsOf(kpi));
  });

  it('draws the others to the scale of the rest', () => {
    const view = told(pipeline([200_000, 100_000], -100_000));
    expect(view?.rows.map(({ share }) => share)).toEqual([0.5, 0.25, -1]);
    expect(view && movedBarsOf(view).rows[2]?.bar).toEqual({ x: 0, width: 50, tone: 'past' });
  });

  it('claims nothing of the others where a record stands under several keys', () => {
    const overlapping: Segment = {
      ...{ by: 'owner', key: 'o0', label: 'O0', value: 1, numerator: null, denominator: null, n: 1 },
      overlaps: true,
    };
    expect(rowsOf(pipeline(listed, 241_000, { segments: [overlapping] }))).toHaveLength(4);
  });

  it('tells of the others of a ratio no parts, which the document has not', () => {
    const kpi = kpiResult({
      id: 'winRate',
      values: [0.3, 0.2],
      significant: true,
      rest: { movedBy: [{ by: 'owner', key: 'ana', label: 'Ana', mix: -0.02, rate: -0.05 }] },
    });
    expect(told(kpi)?.rows.map(({ size, parts }) => [plain(size), parts === null])).toEqual([
      ['−7 pt', false],
      ['−3 pt', true],
    ]);
  });
});

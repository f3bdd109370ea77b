import { describe, expect, it } from 'vitest';
import type { KpiResult } from '../../../lambdas/domain/reviews/document.ts';
import { onZero } from '../../../lambdas/rendering/charts/bars.ts';
import { bridgeOf } from '../../../lambdas/rendering/charts/bridge.ts';
import { partsOfWhole } from '../../../lambdas/rendering/charts/distribution.ts';
import { funnelOf } from '../../../lambdas/rendering/charts/funnel.ts';
import { readingOf } from '../../../lambdas/rendering/reading.ts';
import { kpiResult, rendered } from '../../fixtures/review.ts';
import { stageSegment } from '../../fixtures/stage.ts';

const reading = readingOf(rendered('crm'));
const plain = (text: string | null | undefined): string => (text ?? '').replaceAll('\u00a0', ' ');

describe('bars on zero', () => {
  it('are as long as what they tell', () => {
    expect(onZero([50, 100])).toEqual([[{ x: 0, width: 50, tone: 'tint' }], [{ x: 0, width: 100, tone: 'tint' }]]);
  });

  it('are none of nothing: 0 % leaves no sliver', () => {
    expect(onZero([0, 10])[0]).toEqual([]);
    expect(onZero([0, 0])).toEqual([[], []]);
  });

  it('go to the other side where something is negative', () => {
    expect(onZero([-25, 75])).toEqual([[{ x: 0, width: 25, tone: 'tint' }], [{ x: 25, width: 75, tone: 'tint' }]]);
  });
});

describe('the funnel of stages', () => {
  const kpi = kpiResult({
    id: 'winRate',
    values: [0.5, 0.5],
    rest: {
      of: { by: 'stage', key: 'Demo', label: 'Demo' },
      segments: [
        stageSegment('Demo', 10, 20),
        stageSegment('New', 32, 40),
        { ...stageSegment('South', 1, 2), by: 'region' },
      ],
    },
  });

  it('goes from the stage that most left to that which fewest did, each divided in who went on and who did not', () => {
    expect(funnelOf(reading, kpi)?.rows).toEqual([
      {
        label: 'New',
        bar: [
          { x: 0, width: 80, tone: 'accent' },
          { x: 80, width: 20, tone: 'past' },
        ],
        value: '80\u00a0%',
        full: null,
        basis: '32 of 40',
      },
      expect.objectContaining({
        label: 'Demo',
        bar: [
          { x: 0, width: 25, tone: 'accent' },
          { x: 25, width: 25, tone: 'past' },
        ],
      }),
    ]);
  });

  it('says where fewest went on', () => {
    expect(funnelOf(reading, kpi)?.sentence).toBe(
      '10 of 20 deals that left Demo went on: the lowest share of all stages.',
    );
  });

  it('is none of one stage', () => {
    expect(funnelOf(reading, { ...kpi, segments: kpi.segments.slice(0, 1) })).toBeNull();
  });
});

describe('the bridge of monthly revenue', () => {
  const companions = { new: 50, expansion: 30, reactivation: 0, contraction: 20, churn: 40 };
  const kpi = kpiResult({
    id: 'netNewMrr',
    values: [10, 20],
    rest: {
      unit: 'money',
      companions: Object.entries(companions).map(([id, value]) => ({ id, unit: 'money' as const, value })),
    },
  });
  const retention = (denominator: number): KpiResult => ({ ...kpi, id: 'netRevenueRetention', denominator });

  it('leads from the start to the end, each step where the one before it ended', () => {
    const rows = bridgeOf(reading, kpi, [kpi, retention(100)])?.rows ?? [];
    expect(rows.map(({ label, value }) => [label, plain(value)])).toEqual([
      ['At the start', 'R$ 100'],
      ['New', '+R$ 50'],
      ['Expansion', '+R$ 30'],
      ['Reactivation', '+R$ 0'],
      ['Contraction', '−R$ 20'],
      ['Churn', '−R$ 40'],
      ['At the end', 'R$ 120'],
    ]);
    const [start, added, more, none, less, lost, end] = rows.map(({ bar }) => bar[0]);
    const endOf = (bar: { x: number; width: number } | undefined) => (bar?.x ?? 0) + (bar?.width ?? 0);
    expect(added?.x).toBeCloseTo(endOf(start), 0);
    expect(more?.x).toBeCloseTo(endOf(added), 0);
    expect(none).toBeUndefined();
    expect(endOf(less)).toBeCloseTo(endOf(more), 0);
    expect(endOf(lost)).toBeCloseTo(less?.x ?? 0, 0);
    expect(endOf(end)).toBeCloseTo(lost?.x ?? 0, 0);
  });

  it('is cut off where what moved is small beside the whole, and says so', () => {
    const cut = bridgeOf(reading, kpi, [kpi, retention(100_000)]);
    expect(plain(cut?.sentence)).toBe(
      'Monthly revenue went from R$ 100 K to R$ 100 K. The bars begin at R$ 100 K, so that what moved can be seen.',
    );
    expect(cut?.rows[1]?.bar[0]?.width).toBeGreaterThan(20);
  });

  it('tells what moved where nobody knows what there was at the start', () => {
    const rows = bridgeOf(reading, kpi, [kpi])?.rows ?? [];
    expect(rows.map(({ label }) => label)).not.toContain('At the start');
    expect(plain(rows.at(-1)?.value)).toBe('R$ 20');
  });

  it('is none where no part of it is known', () => {
    expect(bridgeOf(reading, { ...kpi, companions: [] }, [kpi])).toBeNull();
  });
});

describe('the answers behind a net promoter score', () => {
  const scored = (promoters: number, passives: number, detractors: number): KpiResult => {
    const n = promoters + passives + detractors;
    const counts = { promoters, passives, detractors };
    return kpiResult({
      id: 'nps',
      values: [0, (100 * (promoters - detractors)) / n],
      fraction: [promoters - detractors, n],
      rest: { companions: Object.entries(counts).map(([id, value]) => ({ id, unit: 'count', value })) },
    });
  };

  it('are not drawn where one of their classes is not told', () => {
    const { companions, ...kpi } = scored(74, 75, 35);
    expect(partsOfWhole(reading, { ...kpi, companions: companions.slice(1) })).toBeNull();
    expect(partsOfWhole(reading, { ...kpi, companions: companions.map((one) => ({ ...one, value: 0 })) })).toBeNull();
  });

  it('make up the whole bar, and are told in a sentence', () => {
    const told = partsOfWhole(reading, scored(74, 75, 35));
    expect(told?.parts.map(({ name, share, count }) => [name, plain(share), count])).toEqual([
      ['Promoters (9–10)', '40.2 %', '74'],
      ['Passives (7–8)', '40.8 %', '75'],
      ['Detractors (0–6)', '19 %', '35'],
    ]);
    const last = told?.parts.at(-1);
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(100, 0);
    expect(plain(told?.label)).toBe(
      'NPS is made of Promoters (9–10) 40.2 %, Passives (7–8) 40.8 %, and Detractors (0–6) 19 %.',
    );
  });
});

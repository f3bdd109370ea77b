import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KpiResult, Segment } from '../../../lambdas/domain/reviews/document.ts';
import { movesOf, type Pair, type Standing } from '../../../lambdas/domain/reviews/moves.ts';
import { customer, deal, kpiOf, type Posted, reviewOf, survey, ticket } from '../../support/review.ts';
import { world } from './worlds.ts';

const nothing: Standing = { value: null, numerator: 0, denominator: 0 };

/** The segments of a dimension in both periods, by key, as two reviews tell them. */
const rowsOf = (before: KpiResult, now: KpiResult, by: string): Map<string | null, Pair<Standing>> => {
  const of = ({ segments }: KpiResult): Map<string | null, Segment> =>
    new Map(segments.filter((segment) => segment.by === by).map((segment) => [segment.key, segment]));
  const [was, is] = [of(before), of(now)];
  const none = (kpi: KpiResult): Standing => (kpi.denominator === null ? { ...nothing, denominator: null } : nothing);
  return new Map(
    [...new Set([...was.keys(), ...is.keys()])].map((key) => [
      key,
      [was.get(key) ?? none(before), is.get(key) ?? none(now)],
    ]),
  );
};

const dimensionsIn = (...some: readonly KpiResult[]): string[] => [
  ...new Set(some.flatMap(({ segments }) => segments.filter(({ overlaps }) => !overlaps).map(({ by }) => by))),
];

/** Keys of others have their source before them where two sources use one, which may be so in one period only. */
const isPlain = (by: string): boolean =>
  ['region', 'team', 'industry', 'kind', 'channel'].includes(by) || /^custom/.test(by);

const closed = (owner: string, of: string, won: number, lost: number, set: object = {}): Posted[] =>
  Array.from({ length: won + lost }, (_, index) =>
    deal(`${owner} ${of} ${index}`, {
      outcome: index < won ? 'won' : 'lost',
      createdAt: `${of}-02T00:00:00Z`,
      closedAt: `${of}-03T00:00:00Z`,
      amount: 10,
      owner: owner || null,
      ...set,
    }),
  );
/** Of long before, so that no month is the first. */
const past = closed('ana', '2025-01', 5, 5);

const review = (observations: readonly Posted[], asked = {}) =>
  reviewOf([...past, ...observations], { period: '2026-03', ...asked });

describe('what moved a KPI', () => {
  it('is, of every dimension, all of the change, and tells of a segment what two reviews tell of it', () => {
    const explained = new Set<string>();
    const told = new Set<string>();
    fc.assert(
      fc.property(world, ({ observations, ...asked }) => {
        const now = reviewOf(observations, asked);
        const [{ previous } = { previous: null }] = now.kpis;
        const before = previous && reviewOf(observations, { ...asked, period: previous.period });
        for (const kpi of now.kpis) {
          const was = before && kpiOf(before, kpi.id);
          const change = kpi.previous?.change;
          if (kpi.movedBy.length > 0) told.add(kpi.id);
          if (!was || change == null) continue;
          for (const by of dimensionsIn(was, kpi)) {
            const rows = rowsOf(was, kpi, by);
            const moves = movesOf([...rows.values()], [was, kpi]);
            if (moves === null) continue;
            if (change !== 0) explained.add(kpi.id);
            const parts = moves.flatMap(({ mix, rate }) => [mix, rate]);
            const size = parts.reduce((sum, part) => sum + Math.abs(part), Math.abs(kpi.value ?? 0));
            const sum = parts.reduce((total, part) => total + part, 0);
            expect(Math.abs(sum - change)).toBeLessThanOrEqual(1e-12 * size);
            if (!isPlain(by)) continue;
            const byKey = new Map([...rows.keys()].map((key, place) => [key, moves[place]]));
            for (const { key, mix, rate } of kpi.movedBy.filter((mover) => mover.by === by && !mover.other))
              expect([mix, rate]).toEqual([byKey.get(key)?.mix, byKey.get(key)?.rate]);
          }
        }
      }),
      { numRuns: 40, seed: 6 },
    );
    for (const id of ['wonDeals', 'wonRevenue', 'winRate', 'averagePurchaseValue', 'tickets', 'nps', 'churnRate'])
      expect([...explained]).toContain(id);
    for (const id of ['salesCycle', 'firstResponseTime', 'stageLength', 'stageConversion', 'pipelineVelocity'])
      expect([...told]).not.toContain(id);
  }, 60_000);

  it('has what moved most first, of the dimension in which a key stands out most', () => {
    const observations = [
      ...closed('ana', '2026-02', 50, 50, { 'custom.tier': 'gold' }),
      ...closed('rui', '2026-02', 50, 50, { 'custom.tier': 'iron' }),
      ...closed('eva', '2026-02', 50, 50, { 'custom.tier': 'gold' }),
      ...closed('ana', '2026-03', 10, 90, { 'custom.tier': 'gold' }),
      ...closed('rui', '2026-03', 50, 50, { 'custom.tier': 'iron' }),
      ...closed('eva', '2026-03', 50, 50, { 'custom.tier': 'gold' }),
    ];
    const { movedBy, previous } = kpiOf(review(observations), 'winRate');
    expect(previous?.change).toBeCloseTo(-0.4 / 3, 12);
    expect(movedBy).toEqual([
      { by: 'owner', key: 'ana', label: 'ana', mix: 0, rate: expect.closeTo(-0.4 / 3, 12) },
      { by: 'custom.tier', key: 'gold', label: 'gold', mix: 0, rate: expect.closeTo(-0.4 / 3, 12) },
    ]);
  });

  it('is of amounts and counts the segment’s own change; one that is gone moved it, too', () => {
    const observations = [...closed('ana', '2026-02', 30, 0), ...closed('rui', '2026-02', 10, 0)];
    const { movedBy } = kpiOf(review([...observations, ...closed('rui', '2026-03', 12, 0)]), 'wonDeals');
    expect(movedBy).toEqual([{ by: 'owner', key: 'ana', label: 'ana', mix: 0, rate: -30 }]);
  });

  it('names those without a key, and the rest beyond the fifty largest', () => {
    const many = Array.from({ length: 60 }, (_, index) => closed(`o${index}`, '2026-02', 2, 0)).flat();
    const nobody = closed('', '2026-03', 30, 0);
    const { movedBy } = kpiOf(review([...many, ...nobody]), 'wonDeals');
    expect(movedBy[0]).toEqual({ by: 'owner', key: null, label: '', mix: 0, rate: 30 });
    expect(movedBy[1]).toEqual({ by: 'owner', key: 'other', label: '', other: true, mix: 0, rate: -20 });
  });

  it('is nothing where all segments changed alike, or there is one only', () => {
    const alike = ['ana', 'rui'].flatMap((owner) => [
      ...closed(owner, '2026-02', 50, 50),
      ...closed(owner, '2026-03', 30, 70),
    ]);
    expect(kpiOf(review(alike), 'winRate').movedBy).toEqual([]);
    const one = [...closed('ana', '2026-02', 50, 50), ...closed('ana', '2026-03', 30, 70)];
    expect(kpiOf(review(one), 'winRate').movedBy).toEqual([]);
  });

  it('is not told against a part of a period, nor of what still adds up', () => {
    const both = (before: string) => [
      ...closed('ana', before, 50, 50),
      ...closed('rui', before, 50, 50),
      ...closed('ana', '2026-03', 10, 90),
      ...closed('rui', '2026-03', 50, 50),
    ];
    const told = (observations: Posted[], asked = {}) => reviewOf(observations, { period: '2026-03', ...asked });
    const begun = both('2026-02').map((said) => ({ ...said, at: '2026-02-10T00:00:00Z' }));
    expect(kpiOf(told(begun), 'winRate').movedBy).toEqual([]);
    expect(kpiOf(told([...past, ...both('2026-02')]), 'winRate').movedBy).not.toEqual([]);
    const running = told([...past, ...both('2026-02')], { asOf: '2026-03-20T00:00:00Z' });
    expect(kpiOf(running, 'wonDeals').movedBy).toEqual([]);
    expect(kpiOf(running, 'winRate').movedBy).not.toEqual([]);
  });

  it('is none of medians', () => {
    const answered = (of: string, hours: number) =>
      ['north', 'south'].flatMap((region) =>
        Array.from({ length: 6 }, (_, index) =>
          ticket(`${of} ${region} ${index}`, {
            createdAt: `${of}-10T00:00:00Z`,
            respondedAt: `${of}-10T0${region === 'north' ? hours : 1}:00:00Z`,
            customer: region,
          }),
        ),
      );
    const observations = [
      ...['north', 'south'].map((region) => customer(region, { region })),
      ...answered('2026-01', 2),
      ...answered('2026-02', 2),
      ...answered('2026-03', 8),
    ];
    const { movedBy, previous } = kpiOf(review(observations), 'firstResponseTime');
    expect(previous?.change).not.toBe(0);
    expect(movedBy).toEqual([]);
  });

  it('is told of a score in its points, and of the days of a range against those before', () => {
    const asked = (of: string, region: string, promoters: number, detractors: number) =>
      Array.from({ length: promoters + detractors }, (_, index) =>
        survey(`${of} ${region} ${index}`, {
          kind: 'nps',
          score: index < promoters ? 10 : 0,
          at: of,
          customer: region,
          respondent: `${of} ${region} ${index}`,
        }),
      );
    const observations = [
      ...['north', 'south'].map((region) => customer(region, { region })),
      ...asked('2026-01-02T00:00:00Z', 'north', 5, 5),
      ...asked('2026-03-02T00:00:00Z', 'north', 30, 20),
      ...asked('2026-03-02T00:00:00Z', 'south', 30, 20),
      ...asked('2026-03-12T00:00:00Z', 'north', 30, 20),
      ...asked('2026-03-12T00:00:00Z', 'south', 10, 40),
    ];
    const { movedBy, previous } = kpiOf(reviewOf(observations, { period: '2026-03-11..2026-03-20' }), 'nps');
    expect(previous?.change).toBeCloseTo(-40, 12);
    expect(movedBy).toEqual([{ by: 'region', key: 'south', label: 'south', mix: 0, rate: expect.closeTo(-40, 12) }]);
  });
});

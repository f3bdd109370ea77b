import { describe, expect, it } from 'vitest';
import type { DayCount } from '../../../lambdas/domain/ports.ts';
import { Review } from '../../../lambdas/domain/reviews/compute.ts';
import {
  type Asked,
  customer,
  deal,
  kpiOf,
  type Posted,
  recordsOf,
  requestOf,
  reviewOf,
  ticket,
} from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const sources = ['kommo', 'hub', 'shop'];
const targets = {
  wonRevenue: { monthly: { atLeast: 100 } },
  churnRate: { monthly: { atMost: 0.03 } },
  wonDeals: { monthly: { atLeast: '+20%', of: 'previous' } },
};
const workspace = workspaceOf({ sources: sources.map((id) => ({ id, system: 'standard' })), targets });

const from = (source: string, said: readonly Posted[]): Posted[] => said.map((one) => ({ ...one, source }));

/** Ten deals won on the tenth of a month, told on that day. */
const won = (of: string, count = 10): Posted[] =>
  Array.from({ length: count }, (_, index) => {
    const closedAt = `${of}-10T00:00:00Z`;
    return deal(`${of} ${index}`, { outcome: 'won', createdAt: closedAt, closedAt, amount: 10 }, closedAt);
  });

const opened = (of: string): Posted[] =>
  Array.from({ length: 10 }, (_, index) =>
    ticket(`${of} ${index}`, { createdAt: `${of}-10T00:00:00Z` }, `${of}-10T00:00:00Z`),
  );

const members = Array.from({ length: 10 }, (_, index) =>
  customer(`${index}`, { since: '2025-01-01T00:00:00Z' }, '2025-01-01T00:00:00Z'),
);

const day = (counts: Partial<DayCount>): DayCount => ({
  day: '2026-03-05',
  deliveries: 4,
  failed: 0,
  wrongAccount: 0,
  refused: 0,
  observations: 0,
  rejected: 0,
  firstAt: 0,
  lastAt: 0,
  ...counts,
});

const told = [
  ...from('kommo', [...won('2025-01'), ...won('2026-02')]),
  ...from('hub', [...members, ...opened('2025-01'), ...opened('2026-02')]),
];

const review = (observations: readonly Posted[], asked: Partial<Asked> = {}) =>
  reviewOf(observations, { period: '2026-03', workspace, ...asked });

const silent = (id: string, observations: readonly Posted[], asked: Partial<Asked> = {}) =>
  kpiOf(review(observations, asked), id).silent;

describe('where all sources of a KPI were silent', () => {
  const march = review(told);

  it('its value stays, and is marked: a 0 cannot be told from a failure', () => {
    expect(kpiOf(march, 'wonRevenue')).toMatchObject({ value: 0, n: 0, flags: ['partial'], silent: ['kommo'] });
    expect(kpiOf(march, 'churnRate')).toMatchObject({ value: 0, flags: ['partial'], silent: ['hub'] });
  });

  it('its target is neither met nor missed, and its change told from no noise', () => {
    expect(kpiOf(march, 'wonRevenue').target).toEqual({ atLeast: 100, status: null, pace: null });
    expect(kpiOf(march, 'churnRate').target).toEqual({ atMost: 0.03, status: null, pace: null });
    expect(kpiOf(march, 'churnRate').previous).toMatchObject({ significant: null });
  });

  it('no highlight claims anything of it: there are but the gaps', () => {
    expect(march.highlights.map(({ kind, params }) => [kind, params.source, params.news])).toEqual([
      ['gap', 'kommo', 1],
      ['gap', 'hub', 1],
      ['gap', 'shop', 0],
    ]);
  });

  it('a missing value says who was not heard, and keeps the reason that its formula gives', () => {
    const { missing } = kpiOf(march, 'winRate');
    expect(missing).toMatchObject({ code: 'zeroDenominator' });
    expect(missing?.text).toContain('Nothing was heard of the period from kommo.');
    expect(kpiOf(march, 'nps')).not.toHaveProperty('silent');
    expect(kpiOf(march, 'nps').missing?.text).toContain('Connect a source');
  });

  it('the next period is compared with it as with a part, and no target grows from it', () => {
    const april = review([...told, ...from('kommo', won('2026-04'))], { period: '2026-04' });
    expect(kpiOf(april, 'wonDeals')).toMatchObject({ value: 10, flags: [], previous: { value: 0, partial: true } });
    expect(kpiOf(april, 'wonDeals').target).toEqual({ status: null, pace: null });
    expect(april.highlights.filter(({ kind, kpi }) => kind === 'changed' && kpi !== '')).toEqual([]);
  });
});

describe('a source was heard', () => {
  const next = '2026-03-20T00:00:00Z';

  it.each<[string, Posted[], Partial<Asked>]>([
    ['that told anything in the period', from('kommo', [deal('x', { name: 'X' }, next)]), {}],
    ['whose history was imported: of what happened in the period it told later', from('kommo', won('2026-03')), {}],
    [
      'that told of the period in a single later statement',
      from('kommo', [deal('x', { createdAt: next }, '2026-09-01T00:00:00Z')]),
      {},
    ],
    ['that sent something which told nothing', [], { received: { kommo: [day({})] } }],
    ['that sent something which could be read', [], { received: { kommo: [day({ failed: 3 })] } }],
  ])('%s', (_, observations, asked) => {
    expect(silent('wonDeals', [...told, ...observations], asked)).toBeUndefined();
    expect(silent('tickets', [...told, ...observations], asked)).toEqual(['hub']);
  });

  it.each<[string, Posted[], Partial<Asked>]>([
    ['of whom nothing could be read', [], { received: { kommo: [day({ failed: 4 })] } }],
    ['all of whose deliveries are of another account', [], { received: { kommo: [day({ wrongAccount: 4 })] } }],
    ['of whom none could be read that is its own', [], { received: { kommo: [day({ failed: 1, wrongAccount: 3 })] } }],
    ['who foretold the period', from('kommo', [deal('x', { expectedCloseAt: next }, '2026-02-01T00:00:00Z')]), {}],
  ])('but not one %s', (_, observations, asked) => {
    expect(silent('wonDeals', [...told, ...observations], asked)).toEqual(['kommo']);
  });

  it('where another fell silent: what both feed is as usual', () => {
    const both = [...told, ...from('shop', [...won('2026-01'), ...won('2026-03', 3)])];
    const march = review(both);
    expect(kpiOf(march, 'wonDeals')).toMatchObject({ value: 3, flags: [] });
    expect(kpiOf(march, 'wonDeals')).not.toHaveProperty('silent');
    expect(march.coverage.map(({ silent: is }) => is)).toEqual([true, true, false]);
  });

  it('is not asked of one that never told of the KPI, nor of one whose data begin later', () => {
    expect(silent('wonDeals', from('kommo', won('2026-04')))).toBeUndefined();
    expect(kpiOf(review(from('kommo', won('2026-04'))), 'wonDeals').missing?.code).toBe('noObservations');
    const later = [...told, ...from('shop', won('2026-05'))];
    expect(silent('wonDeals', later)).toEqual(['kommo']);
  });

  it('that told of such records for the first time', () => {
    expect(silent('wonDeals', [...told, ...from('shop', won('2026-03', 1))])).toBeUndefined();
  });

  it('may be, of a period that has only begun', () => {
    expect(silent('wonDeals', told, { asOf: '2026-03-03T00:00:00Z' })).toBeUndefined();
    expect(silent('wonDeals', told, { asOf: '2026-03-10T00:00:00Z' })).toEqual(['kommo']);
    expect(silent('wonDeals', told, { period: '2026-03-07..2026-03-08' })).toBeUndefined();
  });
});

it('does not matter how records are split', () => {
  const records = recordsOf([...told, ...from('shop', won('2026-03', 1))]);
  const whole = new Review(requestOf({ period: '2026-03', workspace }));
  const parts = [whole.part(), whole.part()];
  for (const phase of whole.phases)
    records.forEach((record, index) => {
      if (phase.includes(record.type)) parts[index % 2]?.add(record);
    });
  for (const part of parts) whole.merge(part);
  const [document] = whole.finish();
  expect(document && kpiOf(document, 'tickets').silent).toEqual(['hub']);
  expect(document && kpiOf(document, 'wonDeals').silent).toBeUndefined();
});

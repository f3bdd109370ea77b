import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  customer,
  deal,
  kpiOf,
  lead,
  order,
  type Posted,
  reviewOf,
  segmentsBy,
  spend,
  subscription,
  survey,
  ticket,
  user,
} from '../../support/review.ts';
import { world } from './worlds.ts';

const start = '2026-03-01T00:00:00Z';
const beforeStart = '2026-02-28T23:59:59.999Z';
const within = '2026-03-10T00:00:00Z';
const end = '2026-04-01T00:00:00Z';
const beforeEnd = '2026-03-31T23:59:59.999Z';
const longBefore = '2026-01-10T00:00:00Z';

const march = (id: string, observations: readonly Posted[]) => kpiOf(reviewOf(observations, { period: '2026-03' }), id);
const keys = (id: string, by: string, observations: readonly Posted[]) => [
  ...segmentsBy(march(id, observations), by).keys(),
];

const won = (id: string, set: Readonly<Record<string, unknown>> = {}) =>
  deal(id, { outcome: 'won', closedAt: within, ...set });

describe('a record has its segments', () => {
  it('from itself, whatever its customer says', () => {
    const acme = customer('acme', { owner: 'rui', source: 'fair', 'custom.tier': 'iron' });
    const own = won('a', { customer: 'acme', owner: 'ana', source: 'web', 'custom.tier': 'gold' });
    expect(['owner', 'source', 'custom.tier'].map((by) => keys('wonDeals', by, [acme, own]))).toEqual([
      ['ana'],
      ['web'],
      ['gold'],
    ]);
  });

  it('from its customer where its type has none, and each custom field that it does not state', () => {
    const acme = customer('acme', {
      owner: 'rui',
      source: 'fair',
      region: 'south',
      industry: 'food',
      'custom.tier': 'iron',
      'custom.size': 'big',
    });
    const own = won('a', { customer: 'acme', 'custom.tier': 'gold' });
    const told = ['region', 'industry', 'custom.tier', 'custom.size', 'owner', 'source'].map((by) =>
      keys('wonDeals', by, [acme, own]),
    );
    // A deal can have an owner and a source of its own: who lacks them takes none.
    expect(told).toEqual([['south'], ['food'], ['gold'], ['big'], [], []]);
    const answered = survey('s', { kind: 'csat', score: 5, at: within, customer: 'acme' });
    expect(keys('csat', 'owner', [acme, answered])).toEqual(['rui']);
    expect(keys('csat', 'source', [acme, answered])).toEqual(['fair']);
  });

  it('a lead not even where it names a customer', () => {
    const observations = [
      customer('acme', { region: 'south', 'custom.tier': 'iron' }),
      lead('l', { createdAt: within, convertedAt: within, customer: 'acme' }),
    ];
    expect(march('leadConversionRate', observations).segments).toEqual([]);
  });

  it('team and region from the user who owns it, after its customer', () => {
    const ana = user('ana', { team: 'red', region: 'north' });
    const place = (observations: readonly Posted[], id = 'wonDeals') =>
      ['team', 'region'].map((by) => keys(id, by, [ana, ...observations]));
    expect(place([won('a', { owner: 'ana' })])).toEqual([['red'], ['north']]);
    const acme = customer('acme', { region: 'south', owner: 'ana' });
    expect(place([acme, won('a', { owner: 'ana', customer: 'acme' })])).toEqual([['red'], ['south']]);
    // A survey's owner is its customer's.
    const answered = survey('s', { kind: 'csat', score: 5, at: within, customer: 'acme' });
    expect(place([acme, answered], 'csat')).toEqual([['red'], ['south']]);
    // A customer could state its own region.
    const member = customer('acme', { since: longBefore, owner: 'ana' });
    expect(place([member], 'churnRate')).toEqual([['red'], []]);
  });
});

describe('the instant that decides', () => {
  const moving = (
    of: typeof deal,
    set: Readonly<Record<string, unknown>>,
    at: string,
    first = '2026-01-01T00:00:00Z',
  ): Posted[] => [of('a', { ...set, owner: 'first' }, first), of('a', { owner: 'second' }, at)];
  const closed = { outcome: 'won', closedAt: within, createdAt: longBefore };
  const pipeline = { createdAt: longBefore, amount: 1 };

  it.each<[string, string, Posted[], string]>([
    ['wonDeals', 'the close itself', moving(deal, closed, within), 'second'],
    ['wonDeals', 'just after the close', moving(deal, closed, '2026-03-10T00:00:00.001Z'), 'first'],
    ['winRate', 'the close itself', moving(deal, closed, within), 'second'],
    ['leadConversionRate', 'the creation', moving(lead, { createdAt: within, convertedAt: end }, within), 'second'],
    ['leadConversionRate', 'after it', moving(lead, { createdAt: within, convertedAt: end }, end), 'first'],
    ['leadResponseTime', 'the answer', moving(lead, { createdAt: start, respondedAt: within }, within), 'second'],
    ['tickets', 'the creation', moving(ticket, { createdAt: start }, start), 'second'],
    ['firstResponseTime', 'the answer', moving(ticket, { createdAt: start, respondedAt: within }, within), 'second'],
    ['churnRate', 'just before the start', moving(customer, { since: longBefore }, beforeStart), 'second'],
    ['churnRate', 'the start itself', moving(customer, { since: longBefore }, start), 'first'],
    ['customerRetentionRate', 'the start itself', moving(customer, { since: longBefore }, start), 'first'],
    ['pipelineValue', 'just before the end', moving(deal, pipeline, beforeEnd), 'second'],
    ['pipelineValue', 'the end itself', moving(deal, pipeline, end), 'first'],
    ['closeRate', 'the start, of a deal open then', moving(deal, closed, start), 'first'],
    ['closeRate', 'the creation in it', moving(deal, { ...closed, createdAt: start }, start), 'second'],
  ])('of %s: a change at %s', (id, _, observations, owner) => {
    expect(keys(id, 'owner', observations)).toEqual([owner]);
  });

  it('takes what was first said after it where nothing was said before', () => {
    const told = [deal('a', closed, end), deal('a', { owner: 'first' }, '2026-05-01T00:00:00Z')];
    expect(keys('wonDeals', 'owner', [...told, deal('a', { owner: 'second' }, '2026-06-01T00:00:00Z')])).toEqual([
      'first',
    ]);
  });

  it('decides for the customer and the user of a record too', () => {
    const observations = [
      customer('acme', { owner: 'ana' }),
      customer('acme', { owner: 'rui' }, within),
      user('ana', { team: 'red' }),
      user('rui', { team: 'blue' }),
      order('o', { at: beforeStart, amount: 1, customer: 'acme' }),
      order('p', { at: within, amount: 1, customer: 'acme' }),
    ];
    expect(keys('averagePurchaseValue', 'team', observations)).toEqual(['blue']);
    const february = kpiOf(reviewOf(observations, { period: '2026-02' }), 'averagePurchaseValue');
    expect([...segmentsBy(february, 'team').keys()]).toEqual(['red']);
  });
});

describe('the rows of a dimension', () => {
  const owned = (count: number, owner: string | null, prefix = owner) =>
    Array.from({ length: count }, (_, index) => won(`${prefix} ${index}`, { owner, amount: 10 }));

  it('are the largest first, of equal ones the first by key; those without a key stand as null', () => {
    const rows = march('wonRevenue', [...owned(1, 'b'), ...owned(1, 'a'), ...owned(2, 'c'), ...owned(3, null)]);
    expect(rows.segments.map(({ by, key, value, n, overlaps }) => [by, key, value, n, overlaps])).toEqual([
      ['owner', 'c', 20, 2, false],
      ['owner', 'a', 10, 1, false],
      ['owner', 'b', 10, 1, false],
      ['owner', null, 30, 3, false],
    ]);
  });

  it('are none where no record has the dimension', () => {
    expect(march('wonRevenue', owned(3, null)).segments).toEqual([]);
  });

  it('are the 50 largest, and the rest together as other, by the formula of the total', () => {
    const many = Array.from({ length: 53 }, (_, index) => owned(index < 50 ? 2 : 1, `owner ${index}`)).flat();
    const lost = deal('lost', { outcome: 'lost', closedAt: within, owner: 'owner 51' });
    const rows = march('winRate', [...many, lost, ...owned(1, null)]).segments;
    expect(rows).toHaveLength(52);
    expect(rows.filter(({ other }) => other)).toEqual([
      {
        by: 'owner',
        key: 'other',
        label: '',
        other: true,
        value: 1,
        numerator: 4,
        denominator: 4,
        n: 4,
        overlaps: false,
      },
    ]);
    // With its lost deal it became one of the 50, and the last of those with two fell out of them.
    expect(rows.find(({ key }) => key === 'owner 51')).toMatchObject({ value: 0.5, n: 2 });
    expect(rows.find(({ key }) => key === 'owner 9')).toBeUndefined();
    expect(rows.find(({ key }) => key === null)).toMatchObject({ n: 1 });
  });
});

describe('the dimensions of a KPI', () => {
  const observations = [
    customer('old', { since: longBefore, region: 'north' }),
    customer('acme', { since: within, region: 'south', 'custom.tier': 'gold' }),
    spend('a', { category: 'marketing', amount: 10, from: within, campaign: 'fair', 'custom.tier': 'gold' }),
    spend('b', { category: 'service', amount: 10, from: within, campaign: 'fair' }),
    subscription('s', { customer: 'old', startedAt: longBefore, mrr: 1 }),
    subscription('t', { customer: 'left', startedAt: longBefore, endedAt: start, mrr: 1 }),
    won('d', { customer: 'acme', amount: 40, campaign: 'fair', kind: 'new' }),
    won('e', { customer: 'acme', amount: 20, campaign: 'web' }),
  ];
  const dimensionsOf = (id: string) => [...new Set(march(id, observations).segments.map(({ by }) => by))];

  it('are none where what stands above and below have none in common', () => {
    const ids = ['customerAcquisitionCost', 'retentionCost', 'retentionCostRatio', 'lifetimeValueToAcquisitionCost'];
    for (const id of ids)
      expect([id, march(id, observations).value === null, dimensionsOf(id)]).toEqual([id, false, []]);
  });

  it('are the campaign alone of what sales and spend have in common', () => {
    expect(dimensionsOf('roi')).toEqual(['campaign']);
    const rows = [...segmentsBy(march('roi', observations), 'campaign')].map(
      ([key, { value, numerator, denominator }]) => [key, value, numerator, denominator],
    );
    // What was sold by a campaign of which nobody reported spend is told too.
    expect(rows).toEqual([
      ['fair', 3, 30, 10],
      ['web', null, 20, 0],
    ]);
  });
});

describe('on whatever data', () => {
  const counts = ['numerator', 'denominator', 'n'] as const;
  /** A mean of days, which those of segments do not add up to. */
  const isMean = (id: string, name: string): boolean => id === 'pipelineVelocity' && name === 'denominator';

  it('segments that do not overlap add up to the total, those without a key and the rest included', () => {
    fc.assert(
      fc.property(world, (of) => {
        for (const { id, segments, ...total } of reviewOf(of.observations, of).kpis)
          for (const by of new Set(segments.map((row) => row.by))) {
            const rows = segments.filter((row) => row.by === by);
            if (rows.some(({ overlaps }) => overlaps)) continue;
            for (const name of counts.filter((of) => !isMean(id, of))) {
              const all = rows.map((row) => row[name]);
              const told = `${name} of ${id} by ${by}`;
              if (total[name] === null) expect(all, told).toEqual(all.map(() => null));
              // Money in major units, seconds and points are doubles.
              else
                expect(
                  all.reduce<number>((sum, value) => sum + (value ?? 0), 0),
                  told,
                ).toBeCloseTo(total[name], 6);
            }
          }
      }),
      { numRuns: 40 },
    );
  }, 30_000);

  it('only where a deal can leave several stages a record stands under several keys', () => {
    const byStage = new Set(['stageLength', 'stageConversion']);
    fc.assert(
      fc.property(world, (of) => {
        for (const { id, segments } of reviewOf(of.observations, of).kpis)
          expect(segments.every(({ overlaps }) => overlaps === byStage.has(id))).toBe(true);
      }),
      { numRuns: 10 },
    );
  }, 30_000);
});

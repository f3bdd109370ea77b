import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactUpTo } from '../../../lambdas/domain/kpis/distribution.ts';
import { type ReadRecord, Review } from '../../../lambdas/domain/reviews/compute.ts';
import type { Scope } from '../../../lambdas/domain/reviews/document.ts';
import {
  type Asked,
  customer,
  deal,
  kpiOf,
  order,
  type Posted,
  recordsOf,
  requestOf,
  reviewOf,
  reviewRecords,
  ticket,
} from '../../support/review.ts';
import { type World, world } from './worlds.ts';

const scopes: readonly (Scope | null)[] = [
  null,
  { owner: '1' },
  { region: 'south' },
  { 'custom.tier': 'gold', owner: 'shop:1' },
];

/** A generator of numbers below `limit`, always the same for a seed. */
const numbers = (seed: number): ((limit: number) => number) => {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
};

const shuffled = <Item>(items: readonly Item[], below: (limit: number) => number): Item[] =>
  items
    .map((item) => ({ item, place: below(2 ** 31) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);

/** The same records, in so many parts, in an order that hangs on nothing but the seed. */
const reviewInParts = (records: readonly ReadRecord[], asked: Asked, parts: number, seed: number): string => {
  const below = numbers(seed);
  const whole = new Review(requestOf(asked));
  for (const record of shuffled(records, below)) whole.link(record);
  const reviews = [whole, ...Array.from({ length: parts }, () => whole.part())];
  for (const phase of whole.phases)
    for (const record of shuffled(records, below))
      if (phase.includes(record.type)) (reviews[below(reviews.length)] as Review).add(record);
  while (reviews.length > 1) {
    const [part] = reviews.splice(1 + below(reviews.length - 1), 1);
    (reviews[below(reviews.length)] as Review).merge(part as Review);
  }
  return JSON.stringify(whole.finish());
};

/** With a review that was sent before, and records that changed before and after. */
const askedOf = ({ observations, ...rest }: World): { asked: Asked; records: ReadRecord[] } => {
  const records = recordsOf(observations).map((record, index) => ({ ...record, changedAt: 1000 * (index % 7) }));
  const [now] = reviewRecords([], rest);
  const before = now?.kpis[0]?.previous?.period ?? rest.period;
  const [sent] = reviewRecords(
    records.filter((_, index) => index % 3 > 0),
    { ...rest, period: before },
  );
  const sentBefore = sent ? { all: { ...sent, computedAt: new Date(3500).toISOString() } } : {};
  return { records, asked: { ...rest, scopes, sentBefore } };
};

describe('a review of parts', () => {
  it('is byte for byte that of the whole, however the records are split, ordered and merged', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 0, max: 4 }), fc.nat(), (of, parts, seed) => {
        const { records, asked } = askedOf(of);
        expect(reviewInParts(records, asked, parts, seed)).toBe(JSON.stringify(reviewRecords(records, asked)));
      }),
      { numRuns: 40 },
    );
  }, 30_000);

  it('is so beyond the number of values up to which medians are exact', () => {
    const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1) + seconds * 1000).toISOString();
    const many = Array.from({ length: exactUpTo + 50 }, (_, index) =>
      ticket(`${index}`, { createdAt: at(index), respondedAt: at(index + (index % 977)), owner: `${index % 3}` }),
    );
    const records = recordsOf(many);
    const asked = { period: '2026-03' };
    const [whole] = reviewRecords(records, asked);
    expect(whole && kpiOf(whole, 'firstResponseTime').n).toBe(exactUpTo + 50);
    for (const [parts, seed] of [
      [1, 1],
      [3, 2],
    ] as const)
      expect(reviewInParts(records, asked, parts, seed)).toBe(JSON.stringify([whole]));
  }, 30_000);

  it('puts in who stands in for a record that came in no part, and whoever belongs to it', () => {
    const won = { outcome: 'won', closedAt: '2026-03-10T00:00:00Z', amount: 10 };
    const observations: Posted[] = [
      deal('a', { ...won, customer: 'ghost' }),
      { ...deal('b', { ...won, amount: 100 }), same: ['standard:0'] },
      { ...deal('c', { ...won, amount: 1000 }), same: ['standard:0'] },
      order('o', { at: '2026-03-10T00:00:00Z', amount: 5, deal: 'a' }),
      { ...customer('k', { region: 'south' }), same: ['standard:ghost'] },
    ];
    const records = recordsOf(observations);
    const asked = { period: '2026-03', scopes: [{ region: 'south' }, null] };
    const [south, all] = reviewRecords(records, asked);
    expect([south, all].map((document) => document && kpiOf(document, 'wonRevenue').value)).toEqual([10, 110]);
    // An order of a deal that counts is that deal's own, wherever the deal was added.
    expect(all && kpiOf(all, 'averagePurchaseValue').n).toBe(2);
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8])
      expect(reviewInParts(records, asked, 3, seed)).toBe(JSON.stringify([south, all]));
  });
});

describe('an observation log', () => {
  it('in any order and with any repetition makes the same bytes of records and the same KPIs', () => {
    const byName = (records: readonly ReadRecord[]): [string, string][] =>
      records
        .map(({ source, type, id, state }): [string, string] => [`${source}:${type}:${id}`, state])
        .sort(([a], [b]) => (a < b ? -1 : 1));
    fc.assert(
      fc.property(world, fc.nat(), ({ observations, ...asked }, seed) => {
        const below = numbers(seed);
        const repeated = shuffled(observations, below).slice(0, below(observations.length + 1));
        const other = shuffled([...observations, ...repeated, ...repeated], below);
        expect(byName(recordsOf(other))).toEqual(byName(recordsOf(observations)));
        expect(JSON.stringify(reviewOf(other, asked).kpis)).toBe(JSON.stringify(reviewOf(observations, asked).kpis));
      }),
      { numRuns: 40 },
    );
  }, 30_000);
});

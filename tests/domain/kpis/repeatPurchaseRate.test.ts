import { describe, expect, it } from 'vitest';
import { customer, deal, kpiOf, order, type Posted, reviewOf, segmentsBy } from '../../support/review.ts';

const repeatOf = (observations: readonly Posted[], period = '2026-03') =>
  kpiOf(reviewOf(observations, { period }), 'repeatPurchaseRate');

const march = '2026-03-10T00:00:00Z';
const before = '2026-01-10T00:00:00Z';
const bought = (id: string, of: string, at = march) => order(id, { customer: of, at });
const won = (id: string, of: string, closedAt = march) => deal(id, { customer: of, outcome: 'won', closedAt });

const sides = (observations: readonly Posted[]) => {
  const { numerator, denominator } = repeatOf(observations);
  return [numerator, denominator];
};

describe('repeat purchases', () => {
  it('is of four that bought, one of them twice, another for the second time: 0.5', () => {
    const observations = [
      bought('1', 'a'),
      bought('2', 'a', '2026-03-20T00:00:00Z'),
      bought('3', 'b', before),
      won('4', 'b'),
      bought('5', 'c'),
      won('6', 'd'),
    ];
    expect(repeatOf(observations)).toMatchObject({ value: 0.5, numerator: 2, denominator: 4, n: 4 });
  });

  it('takes a purchase at the first instant for one of this period, and the end for one of the next', () => {
    expect(sides([bought('1', 'a', '2026-02-28T23:59:59.999Z'), bought('2', 'a', '2026-03-01T00:00:00Z')])).toEqual([
      1, 1,
    ]);
    expect(sides([bought('1', 'a', '2026-03-31T23:59:59.999Z'), bought('2', 'a', '2026-04-01T00:00:00Z')])).toEqual([
      0, 1,
    ]);
    expect(sides([bought('1', 'a', '2026-03-01T00:00:00Z'), bought('2', 'a', '2026-03-01T00:00:00Z')])).toEqual([1, 1]);
  });

  it('does not count who bought before and not in the period', () => {
    expect(sides([bought('1', 'a', before), bought('2', 'a', before)])).toEqual([0, 0]);
    expect(repeatOf([bought('1', 'a', before)])).toMatchObject({ value: null, missing: { code: 'zeroDenominator' } });
  });

  it('does not take an order that names a won deal for a purchase beside it, whatever the deal was worth', () => {
    const orderOf = (deal: string) => order('o', { customer: 'a', at: march, deal });
    expect(sides([won('d', 'a'), orderOf('d')])).toEqual([0, 1]);
    expect(sides([deal('d', { customer: 'a', outcome: 'lost', closedAt: march }), orderOf('d')])).toEqual([0, 1]);
    expect(sides([won('d', 'a'), orderOf('elsewhere')])).toEqual([1, 1]);
  });

  it('counts neither lost deals nor open ones', () => {
    const lost = deal('d', { customer: 'a', outcome: 'lost', closedAt: before });
    expect(sides([lost, deal('e', { customer: 'a', outcome: 'open' }), bought('1', 'a')])).toEqual([0, 1]);
  });

  it('takes whoever is named for a customer, of whom no record is known too', () => {
    const observations = [customer('known', { name: 'K' }), bought('1', 'known'), bought('2', 'unknown')];
    expect(sides(observations)).toEqual([0, 2]);
    expect(sides([...observations, { record: 'customer', id: 'known', at: before, deleted: true }])).toEqual([0, 2]);
  });

  it('takes merged customers for one', () => {
    const merged: Posted = { record: 'customer', id: 'loser', at: before, mergedInto: 'a' };
    expect(sides([customer('a', { name: 'A' }), merged, bought('1', 'a'), bought('2', 'loser')])).toEqual([1, 1]);
  });

  it('is by the segments of the first purchase of the period', () => {
    const observations = [
      customer('a', { owner: 'ana' }),
      bought('1', 'a', before),
      bought('2', 'a', '2026-03-20T00:00:00Z'),
      bought('3', 'a', '2026-03-05T00:00:00Z'),
      customer('a', { owner: 'rui' }, '2026-03-05T00:00:00Z'),
      customer('a', { owner: 'eva' }, '2026-03-06T00:00:00Z'),
    ];
    expect([...segmentsBy(repeatOf(observations), 'owner').keys()]).toEqual(['rui']);
  });

  it('of a quarter counts each customer once', () => {
    const observations = [bought('1', 'a', before), bought('2', 'a'), bought('3', 'b')];
    expect(repeatOf(observations, '2026-Q1')).toMatchObject({ value: 0.5, denominator: 2 });
  });

  it('needs a sale with a customer', () => {
    expect(repeatOf([order('1', { at: march })]).missing).toMatchObject({ code: 'noData' });
  });
});

import { describe, expect, it } from 'vitest';
import { customer, deal, kpiOf, order, type Posted, reviewOf, segmentsBy, subscription } from '../../support/review.ts';

const rateOf = (observations: readonly Posted[]) => kpiOf(reviewOf(observations, { period: '2026-03' }), 'upsellRate');

const march = '2026-03-10T00:00:00Z';
const before = '2026-01-10T00:00:00Z';
const member = (id: string, since = before) => customer(id, { since });
const bought = (id: string, of: string, kind: string | null = 'upsell', at = march) =>
  order(id, { customer: of, at, kind });
const won = (id: string, of: string, kind: string | null = 'upsell', closedAt = march) =>
  deal(id, { customer: of, outcome: 'won', closedAt, kind });

const sides = (observations: readonly Posted[]) => {
  const { numerator, denominator } = rateOf([member('a'), ...observations]);
  return [numerator, denominator];
};

describe('upsell', () => {
  it('is of four customers at the start, of whom one bought so twice, and one that joined later once: 0.25', () => {
    const observations = [
      ...['a', 'b', 'c', 'd'].map((id) => member(id)),
      member('late', '2026-03-05T00:00:00Z'),
      won('1', 'a'),
      bought('2', 'a'),
      bought('3', 'late'),
    ];
    expect(rateOf(observations)).toMatchObject({ value: 0.25, numerator: 1, denominator: 4, n: 4 });
  });

  it('counts sales of that kind only', () => {
    expect(sides([won('1', 'a')])).toEqual([1, 1]);
    expect(
      sides([
        won('1', 'a', 'cross-sell'),
        bought('2', 'a', 'new'),
        bought('3', 'a', 'renewal'),
        bought('4', 'a', null),
      ]),
    ).toEqual([0, 1]);
  });

  it('counts neither lost deals nor open ones', () => {
    const lost = deal('1', { customer: 'a', outcome: 'lost', closedAt: march, kind: 'upsell' });
    const open = deal('2', { customer: 'a', outcome: 'open', kind: 'upsell' });
    expect(sides([lost, open])).toEqual([0, 1]);
  });

  it('is no rise in price', () => {
    const raised = [
      subscription('s', { customer: 'a', startedAt: before, mrr: 10 }),
      subscription('s', { mrr: 30 }, march),
      bought('1', 'nobody'),
    ];
    expect(sides(raised)).toEqual([0, 1]);
  });

  it('counts a purchase from the first instant of the period to the last', () => {
    expect(sides([bought('1', 'a', 'upsell', '2026-02-28T23:59:59.999Z')])).toEqual([0, 1]);
    expect(sides([bought('1', 'a', 'upsell', '2026-03-01T00:00:00Z')])).toEqual([1, 1]);
    expect(sides([won('1', 'a', 'upsell', '2026-03-31T23:59:59.999Z')])).toEqual([1, 1]);
    expect(sides([won('1', 'a', 'upsell', '2026-04-01T00:00:00Z')])).toEqual([0, 1]);
  });

  it('counts who was a customer just before the start, whether or not it stayed', () => {
    const left = customer('b', { since: before, until: '2026-03-05T00:00:00Z' });
    expect(sides([left, bought('1', 'b')])).toEqual([1, 2]);
    expect(sides([member('b', '2026-03-01T00:00:00Z'), bought('1', 'b')])).toEqual([0, 1]);
    expect(sides([member('b', '2026-02-28T23:59:59.999Z'), bought('1', 'b')])).toEqual([1, 2]);
    expect(sides([bought('1', 'never a customer')])).toEqual([0, 1]);
  });

  it('does not count an order beside the won deal that it names', () => {
    expect(sides([won('d', 'b', null), order('o', { customer: 'a', at: march, kind: 'upsell', deal: 'd' })])).toEqual([
      0, 1,
    ]);
  });

  it('follows its customer into the segments of the start', () => {
    const observations = [
      customer('a', { since: before, owner: 'ana' }),
      customer('b', { since: before, owner: 'rui' }),
      customer('a', { owner: 'rui' }, '2026-03-01T00:00:00Z'),
      won('1', 'a'),
    ];
    const owners = segmentsBy(rateOf(observations), 'owner');
    expect(owners.get('ana')).toMatchObject({ value: 1, denominator: 1 });
    expect(owners.get('rui')).toMatchObject({ value: 0, denominator: 1 });
  });

  it('has no value where nobody was a customer at the start', () => {
    expect(rateOf([member('a', march), bought('1', 'a')])).toMatchObject({
      value: null,
      missing: { code: 'zeroDenominator' },
    });
  });

  it('needs to know of customers, and of a sale with a kind', () => {
    expect(rateOf([member('a'), order('1', { customer: 'a', at: march })]).missing?.needs).toEqual([
      'deal.outcome',
      'deal.closedAt',
      'deal.kind',
      'order.kind',
    ]);
    expect(rateOf([bought('1', 'a')]).missing?.code).toBe('noData');
  });
});

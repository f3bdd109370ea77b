import { describe, expect, it } from 'vitest';
import { customer, deal, kpiOf, longAgo, order, type Posted, reviewOf, subscription } from '../../support/review.ts';

/** Whether `observations` make one customer at the start of March and at the end: 'yes', 'left', 'no'. */
const membershipOf = (observations: readonly Posted[]): 'yes' | 'left' | 'no' => {
  const other = customer('other', { since: '2019-01-01T00:00:00Z' });
  const { numerator, denominator } = kpiOf(reviewOf([other, ...observations], { period: '2026-03' }), 'churnRate');
  return denominator === 1 ? 'no' : numerator === 1 ? 'left' : 'yes';
};

const january = '2026-01-10T00:00:00Z';
const march = '2026-03-10T00:00:00Z';
const runs = (id: string, set: Readonly<Record<string, unknown>>) =>
  subscription(id, { customer: 'a', startedAt: january, mrr: 10, ...set });

describe('a customer with a subscription is one while its MRR is above zero', () => {
  it('from the instant after its start to its end', () => {
    expect(membershipOf([runs('s', {})])).toBe('yes');
    expect(membershipOf([runs('s', { startedAt: '2026-02-28T23:59:59.999Z' })])).toBe('yes');
    expect(membershipOf([runs('s', { startedAt: '2026-03-01T00:00:00Z' })])).toBe('no');
    expect(membershipOf([runs('s', { endedAt: march })])).toBe('left');
    expect(membershipOf([runs('s', { endedAt: '2026-03-01T00:00:00Z' })])).toBe('left');
    expect(membershipOf([runs('s', { endedAt: '2026-02-28T23:59:59.999Z' })])).toBe('no');
    expect(membershipOf([runs('s', { endedAt: '2026-04-01T00:00:00Z' })])).toBe('yes');
  });

  it('with several, while any of them pays', () => {
    expect(membershipOf([runs('s', { endedAt: march }), runs('t', { startedAt: '2026-02-10T00:00:00Z' })])).toBe('yes');
  });

  it('whatever its status and since say', () => {
    const status = customer('a', { status: 'active', since: january });
    expect(membershipOf([status, runs('s', { endedAt: march })])).toBe('left');
    expect(membershipOf([customer('a', { status: 'ended' }), runs('s', {})])).toBe('yes');
  });

  it('not during a trial', () => {
    expect(membershipOf([runs('s', { mrr: 0 })])).toBe('no');
    expect(membershipOf([runs('s', { mrr: 0 }), subscription('s', { mrr: 10 }, '2026-02-10T00:00:00Z')])).toBe('yes');
    expect(membershipOf([runs('s', {}), subscription('s', { mrr: 0 }, march)])).toBe('left');
  });

  it('with the first MRR said holding back to the start, and each change from the instant it was said for', () => {
    expect(
      membershipOf([subscription('s', { customer: 'a', startedAt: january, mrr: 10 }, '2026-06-01T00:00:00Z')]),
    ).toBe('yes');
    expect(membershipOf([runs('s', {}), subscription('s', { mrr: 0 }, '2026-04-01T00:00:00Z')])).toBe('yes');
    expect(membershipOf([runs('s', {}), subscription('s', { mrr: 0 }, '2026-03-31T23:59:59.999Z')])).toBe('left');
    expect(membershipOf([runs('s', {}), subscription('s', { mrr: null }, march)])).toBe('left');
  });

  it('being an account of its own where it names nobody', () => {
    expect(membershipOf([subscription('s', { startedAt: january, mrr: 10, endedAt: march })])).toBe('left');
  });

  it('known or not', () => {
    const deleted: Posted = { record: 'customer', id: 'a', at: march, deleted: true };
    expect(membershipOf([deleted, runs('s', {})])).toBe('yes');
  });
});

describe('a customer that never had a subscription', () => {
  it('is one by status from where it was first said on', () => {
    expect(membershipOf([customer('a', { status: 'active' }, january)])).toBe('yes');
    expect(membershipOf([customer('a', { status: 'active' }, '2026-03-01T00:00:00Z')])).toBe('no');
    const ended = (at: string) =>
      membershipOf([customer('a', { status: 'active' }, january), customer('a', { status: 'ended' }, at)]);
    expect(ended('2026-02-28T23:59:59.999Z')).toBe('no');
    expect(ended('2026-03-01T00:00:00Z')).toBe('left');
    expect(ended('2026-04-01T00:00:00Z')).toBe('yes');
  });

  it('is one by status though since and until say otherwise', () => {
    const spoken = customer(
      'a',
      { status: 'active', since: '2026-05-01T00:00:00Z', until: '2026-01-01T00:00:00Z' },
      january,
    );
    expect(membershipOf([spoken])).toBe('yes');
  });

  it('is one by since and until before that, and while the status is cleared', () => {
    const since = customer('a', { since: january });
    expect(membershipOf([since])).toBe('yes');
    expect(membershipOf([since, customer('a', { status: 'ended' }, march)])).toBe('left');
    expect(
      membershipOf([
        since,
        customer('a', { status: 'ended' }, january),
        customer('a', { status: null }, '2026-02-01T00:00:00Z'),
      ]),
    ).toBe('yes');
    expect(membershipOf([customer('a', { since: january, until: march })])).toBe('left');
  });

  it('is none by orders or won deals alone', () => {
    const observations = [
      customer('a', { name: 'A' }),
      order('o', { customer: 'a', at: january, amount: 10 }),
      deal('d', { customer: 'a', outcome: 'won', closedAt: january }),
    ];
    expect(membershipOf(observations)).toBe('no');
  });

  it('has had none where its only subscription was deleted', () => {
    const deleted: Posted = { record: 'subscription', id: 's', at: march, deleted: true };
    expect(membershipOf([customer('a', { since: january }), runs('s', { endedAt: march }), deleted])).toBe('yes');
  });
});

describe('what cannot be told is left out, and counted', () => {
  const leftOutOf = (observations: readonly Posted[]) =>
    kpiOf(reviewOf([customer('b', { since: january }), ...observations], { period: '2026-03' }), 'churnRate').leftOut;

  it('a subscription without startedAt, or without an MRR', () => {
    expect(leftOutOf([subscription('s', { customer: 'a', mrr: 10 }), subscription('t', { mrr: 10 })])).toEqual([
      { code: 'noStartedAt', records: 2, example: 'standard:subscription:s' },
    ]);
    expect(leftOutOf([subscription('s', { customer: 'a', startedAt: january })])).toEqual([
      { code: 'noMrr', records: 1, example: 'standard:subscription:s' },
    ]);
  });

  it('a customer that ended nobody knows since when', () => {
    expect(leftOutOf([customer('c', { until: march })])).toEqual([
      { code: 'noSince', records: 1, example: 'standard:customer:c' },
    ]);
  });

  it('but not who merely never became a customer', () => {
    expect(
      leftOutOf([customer('c', { name: 'C' }), customer('d', { until: march, status: 'ended' }, longAgo)]),
    ).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { customer, kpiOf, type Posted, reviewOf, segmentsBy, ticket } from '../../support/review.ts';

const ticketsOf = (observations: readonly Posted[]) =>
  kpiOf(reviewOf(observations, { period: '2026-03' }), 'ticketsPerCustomer');

const since = '2026-01-10T00:00:00Z';
const within = '2026-03-10T00:00:00Z';
const of = (count: number, make: (id: string) => Posted): Posted[] =>
  Array.from({ length: count }, (_, index) => make(`${index}`));
const asked = (id: string, set: Readonly<Record<string, unknown>> = {}) => ticket(id, { createdAt: within, ...set });

describe('tickets per customer', () => {
  it('is tickets opened ÷ active customers: 30 tickets, 100 customers at the start and 20 that joined', () => {
    const observations = [
      ...of(100, (id) => customer(id, { since })),
      ...of(20, (id) => customer(`new ${id}`, { since: within })),
      ...of(30, (id) => asked(id, { customer: id })),
    ];
    expect(ticketsOf(observations)).toMatchObject({
      value: 0.25,
      numerator: 30,
      denominator: 120,
      n: 120,
      interval: null,
      previous: { significant: null },
    });
  });

  it('is by the creation: that of the start belongs to it, that of the end does not', () => {
    const counted = (createdAt: string) =>
      ticketsOf([customer('a', { since }), asked('a', { createdAt, customer: 'a' })]).numerator;
    expect(counted('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(counted('2026-03-01T00:00:00Z')).toBe(1);
    expect(counted('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(counted('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('counts tickets of nobody, of who is no customer and of whom nothing is known', () => {
    const observations = [
      customer('a', { since }),
      customer('left', { since, until: '2026-02-10T00:00:00Z' }),
      asked('1', { customer: 'a' }),
      asked('2'),
      asked('3', { customer: 'left' }),
      asked('4', { customer: 'never came' }),
    ];
    const review = reviewOf(observations, { period: '2026-03' });
    expect(kpiOf(review, 'ticketsPerCustomer')).toMatchObject({ value: 4, numerator: 4, denominator: 1 });
    expect(kpiOf(review, 'tickets').value).toBe(4);
  });

  it('has no value where there was no customer', () => {
    expect(ticketsOf([customer('a', { since: '2026-04-10T00:00:00Z' }), asked('1')])).toMatchObject({
      value: null,
      numerator: 1,
      denominator: 0,
      missing: { code: 'zeroDenominator' },
    });
  });

  it('has a ticket where its customer is counted, whatever it says itself', () => {
    const observations = [
      customer('a', { since, owner: 'ana' }),
      customer('a', { owner: 'rui' }, '2026-03-05T00:00:00Z'),
      customer('joined', { since: '2026-03-20T00:00:00Z', owner: 'eva' }),
      asked('1', { customer: 'a', owner: 'support' }),
      asked('2', { customer: 'a' }),
      asked('3', { customer: 'joined', owner: 'support' }),
    ];
    const rows = [...segmentsBy(ticketsOf(observations), 'owner')].map(([key, row]) => [key, row.numerator, row.n]);
    expect(rows).toEqual([
      ['ana', 2, 1],
      ['eva', 1, 1],
    ]);
  });

  it('has one of who is no customer then as of the ticket, and one of nobody without a segment', () => {
    const observations = [
      customer('a', { since, owner: 'ana' }),
      customer('left', { since, until: '2026-02-10T00:00:00Z', owner: 'rui' }),
      customer('left', { owner: 'eva' }, within),
      asked('1', { customer: 'left' }),
      asked('2', { customer: 'left', createdAt: '2026-03-05T00:00:00Z' }),
      asked('3', { owner: 'support' }),
    ];
    const rows = [...segmentsBy(ticketsOf(observations), 'owner')].map(([key, row]) => [
      key,
      row.value,
      row.numerator,
      row.denominator,
    ]);
    expect(rows).toEqual([
      ['ana', 0, 0, 1],
      ['eva', null, 1, 0],
      ['rui', null, 1, 0],
      [null, null, 1, 0],
    ]);
  });

  it('leaves out, and counts, a ticket of which nobody knows when it was opened', () => {
    const observations = [
      customer('a', { since }),
      asked('1', { customer: 'a' }),
      ticket('2', { customer: 'a', status: 'open' }),
    ];
    expect(ticketsOf(observations)).toMatchObject({
      numerator: 1,
      leftOut: [{ code: 'noCreatedAt', records: 1, example: 'standard:ticket:2' }],
    });
  });
});

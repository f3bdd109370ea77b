import { describe, expect, it } from 'vitest';
import { deal, kpiOf, type Posted, reviewOf } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const closedAt = '2026-03-10T12:00:00Z';
const won = (id: string, set: Readonly<Record<string, unknown>>) => deal(id, { outcome: 'won', closedAt, ...set });

const revenueOf = (observations: readonly Posted[], configuration: Record<string, unknown> = {}) =>
  kpiOf(reviewOf(observations, { period: '2026-03', workspace: workspaceOf(configuration) }), 'wonRevenue');

describe('won revenue', () => {
  it('is the sum of the amounts won in the period, with how many were summed', () => {
    const observations = [
      won('a', { amount: '1000.50' }),
      won('b', { amount: 2000 }),
      won('later', { amount: 7, closedAt: '2026-04-01T00:00:00Z' }),
      deal('lost', { outcome: 'lost', closedAt, amount: 9 }),
    ];
    expect(revenueOf(observations)).toMatchObject({ value: 3000.5, n: 2, numerator: null, denominator: null });
  });

  it('counts what was won with its amount as last said, however late', () => {
    const observations = [won('a', { amount: 10 }), deal('a', { amount: 25 }, '2026-08-01T00:00:00Z')];
    expect(revenueOf(observations).value).toBe(25);
  });

  it('leaves out, and counts, won deals without an amount', () => {
    const observations = [won('a', { amount: 10 }), won('c', { amount: null }), won('b', {})];
    expect(revenueOf(observations)).toMatchObject({
      value: 10,
      n: 1,
      missing: null,
      leftOut: [{ code: 'noAmount', records: 2, example: 'standard:deal:b' }],
    });
  });

  it('is missing, not 0, where deals were won and none has an amount; 0 where none was won', () => {
    const elsewhere = won('x', { amount: 1, closedAt: '2025-01-10T00:00:00Z' });
    expect(revenueOf([elsewhere, won('a', {})])).toMatchObject({ value: null, n: 0, missing: { code: 'noAmounts' } });
    expect(revenueOf([elsewhere])).toMatchObject({ value: 0, n: 0, missing: null });
  });

  it('sums exactly what doubles would not', () => {
    expect(revenueOf([won('a', { amount: '0.1' }), won('b', { amount: '0.2' })]).value).toBe(0.3);
    const large = ['a', 'b', 'c'].map((id) => won(id, { amount: '30000000000000.01' }));
    expect(revenueOf(large).value).toBe(90_000_000_000_000.03);
  });
});

describe('currencies', () => {
  const rates = { USD: { '2026-03-01': '5.41', '2026-03-10': '5.00', '2026-03-11': '6.00' } };
  const brazil = { currency: 'BRL', timeZone: 'America/Sao_Paulo', rates };

  it("converts at the latest rate on or before the event's local day", () => {
    const at = (closed: string) =>
      revenueOf([won('a', { amount: 10, currency: 'USD', closedAt: closed })], brazil).value;
    expect(at('2026-03-10T02:59:59Z')).toBe(54.1);
    expect(at('2026-03-10T03:00:00Z')).toBe(50);
    expect(at('2026-03-11T02:59:59Z')).toBe(50);
    expect(at('2026-03-30T00:00:00Z')).toBe(60);
  });

  it('leaves out, and counts, what has no rate by then', () => {
    const observations = [
      won('a', { amount: 10, currency: 'EUR' }),
      won('b', { amount: 10, currency: 'BRL' }),
      won('c', { amount: 10 }),
    ];
    expect(revenueOf(observations, brazil)).toMatchObject({
      value: 20,
      leftOut: [{ code: 'noRate', records: 1, example: 'standard:deal:a' }],
    });
    const early = { ...brazil, rates: { USD: { '2026-03-20': '5' } } };
    expect(revenueOf([won('a', { amount: 10, currency: 'USD' })], early)).toMatchObject({
      value: null,
      missing: { code: 'noRate' },
    });
  });

  it("takes the source's currency where the record says none, else the workspace's", () => {
    const sources = [
      { id: 'standard', system: 'standard', currency: 'USD' },
      { id: 'shop', system: 'standard' },
    ];
    const observations = [won('a', { amount: 1 }), { ...won('b', { amount: 1 }), source: 'shop' }];
    expect(revenueOf(observations, { ...brazil, sources }).value).toBe(6);
  });

  it('rounds a record once, after conversion, halves to the even cent', () => {
    const rate = (text: string) => ({ currency: 'USD', rates: { EUR: { '2020-01-01': text } } });
    const euros = (amount: string, text: string) =>
      revenueOf([won('a', { amount, currency: 'EUR' })], rate(text)).value;
    expect(euros('0.01', '0.5')).toBe(0);
    expect(euros('0.03', '0.5')).toBe(0.02);
    expect(euros('0.05', '0.5')).toBe(0.02);
    expect(euros('-0.03', '0.5')).toBe(-0.02);
    expect(euros('1.005', '1')).toBe(1);
    expect(euros('1.0050001', '1')).toBe(1.01);
    // Rounding before and after would make 0.13 of it.
    expect(euros('0.245', '0.5')).toBe(0.12);
    const twice = ['a', 'b'].map((id) => won(id, { amount: '0.01', currency: 'EUR' }));
    expect(revenueOf(twice, rate('1.5')).value).toBe(0.04);
  });

  it.each([
    ['JPY', '1234.5', 1234],
    ['JPY', '1235.5', 1236],
    ['KWD', '1.0005', 1],
    ['KWD', '1.0015', 1.002],
    ['USD', '1.005', 1],
  ])('counts %s in its own minor units: %s is %d', (currency, amount, value) => {
    expect(revenueOf([won('a', { amount })], { currency }).value).toBe(value);
  });

  it('takes a rate that only an exponent could write for none, rather than for 0', () => {
    const configuration = { rates: { IRR: { '2020-01-01': 1e-7 } } };
    expect(revenueOf([won('a', { amount: 10, currency: 'IRR' })], configuration).missing?.code).toBe('noRate');
  });
});

import { describe, expect, it } from 'vitest';
import {
  campaign,
  companionOf,
  customer,
  deal,
  kpiOf,
  order,
  type Posted,
  reviewOf,
  segmentsBy,
  spend,
} from '../../support/review.ts';

const roiOf = (observations: readonly Posted[], period = '2026-03') => kpiOf(reviewOf(observations, { period }), 'roi');

const march = '2026-03-10T00:00:00Z';
const before = '2026-01-10T00:00:00Z';
const member = (id: string, since = '2026-03-05T00:00:00Z') => customer(id, { since });
const spent = (id: string, amount: number | null, set: Readonly<Record<string, unknown>> = {}) =>
  spend(id, { category: 'marketing', from: march, amount, ...set });
const bought = (id: string, of: string, amount: number | null, set: Readonly<Record<string, unknown>> = {}) =>
  order(id, { customer: of, at: march, amount, ...set });

describe('return on marketing and sales', () => {
  it('is (what sales to new customers brought − spend) ÷ spend: 40,000 for 10,000 are 3', () => {
    const kpi = roiOf([member('a'), bought('1', 'a', 40_000), spent('s', 10_000)]);
    expect(kpi).toMatchObject({ value: 3, numerator: 30_000, denominator: 10_000, n: 1, interval: null });
    expect(companionOf(kpi, 'costKnown')).toBe(0);
  });

  it('rests on the profit where the cost is known, else on the amount, and tells for which share it is', () => {
    const observations = [
      member('a'),
      bought('1', 'a', 100, { cost: 40 }),
      bought('2', 'a', 50, { cost: 80 }),
      deal('3', { customer: 'a', outcome: 'won', closedAt: march, amount: 20 }),
      bought('4', 'a', 30, { cost: 0 }),
      spent('s', 20),
      spent('t', 10, { category: 'sales' }),
    ];
    const kpi = roiOf(observations);
    expect(kpi).toMatchObject({ value: 50 / 30, numerator: 50, denominator: 30, n: 2 });
    expect(companionOf(kpi, 'costKnown')).toBe(0.75);
  });

  it('counts sales to customers that joined in the period, in it, before and after they joined', () => {
    const gain = (since: string, at = march) =>
      (roiOf([member('a', since), bought('1', 'a', 7, { at }), spent('s', 1)]).numerator ?? 0) + 1;
    expect(gain('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(gain('2026-03-01T00:00:00Z')).toBe(7);
    expect(gain('2026-03-31T23:59:59.999Z')).toBe(7);
    expect(gain('2026-04-01T00:00:00Z')).toBe(0);
    expect(gain(march, '2026-03-01T00:00:00Z')).toBe(7);
    expect(gain(march, '2026-02-28T23:59:59.999Z')).toBe(0);
    expect(gain(march, '2026-04-01T00:00:00Z')).toBe(0);
  });

  it('counts no sales to those that come back, or to nobody', () => {
    const back = [
      customer('a', { status: 'active' }, before),
      customer('a', { status: 'ended' }, '2026-02-10T00:00:00Z'),
    ];
    const again = customer('a', { status: 'active' }, '2026-03-05T00:00:00Z');
    expect(
      roiOf([...back, again, bought('1', 'a', 7), order('2', { at: march, amount: 7 }), spent('s', 1)]).value,
    ).toBe(-1);
  });

  it('counts marketing and sales spend only', () => {
    const others = ['retention', 'service', 'other'].map((category) => spent(category, 5, { category }));
    expect(roiOf([member('a'), bought('1', 'a', 7), spent('s', 1), ...others]).denominator).toBe(1);
  });

  it('has no value where no spend is said for the period: it is no cost of 0', () => {
    const elsewhere = spent('s', 10, { from: before });
    expect(roiOf([member('a'), bought('1', 'a', 7), elsewhere])).toMatchObject({
      value: null,
      numerator: 7,
      denominator: 0,
      n: 0,
      missing: { code: 'noSpend' },
    });
    expect(roiOf([member('a'), bought('1', 'a', 7), spent('s', 0)])).toMatchObject({
      value: null,
      n: 1,
      missing: { code: 'zeroDenominator' },
    });
  });

  it('is -1 where nothing was sold to new customers, and tells no share of them', () => {
    const kpi = roiOf([member('a'), bought('1', 'a', 7, { at: before }), spent('s', 10)]);
    expect(kpi.value).toBe(-1);
    expect(companionOf(kpi, 'costKnown')).toBeNull();
  });

  it('leaves out, and counts, on both sides what cannot be told', () => {
    const observations = [
      member('a'),
      bought('1', 'a', 30),
      bought('2', 'a', null, { cost: 3 }),
      bought('3', 'a', 9, { currency: 'XAU' }),
      spent('s', 10),
      spent('t', null),
      spent('u', 10, { category: null }),
      spent('v', 10, { from: null }),
      spent('w', 10, { to: before }),
    ];
    expect(roiOf(observations)).toMatchObject({
      value: 2,
      leftOut: [
        { code: 'noAmount', records: 1, example: 'standard:order:2' },
        { code: 'noCategory', records: 1, example: 'standard:spend:u' },
        { code: 'noFrom', records: 1, example: 'standard:spend:v' },
        { code: 'noRate', records: 1, example: 'standard:order:3' },
        { code: 'toBeforeFrom', records: 1, example: 'standard:spend:w' },
      ],
    });
  });

  it('is broken down by campaign alone, in which sales and spend have a part', () => {
    const won = (id: string, amount: number, of: string | null) =>
      deal(id, { customer: 'a', outcome: 'won', closedAt: march, amount, campaign: of, owner: 'ana' });
    const kpi = roiOf([
      member('a'),
      campaign('fair', { name: 'Spring fair' }),
      won('1', 30, 'fair'),
      won('2', 20, 'mailing'),
      won('3', 5, null),
      spent('s', 10, { campaign: 'fair' }),
      spent('t', 40, { campaign: 'poster' }),
    ]);
    expect([...new Set(kpi.segments.map(({ by }) => by))]).toEqual(['campaign']);
    const rows = kpi.segments.map(({ key, label, value, numerator, denominator }) => [
      key,
      label,
      value,
      numerator,
      denominator,
    ]);
    expect(rows).toEqual([
      ['fair', 'Spring fair', 2, 20, 10],
      ['poster', 'poster', -1, -40, 40],
      ['mailing', 'mailing', null, 20, 0],
      [null, '', null, 5, 0],
    ]);
    expect(kpi).toMatchObject({ numerator: 5, denominator: 50 });
    expect(segmentsBy(kpi, 'campaign').size).toBe(4);
  });
});

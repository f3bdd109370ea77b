import { describe, expect, it } from 'vitest';
import { companionOf, customer, kpiOf, type Posted, renewal, reviewOf, segmentsBy } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const day = 86_400_000;

const rateOf = (observations: readonly Posted[], asOf?: string, configuration: Record<string, unknown> = {}) => {
  const workspace = workspaceOf(configuration);
  return kpiOf(reviewOf(observations, { period: '2026-03', workspace, ...(asOf && { asOf }) }), 'renewalRate');
};

const dueAt = '2026-03-10T00:00:00Z';
const due = (id: string, outcome: string | null, set: Readonly<Record<string, unknown>> = {}) =>
  renewal(id, { dueAt, outcome, ...set });

describe('renewals', () => {
  it('are renewed ÷ due: one of 100 renewed for 100, one of 200 for 300, one of 100 lost: 2 of 3, by value 0.75', () => {
    const kpi = rateOf([
      due('a', 'renewed', { amount: 100, renewedAmount: 100 }),
      due('b', 'renewed', { amount: 200, renewedAmount: 300 }),
      due('c', 'lost', { amount: 100 }),
    ]);
    expect(kpi).toMatchObject({ value: 2 / 3, numerator: 2, denominator: 3, n: 3 });
    expect(companionOf(kpi, 'byValue')).toBe(0.75);
  });

  it('count where they are due, from the first instant of the period to the last, however early they were decided', () => {
    const n = (at: string) => rateOf([due('a', 'renewed', { dueAt: at, decidedAt: '2026-01-10T00:00:00Z' })]).n;
    expect(n('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(n('2026-03-01T00:00:00Z')).toBe(1);
    expect(n('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(n('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('stand on neither side while they are undecided within the grace of 30 × 24 hours, after that they are lost', () => {
    const open = [due('a', 'renewed', { amount: 10 }), due('b', null, { amount: 30 })];
    const at = (instant: number) => rateOf(open, new Date(instant).toISOString());
    const last = Date.parse(dueAt) + 30 * day;
    expect(at(last)).toMatchObject({
      value: 1,
      denominator: 1,
      leftOut: [{ code: 'undecided', records: 1, example: 'standard:renewal:b' }],
    });
    expect(companionOf(at(last), 'byValue')).toBe(1);
    expect(at(last + 1)).toMatchObject({ value: 0.5, denominator: 2, leftOut: [] });
    expect(companionOf(at(last + 1), 'byValue')).toBe(0.25);
  });

  it('have the grace that is configured, be it none', () => {
    const open = [due('a', 'renewed'), due('b', null)];
    const at = (instant: string, renewalGraceDays: number) => rateOf(open, instant, { renewalGraceDays }).denominator;
    expect(at('2026-03-12T00:00:00Z', 2)).toBe(1);
    expect(at('2026-03-12T00:00:00.001Z', 2)).toBe(2);
    expect(at(dueAt, 0)).toBe(1);
    expect(at('2026-03-10T00:00:00.001Z', 0)).toBe(2);
  });

  it('are still open until the grace has passed since the end of the period', () => {
    const end = Date.parse('2026-04-01T00:00:00Z');
    const at = (instant: number) => rateOf([due('a', 'renewed')], new Date(instant).toISOString()).flags;
    expect(at(end + 30 * day - 1)).toContain('stillOpen');
    expect(at(end + 30 * day)).not.toContain('stillOpen');
  });

  it('by value take the old amount where no renewed one is said, never more than it, and nothing of what was lost', () => {
    const byValue = (...renewals: Posted[]) => companionOf(rateOf(renewals), 'byValue');
    const old = due('x', 'lost', { amount: 100 });
    expect(byValue(old, due('a', 'renewed', { amount: 100 }))).toBe(0.5);
    expect(byValue(old, due('a', 'renewed', { amount: 100, renewedAmount: 40 }))).toBe(0.2);
    expect(byValue(old, due('a', 'renewed', { amount: 100, renewedAmount: 900 }))).toBe(0.5);
    expect(byValue(old, due('a', 'lost', { amount: 100, renewedAmount: 60 }))).toBe(0);
    expect(byValue(old, due('a', 'renewed', { amount: 100, renewedAmount: 0 }))).toBe(0);
    expect(
      byValue(old, due('a', 'renewed', { renewedAmount: 50 }), due('b', 'renewed', { amount: 5, currency: 'XAU' })),
    ).toBe(0);
    expect(byValue(due('a', 'renewed'))).toBeNull();
  });

  it('by value are converted at the rate of the due date', () => {
    const rates = { EUR: { '2026-01-01': 1, '2026-03-10': 3, '2026-03-11': 9 } };
    const observations = [
      due('a', 'renewed', { amount: 100, renewedAmount: 50, currency: 'EUR', decidedAt: '2026-03-20T00:00:00Z' }),
      due('b', 'lost', { amount: 100 }),
    ];
    expect(companionOf(rateOf(observations, undefined, { rates }), 'byValue')).toBe(150 / 400);
  });

  it('leave out, and count, those without a due date', () => {
    expect(rateOf([due('a', 'renewed'), due('b', 'renewed', { dueAt: null })])).toMatchObject({
      denominator: 1,
      leftOut: [{ code: 'noDueAt', records: 1, example: 'standard:renewal:b' }],
    });
  });

  it('are by the segments that their customer has as of the due date', () => {
    const observations = [
      customer('acme', { owner: 'ana', region: 'south' }),
      customer('acme', { owner: 'rui' }, dueAt),
      due('a', 'renewed', { customer: 'acme' }),
      due('b', 'lost', { customer: 'acme', dueAt: '2026-03-09T00:00:00Z' }),
    ];
    const kpi = rateOf(observations);
    expect([...segmentsBy(kpi, 'owner')].map(([key, { value }]) => [key, value])).toEqual([
      ['ana', 0],
      ['rui', 1],
    ]);
    expect(segmentsBy(kpi, 'region').get('south')).toMatchObject({ value: 0.5, denominator: 2 });
  });

  it('have no value where none was due', () => {
    expect(rateOf([due('a', 'renewed', { dueAt: '2026-01-10T00:00:00Z' })])).toMatchObject({
      value: null,
      missing: { code: 'zeroDenominator' },
    });
  });
});

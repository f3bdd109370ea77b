import { describe, expect, it } from 'vitest';
import { kpiOf, lead, type Posted, reviewOf } from '../../support/review.ts';

const conversionOf = (observations: readonly Posted[], asOf = '2026-12-01T00:00:00Z', period = '2026-03') =>
  kpiOf(reviewOf(observations, { period, asOf }), 'leadConversionRate');

const created = (id: string, set: Readonly<Record<string, unknown>> = {}, createdAt = '2026-03-10T00:00:00Z') =>
  lead(id, { createdAt, ...set });

describe('lead conversion', () => {
  it('is of the leads created in the period the share converted so far: 12 of 100', () => {
    const leads = Array.from({ length: 100 }, (_, index) =>
      created(`${index}`, index < 12 ? { convertedAt: '2026-05-01T00:00:00Z' } : {}),
    );
    expect(conversionOf(leads)).toMatchObject({ value: 0.12, numerator: 12, denominator: 100, n: 100 });
  });

  it('is a cohort: conversions of the period do not count for leads of another', () => {
    const observations = [
      created('a'),
      created('old', { convertedAt: '2026-03-15T00:00:00Z' }, '2026-02-28T23:59:59.999Z'),
    ];
    expect(conversionOf(observations)).toMatchObject({ value: 0, denominator: 1, previous: { value: 1 } });
  });

  it('counts what has converted by the computation, not what will', () => {
    const leads = [created('a', { convertedAt: '2026-05-01T00:00:00Z' }), created('b')];
    expect(conversionOf(leads, '2026-04-30T23:59:59Z').value).toBe(0);
    expect(conversionOf(leads, '2026-05-01T00:00:00Z').value).toBe(0.5);
  });

  it('still counts a lead that was disqualified, or that converted before it was created', () => {
    const odd = created('b', { convertedAt: '2026-03-09T00:00:00Z', disqualifiedAt: '2026-03-11T00:00:00Z' });
    expect(conversionOf([created('a'), odd])).toMatchObject({ value: 0.5, leftOut: [] });
  });

  it('leaves out, and counts, leads without createdAt', () => {
    const observations = [created('a'), lead('b', { convertedAt: '2026-03-15T00:00:00Z' }), lead('c', { name: 'C' })];
    expect(conversionOf(observations)).toMatchObject({
      value: 0,
      denominator: 1,
      leftOut: [{ code: 'noCreatedAt', records: 2, example: 'standard:lead:b' }],
    });
  });

  describe('is still open until nine of ten conversions usually have come', () => {
    /** Of January, converted after 1 to 10 days: nine of ten within 9.1 days. */
    const january = Array.from({ length: 10 }, (_, index) =>
      created(`j${index}`, { convertedAt: `2026-01-${11 + index}T00:00:00Z` }, '2026-01-10T00:00:00Z'),
    );
    const usual = Date.parse('2026-04-01T00:00:00Z') + 9.1 * 86_400_000;

    it('counted from the end of the period', () => {
      const at = (instant: number) => conversionOf([...january, created('a')], new Date(instant).toISOString()).flags;
      expect(at(usual - 1)).toContain('stillOpen');
      expect(at(usual)).not.toContain('stillOpen');
    });

    it('and as long as nothing is known of how long it takes', () => {
      const longSince = created('x', { convertedAt: '2020-01-20T00:00:00Z' }, '2020-01-10T00:00:00Z');
      expect(conversionOf([longSince, created('a')], '2029-01-01T00:00:00Z').flags).toContain('stillOpen');
    });

    it('but not where there is no value', () => {
      expect(conversionOf(january, '2026-04-01T00:00:00Z').flags).toEqual([]);
    });
  });
});

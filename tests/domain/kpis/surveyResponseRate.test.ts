import { describe, expect, it } from 'vitest';
import { customer, kpiOf, type Posted, reviewOf, segmentsBy, survey } from '../../support/review.ts';

const responseOf = (observations: readonly Posted[], asOf?: string) =>
  kpiOf(reviewOf(observations, { period: '2026-03', ...(asOf && { asOf }) }), 'surveyResponseRate');

const sentAt = '2026-03-10T00:00:00Z';
const sent = (id: string, set: Readonly<Record<string, unknown>> = {}) => survey(id, { kind: 'nps', sentAt, ...set });
const answered = (id: string, at = '2026-03-11T00:00:00Z', set: Readonly<Record<string, unknown>> = {}) =>
  sent(id, { at, score: 9, ...set });

describe('survey response', () => {
  it('is answered to date ÷ sent: 4 of 10', () => {
    const ids = Array.from({ length: 10 }, (_, index) => `${index}`);
    expect(responseOf(ids.map((id, index) => (index < 4 ? answered(id) : sent(id))))).toMatchObject({
      value: 0.4,
      numerator: 4,
      denominator: 10,
      n: 10,
    });
  });

  it('is by the instant of the sending: that of the start belongs to it, that of the end does not', () => {
    const counted = (at: string) => responseOf([answered('a'), sent('b', { sentAt: at })]).n - 1;
    expect(counted('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(counted('2026-03-01T00:00:00Z')).toBe(1);
    expect(counted('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(counted('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('counts an answer whenever it came, but none from after the computation', () => {
    const late = [answered('a', '2026-04-20T00:00:00Z'), sent('b')];
    expect(responseOf(late).value).toBe(0.5);
    expect(responseOf(late, '2026-04-20T00:00:00Z').value).toBe(0.5);
    expect(responseOf(late, '2026-04-19T23:59:59.999Z').value).toBe(0);
  });

  it('counts surveys of whatever kind, whatever they were answered', () => {
    const observations = [answered('a', sentAt, { kind: 'csat', score: 99 }), sent('b', { kind: 'ces' })];
    expect(responseOf(observations)).toMatchObject({ numerator: 1, denominator: 2 });
  });

  it('leaves out, and counts, one of which nobody knows when it was sent', () => {
    expect(responseOf([answered('a'), survey('b', { kind: 'nps', at: sentAt, score: 9 })])).toMatchObject({
      n: 1,
      leftOut: [{ code: 'noSentAt', records: 1, example: 'standard:survey:b' }],
    });
  });

  it('is still open until the time in which nine of ten answers come has passed since the end', () => {
    const observations = [answered('a', '2026-03-20T00:00:00Z'), sent('b')];
    const isOpen = (asOf: string) => responseOf(observations, asOf).flags.includes('stillOpen');
    expect(isOpen('2026-04-10T23:59:59.999Z')).toBe(true);
    expect(isOpen('2026-04-11T00:00:00Z')).toBe(false);
  });

  it('is 0, not missing, where none of those sent was answered', () => {
    expect(
      responseOf([sent('a'), answered('b', '2025-03-11T00:00:00Z', { sentAt: '2025-03-10T00:00:00Z' })]),
    ).toMatchObject({
      value: 0,
      missing: null,
    });
  });

  it("is segmented by the customer's, as of the sending", () => {
    const observations = [
      customer('acme', { owner: 'ana' }),
      customer('acme', { owner: 'rui' }, '2026-03-10T12:00:00Z'),
      answered('a', '2026-03-11T00:00:00Z', { customer: 'acme' }),
    ];
    expect([...segmentsBy(responseOf(observations), 'owner').keys()]).toEqual(['ana']);
  });
});

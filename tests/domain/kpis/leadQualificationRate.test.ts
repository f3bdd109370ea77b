import { describe, expect, it } from 'vitest';
import { kpiOf, lead, type Posted, reviewOf, segmentsBy } from '../../support/review.ts';

const qualificationOf = (observations: readonly Posted[], asOf = '2026-12-01T00:00:00Z', period = '2026-03') =>
  kpiOf(reviewOf(observations, { period, asOf }), 'leadQualificationRate');

const created = (id: string, set: Readonly<Record<string, unknown>> = {}, createdAt = '2026-03-10T00:00:00Z') =>
  lead(id, { createdAt, ...set });

const later = '2026-04-10T00:00:00Z';

describe('lead qualification', () => {
  it('is qualified or converted ÷ created: of 10, 3 were qualified and 1 converted without', () => {
    const leads = Array.from({ length: 10 }, (_, index) =>
      created(`${index}`, index < 3 ? { qualifiedAt: later } : index === 3 ? { convertedAt: later } : {}),
    );
    expect(qualificationOf(leads)).toMatchObject({ value: 0.4, numerator: 4, denominator: 10, n: 10 });
  });

  it('counts a lead once that was qualified and converted', () => {
    const both = created('a', { qualifiedAt: later, convertedAt: '2026-05-01T00:00:00Z' });
    expect(qualificationOf([both, created('b')])).toMatchObject({ value: 0.5, numerator: 1 });
  });

  it('still counts one that was disqualified later', () => {
    const turnedDown = created('a', { qualifiedAt: later, disqualifiedAt: '2026-05-01T00:00:00Z' });
    expect(qualificationOf([turnedDown]).value).toBe(1);
  });

  it('is a cohort of those created from the first instant of the period to the last', () => {
    const sides = (createdAt: string) => {
      const { numerator, denominator } = qualificationOf([
        created('other'),
        created('a', { qualifiedAt: later }, createdAt),
      ]);
      return [numerator, (denominator ?? 0) - 1];
    };
    expect(sides('2026-02-28T23:59:59.999Z')).toEqual([0, 0]);
    expect(sides('2026-03-01T00:00:00Z')).toEqual([1, 1]);
    expect(sides('2026-03-31T23:59:59.999Z')).toEqual([1, 1]);
    expect(sides('2026-04-01T00:00:00Z')).toEqual([0, 0]);
  });

  it('counts what came by the computation, not what will', () => {
    const leads = [created('a', { qualifiedAt: '2026-05-01T00:00:00Z' }), created('b')];
    expect(qualificationOf(leads, '2026-04-30T23:59:59.999Z').value).toBe(0);
    expect(qualificationOf(leads, '2026-05-01T00:00:00Z').value).toBe(0.5);
  });

  it('is told by either field alone', () => {
    expect(qualificationOf([created('a', { convertedAt: later })]).missing).toBeNull();
    expect(qualificationOf([created('a', { qualifiedAt: later })]).missing).toBeNull();
    expect(qualificationOf([created('a')]).missing).toMatchObject({
      code: 'noData',
      needs: ['lead.qualifiedAt', 'lead.convertedAt'],
    });
  });

  it('leaves out, and counts, leads without createdAt', () => {
    const observations = [
      created('a', { qualifiedAt: later }),
      lead('b', { qualifiedAt: later }),
      lead('c', { score: 1 }),
    ];
    expect(qualificationOf(observations)).toMatchObject({
      value: 1,
      denominator: 1,
      leftOut: [{ code: 'noCreatedAt', records: 2, example: 'standard:lead:b' }],
    });
  });

  it('has no value where no lead was created', () => {
    expect(qualificationOf([created('a', { qualifiedAt: later }, '2026-01-10T00:00:00Z')])).toMatchObject({
      value: null,
      denominator: 0,
      missing: { code: 'zeroDenominator' },
    });
  });

  it('is by the segments of the creation', () => {
    const observations = [
      created('a', { qualifiedAt: later, owner: 'ana' }),
      created('b', { owner: 'ana' }),
      created('c', { owner: 'rui' }),
      lead('a', { owner: 'rui' }, '2026-03-10T00:00:00.001Z'),
    ];
    const owners = segmentsBy(qualificationOf(observations), 'owner');
    expect(owners.get('ana')).toMatchObject({ value: 0.5, denominator: 2 });
    expect(owners.get('rui')).toMatchObject({ value: 0, denominator: 1 });
  });

  it('is still open until nine of ten qualifications usually have come, be it by converting', () => {
    /** Of January, after 1 to 10 days: nine of ten within 9.1 days. */
    const january = Array.from({ length: 10 }, (_, index) => {
      const at = `2026-01-${11 + index}T00:00:00Z`;
      const set = index % 2 === 0 ? { qualifiedAt: at, convertedAt: '2026-02-20T00:00:00Z' } : { convertedAt: at };
      return created(`j${index}`, set, '2026-01-10T00:00:00Z');
    });
    const usual = Date.parse('2026-04-01T00:00:00Z') + 9.1 * 86_400_000;
    const at = (instant: number) => qualificationOf([...january, created('a')], new Date(instant).toISOString()).flags;
    expect(at(usual - 1)).toContain('stillOpen');
    expect(at(usual)).not.toContain('stillOpen');
  });
});

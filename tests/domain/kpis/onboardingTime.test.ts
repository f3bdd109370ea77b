import { describe, expect, it } from 'vitest';
import { companionOf, customer, kpiOf, type Posted, reviewOf, segmentsBy } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const day = 86_400;

const onboardingOf = (observations: readonly Posted[], asOf?: string) =>
  kpiOf(reviewOf(observations, { period: '2026-03', ...(asOf && { asOf }) }), 'onboardingTime');

const finished = (id: string, onboardingStartedAt: string, onboardedAt: string) =>
  customer(id, { onboardingStartedAt, onboardedAt });
const begun = (id: string, onboardingStartedAt: string, set: Readonly<Record<string, unknown>> = {}) =>
  customer(id, { onboardingStartedAt, ...set });
const usual = finished('usual', '2026-03-01T00:00:00Z', '2026-03-11T00:00:00Z');

describe('onboarding time', () => {
  it('is the median of onboarded − started: after 10, 20 and 60 days 20 days', () => {
    const kpi = onboardingOf([
      usual,
      finished('a', '2026-02-20T00:00:00Z', '2026-03-12T00:00:00Z'),
      finished('b', '2026-01-01T00:00:00Z', '2026-03-02T00:00:00Z'),
    ]);
    expect(kpi).toMatchObject({ value: 20 * day, numerator: null, denominator: null, n: 3 });
    expect(companionOf(kpi, 'mean')).toBe(30 * day);
    expect(companionOf(kpi, 'p90')).toBeCloseTo(52 * day, 6);
  });

  it('is of elapsed seconds, whatever the clocks do', () => {
    // From noon to noon over the night in which the clocks go forward.
    const night = finished('a', '2026-03-28T12:00:00+01:00', '2026-03-29T12:00:00+02:00');
    const workspace = workspaceOf({ timeZone: 'Europe/Berlin' });
    expect(kpiOf(reviewOf([night], { period: '2026-03', workspace }), 'onboardingTime').value).toBe(23 * 3600);
  });

  it('is by the end of the onboarding: that of the start belongs to it, that of the end does not', () => {
    const counted = (at: string) => onboardingOf([usual, finished('a', '2026-01-01T00:00:00Z', at)]).n - 1;
    expect(counted('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(counted('2026-03-01T00:00:00Z')).toBe(1);
    expect(counted('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(counted('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('leaves out, and counts, one that ended before it began, and one of unknown beginning', () => {
    const observations = [
      usual,
      finished('a', '2026-03-11T00:00:00Z', '2026-03-10T00:00:00Z'),
      customer('b', { onboardedAt: '2026-03-10T00:00:00Z' }),
    ];
    const review = reviewOf(observations, { period: '2026-03' });
    expect(kpiOf(review, 'onboardingTime')).toMatchObject({
      value: 10 * day,
      n: 1,
      leftOut: [
        { code: 'noOnboardingStartedAt', records: 1, example: 'standard:customer:b' },
        { code: 'onboardedBeforeOnboardingStarted', records: 1, example: 'standard:customer:a' },
      ],
    });
    // They count where no duration is asked for.
    expect(kpiOf(review, 'onboardings').value).toBe(3);
  });

  it('is segmented as of the end of the onboarding', () => {
    const moved = [
      finished('a', '2026-03-01T00:00:00Z', '2026-03-10T00:00:00Z'),
      customer('a', { owner: 'ana' }),
      customer('a', { owner: 'rui' }, '2026-03-10T00:00:00Z'),
      customer('a', { owner: 'eva' }, '2026-03-11T00:00:00Z'),
    ];
    expect([...segmentsBy(onboardingOf(moved), 'owner').keys()]).toEqual(['rui']);
  });
});

describe('onboardings that are not finished', () => {
  const unfinished = (observations: readonly Posted[], asOf?: string) => {
    const kpi = onboardingOf([usual, ...observations], asOf);
    return [companionOf(kpi, 'unfinished'), companionOf(kpi, 'unfinishedMedianAge')];
  };

  it("are counted at the period's end, with their median age", () => {
    expect(unfinished([begun('a', '2026-03-30T00:00:00Z'), begun('b', '2026-03-31T00:00:00Z')])).toEqual([
      2,
      1.5 * day,
    ]);
    expect(unfinished([])).toEqual([0, null]);
  });

  it('are those of the instant just before it', () => {
    const count = (startedAt: string, onboardedAt?: string) =>
      unfinished([begun('a', startedAt, onboardedAt ? { onboardedAt } : {})])[0];
    expect(count('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(count('2026-04-01T00:00:00Z')).toBe(0);
    expect(count('2026-03-01T00:00:00Z', '2026-03-31T23:59:59.999Z')).toBe(0);
    expect(count('2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z')).toBe(1);
  });

  it('are of the age that they have today while the period runs', () => {
    expect(unfinished([begun('a', '2026-03-10T00:00:00Z')], '2026-03-12T00:00:00Z')).toEqual([1, 2 * day]);
  });
});

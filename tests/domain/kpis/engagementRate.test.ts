import { describe, expect, it } from 'vitest';
import { activity, customer, kpiOf, type Posted, reviewOf, segmentsBy, subscription } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const engagementOf = (observations: readonly Posted[], configuration: Record<string, unknown> = {}) =>
  kpiOf(reviewOf(observations, { period: '2026-03', workspace: workspaceOf(configuration) }), 'engagementRate');

const since = '2026-01-10T00:00:00Z';
const within = '2026-03-10T00:00:00Z';
const members = (...ids: string[]) => ids.map((id) => customer(id, { since }));
/** Of nobody: so that activities were told of before the period. */
const earlier = activity('any', { at: since, customer: 'nobody' });
const did = (of: string, kind: string | null = 'login', at = within): Posted =>
  activity('any', { at, kind, customer: of }, at);

describe('engagement', () => {
  it('is customers with an activity ÷ active customers: of four one logged in, another only opened a mail', () => {
    const observations = [...members('a', 'b', 'c', 'd'), did('a'), did('b', 'open')];
    const kpi = engagementOf(observations);
    expect(kpi).toMatchObject({ value: 0.25, numerator: 1, denominator: 4, n: 4 });
    expect(kpi.interval).not.toBeNull();
    // Whoever tells of activities alone is not silent.
    expect(kpi.silent).toBeUndefined();
  });

  it('counts a customer once, however much it does', () => {
    const often = [did('a'), did('a', 'use'), did('a', 'login', '2026-03-20T00:00:00Z')];
    expect(engagementOf([...members('a', 'b'), ...often])).toMatchObject({ numerator: 1, denominator: 2 });
  });

  it('is by every kind but open, none at all too, unless kinds are configured', () => {
    const observations = [...members('a', 'b', 'c'), did('a', 'open'), did('b', null), did('c', 'meeting')];
    expect(engagementOf(observations).numerator).toBe(2);
    expect(engagementOf(observations, { engagement: { kinds: ['open', 'login'] } }).numerator).toBe(1);
    expect(engagementOf(observations, { engagement: { kinds: ['meeting'] } }).numerator).toBe(1);
  });

  it('is by the instant of the activity: that of the start belongs to it, that of the end does not', () => {
    const engaged = (at: string, configuration: Record<string, unknown> = {}) =>
      engagementOf([...members('a'), earlier, did('a', 'login', at)], configuration).numerator;
    expect(engaged('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(engaged('2026-03-01T00:00:00Z')).toBe(1);
    expect(engaged('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(engaged('2026-04-01T00:00:00Z')).toBe(0);
    // Midnight in Kathmandu is at a quarter past the hour.
    const timeZone = 'Asia/Kathmandu';
    expect(engaged('2026-02-28T18:14:59.999Z', { timeZone })).toBe(0);
    expect(engaged('2026-02-28T18:15:00Z', { timeZone })).toBe(1);
    expect(engaged('2026-03-31T18:14:59.999Z', { timeZone })).toBe(1);
    expect(engaged('2026-03-31T18:15:00Z', { timeZone })).toBe(0);
  });

  it('counts who was there at the start, or joined in the period, whatever became of it', () => {
    const counts = (set: Readonly<Record<string, unknown>>) => {
      const { numerator, denominator } = engagementOf([...members('other'), customer('a', set), did('a')]);
      return [numerator, (denominator ?? 0) - 1];
    };
    expect(counts({ since })).toEqual([1, 1]);
    expect(counts({ since: '2026-03-31T23:59:59.999Z' })).toEqual([1, 1]);
    expect(counts({ since: '2026-04-01T00:00:00Z' })).toEqual([0, 0]);
    expect(counts({ since, until: '2026-03-05T00:00:00Z' })).toEqual([1, 1]);
    expect(counts({ since, until: '2026-02-28T23:59:59.999Z' })).toEqual([0, 0]);
    expect(counts({ name: 'Never a customer' })).toEqual([0, 0]);
  });

  it('knows customers by their subscriptions and by their other names', () => {
    const observations: Posted[] = [
      subscription('s', { customer: 'a', startedAt: since, mrr: 5 }),
      ...members('b'),
      { record: 'customer', id: 'b2', at: since, mergedInto: 'b' },
      did('a'),
      did('b2'),
    ];
    expect(engagementOf(observations)).toMatchObject({ numerator: 2, denominator: 2 });
  });

  it('is not of users, though they too are active', () => {
    const byUser = activity('any', { at: within, kind: 'login', user: 'a' }, within);
    const before = did('b', 'login', '2026-01-20T00:00:00Z');
    expect(engagementOf([...members('a', 'b'), byUser, before])).toMatchObject({ value: 0, missing: null });
  });

  it('has no value where there was no customer', () => {
    const observations = [customer('a', { since: '2026-04-10T00:00:00Z' }), did('a')];
    expect(engagementOf(observations)).toMatchObject({ value: null, missing: { code: 'zeroDenominator' } });
  });

  it('leaves out, and counts, customers of whom nobody knows since when', () => {
    const unknown = [customer('b', { until: within }), subscription('s', { customer: 'c', mrr: 5 })];
    expect(engagementOf([...members('a'), did('a'), did('b'), ...unknown])).toMatchObject({
      value: 1,
      n: 1,
      leftOut: [
        { code: 'noSince', records: 1, example: 'standard:customer:b' },
        { code: 'noStartedAt', records: 1, example: 'standard:subscription:s' },
      ],
    });
  });

  it('is segmented as of the start, of who joined in the period as of the joining', () => {
    const moved = (id: string, from: string, at: string) => [
      customer(id, { since: from, owner: 'ana' }),
      customer(id, { owner: 'rui' }, at),
    ];
    const observations = [
      ...moved('a', since, '2026-02-28T23:59:59.999Z'),
      ...moved('b', since, '2026-03-01T00:00:00Z'),
      ...moved('c', within, within),
      ...moved('d', within, '2026-03-10T00:00:00.001Z'),
      did('a'),
      did('d'),
    ];
    const rows = [...segmentsBy(engagementOf(observations), 'owner')].map(([key, row]) => [key, row.numerator, row.n]);
    expect(rows).toEqual([
      ['ana', 1, 2],
      ['rui', 1, 2],
    ]);
  });
});

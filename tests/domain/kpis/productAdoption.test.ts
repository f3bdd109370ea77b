import { describe, expect, it } from 'vitest';
import { activity, customer, kpiOf, type Posted, reviewOf, segmentsBy } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const adoptionOf = (observations: readonly Posted[], adoption?: { features?: string[]; atLeast?: number }) =>
  kpiOf(
    reviewOf(observations, { period: '2026-03', workspace: workspaceOf(adoption && { adoption }) }),
    'productAdoption',
  );

const since = '2026-01-10T00:00:00Z';
const within = '2026-03-10T00:00:00Z';
const members = (...ids: string[]) => ids.map((id) => customer(id, { since }));
const used = (of: string, feature: string | null, at = within): Posted =>
  activity('any', { at, kind: 'use', customer: of, feature }, at);

const all = [...members('a', 'b', 'c', 'd'), used('a', 'reports'), used('b', 'rules')];

describe('product adoption', () => {
  it('is customers who used a feature ÷ active customers: of four two used one each', () => {
    const kpi = adoptionOf(all);
    expect(kpi).toMatchObject({ value: 0.5, numerator: 2, denominator: 4, n: 4 });
    expect(kpi.interval).not.toBeNull();
  });

  it('is 0 where two features are asked for', () => {
    const features = ['reports', 'rules'];
    expect(adoptionOf(all, { features, atLeast: 2 })).toMatchObject({ value: 0, numerator: 0, denominator: 4 });
  });

  it('counts features, not how often they are used', () => {
    const features = ['reports', 'rules', 'mail'];
    const twice = (...of: string[]) =>
      adoptionOf([...members('a'), ...of.map((feature, index) => used('a', feature, `2026-03-1${index}T00:00:00Z`))], {
        features,
        atLeast: 2,
      }).value;
    expect(twice('reports', 'reports')).toBe(0);
    expect(twice('reports', 'mail')).toBe(1);
    expect(twice('reports', 'mail', 'rules')).toBe(1);
  });

  it('is by the features configured alone', () => {
    const observations = [...members('a', 'b', 'c'), used('a', 'mail'), used('b', 'reports'), used('c', null)];
    expect(adoptionOf(observations).numerator).toBe(2);
    expect(adoptionOf(observations, { features: ['mail', 'rules'] }).numerator).toBe(1);
  });

  it('is by features used in the period together, not before and in it', () => {
    const observations = [...members('a'), used('a', 'mail', '2026-02-28T23:59:59.999Z'), used('a', 'rules')];
    expect(adoptionOf(observations, { features: ['mail', 'rules'], atLeast: 2 }).value).toBe(0);
  });

  it('is by the instant of the use: that of the start belongs to it, that of the end does not', () => {
    const adopted = (at: string) =>
      adoptionOf([...members('a'), used('nobody', 'mail', since), used('a', 'mail', at)]).numerator;
    expect(adopted('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(adopted('2026-03-01T00:00:00Z')).toBe(1);
    expect(adopted('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(adopted('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('counts those active in the period alone', () => {
    const observations = [
      ...members('a'),
      customer('joined', { since: within }),
      customer('later', { since: '2026-04-01T00:00:00Z' }),
      ...['a', 'joined', 'later', 'nobody'].map((id) => used(id, 'mail')),
    ];
    expect(adoptionOf(observations)).toMatchObject({ numerator: 2, denominator: 2 });
  });

  it('is by a use of whatever kind, one that engages nobody too', () => {
    const opened = activity('any', { at: within, kind: 'open', customer: 'a', feature: 'mail' }, within);
    expect(adoptionOf([...members('a'), opened]).value).toBe(1);
  });

  it('is segmented as of the start, of who joined in the period as of the joining', () => {
    const moved = (id: string, from: string, at: string) => [
      customer(id, { since: from, owner: 'ana' }),
      customer(id, { owner: 'rui' }, at),
      used(id, 'mail'),
    ];
    const observations = [...moved('a', since, '2026-03-01T00:00:00Z'), ...moved('b', within, within)];
    expect([...segmentsBy(adoptionOf(observations), 'owner').keys()]).toEqual(['ana', 'rui']);
  });
});

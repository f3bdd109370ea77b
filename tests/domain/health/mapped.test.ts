import { expect, it } from 'vitest';
import { neverSeen, seenIn } from '../../../lambdas/domain/health/mapped.ts';
import type { Observation } from '../../../lambdas/domain/records/observation.ts';

const mapping = {
  fields: { deal: { source: 'custom:7', 'custom.tier': 'custom:9' }, customer: { region: 'custom:9' } },
};

const said = (record: Observation['record'], set: Observation['set']): Observation => ({
  record,
  id: '1',
  stamp: { at: 0, nanos: 0, seq: null },
  set,
});

const missing = (observations: readonly Observation[], by = mapping): string[] =>
  neverSeen(mapping, seenIn(observations, by)).map(({ field, path }) => `${field} ${path}`);

it('a mapped field is seen by a value, not by being cleared, nor by one of another record', () => {
  const observations = [said('deal', { 'custom.tier': 'gold', source: null }), said('ticket', { 'custom.tier': 'x' })];
  expect(missing(observations)).toEqual(['deal.source custom:7', 'customer.region custom:9']);
  expect(missing([...observations, said('deal', { source: 'web' }), said('customer', { region: 'south' })])).toEqual(
    [],
  );
});

it('nothing is missed before there is any observation', () => {
  expect(missing([])).toEqual([]);
  expect(missing([said('ticket', {})])).toHaveLength(3);
});

it('what filled it while it was mapped from elsewhere does not count', () => {
  const before = { fields: { ...mapping.fields, deal: { source: 'custom:8', 'custom.tier': 'custom:9' } } };
  expect(missing([said('deal', { source: 'web', 'custom.tier': 'gold' })], before)).toEqual([
    'deal.source custom:7',
    'customer.region custom:9',
  ]);
});

import { describe, expect, it } from 'vitest';
import { fold } from '../../../lambdas/domain/records/fold.ts';
import type { Observation } from '../../../lambdas/domain/records/observation.ts';
import { statesOf } from '../../../lambdas/domain/records/states.ts';

const told = (set: Observation['set']): Observation => ({
  record: 'activity',
  id: 'any',
  stamp: { at: 0, nanos: 0, seq: null },
  set,
});

const at = (text: string): number => Date.parse(text);

describe('the records that an observation speaks of', () => {
  it('is the one it names', () => {
    const deal: Observation = { record: 'deal', id: '42', stamp: { at: 5, nanos: 0, seq: null }, set: { name: 'A' } };
    expect(statesOf(deal).map(({ type, id }) => [type, id])).toEqual([['deal', '42']]);
    expect(statesOf(deal)[0]?.state.fields.get('name')).toEqual([{ stamp: deal.stamp, value: 'A' }]);
  });

  it('is the month of the customer and that of the user, whatever the id of the activity', () => {
    const changes = statesOf(told({ at: at('2026-10-03T12:00:00Z'), kind: 'use', customer: 'c1', user: 'u1' }));
    expect(changes.map(({ type, id }) => [type, id])).toEqual([
      ['activity', 'customer/c1/2026-10'],
      ['activity', 'user/u1/2026-10'],
    ]);
  });

  it('is only the month of the one that an activity names', () => {
    expect(statesOf(told({ at: 0, user: 'u1', customer: null })).map(({ id }) => id)).toEqual(['user/u1/1970-01']);
  });
});

describe('presence', () => {
  const presence = (set: Observation['set']) => statesOf(told({ user: 'u', ...set }))[0]?.state.presence;

  it.each([
    ['2026-10-01T00:00:00.000Z', 0],
    ['2026-10-01T00:14:59.999Z', 0],
    ['2026-10-01T00:15:00.000Z', 1],
    ['2026-10-03T12:00:00.000Z', 2 * 96 + 48],
    ['2026-10-31T23:59:59.999Z', 31 * 96 - 1],
  ])('is the quarter-hour of the UTC month: %s is %i', (instant, quarter) => {
    expect(presence({ at: at(instant), kind: 'use', feature: 'reports' })).toEqual([
      { kind: 'use', feature: 'reports', quarters: [quarter] },
    ]);
  });

  it('has months before the epoch and before the year 1000', () => {
    expect(statesOf(told({ at: at('0099-02-28T23:59:00Z'), user: 'u' }))[0]).toMatchObject({
      id: 'user/u/0099-02',
      state: { presence: [{ quarters: [28 * 96 - 1] }] },
    });
  });

  it('has an empty kind and no feature where none is said', () => {
    expect(presence({ at: 0 })).toEqual([{ kind: '', feature: null, quarters: [0] }]);
  });

  it('unites, ascending and without repeats, for each kind and feature', () => {
    const states = [
      { at: at('2026-10-01T05:00:00Z'), kind: 'use', feature: 'reports' },
      { at: at('2026-10-01T00:00:00Z'), kind: 'use', feature: 'reports' },
      { at: at('2026-10-01T05:10:00Z'), kind: 'use', feature: 'reports' },
      { at: at('2026-10-01T05:00:00Z'), kind: 'use', feature: 'board' },
      { at: at('2026-10-01T05:00:00Z'), kind: 'login' },
    ].flatMap((set) => statesOf(told({ ...set, user: 'u' })).map(({ state }) => state));
    expect(states.reduce(fold).presence).toEqual([
      { kind: 'login', feature: null, quarters: [20] },
      { kind: 'use', feature: 'board', quarters: [20] },
      { kind: 'use', feature: 'reports', quarters: [0, 20] },
    ]);
  });
});

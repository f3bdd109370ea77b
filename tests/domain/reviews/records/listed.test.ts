import { describe, expect, it } from 'vitest';
import type { RecordList } from '../../../../lambdas/domain/reviews/records/list.ts';
import { customer, deal, order, subscription, ticket } from '../../../support/review.ts';
import { workspaceOf } from '../../../support/workspace.ts';
import { listOf } from './support.ts';

const period = '2026-10';
const linked = (recordUrl: string | Record<string, string>) =>
  workspaceOf({ sources: [{ id: 'standard', system: 'standard', recordUrl }], currency: 'EUR' });

const won = (id: string, closedAt: string, set: object = {}) =>
  deal(id, { outcome: 'won', createdAt: '2026-09-01T00:00:00Z', closedAt, amount: '1200.50', ...set });

const ids = ({ records }: RecordList): string[] => records.map(({ id }) => id);

describe('a record behind a number', () => {
  it('is told with its name, what the number asks of it, and where it is seen', () => {
    const { records, value, total } = listOf(
      [won('a/b?', '2026-10-03T12:00:00.000Z', { name: 'Big one', currency: 'BRL', owner: 'ana' })],
      { period, workspace: linked('https://crm.example/deals/{id}') },
      { kpi: 'wonRevenue' },
    );
    expect([value, total]).toEqual([null, 1]);
    expect(records).toEqual([
      {
        record: 'deal',
        source: 'standard',
        id: 'a/b?',
        name: 'Big one',
        url: 'https://crm.example/deals/a%2Fb%3F',
        at: '2026-10-03T12:00:00.000Z',
        role: null,
        leftOut: 'noRate',
        fields: { outcome: 'won', closedAt: '2026-10-03T12:00:00.000Z', amount: '1200.5', currency: 'BRL' },
      },
    ]);
  });

  it('is seen elsewhere by its type, where that is said', () => {
    const of = (record: string) =>
      listOf(
        [won('1', '2026-10-03T12:00:00Z')],
        { period, workspace: linked({ [record]: 'https://crm.example/{id}' }) },
        { kpi: 'wonDeals' },
      ).records.map(({ url }) => url);
    expect([of('deal'), of('customer')]).toEqual([['https://crm.example/1'], [null]]);
  });

  it.each([
    'javascript:alert({id})',
    'data:text/html,{id}',
    'https://crm.example/',
    'crm.example/{id}',
    'javascript://x/%0a{id}',
  ])('has no address where the configuration has none that may be followed: %s', (recordUrl) => {
    const { records } = listOf(
      [won('1', '2026-10-03T12:00:00Z')],
      { period, workspace: linked(recordUrl) },
      { kpi: 'wonDeals' },
    );
    expect(records).toMatchObject([{ id: '1', url: null, role: 'counted' }]);
  });

  it('says on which side of a fraction it stands', () => {
    const list = listOf(
      [won('1', '2026-10-03T12:00:00Z'), deal('2', { outcome: 'lost', closedAt: '2026-10-04T12:00:00Z' })],
      { period },
      { kpi: 'winRate' },
    );
    expect(list.records.map(({ id, role }) => [id, role])).toEqual([
      ['2', 'denominator'],
      ['1', 'both'],
    ]);
    expect([list.value, list.n]).toEqual([0.5, 2]);
  });

  it('is told the newest first, of one instant by id, and no more than are asked for', () => {
    const observations = [
      won('b', '2026-10-05T00:00:00Z'),
      won('a', '2026-10-05T00:00:00Z'),
      won('c', '2026-10-09T00:00:00Z'),
      won('d', '2026-10-01T00:00:00Z'),
      deal('e', { outcome: 'won' }),
    ];
    const list = listOf(observations, { period }, { kpi: 'wonDeals' });
    expect(ids(list)).toEqual(['c', 'a', 'b', 'd', 'e']);
    expect(list.records.at(-1)).toMatchObject({ id: 'e', at: null, role: null, leftOut: 'noClosedAt' });
    const some = listOf(observations, { period }, { kpi: 'wonDeals', most: 2 });
    expect([ids(some), some.total]).toEqual([['c', 'a'], 5]);
  });

  it('is among the newest however many came before it', () => {
    const observations = Array.from({ length: 60 }, (_, index) =>
      won(String((index * 7) % 60), new Date(Date.UTC(2026, 9, 2) + ((index * 7) % 60) * 60_000).toISOString()),
    );
    const list = listOf(observations, { period }, { kpi: 'wonDeals', most: 3 });
    expect([ids(list), list.total]).toEqual([['59', '58', '57'], 60]);
  });

  it('is a customer with its subscriptions, where customers count', () => {
    const { records } = listOf(
      [
        customer('1', { name: 'Acme', since: '2025-01-01T00:00:00Z' }),
        subscription('s1', {
          customer: '1',
          startedAt: '2025-01-01T00:00:00Z',
          mrr: '10',
          endedAt: '2026-10-15T00:00:00Z',
        }),
        subscription('s2', { startedAt: '2025-01-01T00:00:00Z', mrr: '7' }),
        subscription('s3', { customer: 'gone', startedAt: '2025-01-01T00:00:00Z', mrr: '5' }),
      ],
      { period },
      { kpi: 'churnRate' },
    );
    expect(records.map(({ record, id, name, role, part }) => [record, id, name, role, part])).toEqual([
      ['customer', '1', 'Acme', 'both', 'lost'],
      ['customer', 'gone', null, 'denominator', 'retained'],
      ['subscription', 's2', null, 'denominator', 'retained'],
    ]);
    const held = { source: 'standard', currency: null, startedAt: '2025-01-01T00:00:00.000Z' };
    expect(records[0]).toMatchObject({
      fields: { since: '2025-01-01T00:00:00.000Z', status: null },
      subscriptions: [{ ...held, id: 's1', mrr: '10', endedAt: '2026-10-15T00:00:00.000Z' }],
    });
    expect(records[1]).toMatchObject({ fields: {}, subscriptions: [{ ...held, id: 's3', mrr: '5', endedAt: null }] });
    expect(records[2]?.subscriptions).toBeUndefined();
    expect(records[2]?.fields).toMatchObject({ mrr: '7' });
  });

  it('of whom nobody has a record is told by its id, and nobody is not told at all', () => {
    const sold = { at: '2026-10-05T00:00:00Z', amount: '5' };
    const { records } = listOf([order('1', { ...sold, customer: 'c9' })], { period }, { kpi: 'repeatPurchaseRate' });
    expect(records).toMatchObject([{ record: 'customer', id: 'c9', name: null, fields: {}, part: 'once' }]);
    const opened = [
      ticket('1', { createdAt: '2026-10-05T00:00:00Z' }),
      customer('1', { since: '2025-01-01T00:00:00Z' }),
    ];
    const list = listOf(opened, { period }, { kpi: 'ticketsPerCustomer' });
    expect(list.records.map(({ record, role }) => [record, role])).toEqual([
      ['ticket', 'numerator'],
      ['customer', 'denominator'],
    ]);
  });

  it('tells the part that it stood in before, so that who fell into red is found by name', () => {
    const since = '2025-01-01T00:00:00Z';
    const opened = [1, 2, 3, 4].map((day) =>
      ticket(String(day), { customer: '1', createdAt: `2026-10-0${day}T00:00:00Z` }),
    );
    const list = listOf(
      [customer('1', { name: 'Acme', since }), ...opened],
      { period },
      { kpi: 'customerHealthScore' },
    );
    expect(list.records.find(({ id }) => id === '1')).toMatchObject({ part: 'red', role: 'counted' });
    expect(list.records.find(({ id }) => id === '1')?.partBefore).toBe('green');
  });
});

describe('a segment of the records', () => {
  const observations = [
    won('1', '2026-10-03T00:00:00Z', { owner: 'ana', source: 'web' }),
    won('2', '2026-10-04T00:00:00Z', { owner: 'ana' }),
    won('3', '2026-10-05T00:00:00Z', { source: 'web' }),
  ];
  const list = (
    segment: readonly (readonly [string, string | null])[],
    scopes: readonly ({ owner: string } | null)[] = [null],
  ) => listOf(observations, { period, scopes }, { kpi: 'wonDeals', segment });

  it('is those with a key, or those without any, and of several those of all', () => {
    expect(ids(list([['owner', 'ana']]))).toEqual(['2', '1']);
    expect(ids(list([['owner', null]]))).toEqual(['3']);
    expect(
      ids(
        list([
          ['owner', 'ana'],
          ['source', 'web'],
        ]),
      ),
    ).toEqual(['1']);
    expect(list([['owner', 'rui']])).toMatchObject({ value: 0, total: 0, records: [] });
  });

  it('never leads out of the scope', () => {
    expect(ids(list([], [{ owner: 'ana' }]))).toEqual(['2', '1']);
    expect(ids(list([['source', 'web']], [{ owner: 'ana' }]))).toEqual(['1']);
    expect(ids(list([['owner', null]], [{ owner: 'ana' }]))).toEqual([]);
  });
});

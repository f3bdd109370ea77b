import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../../lambdas/domain/records/vocabulary.ts';
import type { KpiResult, ReviewDocument, Scope } from '../../../lambdas/domain/reviews/document.ts';
import {
  type Asked,
  customer,
  deal,
  kpiOf,
  lead,
  order,
  type Posted,
  recordsOf,
  reviewRecords,
  spend,
  survey,
  ticket,
  user,
} from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';
import { world } from './worlds.ts';

const at = '2026-03-10T00:00:00Z';
const won = (id: string, amount: number, set: Readonly<Record<string, unknown>> = {}) =>
  deal(id, { outcome: 'won', closedAt: at, amount, ...set });

const reviews = (observations: readonly Posted[], scopes: readonly (Scope | null)[], asked: Partial<Asked> = {}) =>
  reviewRecords(recordsOf(observations), { period: '2026-03', ...asked, scopes });

const revenueIn = (observations: readonly Posted[], scope: Scope, asked: Partial<Asked> = {}) => {
  const [document] = reviews(observations, [scope], asked);
  return document && kpiOf(document, 'wonRevenue').value;
};

describe('a scope', () => {
  it('makes a document of its own, in the order asked for', () => {
    const scopes = [{ owner: 'ana' }, null, { owner: 'rui' }];
    const documents = reviews([won('a', 1, { owner: 'ana' }), won('b', 10, { owner: 'rui' })], scopes);
    expect(documents.map(({ scope }) => scope)).toEqual(scopes);
    expect(documents.map((document) => kpiOf(document, 'wonRevenue').value)).toEqual([1, 11, 10]);
  });

  it('holds what lies within all of its segments', () => {
    const observations = [
      won('a', 1, { owner: 'ana', source: 'web' }),
      won('b', 10, { owner: 'ana' }),
      won('c', 100, { owner: 'rui', source: 'web' }),
    ];
    expect(revenueIn(observations, { owner: 'ana', source: 'web' })).toBe(1);
  });

  it('never holds what lacks the segment', () => {
    expect(revenueIn([won('a', 1), won('b', 10, { owner: 'ana' })], { owner: '' })).toBe(0);
  });

  it('is by what is taken from the customer and the user, too', () => {
    const observations = [
      customer('acme', { region: 'south', 'custom.tier': 'gold' }),
      user('ana', { team: 'red' }),
      won('a', 1, { customer: 'acme' }),
      won('b', 10, { owner: 'ana' }),
    ];
    expect(revenueIn(observations, { region: 'south' })).toBe(1);
    expect(revenueIn(observations, { 'custom.tier': 'gold' })).toBe(1);
    expect(revenueIn(observations, { team: 'red' })).toBe(10);
  });

  it('names records by their id in any source, or by source:id in one, whatever their other names', () => {
    const workspace = workspaceOf({ sources: ['crm', 'shop'].map((id) => ({ id, system: 'standard' })) });
    const of = (source: string, said: Posted): Posted => ({ ...said, source });
    const observations: Posted[] = [
      of('crm', won('a', 1, { owner: 'ana' })),
      of('shop', won('b', 10, { owner: 'ana' })),
      of('shop', won('c', 100, { owner: 'other name' })),
      { source: 'crm', record: 'user', id: 'ana', at, same: ['shop:other name'] },
    ];
    expect(revenueIn(observations, { owner: 'ana' }, { workspace })).toBe(111);
    expect(revenueIn(observations, { owner: 'crm:ana' }, { workspace })).toBe(101);
    expect(revenueIn(observations, { owner: 'other name' }, { workspace })).toBe(101);
    const stages = [
      of('crm', won('a', 1, { stage: '142' })),
      of('shop', won('b', 10, { stage: '142' })),
      of('shop', won('c', 100, { stage: '143' })),
    ];
    expect(revenueIn(stages, { stage: '142' }, { workspace })).toBe(11);
    expect(revenueIn(stages, { stage: 'shop:142' }, { workspace })).toBe(10);
  });

  it('holds a record in the periods in which it stood there', () => {
    const observations = [
      deal('a', { createdAt: '2026-01-01T00:00:00Z', amount: 7, owner: 'ana' }),
      deal('a', { owner: 'rui' }, '2026-03-01T00:00:00Z'),
    ];
    const [document] = reviews(observations, [{ owner: 'ana' }]);
    const pipeline = document && kpiOf(document, 'pipelineValue');
    expect(pipeline?.value).toBe(0);
    expect(pipeline?.previous?.value).toBe(7);
  });

  it("counts a person's last answer only where it was given", () => {
    const observations = [
      customer('n', { region: 'north' }),
      customer('s', { region: 'south' }),
      survey('1', { kind: 'nps', score: 0, at, respondent: 'ana', customer: 'n' }),
      survey('2', { kind: 'nps', score: 10, at: '2026-03-11T00:00:00Z', respondent: 'ana', customer: 's' }),
    ];
    const documents = reviews(observations, [{ region: 'north' }, { region: 'south' }]);
    expect(documents.map((document) => kpiOf(document, 'nps').n)).toEqual([0, 1]);
  });

  it('tells what was left out of it alone', () => {
    const observations = [
      won('a', 1, { owner: 'ana', amount: null }),
      won('b', 1, { owner: 'rui', amount: null }),
      deal('c', { outcome: 'won', owner: 'rui', amount: 1 }),
    ];
    const [document] = reviews(observations, [{ owner: 'rui' }]);
    expect(document && kpiOf(document, 'wonRevenue').leftOut).toEqual([
      { code: 'noAmount', records: 1, example: 'standard:deal:b' },
      { code: 'noClosedAt', records: 1, example: 'standard:deal:c' },
    ]);
  });

  it('tells that a KPI is 0 in it where the workspace has the data, and missing where nobody has', () => {
    const observations = [ticket('t', { createdAt: at, owner: 'ana' }), lead('l', { createdAt: at })];
    const [document] = reviews(observations, [{ owner: 'rui' }]);
    expect(document && kpiOf(document, 'tickets')).toMatchObject({ value: 0, missing: null });
    expect(document && kpiOf(document, 'leadConversionRate').missing?.code).toBe('noData');
  });
});

describe('what is counted by customer', () => {
  const observations = [
    customer('s', { since: '2026-01-10T00:00:00Z', region: 'south', owner: 'ana' }),
    customer('n', { since: '2026-01-10T00:00:00Z', region: 'north', owner: 'rui' }),
    ticket('1', { createdAt: at, customer: 's', owner: 'support' }),
    ticket('2', { createdAt: at, customer: 'n', owner: 'ana' }),
    ticket('3', { createdAt: at, owner: 'ana' }),
    order('o', { at, amount: 1, customer: 's' }),
    order('p', { at, amount: 1, customer: 'only a name' }),
  ];
  const sides = (id: string, scope: Scope | null) => {
    const [document] = reviews(observations, [scope]);
    const { numerator, denominator } = document ? kpiOf(document, id) : {};
    return [numerator, denominator];
  };

  it('lies where the customer does, whatever it says itself', () => {
    expect(sides('ticketsPerCustomer', null)).toEqual([3, 2]);
    expect(sides('ticketsPerCustomer', { region: 'south' })).toEqual([1, 1]);
    expect(sides('ticketsPerCustomer', { owner: 'ana' })).toEqual([1, 1]);
    expect(sides('ticketsPerCustomer', { owner: 'support' })).toEqual([0, 0]);
  });

  it('lies nowhere where nothing is known of the customer but its name', () => {
    expect(sides('repeatPurchaseRate', null)).toEqual([0, 2]);
    expect(sides('repeatPurchaseRate', { region: 'south' })).toEqual([0, 1]);
    const [document] = reviews(
      [order('q', { at, amount: 1, customer: 'x', product: 'desk' }), ...observations],
      [{ product: 'desk' }],
    );
    expect(document && [kpiOf(document, 'averagePurchaseValue').n, kpiOf(document, 'repeatPurchaseRate').n]).toEqual([
      1, 0,
    ]);
  });
});

describe('spend', () => {
  it('lies where its campaign does, and nowhere by what it does not have', () => {
    const observations = [
      spend('a', { category: 'marketing', amount: 10, from: at, campaign: 'fair' }),
      spend('b', { category: 'sales', amount: 30, from: at }),
      customer('s', { since: at, region: 'south' }),
    ];
    const scopes = [null, { campaign: 'fair' }, { region: 'south' }];
    const costs = reviews(observations, scopes).map((document) => kpiOf(document, 'customerAcquisitionCost'));
    expect(costs.map(({ value, numerator, denominator }) => [value, numerator, denominator])).toEqual([
      [40, 40, 1],
      [null, 10, 0],
      [null, 0, 1],
    ]);
    expect(costs.map(({ missing }) => missing?.code)).toEqual([undefined, 'noNewCustomers', 'noSpend']);
  });
});

type Named = Pick<Posted, 'source' | 'id'>;

/** Whether a record is one of those within. */
const isWithin = ({ source, id }: Named): boolean => (source === 'crm') === Number(id) % 2 > 0;

/** The customer that a record names, or where that is of the other side the one of the record's own id. */
const customerOf = ({ source = '', id }: Named, reference: unknown): string => {
  const named = typeof reference === 'string' ? reference : id;
  const [, of = source, whom = named] = /^(crm|shop):(.*)$/.exec(named) ?? [];
  return isWithin({ source: of, id: whom }) === isWithin({ source, id }) ? named : id;
};

/**
 * Who stands where is plain: every record says so itself, none has two names, each answer is another person's, each
 * order stands alone, and whatever has a customer names one of its own side: what is counted by customer lies where that
 * does. Activities say nothing but whose they are.
 */
const plain = (said: Posted): Posted => {
  const { source = '', record, id, at: when, set } = said;
  if (record === 'activity') return said;
  const { respondent: _, deal: _deal, customer: named, ...fields } = set as Readonly<Record<string, unknown>>;
  const own = {
    ...('customer' in fieldsOf(record) && { customer: customerOf(said, named) }),
    ...(record === 'survey' && { respondent: `${source}:${id}` }),
    'custom.side': isWithin(said) ? 'within' : 'without',
  };
  return { source, record, id, at: when, set: { ...fields, ...own } };
};

/** Every customer that anybody can name, and a ticket and an order of long ago within: what a workspace has, and since when, each part of it has. */
const known = ['crm', 'shop'].flatMap((source): Posted[] => [
  ...['1', '2', '3', '4', '5', 'nobody'].map((id): Posted => ({ source, record: 'customer', id, at, set: {} })),
  ...(['ticket', 'order'] as const).map(
    (record): Posted => ({ source, record, id: source === 'crm' ? '11' : '12', at: '2019-01-01T00:00:00Z', set: {} }),
  ),
]);

/** Says last of all that a record is gone. What it once said it has said. */
const gone = ({ source = '', record, id }: Posted): Posted => ({
  source,
  record,
  id,
  at: '2029-01-01T00:00:00Z',
  deleted: true,
});

/** All but the segments, and which of them moved the whole: those taken from customers who count nowhere are lost. */
const numbers = ({ kpis }: ReviewDocument): Omit<KpiResult, 'segments' | 'movedBy'>[] =>
  kpis.map(({ segments: _, movedBy: _moved, ...kpi }) => kpi);

describe('a review of a scope', () => {
  it('is the review of the records within it, as if there were no others', () => {
    fc.assert(
      fc.property(world, ({ observations, ...asked }) => {
        const told = [...known, ...observations].map(plain);
        const outside = told.filter((said) => said.record !== 'activity' && !isWithin(said));
        const [scoped] = reviewRecords(recordsOf(told), { ...asked, scopes: [{ 'custom.side': 'within' }] });
        const [alone] = reviewRecords(recordsOf([...told, ...outside.map(gone)]), asked);
        expect(scoped && numbers(scoped)).toEqual(alone && numbers(alone));
      }),
      { numRuns: 40 },
    );
  }, 30_000);
});

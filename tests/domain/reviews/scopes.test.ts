import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KpiResult, ReviewDocument, Scope } from '../../../lambdas/domain/reviews/document.ts';
import {
  type Asked,
  customer,
  deal,
  kpiOf,
  lead,
  type Posted,
  recordsOf,
  reviewRecords,
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

/** Whether a record is one of those within. */
const isWithin = ({ source, id }: Pick<Posted, 'source' | 'id'>): boolean => (source === 'crm') === Number(id) % 2 > 0;

/**
 * Who stands where is plain: every record says so itself, none has two names, each answer is another person's, each
 * order stands alone, and each subscription is of the customer of its own id.
 */
const plain = ({ source = '', record, id, at: when, set }: Posted): Posted => {
  const { respondent: _, deal: _deal, ...fields } = set as Readonly<Record<string, unknown>>;
  const own = { survey: { respondent: `${source}:${id}` }, subscription: { customer: id } };
  const side = isWithin({ source, id }) ? 'within' : 'without';
  const placed = { ...fields, ...own[record as keyof typeof own], 'custom.side': side };
  return { source, record, id, at: when, set: placed };
};

/** Says last of all that a record is gone. What it once said it has said. */
const gone = ({ source = '', record, id }: Posted): Posted => ({
  source,
  record,
  id,
  at: '2029-01-01T00:00:00Z',
  deleted: true,
});

/** All but the segments: those taken from customers who count nowhere are lost. */
const numbers = ({ kpis }: ReviewDocument): Omit<KpiResult, 'segments'>[] => kpis.map(({ segments: _, ...kpi }) => kpi);

describe('a review of a scope', () => {
  it('is the review of the records within it, as if there were no others', () => {
    fc.assert(
      fc.property(world, ({ observations, ...asked }) => {
        const told = observations.filter(({ record }) => record !== 'activity' && record !== 'user').map(plain);
        const customers = told.filter((said) => said.record === 'customer' && isWithin(said));
        const isPaid = ({ source, id }: Posted): boolean =>
          customers.some((member) => member.source === source && member.id === id);
        const outside = told.filter((said) => (said.record === 'subscription' ? !isPaid(said) : !isWithin(said)));
        const [scoped] = reviewRecords(recordsOf(told), { ...asked, scopes: [{ 'custom.side': 'within' }] });
        const [alone] = reviewRecords(recordsOf([...told, ...outside.map(gone)]), asked);
        expect(scoped && numbers(scoped)).toEqual(alone && numbers(alone));
      }),
      { numRuns: 40 },
    );
  }, 30_000);
});

import { describe, expect, it } from 'vitest';
import type { ReviewDocument, Scope } from '../../../lambdas/domain/reviews/document.ts';
import { scopeName } from '../../../lambdas/domain/reviews/scope.ts';
import { deal, lead, type Posted, recordsOf, reviewRecords } from '../../support/review.ts';

const sentAt = '2026-03-02T11:00:00Z';
const before = Date.parse(sentAt) - 1;
const since = Date.parse(sentAt) + 1;

const won = (id: string, set: Readonly<Record<string, unknown>> = {}, at?: string) =>
  deal(id, { outcome: 'won', closedAt: '2026-02-10T00:00:00Z', amount: 10, owner: 'ana', ...set }, at);

const told = [won('a'), won('b'), won('c'), won('d', { owner: 'rui' })];

/** February as it was sent. */
const february = (observations: readonly Posted[], scope: Scope | null = null): ReviewDocument =>
  reviewRecords(recordsOf(observations, before), {
    period: '2026-02',
    asOf: sentAt,
    scopes: [scope],
  })[0] as ReviewDocument;

/** What March's review says of it, once `later` was said. */
const restated = (
  later: readonly Posted[],
  {
    first = told,
    scope = null,
    sent = february(first, scope),
    generations = {},
  }: {
    first?: readonly Posted[];
    scope?: Scope | null;
    sent?: ReviewDocument;
    generations?: Readonly<Record<string, number>>;
  } = {},
) => {
  const touched = new Set(later.map(({ record, id }) => `${record}:${id}`));
  const records = recordsOf([...first, ...later], before).map((record) =>
    touched.has(`${record.type}:${record.id}`) ? { ...record, changedAt: since } : record,
  );
  const asked = { period: '2026-03', scopes: [scope], sentBefore: { [scopeName(scope)]: sent }, generations };
  return reviewRecords(records, asked)[0]?.restatements ?? [];
};

const of = (id: string, all: ReturnType<typeof restated>) => all.filter(({ kpi }) => kpi === id);
const period = '2026-02';

describe('the next review restates', () => {
  it('nothing where nothing moved, and nothing where nothing was sent', () => {
    expect(restated([])).toEqual([]);
    expect(restated([deal('a', { name: 'A' }, '2026-03-05T00:00:00Z')])).toEqual([]);
    const records = recordsOf([...told, won('e')]);
    expect(reviewRecords(records, { period: '2026-03' })[0]?.restatements).toEqual([]);
  });

  it('records that came late: 4 deals were 6', () => {
    const all = restated([won('e'), won('f')]);
    expect(of('wonDeals', all)).toEqual([{ kpi: 'wonDeals', period, was: 4, is: 6, records: 2, cause: 'late' }]);
    expect(of('wonRevenue', all)).toEqual([{ kpi: 'wonRevenue', period, was: 40, is: 60, records: 2, cause: 'late' }]);
    // The share won has not moved.
    expect(of('winRate', all)).toEqual([]);
  });

  it('a rebuild of a source as another definition, unless the configuration is another', () => {
    const causes = (sent: Partial<ReviewDocument>, generations = {}) =>
      new Set(restated([won('e')], { sent: { ...february(told), ...sent }, generations }).map(({ cause }) => cause));
    expect(causes({})).toEqual(new Set(['late']));
    expect(causes({}, { standard: 2 })).toEqual(new Set(['definition']));
    expect(causes({ generations: { standard: 2 } }, { standard: 2 })).toEqual(new Set(['late']));
    expect(causes({ generations: { standard: 2 } }, { standard: 3 })).toEqual(new Set(['definition']));
    expect(causes({ generations: { standard: 2 }, configuration: 'sha256:another' }, { standard: 3 })).toEqual(
      new Set(['configuration']),
    );
  });

  it('and tells which generations it was made of, where one is not the first', () => {
    const [made] = reviewRecords(recordsOf(told), { period: '2026-03', generations: { standard: 2 } });
    expect(made?.generations).toEqual({ standard: 2 });
    expect(february(told)).not.toHaveProperty('generations');
  });

  it('records that were corrected: one was worth more', () => {
    const all = restated([deal('a', { amount: 15 }, '2026-03-05T00:00:00Z')]);
    expect(of('wonRevenue', all)).toEqual([
      { kpi: 'wonRevenue', period, was: 40, is: 45, records: 1, cause: 'corrected' },
    ]);
    expect(of('wonDeals', all)).toEqual([]);
  });

  it('records that were removed, though nothing is left of them to count', () => {
    const gone: Posted[] = ['a', 'b'].map((id) => ({ record: 'deal', id, at: '2026-03-05T00:00:00Z', deleted: true }));
    expect(of('wonDeals', restated(gone))).toEqual([
      { kpi: 'wonDeals', period, was: 4, is: 2, records: 2, cause: 'removed' },
    ]);
    const moved = deal('a', { closedAt: '2026-03-03T00:00:00Z' }, '2026-03-05T00:00:00Z');
    expect(of('wonDeals', restated([moved]))).toMatchObject([{ was: 4, is: 3, records: 1, cause: 'removed' }]);
  });

  it('values that are gone, and values that have come', () => {
    const gone: Posted[] = told.map(({ record, id }) => ({ record, id, at: '2026-03-05T00:00:00Z', deleted: true }));
    expect(of('winRate', restated(gone))).toMatchObject([{ was: 1, is: null, records: 4, cause: 'removed' }]);
    const came = restated([lead('l', { createdAt: '2026-02-10T00:00:00Z', convertedAt: '2026-02-11T00:00:00Z' })]);
    expect(of('leadConversionRate', came)).toMatchObject([{ was: null, is: 1, records: 1, cause: 'late' }]);
  });

  it('leads of then that converted since as come late: nothing about them was wrong', () => {
    const leads = ['l', 'm', 'n'].map((id) => lead(id, { createdAt: '2026-02-10T00:00:00Z' }));
    const first = [...leads, lead('l', { convertedAt: '2026-02-12T00:00:00Z' }, '2026-02-12T00:00:00Z')];
    const converted = lead('m', { convertedAt: '2026-03-05T00:00:00Z' }, '2026-03-05T00:00:00Z');
    expect(of('leadConversionRate', restated([converted], { first }))).toMatchObject([
      { was: 1 / 3, is: 2 / 3, records: 1, cause: 'late' },
    ]);
    const taken = lead('l', { convertedAt: null }, '2026-03-05T00:00:00Z');
    expect(of('leadConversionRate', restated([taken], { first }))).toMatchObject([{ is: 0, cause: 'corrected' }]);
  });

  it('as changed only what changed after the sent review was computed, not what changed in that instant', () => {
    const sent = february(told);
    const changedAt = (instant: number) =>
      recordsOf([...told, won('e')], before).map((record) => ({
        ...record,
        changedAt: record.id === 'a' ? instant : record.id === 'e' ? since : record.changedAt,
      }));
    const records = (instant: number) =>
      of(
        'wonDeals',
        reviewRecords(changedAt(instant), { period: '2026-03', sentBefore: { all: sent } })[0]?.restatements ?? [],
      )[0]?.records;
    expect(scopeName(null)).toBe('all');
    expect(records(Date.parse(sent.computedAt))).toBe(1);
    expect(records(Date.parse(sent.computedAt) + 1)).toBe(2);
  });

  it('by another definition or configuration, whatever else has changed', () => {
    const sent = february(told);
    const defined = restated([won('e')], { sent: { ...sent, definitions: '0', configuration: 'sha256:other' } });
    expect(of('wonDeals', defined)).toMatchObject([{ was: 4, is: 5, records: 1, cause: 'definition' }]);
    const configured = restated([won('e')], { sent: { ...sent, configuration: 'sha256:other' } });
    expect(of('wonDeals', configured)).toMatchObject([{ was: 4, is: 5, records: 1, cause: 'configuration' }]);
  });

  it('to each scope what moved in it', () => {
    const later = [won('e', { owner: 'rui' }), won('f', { owner: 'ana' })];
    expect(of('wonDeals', restated(later, { scope: { owner: 'rui' } }))).toMatchObject([
      { was: 1, is: 2, records: 1, cause: 'late' },
    ]);
    expect(restated([won('f', { owner: 'ana' })], { scope: { owner: 'rui' } })).toEqual([]);
  });

  it('only of the period that was sent', () => {
    const sent = { ...february(told), period: '2026-01' };
    expect(restated([won('e')], { sent })).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { Identities } from '../../../lambdas/domain/reviews/identity.ts';
import {
  customer,
  deal,
  kpiOf,
  type Posted,
  recordsOf,
  reviewOf,
  reviewRecords,
  segmentsBy,
  subscription,
  survey,
  user,
} from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const at = '2026-03-10T00:00:00Z';
const sources = ['billing', 'crm', 'shop'].map((id) => ({ id, system: 'standard' }));
const of = (source: string, said: Posted): Posted => ({ ...said, source });

const wonOf = (observations: readonly Posted[], configuration: Record<string, unknown> = {}) =>
  kpiOf(
    reviewOf(observations, { period: '2026-03', workspace: workspaceOf({ sources, ...configuration }) }),
    'wonRevenue',
  );

const won = (id: string, amount: number, set: Readonly<Record<string, unknown>> = {}) =>
  of('crm', deal(id, { outcome: 'won', closedAt: at, amount, ...set }));
const merged = (id: string, mergedInto: string | null, record: Posted['record'] = 'deal', saidAt = at): Posted => ({
  source: 'crm',
  record,
  id,
  at: saidAt,
  mergedInto,
});
const same = (source: string, id: string, names: readonly string[], record: Posted['record'] = 'deal'): Posted => ({
  source,
  record,
  id,
  at,
  same: names,
});
const deleted = (source: string, id: string, record: Posted['record'] = 'deal'): Posted => ({
  source,
  record,
  id,
  at,
  deleted: true,
});

describe('of merged records only the last in the chain counts', () => {
  const three = [won('a', 1), won('b', 10), won('c', 100)];

  it('along the whole chain', () => {
    expect(wonOf([...three, merged('a', 'b'), merged('b', 'c')])).toMatchObject({ value: 100, n: 1 });
  });

  it('even where a loser on the way was deleted', () => {
    const chain = [...three, merged('a', 'b'), merged('b', 'c'), deleted('crm', 'b'), deleted('crm', 'a')];
    expect(wonOf(chain)).toMatchObject({ value: 100, n: 1 });
  });

  it('none, where the last was deleted', () => {
    expect(wonOf([...three, merged('a', 'b'), deleted('crm', 'b')])).toMatchObject({ value: 100, n: 1 });
  });

  it('none of the losers, where the last never came', () => {
    expect(wonOf([...three, merged('a', 'gone')])).toMatchObject({ value: 110, n: 2 });
  });

  it('of a circle the smallest, and the circle is counted', () => {
    const circle = [...three, merged('c', 'b'), merged('b', 'c'), merged('a', 'c')];
    const review = reviewOf(circle, { period: '2026-03', workspace: workspaceOf({ sources }) });
    expect(kpiOf(review, 'wonRevenue')).toMatchObject({ value: 10, n: 1 });
    expect(review.coverage.map(({ source, unresolved }) => [source, unresolved])).toEqual([
      ['billing', 0],
      ['crm', 1],
      ['shop', 0],
    ]);
  });

  it('not, once a merge is taken back', () => {
    expect(wonOf([...three, merged('a', 'b'), merged('a', null, 'deal', '2026-03-11T00:00:00Z')])).toMatchObject({
      n: 3,
    });
  });

  it('with every reference to a loser going to the last', () => {
    const observations = [
      ...three.map((said, index) => ({ ...said, set: { ...(said.set as object), customer: `${index}` } })),
      of('crm', customer('0', { region: 'lost' })),
      of('crm', customer('1', { region: 'north' })),
      of('crm', customer('2', { region: 'north' })),
      merged('0', '1', 'customer'),
    ];
    expect([...segmentsBy(wonOf(observations), 'region')].map(([key, { value }]) => [key, value])).toEqual([
      ['north', 111],
    ]);
  });
});

describe('of aliases the smallest stands', () => {
  const twice = [won('d', 100), of('billing', deal('inv', { outcome: 'won', closedAt: at, amount: 70 }))];

  it('whoever of them tells of it', () => {
    expect(wonOf([...twice, same('crm', 'd', ['billing:inv'])])).toMatchObject({ value: 70, n: 1 });
    expect(wonOf([...twice, same('billing', 'inv', ['crm:d'])])).toMatchObject({ value: 70, n: 1 });
  });

  it('or that of the authority', () => {
    const authority = { deal: 'crm' };
    expect(wonOf([...twice, same('crm', 'd', ['billing:inv'])], { authority })).toMatchObject({ value: 100, n: 1 });
  });

  it('across any number of them', () => {
    const thrice = [...twice, of('shop', deal('9', { outcome: 'won', closedAt: at, amount: 5 }))];
    const names = [same('shop', '9', ['crm:d']), same('billing', 'inv', ['crm:d'])];
    expect(wonOf([...thrice, ...names])).toMatchObject({ value: 70, n: 1 });
    expect(wonOf([...thrice, ...names], { authority: { deal: 'shop' } })).toMatchObject({ value: 5, n: 1 });
  });

  it('of a merged record being those of the last in its chain', () => {
    const observations = [...twice, won('e', 1000), merged('d', 'e'), same('crm', 'd', ['billing:inv'])];
    expect(wonOf(observations)).toMatchObject({ value: 70, n: 1 });
    expect(wonOf(observations, { authority: { deal: 'crm' } })).toMatchObject({ value: 1000, n: 1 });
  });

  it('none, where who stands was deleted', () => {
    expect(
      wonOf([...twice, won('other', 3), same('crm', 'd', ['billing:inv']), deleted('billing', 'inv')]),
    ).toMatchObject({ value: 3 });
  });

  it('another one, where who should stand never came', () => {
    expect(wonOf([won('d', 100), same('crm', 'd', ['billing:inv'])])).toMatchObject({ value: 100, n: 1 });
    expect(
      wonOf([
        won('d', 100),
        same(
          'crm',
          'd',
          ['unheardOf:1'].map((name) => name.toLowerCase()),
        ),
      ]),
    ).toMatchObject({ value: 100, n: 1 });
    const both = [won('d', 100), of('shop', deal('9', { outcome: 'won', closedAt: at, amount: 5 }))];
    const names = [same('crm', 'd', ['billing:inv']), same('shop', '9', ['billing:inv'])];
    expect(wonOf([...both, ...names])).toMatchObject({ value: 100, n: 1 });
    expect(wonOf([...both, ...names, deleted('crm', 'd')])).toMatchObject({ value: 5, n: 1 });
    expect(wonOf([...both, ...names], { authority: { deal: 'shop' } })).toMatchObject({ value: 5, n: 1 });
  });
});

describe('a customer known by two systems', () => {
  const workspace = workspaceOf({ sources });
  const churnOf = (observations: readonly Posted[]) =>
    kpiOf(reviewOf(observations, { period: '2026-03', workspace }), 'churnRate');
  const pays = of(
    'billing',
    subscription('s', { customer: 'cus', startedAt: '2026-01-01T00:00:00Z', endedAt: at, mrr: 5 }),
  );
  const known = of('crm', customer('7', { since: '2025-01-01T00:00:00Z', region: 'north' }));
  const other = of('crm', customer('8', { since: '2025-01-01T00:00:00Z' }));
  const link = same('crm', '7', ['billing:cus'], 'customer');

  it('is one, with the subscriptions of one and the segments of the other', () => {
    const kpi = churnOf([pays, known, other, link]);
    expect(kpi).toMatchObject({ numerator: 1, denominator: 2 });
    expect([...segmentsBy(kpi, 'region').keys()]).toEqual(['north', null]);
  });

  it('is one whether or not the other system told a record of its own', () => {
    const stripe = of('billing', customer('cus', { name: 'Cus' }));
    expect(churnOf([pays, known, other, link, stripe])).toMatchObject({ numerator: 1, denominator: 2 });
  });

  it('is two where nobody says so', () => {
    expect(churnOf([pays, known, other])).toMatchObject({ numerator: 1, denominator: 3 });
  });

  it('is not counted twice by two subscriptions that are one', () => {
    const observations = [
      pays,
      of('crm', subscription('t', { startedAt: '2026-01-01T00:00:00Z', mrr: 5 })),
      same('crm', 't', ['billing:s'], 'subscription'),
    ];
    expect(churnOf(observations)).toMatchObject({ denominator: 1, numerator: 1 });
  });
});

describe('a customer known by an address', () => {
  const workspace = workspaceOf({ sources });
  const since = '2025-01-01T00:00:00Z';
  const churnOf = (observations: readonly Posted[]) =>
    kpiOf(reviewOf(observations, { period: '2026-03', workspace }), 'churnRate');
  const address = 'email:0f3c';
  const told = (source: string, id: string) => [
    of(source, customer(id, { since, region: source })),
    same(source, id, [address], 'customer'),
  ];

  it('is one in all systems that have the address, and the address is nobody', () => {
    const kpi = churnOf([...told('crm', '7'), ...told('shop', 's1'), ...told('billing', 'zz')]);
    expect(kpi).toMatchObject({ denominator: 1 });
    // The smallest stands for all, whatever the address would sort as.
    expect([...segmentsBy(kpi, 'region').keys()]).toEqual(['billing']);
    const shop = churnOf([...told('shop', 's1'), ...told('shop', 's2')]);
    expect(shop).toMatchObject({ denominator: 1, numerator: 0 });
    expect([...segmentsBy(shop, 'region').keys()]).toEqual(['shop']);
  });

  it('is there still where a system deleted it and made it anew', () => {
    const anew = [...told('crm', '7'), ...told('crm', '8'), deleted('crm', '7', 'customer')];
    expect(churnOf([...anew, ...told('shop', 's1')])).toMatchObject({ denominator: 1 });
    const gone = [...anew, deleted('crm', '8', 'customer'), ...told('shop', 's1')];
    expect(churnOf(gone)).toMatchObject({ denominator: 0 });
  });

  it('is itself where nobody else has it', () => {
    expect(churnOf([...told('crm', '7'), of('shop', customer('8', { since }))])).toMatchObject({ denominator: 2 });
  });
});

describe('deleted records', () => {
  it('count in no period', () => {
    expect(wonOf([won('a', 1), won('b', 10), deleted('crm', 'a')])).toMatchObject({ value: 10, n: 1 });
  });

  it('count again once that is taken back, and not before', () => {
    const again: Posted = { source: 'crm', record: 'deal', id: 'a', at: '2026-03-12T00:00:00Z', deleted: false };
    const renamed = of('crm', deal('a', { name: 'x' }, '2026-03-12T00:00:00Z'));
    expect(wonOf([won('a', 1), deleted('crm', 'a'), renamed])).toMatchObject({ n: 0 });
    expect(wonOf([won('a', 1), deleted('crm', 'a'), again])).toMatchObject({ value: 1, n: 1 });
  });

  it('may be referred to: who refers still counts, without their segments', () => {
    const observations = [won('a', 1, { customer: 'c' }), of('crm', customer('c', { region: 'north' }))];
    expect([...segmentsBy(wonOf(observations), 'region').keys()]).toEqual(['north']);
    const kpi = wonOf([...observations, deleted('crm', 'c', 'customer')]);
    expect(kpi.value).toBe(1);
    expect(segmentsBy(kpi, 'region').size).toBe(0);
  });
});

describe('references', () => {
  it('are ids of the same source, or of another named before a colon', () => {
    const observations = [
      won('a', 1, { owner: 'u' }),
      won('b', 2, { owner: 'shop:u' }),
      won('c', 4, { owner: 'no-source:u' }),
      of('crm', user('u', { name: 'Ana' })),
      of('shop', user('u', { name: 'Rui' })),
    ];
    const rows = wonOf(observations).segments.filter(({ by }) => by === 'owner');
    expect(rows.map(({ key, label, value }) => [key, label, value])).toEqual([
      ['no-source:u', 'no-source:u', 4],
      ['crm:u', 'Ana', 1],
      ['shop:u', 'Rui', 2],
    ]);
  });

  it('to customers that nobody knows are counted, each once; to deleted ones they are not', () => {
    const observations = [
      won('a', 1, { customer: 'ghost' }),
      won('b', 2, { customer: 'ghost' }),
      won('c', 2, { customer: 'gone' }),
      won('d', 2, { customer: 'there' }),
      of('crm', customer('there', { name: 'T' })),
      of('crm', customer('gone', { name: 'G' })),
      deleted('crm', 'gone', 'customer'),
      of('shop', survey('s', { kind: 'csat', score: 5, at, customer: 'crm:ghost' })),
      of('billing', subscription('x', { customer: 'nobody', startedAt: at, mrr: 1 })),
    ];
    const review = reviewOf(observations, { period: '2026-03', workspace: workspaceOf({ sources }) });
    expect(review.coverage.map(({ unresolved }) => unresolved)).toEqual([1, 1, 1]);
    expect(review.coverage.map(({ unresolvedExamples }) => unresolvedExamples)).toEqual([
      [{ record: 'billing:subscription:x', names: 'billing:customer:nobody' }],
      [{ record: 'crm:deal:a', names: 'crm:customer:ghost' }],
      [{ record: 'shop:survey:s', names: 'crm:customer:ghost' }],
    ]);
  });

  it('of many references that lead nowhere names the twenty smallest, in a review of the whole only', () => {
    const observations = Array.from({ length: 50 }, (_, index) =>
      won(`d${(index * 7) % 50}`, 1, { customer: String(index + 100) }),
    );
    const workspace = workspaceOf({ sources });
    const scopes = [null, { owner: 'ana' }];
    const [whole, part] = reviewRecords(recordsOf(observations), { period: '2026-03', workspace, scopes });
    const crm = (review: typeof whole) => review?.coverage.find(({ source }) => source === 'crm');
    expect(crm(whole)?.unresolved).toBe(50);
    expect(crm(whole)?.unresolvedExamples?.map(({ names }) => names)).toEqual(
      Array.from({ length: 20 }, (_, index) => `crm:customer:${index + 100}`),
    );
    expect(crm(whole)?.unresolvedExamples?.[3]?.record).toBe('crm:deal:d21');
    expect(crm(part)).not.toHaveProperty('unresolved');
    expect(crm(part)).not.toHaveProperty('unresolvedExamples');
  });
});

describe('identities of many', () => {
  it('are found in time however long a chain or large a set is', () => {
    const identities = new Identities(['a', 'b'], {});
    const many = 20_000;
    for (let index = 0; index < many; index += 1) {
      const id = String(index).padStart(6, '0');
      const next = String(index + 1).padStart(6, '0');
      identities.add({ source: 'a', type: 'deal', id, mergedInto: next, same: [] });
      identities.add({ source: 'b', type: 'customer', id, mergedInto: null, same: ['a:hub'] });
    }
    expect(identities.standing('a:deal:000000')).toBe(`a:deal:${String(many).padStart(6, '0')}`);
    expect(identities.standing('b:customer:019999')).toBe('a:customer:hub');
  });
});

import { describe, expect, it } from 'vitest';
import { ownKpi } from '../../../../lambdas/domain/kpis/own/ownKpi.ts';
import type { KpiResult, ReviewDocument } from '../../../../lambdas/domain/reviews/document.ts';
import { configurationSchema } from '../../../../lambdas/domain/workspaces/schema.ts';
import {
  companionOf,
  customer,
  deal,
  kpiOf,
  longAgo,
  order,
  type Posted,
  reviewOf,
  segmentsBy,
  subscription,
  survey,
  ticket,
  user,
} from '../../../support/review.ts';
import { workspaceOf } from '../../../support/workspace.ts';

const configured = (own: object, change: object = {}) =>
  workspaceOf({ kpis: [{ id: 'own', name: { en: 'Own' }, ...own }], ...change });

const documentOf = (own: object, observations: readonly Posted[], change: object = {}): ReviewDocument =>
  reviewOf(observations, { period: '2026-10', workspace: configured(own, change) });

const told = (own: object, observations: readonly Posted[], change: object = {}): KpiResult =>
  kpiOf(documentOf(own, observations, change), 'own');

const on = (day: number): string => `2026-10-${String(day).padStart(2, '0')}T12:00:00Z`;
const bought = (id: string, set: object) => order(id, { at: on(5), ...set });

describe('a count', () => {
  it('is of the records that say all that is asked for, in the period of their instant', () => {
    const observations = [
      ticket('1', { createdAt: on(1), priority: 'high', channel: 'mail' }),
      ticket('2', { createdAt: on(31), priority: 'urgent' }),
      ticket('3', { createdAt: on(2), priority: 'high', channel: 'chat' }),
      ticket('4', { createdAt: on(2), priority: 'low' }),
      ticket('5', { createdAt: '2026-11-01T00:00:00Z', priority: 'high' }),
      ticket('6', { createdAt: on(2) }),
    ];
    const where = { priority: ['high', 'urgent'], channel: { not: 'chat' } };
    const { value, n, leftOut, unit } = told({ count: 'ticket', by: 'createdAt', where }, observations);
    expect({ value, n, leftOut, unit }).toEqual({ value: 2, n: 2, leftOut: [], unit: 'count' });
  });

  it('asks whether anything is said, and empty text says nothing', () => {
    const observations = [
      ticket('1', { createdAt: on(1), channel: 'mail', solvedAt: on(2) }),
      ticket('2', { createdAt: on(1), channel: '' }),
      ticket('3', { createdAt: on(1) }),
    ];
    const counted = (where: object) => told({ count: 'ticket', by: 'createdAt', where }, observations).value;
    expect(counted({ channel: { known: true } })).toBe(1);
    expect(counted({ channel: { known: false } })).toBe(2);
    expect(counted({ solvedAt: { known: false } })).toBe(2);
    expect(counted({ channel: { not: 'mail' } })).toBe(2);
    expect(counted({ channel: { not: 'mail', known: true } })).toBe(0);
  });

  it('leaves out and counts what has no instant', () => {
    const observations = [ticket('1', { createdAt: on(1) }), ticket('2', { channel: 'mail' })];
    expect(told({ count: 'ticket', by: 'createdAt' }, observations)).toMatchObject({
      value: 1,
      leftOut: [{ code: 'noCreatedAt', records: 1, example: 'standard:ticket:2' }],
    });
  });

  it('means by a reference whom it means, by whatever name', () => {
    const sources = ['crm', 'desk'].map((id) => ({ id, system: 'standard' }));
    const opened = (source: string, id: string, owner: string): Posted => ({
      ...ticket(id, { createdAt: on(1), owner }),
      source,
    });
    const observations: Posted[] = [
      { source: 'crm', record: 'user', id: 'ana', at: longAgo, set: { name: 'Ana' }, same: ['desk:7'] },
      opened('crm', '1', 'ana'),
      opened('desk', '2', '7'),
      opened('desk', '3', 'crm:ana'),
      opened('desk', '4', '8'),
    ];
    const counted = (owner: unknown) =>
      told({ count: 'ticket', by: 'createdAt', where: { owner } }, observations, { sources }).value;
    expect(counted('crm:ana')).toBe(3);
    expect(counted({ not: 'crm:ana' })).toBe(1);
    expect(counted(['desk:7', 'desk:8'])).toBe(4);
  });

  it('is of subscriptions, customers, users and campaigns, too', () => {
    const observations: Posted[] = [
      subscription('1', { startedAt: on(1), mrr: '10', customer: '1' }),
      subscription('2', { startedAt: on(2), mrr: '10' }),
      customer('1', { since: on(3) }),
      user('1', { activeFrom: on(4) }),
      { record: 'campaign', id: '1', at: longAgo, set: { startedAt: on(5), name: 'Spring' } },
    ];
    const counted = (count: string, by: string) => told({ count, by }, observations).value;
    expect(counted('subscription', 'startedAt')).toBe(2);
    expect(counted('customer', 'since')).toBe(1);
    expect(counted('user', 'activeFrom')).toBe(1);
    expect(counted('campaign', 'startedAt')).toBe(1);
  });
});

describe('a size', () => {
  const sizes = [
    bought('1', { amount: '100' }),
    bought('2', { amount: '99.99' }),
    bought('3', { amount: '60', currency: 'EUR' }),
    bought('4', { amount: '50', currency: 'EUR' }),
    bought('5', { amount: '70', currency: 'GBP' }),
    bought('6', { product: 'x' }),
  ];
  const rates = { EUR: { '2026-01-01': '2' } };

  it('of money is compared in the currency of the workspace, both bounds included; what is unknown is left out', () => {
    const { value, leftOut } = told({ count: 'order', where: { amount: { atLeast: 100 } } }, sizes, { rates });
    expect(value).toBe(3);
    expect(leftOut.map(({ code, example }) => [code, example])).toEqual([
      ['noAmount', 'standard:order:6'],
      ['noRate', 'standard:order:5'],
    ]);
    const upTo = told({ count: 'order', where: { amount: { atLeast: '99.99', atMost: 100 } } }, sizes, { rates });
    expect(upTo.value).toBe(3);
  });

  it('of another number is compared as it is', () => {
    const observations = ['0', '1', '1.5', '2'].map((replies, id) => ticket(String(id), { createdAt: on(1), replies }));
    const counted = (replies: object) => told({ count: 'ticket', by: 'createdAt', where: { replies } }, observations);
    expect(counted({ atLeast: 1 }).value).toBe(3);
    expect(counted({ atMost: '1.5' }).value).toBe(3);
  });
});

describe('what is taken of records', () => {
  it('is a sum of money, converted, or none where no amount is known', () => {
    const observations = [bought('1', { cost: '10.50' }), bought('2', { cost: '4', currency: 'EUR' }), bought('3', {})];
    const rates = { EUR: { '2026-01-01': '2' } };
    expect(told({ sum: 'order.cost' }, observations, { rates })).toMatchObject({ unit: 'money', value: 18.5, n: 2 });
    const later = [bought('1', { at: '2026-09-05T12:00:00Z', cost: '1' }), bought('2', {})];
    expect(told({ sum: 'order.cost' }, later)).toMatchObject({ value: null, missing: { code: 'noAmounts' } });
  });

  it('is a sum or a median of numbers to the last millionth', () => {
    const observations = ['4', '4.5', '3.25', '5'].map((score, id) =>
      survey(String(id), { at: on(1), kind: 'csat', score }),
    );
    expect(told({ sum: 'survey.score', by: 'at' }, observations)).toMatchObject({ unit: 'score', value: 16.75 });
    expect(told({ median: 'survey.score', by: 'at' }, observations)).toMatchObject({ value: 4.25, flags: ['thin'] });
  });

  it('is a median of money', () => {
    const observations = ['10', '20.01', '300'].map((amount, id) => bought(String(id), { amount }));
    expect(told({ median: 'order.amount' }, observations)).toMatchObject({ unit: 'money', value: 20.01, n: 3 });
  });

  it('is how long something took, with its mean beside it, by the instant that is named', () => {
    const observations = [
      ticket('1', { createdAt: on(1), respondedAt: on(3) }),
      ticket('2', { createdAt: on(1), respondedAt: on(5) }),
      ticket('3', { createdAt: on(30), respondedAt: '2026-11-03T12:00:00Z' }),
      ticket('4', { createdAt: on(2), respondedAt: on(1) }),
      ticket('5', { createdAt: on(2) }),
    ];
    const wait = { median: { of: 'ticket', from: 'createdAt', to: 'respondedAt' } };
    const day = 86_400;
    const byEnd = told(wait, observations);
    expect([byEnd.unit, byEnd.value, companionOf(byEnd, 'mean'), byEnd.n]).toEqual(['duration', 3 * day, 3 * day, 2]);
    const byBeginning = told({ ...wait, by: 'createdAt' }, observations);
    expect([byBeginning.value, byBeginning.n]).toEqual([4 * day, 3]);
    expect(byBeginning.leftOut.map(({ code }) => code)).toEqual(['noRespondedAt', 'respondedBeforeCreated']);
  });

  it('is how many different ones there were, each in the segments of its last record', () => {
    const observations = [
      bought('1', { customer: 'a', kind: 'new' }),
      bought('2', { customer: 'a', kind: 'upsell', at: on(9) }),
      bought('3', { customer: 'b', kind: 'new' }),
      bought('4', {}),
    ];
    const buyers = told({ distinct: 'order.customer' }, observations);
    expect(buyers).toMatchObject({ value: 2, n: 2, leftOut: [{ code: 'noCustomer', records: 1 }] });
    const kinds = segmentsBy(buyers, 'kind');
    expect([kinds.get('new')?.value, kinds.get('upsell')?.value]).toEqual([1, 1]);
    const tiers = ['gold', 'iron', 'gold'].map((tier, id) => bought(String(id), { 'custom.tier': tier }));
    expect(told({ distinct: 'order.custom.tier' }, tiers).value).toBe(2);
  });
});

describe('a ratio', () => {
  it('is a share with its interval where the numerator is a part of the denominator', () => {
    const observations = ['won', 'won', 'lost'].map((outcome, id) => deal(String(id), { outcome, closedAt: on(2) }));
    const counted = (where: object) => ({ count: 'deal', by: 'closedAt', where });
    const of = (numerator: object, denominator: object) => told({ ratio: { numerator, denominator } }, observations);
    const closed = counted({ outcome: { known: true } });
    expect(of(counted({ outcome: 'won' }), closed)).toMatchObject({
      value: 2 / 3,
      interval: { low: expect.any(Number) },
    });
    expect(of(closed, counted({ outcome: 'won' }))).toMatchObject({ value: 1.5, interval: null });
  });

  const amounts = (atLeast: number, atMost?: number) => ({
    amount: { atLeast, ...(atMost !== undefined && { atMost }) },
  });

  it.each<[part: object, whole: object, isShare: boolean]>([
    [{ outcome: 'won' }, {}, true],
    [{ outcome: 'won' }, { outcome: ['won', 'lost'] }, true],
    [{ outcome: ['won', 'open'] }, { outcome: ['won', 'lost'] }, false],
    [{}, { outcome: 'won' }, false],
    [{ outcome: 'won', kind: 'new' }, { kind: 'new' }, true],
    [{ outcome: 'won' }, { outcome: { not: 'open' } }, true],
    [{ outcome: 'open' }, { outcome: { not: 'open' } }, false],
    [{ outcome: { not: ['open', 'lost'] } }, { outcome: { not: 'open' } }, true],
    [{ outcome: { not: 'lost' } }, { outcome: { not: 'open' } }, false],
    [amounts(500), amounts(100), true],
    [amounts(50), amounts(100), false],
    [amounts(100, 200), amounts(100, 300), true],
    [amounts(100, 400), amounts(100, 300), false],
    [amounts(100), amounts(100, 300), false],
    [amounts(100), { amount: { known: true } }, true],
    [{ amount: { known: true } }, { amount: { known: false } }, false],
    [{ amount: { known: false } }, { amount: { known: false } }, true],
  ])('of those with %j among those with %j: whether it is a share is %s', (part, whole, isShare) => {
    const counted = (where: object) => ({ count: 'deal', by: 'closedAt', where });
    const own = { id: 'own', name: { en: 'Own' }, ratio: { numerator: counted(part), denominator: counted(whole) } };
    const [parsed] = configurationSchema.shape.kpis.parse([own]);
    expect(ownKpi(parsed ?? expect.fail()).computed.interval !== undefined).toBe(isShare);
    expect(ownKpi(parsed ?? expect.fail()).toldAs).toBe(isShare ? undefined : 'number');
  });

  it('is none of records that are counted in another period', () => {
    const numerator = { count: 'deal', by: 'closedAt', where: { outcome: 'won' } };
    const ratio = { numerator, denominator: { count: 'deal', by: 'createdAt' } };
    const observations = [deal('1', { outcome: 'won', closedAt: on(2), createdAt: on(1) })];
    expect(told({ ratio }, observations)).toMatchObject({ value: 1, interval: null });
  });

  it('of a sum by the count of the same is their mean, of those that say it', () => {
    const observations = [bought('1', { amount: '10' }), bought('2', { amount: '30' }), bought('3', { product: 'x' })];
    const basket = { ratio: { numerator: { sum: 'order.amount' }, denominator: { count: 'order' } } };
    expect(told(basket, observations)).toMatchObject({
      unit: 'money',
      value: 20,
      numerator: 40,
      denominator: 2,
      n: 2,
      leftOut: [{ code: 'noAmount', records: 1 }],
    });
    const known = { count: 'order', where: { customer: { known: false } } };
    const apart = { ratio: { numerator: { sum: 'order.amount' }, denominator: known } };
    expect(told(apart, [...observations, bought('4', { customer: 'a', amount: '5' })])).toMatchObject({ value: 15 });
  });

  it('is of money by different customers, of scores by a count, of money by money', () => {
    const observations = [
      bought('1', { customer: 'a', amount: '10', cost: '4' }),
      bought('2', { customer: 'a', amount: '30', cost: '6' }),
    ];
    const of = (numerator: object, denominator: object) => told({ ratio: { numerator, denominator } }, observations);
    expect(of({ sum: 'order.amount' }, { distinct: 'order.customer' })).toMatchObject({ unit: 'money', value: 40 });
    expect(of({ sum: 'order.cost' }, { sum: 'order.amount' })).toMatchObject({ unit: 'ratio', value: 0.25, n: 2 });
  });

  it('has no value over nothing', () => {
    const ratio = { numerator: { count: 'order' }, denominator: { count: 'order', where: { kind: 'new' } } };
    expect(told({ ratio }, [bought('1', { kind: 'upsell' })])).toMatchObject({
      value: null,
      missing: { code: 'zeroDenominator' },
    });
  });

  it('of records of two types is broken down by what both have', () => {
    const observations = [
      ticket('1', { createdAt: on(1), customer: 'a', priority: 'high', 'custom.tier': 'gold' }),
      bought('1', { customer: 'a', kind: 'new' }),
      bought('2', { customer: 'b', kind: 'new' }),
      customer('a', { region: 'south' }),
      customer('b', { region: 'north' }),
    ];
    const ratio = { numerator: { count: 'ticket', by: 'createdAt' }, denominator: { count: 'order' } };
    const { segments } = told({ ratio }, observations);
    expect(segments.map(({ by, key, value }) => [by, key, value])).toEqual([
      ['region', 'north', 0],
      ['region', 'south', 1],
    ]);
  });
});

describe('a difference', () => {
  it('is one less the other, in their unit, by the segments of both', () => {
    const observations = [
      bought('1', { amount: '10', cost: '4', kind: 'new' }),
      bought('2', { amount: '30', kind: 'new' }),
      bought('3', { cost: '50', kind: 'upsell' }),
    ];
    const profit = told({ difference: { of: { sum: 'order.amount' }, less: { sum: 'order.cost' } } }, observations);
    expect(profit).toMatchObject({ unit: 'money', value: -14, numerator: null, denominator: null, n: 4 });
    expect(segmentsBy(profit, 'kind').get('upsell')?.value).toBe(-50);
  });
});

describe('data that nobody has', () => {
  it('are named: the instant, what is taken, and each field that is asked', () => {
    const own = { sum: 'order.cost', where: { kind: 'new', 'custom.tier': 'gold' } };
    const { value, missing } = told(own, [bought('1', { kind: 'new' })]);
    expect([value, missing?.code, missing?.needs]).toEqual([null, 'noData', ['order.cost', 'order.custom.tier']]);
    expect(
      told({ count: 'order', where: { 'custom.tier': 'gold' } }, [bought('1', { 'custom.tier': 'gold' })]).value,
    ).toBe(1);
  });

  it('of surveys are those of the kind that is asked for', () => {
    const observations = [survey('1', { at: on(1), kind: 'csat', score: '5', scaleMax: '5' })];
    const own = (kind: unknown) => ({ count: 'survey', by: 'at', where: { kind } });
    expect(told(own('nps'), observations).missing).toMatchObject({
      code: 'noData',
      needs: ['survey[nps].at', 'survey[nps].kind'],
    });
    expect(told(own(['nps', 'csat']), observations).value).toBe(1);
  });
});

describe('where a period that still runs will end', () => {
  const paceOf = (own: object, observations: readonly Posted[]) => {
    const workspace = configured(own, { targets: { own: { monthly: { atLeast: 1 } } } });
    const asOf = '2026-10-16T12:00:00Z';
    return kpiOf(reviewOf(observations, { period: '2026-10', workspace, asOf }), 'own').target?.pace;
  };
  const longBefore = bought('0', { at: '2025-01-01T00:00:00Z' });

  it('is told of what adds up', () => {
    expect(paceOf({ count: 'order' }, [longBefore, bought('1', {}), bought('2', {})])).toMatchObject({ value: 4 });
  });

  it('is not told of what is known ahead, nor of those who may only come again', () => {
    const renewal: Posted = { record: 'renewal', id: '1', at: longAgo, set: { dueAt: on(20) } };
    expect(paceOf({ count: 'renewal', by: 'dueAt' }, [renewal])).toBeNull();
    expect(paceOf({ distinct: 'order.customer' }, [longBefore, bought('1', { customer: 'a' })])).toBeNull();
  });
});

describe('a change of what it is', () => {
  it('is told as a change of the configuration', () => {
    const observations = [
      bought('1', { at: '2026-09-05T12:00:00Z', kind: 'new' }),
      bought('2', { at: '2026-09-06T12:00:00Z' }),
    ];
    const sent = reviewOf(observations, { period: '2026-09', workspace: configured({ count: 'order' }) });
    const workspace = { ...configured({ count: 'order', where: { kind: 'new' } }), fingerprint: 'sha256:1' };
    const { restatements } = reviewOf(observations, { period: '2026-10', workspace, sentBefore: { all: sent } });
    expect(restatements).toEqual([expect.objectContaining({ kpi: 'own', was: 2, is: 1, cause: 'configuration' })]);
  });
});

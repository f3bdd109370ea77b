import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeftOut } from '../../../lambdas/domain/reviews/document.ts';
import {
  activity,
  customer,
  deal,
  kpiOf,
  lead,
  order,
  type Posted,
  renewal,
  reviewOf,
  spend,
  subscription,
  survey,
  ticket,
  user,
} from '../../support/review.ts';
import { world } from './worlds.ts';

const longBefore = '2026-01-10T00:00:00Z';
const before = '2026-03-09T00:00:00Z';
const at = '2026-03-10T00:00:00Z';
const after = '2026-03-12T00:00:00Z';

const review = (observations: readonly Posted[]) => reviewOf(observations, { period: '2026-03' });
const march = (id: string, observations: readonly Posted[]) => kpiOf(review(observations), id);
const leftOut = (code: string, ref: string): LeftOut[] => [{ code, records: 1, example: `standard:${ref}` }];

/** What can be believed, of every kind. */
const good: readonly Posted[] = [
  customer('c', { since: longBefore }),
  customer('new', { since: at, onboardingStartedAt: at, onboardedAt: after, referredBy: 'c' }),
  subscription('s', { customer: 'payer', startedAt: longBefore, mrr: 100 }),
  subscription('t', { customer: 'leaver', startedAt: longBefore, endedAt: at, mrr: 50 }),
  deal('d', { outcome: 'won', createdAt: before, closedAt: at, amount: 10, customer: 'c', stage: 'x', cost: 4 }),
  order('o', { at, amount: 30, customer: 'new', cost: 10 }),
  lead('l', { createdAt: before, respondedAt: at, qualifiedAt: at, convertedAt: at }),
  ticket('k', { createdAt: before, respondedAt: at, solvedAt: at, replies: 1, customer: 'c' }),
  survey('n', { kind: 'nps', score: 9, at, sentAt: before, customer: 'c' }),
  survey('a', { kind: 'csat', score: 5, at, sentAt: before }),
  survey('e', { kind: 'ces', score: 6, at, sentAt: before }),
  renewal('r', { dueAt: at, amount: 10, outcome: 'renewed', customer: 'c' }),
  spend('m', { category: 'marketing', amount: 20, from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' }),
  spend('v', { category: 'service', amount: 5, from: at }),
  user('u', { activeFrom: longBefore }),
  activity('x', { at, kind: 'login', user: 'u', feature: 'reports' }),
];

const money = (currency: string) => [
  deal('bad', { outcome: 'won', closedAt: at, amount: 7, currency, customer: 'c' }),
  order('bad', { at, amount: 7, currency, customer: 'c' }),
  spend('bad', { category: 'marketing', amount: 7, currency, from: at }),
  subscription('bad', { customer: 'bad', startedAt: longBefore, mrr: 7, currency }),
  renewal('bad', { dueAt: at, amount: 7, currency, outcome: 'renewed' }),
];

/** What is not to be believed; of which KPI that changes no number, and how it says so. */
const bad: readonly [
  what: string,
  observations: readonly Posted[],
  of: Readonly<Record<string, readonly LeftOut[]>>,
][] = [
  [
    'scores off their scale',
    [
      survey('bad n', { kind: 'nps', score: 11, at, customer: 'c' }),
      survey('bad a', { kind: 'csat', score: 0, at }),
      survey('bad e', { kind: 'ces', score: '5.5', at }),
    ],
    {
      nps: leftOut('offScale', 'survey:bad n'),
      csat: leftOut('offScale', 'survey:bad a'),
      ces: leftOut('offScale', 'survey:bad e'),
      customerHealthScore: [],
    },
  ],
  [
    'a deal that was closed before it was created',
    [deal('reversed', { outcome: 'won', createdAt: after, closedAt: at, amount: 1 })],
    { salesCycle: leftOut('closedBeforeCreated', 'deal:reversed') },
  ],
  [
    'a lead that was answered before it came',
    [lead('reversed', { createdAt: after, respondedAt: at })],
    { leadResponseTime: leftOut('respondedBeforeCreated', 'lead:reversed') },
  ],
  [
    'a ticket that was answered and solved before it was opened',
    [ticket('reversed', { createdAt: after, respondedAt: at, solvedAt: at, replies: 1 })],
    {
      firstResponseTime: leftOut('respondedBeforeCreated', 'ticket:reversed'),
      resolutionTime: leftOut('solvedBeforeCreated', 'ticket:reversed'),
    },
  ],
  [
    'an onboarding that ended before it began',
    [customer('reversed', { onboardingStartedAt: after, onboardedAt: at })],
    { onboardingTime: leftOut('onboardedBeforeOnboardingStarted', 'customer:reversed') },
  ],
  ...['XQZ', 'euros', '€'].map((currency): (typeof bad)[number] => [
    `amounts in the currency "${currency}"`,
    money(currency),
    {
      wonRevenue: leftOut('noRate', 'deal:bad'),
      averagePurchaseValue: [{ code: 'noRate', records: 2, example: 'standard:deal:bad' }],
      customerAcquisitionCost: leftOut('noRate', 'spend:bad'),
      roi: leftOut('noRate', 'spend:bad'),
      grossRevenueRetention: leftOut('noRate', 'customer:bad'),
      netRevenueRetention: leftOut('noRate', 'customer:bad'),
      netNewMrr: leftOut('noRate', 'customer:bad'),
    },
  ]),
  [
    'monthly revenue raised after the end of its subscription',
    [subscription('t', { mrr: 900 }, after)],
    Object.fromEntries(
      ['accountRetentionRate', 'grossRevenueRetention', 'netRevenueRetention', 'netNewMrr', 'churnRate'].map((id) => [
        id,
        leftOut('mrrAfterEnd', 'subscription:t'),
      ]),
    ),
  ],
  [
    'a customer that ends before it begins',
    [customer('ended early', { since: at, until: before })],
    Object.fromEntries(
      ['customerRetentionRate', 'churnRate', 'portfolioGrowth', 'referralRate', 'ticketsPerCustomer'].map((id) => [
        id,
        leftOut('untilBeforeSince', 'customer:ended early'),
      ]),
    ),
  ],
  [
    'a subscription that ends before it starts',
    [subscription('ended early', { customer: 'early', startedAt: at, endedAt: before, mrr: 10 })],
    Object.fromEntries(
      ['churnRate', 'referralRate', 'netNewMrr', 'netRevenueRetention', 'accountRetentionRate'].map((id) => [
        id,
        leftOut('endedBeforeStarted', 'subscription:ended early'),
      ]),
    ),
  ],
  [
    'negative monthly revenue',
    [subscription('negative', { customer: 'negative', startedAt: longBefore, mrr: -10 })],
    Object.fromEntries(
      ['churnRate', 'portfolioGrowth', 'netNewMrr', 'netRevenueRetention', 'accountRetentionRate'].map((id) => [
        id,
        leftOut('negativeMrr', 'subscription:negative'),
      ]),
    ),
  ],
  [
    'spend that ends before it begins',
    [
      spend('reversed', { category: 'marketing', amount: 10, from: at, to: before }),
      spend('reversed too', { category: 'retention', amount: 10, from: at, to: before }),
    ],
    {
      customerAcquisitionCost: leftOut('toBeforeFrom', 'spend:reversed'),
      roi: leftOut('toBeforeFrom', 'spend:reversed'),
      retentionCost: leftOut('toBeforeFrom', 'spend:reversed too'),
      retentionCostRatio: leftOut('toBeforeFrom', 'spend:reversed too'),
    },
  ],
  [
    'a renewal without a due date',
    [renewal('undated', { amount: 10, outcome: 'lost', customer: 'c' })],
    { renewalRate: leftOut('noDueAt', 'renewal:undated') },
  ],
  [
    'a seat that ends before it begins',
    [user('reversed', { activeFrom: at, activeUntil: before })],
    { crmAdoption: leftOut('activeUntilBeforeActiveFrom', 'user:reversed') },
  ],
];

/** Of the leads of the period, whatever is known of their answers. */
const ofAllLeads = 'within24h';

const numbers = (id: string, observations: readonly Posted[]) => {
  const { value, numerator, denominator, n, companions } = march(id, observations);
  return {
    value,
    numerator,
    denominator,
    n,
    companions: companions.filter((companion) => companion.id !== ofAllLeads),
  };
};

describe('what is not to be believed', () => {
  it.each(bad)('%s: is left out, and counted, with an example', (_, observations, of) => {
    for (const [id, wanted] of Object.entries(of)) {
      const all = [...good, ...observations];
      expect([id, march(id, all).leftOut]).toEqual([id, wanted]);
      expect([id, numbers(id, all)]).toEqual([id, numbers(id, good)]);
    }
  });

  it('is left out where all of it comes at once', () => {
    const all = [...good, ...bad.flatMap(([, observations]) => observations)];
    const durations = ['salesCycle', 'leadResponseTime', 'firstResponseTime', 'resolutionTime', 'onboardingTime'];
    const scores = ['nps', 'csat', 'ces'];
    const amounts = ['netNewMrr', 'grossRevenueRetention', 'customerAcquisitionCost'];
    const falsified = [...durations, ...scores, ...amounts];
    for (const id of falsified) expect([id, numbers(id, all)]).toEqual([id, numbers(id, good)]);
    for (const { id, value } of review(all).kpis)
      if (march(id, good).value !== null) expect([id, value]).not.toEqual([id, null]);
  });

  it('counts wherever it falsifies nothing', () => {
    const observations = bad.flatMap(([, said]) => said);
    const n = (id: string) => march(id, [...good, ...observations]).n - march(id, good).n;
    // One that closed too early, and one whose amount nobody can convert.
    expect(n('wonDeals')).toBe(2);
    expect(n('tickets')).toBe(1);
    expect(n('onboardings')).toBe(1);
    expect(n('leadConversionRate')).toBe(1);
    expect(n('renewalRate')).toBe(1);
    // Somebody who pays in a currency that nobody knows pays.
    expect(n('accountRetentionRate')).toBe(1);
    expect(n('churnRate')).toBe(1);
  });

  it.each([
    ['csat', [survey('a', { kind: 'csat', score: 9, at })], 'zeroDenominator'],
    ['salesCycle', [deal('a', { outcome: 'won', createdAt: after, closedAt: at })], 'zeroDenominator'],
    ['wonRevenue', [deal('a', { outcome: 'won', closedAt: at, amount: 1, currency: 'XQZ' })], 'noRate'],
    ['churnRate', [customer('a', { since: at, until: before })], 'zeroDenominator'],
    ['grossRevenueRetention', [subscription('a', { startedAt: longBefore, mrr: -1 })], 'zeroDenominator'],
    [
      'renewalRate',
      [renewal('a', { outcome: 'lost' }), renewal('b', { dueAt: '2026-01-10T00:00:00Z' })],
      'zeroDenominator',
    ],
    [
      'customerAcquisitionCost',
      [spend('a', { category: 'sales', amount: 1, from: at, to: before }), customer('c', { since: at })],
      'noSpend',
    ],
  ])('leaves %s without a value where there is nothing else', (id, observations, code) => {
    expect(march(id, observations)).toMatchObject({
      value: null,
      n: id === 'customerAcquisitionCost' ? 1 : 0,
      missing: { code },
    });
  });
});

describe('monthly revenue said after the end of its subscription', () => {
  it('neither brings the customer back nor counts', () => {
    const raised = [...good, subscription('t', { mrr: 900 }, after)];
    expect(march('accountRetentionRate', raised)).toMatchObject({ numerator: 1, denominator: 2 });
    expect(march('netNewMrr', raised).value).toBe(-50);
  });

  it('is no wonder where it says that nothing is paid, or the same as before', () => {
    for (const mrr of [0, 50, null])
      expect(march('netNewMrr', [...good, subscription('t', { mrr }, after)]).leftOut).toEqual([]);
  });
});

describe('a deal that was won twice', () => {
  const won = (closedAt: string, amount: number) => deal('twice', { outcome: 'won', closedAt, amount }, closedAt);

  it('counts once, by the last time', () => {
    const again = [won(before, 5), won(after, 7)];
    expect(march('wonRevenue', again)).toMatchObject({ value: 7, n: 1, leftOut: [] });
    const reopened = [won('2026-02-10T00:00:00Z', 5), deal('twice', { outcome: 'open' }, before), won(after, 7)];
    const { value, n, previous } = march('wonRevenue', reopened);
    expect([value, n, previous?.value]).toEqual([7, 1, 0]);
  });
});

describe('merges in a circle', () => {
  const into = (record: 'customer' | 'deal', id: string, mergedInto: string): Posted => ({
    record,
    id,
    at,
    mergedInto,
  });
  const circle = (record: 'customer' | 'deal') => [
    into(record, 'b', 'c'),
    into(record, 'c', 'a'),
    into(record, 'a', 'b'),
  ];

  it('leave the smallest id, which counts once; coverage counts the circle', () => {
    const members = ['a', 'b', 'c'].map((id) => customer(id, { since: longBefore, owner: id }));
    const document = review([...members, ...circle('customer')]);
    const churn = kpiOf(document, 'churnRate');
    expect(churn).toMatchObject({ denominator: 1, n: 1 });
    expect(churn.segments.map(({ by, key }) => [by, key])).toEqual([['owner', 'a']]);
    expect(document.coverage).toMatchObject([{ unresolved: 1 }]);
  });

  it('let what names any of them count for it', () => {
    const deals = ['a', 'b', 'c'].map((id) => deal(id, { outcome: 'won', closedAt: at, amount: 3 }));
    const bought = order('o', { at, amount: 3, deal: 'b' });
    expect(march('averagePurchaseValue', [...deals, ...circle('deal'), bought])).toMatchObject({ value: 3, n: 1 });
  });

  it('of a record with itself leave it as it is', () => {
    const own = [deal('a', { outcome: 'won', closedAt: at, amount: 3 }), into('deal', 'a', 'a')];
    expect(march('wonRevenue', own)).toMatchObject({ value: 3, n: 1 });
  });
});

describe('on whatever data', () => {
  const currency = fc.constantFrom('XQZ', '€', 'usd', 'US', 'DOLLARS');
  const huge = fc.constantFrom('-1', '99999999999999999999999.999', '-0.000000001');
  const spoilt = fc.record({ currency, amount: huge, mrr: huge, cost: huge, score: huge }, { requiredKeys: [] });

  it('no number is anything but a number, or none', () => {
    const notNumbers = (told: unknown, path = ''): string[] =>
      typeof told === 'number'
        ? Number.isFinite(told)
          ? []
          : [path]
        : Object.entries(told ?? {}).flatMap(([name, of]) =>
            typeof of === 'string' ? [] : notNumbers(of, `${path}.${name}`),
          );
    fc.assert(
      fc.property(world, fc.array(spoilt, { minLength: 1, maxLength: 20 }), (of, sets) => {
        const observations = of.observations.map((said, index) => {
          const known = said.set as Readonly<Record<string, unknown>>;
          const spoiling = Object.entries(sets[index % sets.length] ?? {}).filter(([name]) => name in known);
          return { ...said, set: { ...known, ...Object.fromEntries(spoiling) } };
        });
        for (const { id, ...kpi } of reviewOf(observations, of).kpis) expect([id, notNumbers(kpi)]).toEqual([id, []]);
      }),
      { numRuns: 30 },
    );
  }, 30_000);
});

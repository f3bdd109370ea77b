import { describe, expect, it } from 'vitest';
import { validateConfiguration } from '../../../lambdas/domain/workspaces/validate.ts';
import { builtIn } from '../../../lambdas/flow/builtIn.ts';

const known = { ...builtIn, systems: ['standard'], secretProblem: () => null };
const smallest = { workspace: 'acme', timeZone: 'UTC', currency: 'USD' };

const validated = (kpis: unknown, change: object = {}) =>
  validateConfiguration({ ...smallest, kpis, ...change }, known);

const mistakes = (kpis: unknown, change: object = {}): Record<string, string> => {
  const result = validated(kpis, change);
  return 'errors' in result ? Object.fromEntries(result.errors.map(({ path, message }) => [path, message])) : {};
};

const named = { id: 'own', name: { en: 'Own' } };
const own = (change: object) => [{ ...named, ...change }];
const deals = { count: 'deal', by: 'closedAt' };
const asking = (where: object, of: object = deals) => own({ ...of, where });
const ratio = (numerator: object, denominator: object) => own({ ratio: { numerator, denominator } });
const difference = (of: object, less: object) => own({ difference: { of, less } });

const cycle = { median: { of: 'deal', from: 'createdAt', to: 'closedAt' } };
const revenue = { sum: 'deal.amount', by: 'closedAt' };

describe("a company's own KPI that is right", () => {
  it.each<[string, object[]]>([
    ['a count', own(deals)],
    ['of a type with one instant, without it', own({ count: 'order' })],
    ['of subscriptions, customers, users and campaigns', own({ count: 'subscription', by: 'startedAt' })],
    ['a sum of money', own(revenue)],
    ['a median of a score', own({ median: 'survey.score', by: 'at', where: { kind: 'csat' } })],
    ['a duration, decided by its end', own(cycle)],
    ['a duration, decided by its beginning', own({ ...cycle, by: 'createdAt' })],
    ['different customers', own({ distinct: 'order.customer' })],
    ['different values of a field of the workspace', own({ distinct: 'ticket.custom.tier', by: 'createdAt' })],
    [
      'every kind of condition',
      asking({
        outcome: ['won', 'lost'],
        amount: { atLeast: 10, atMost: '20.5' },
        kind: { not: 'renewal', known: true },
        owner: { not: ['ana', 7] },
        cost: 0,
        expectedCloseAt: { known: false },
        'custom.tier': 'gold',
      }),
    ],
    ['yes or no', own({ count: 'survey', by: 'at', where: { lowIsEasy: true } })],
    ['a share', ratio({ ...deals, where: { outcome: 'won' } }, deals)],
    ['money by a count', ratio(revenue, { distinct: 'deal.customer', by: 'closedAt' })],
    ['a score by a count', ratio({ sum: 'survey.score', by: 'at' }, { count: 'survey', by: 'at' })],
    ['counts of different records', ratio({ count: 'ticket', by: 'createdAt' }, { count: 'order' })],
    ['durations', ratio(cycle, { median: { of: 'lead', from: 'createdAt', to: 'respondedAt' } })],
    ['a difference', difference(revenue, { sum: 'spend.amount', by: 'from' })],
    ['a name in the language of the workspace', [{ ...deals, id: 'own', name: { pt: 'Nossa' } }]],
  ])('%s', (_what, kpis) => {
    expect(mistakes(kpis, { locale: 'pt-BR' })).toEqual({});
  });

  it('is for nobody but crm, better when higher, and of performance unless it says otherwise', () => {
    expect(validated(own(deals))).toMatchObject({
      configuration: { kpis: [{ better: 'higher', category: 'performance', audiences: [] }] },
      warnings: [],
    });
  });

  it('may be named by readers and targets, which are read in its unit', () => {
    const kpis = [
      ...own(cycle),
      { ...ratio(deals, { count: 'order' })[0], id: 'perOrder' },
      { ...named, ...deals, id: 'sized' },
    ];
    const reader = { email: 'ana@acme.example', role: 'crm', kpis: { only: ['own'], first: ['owm'] } };
    const targets = {
      own: { monthly: { atMost: '14d' }, annual: { atMost: '3 weeks' } },
      perOrder: { monthly: { atLeast: 3 } },
      sized: { monthly: { atLeast: '3d' } },
    };
    expect(mistakes(kpis, { recipients: [reader], targets })).toEqual({
      'recipients[0].kpis.first[0]': expect.stringContaining('did you mean "own"?'),
      'targets.own.annual.atMost': expect.stringContaining('"14d"'),
      'targets.sized.monthly.atLeast': expect.stringContaining('number'),
    });
  });

  it('is warned of as above the whole only where it is a share', () => {
    const warned = (kpis: object[]) => {
      const result = validated(kpis, { targets: { own: { monthly: { atLeast: 3 } } } });
      return 'warnings' in result ? result.warnings.map(({ path }) => path) : expect.fail('has mistakes');
    };
    expect(warned(ratio({ ...deals, where: { outcome: 'won' } }, deals))).toEqual(['targets.own.monthly.atLeast']);
    expect(warned(ratio(deals, { count: 'order' }))).toEqual([]);
    expect(warned(ratio(deals, { ...deals, where: { outcome: 'won' } }))).toEqual([]);
  });
});

describe("every mistake in a company's own KPI has its path and says what to do", () => {
  const cases: [what: string, kpis: unknown, path: string, message: RegExp][] = [
    ['no list', { ...named, ...deals }, 'kpis', /a list/],
    ['no mapping', ['own'], 'kpis[0]', /a mapping/],
    ['no id', [{ name: { en: 'Own' }, ...deals }], 'kpis[0].id', /is required/],
    ['an id in capitals', own({ id: 'Own', ...deals }), 'kpis[0].id', /"bigDealShare"/],
    ['an id of a built-in one', own({ id: 'winRate', ...deals }), 'kpis[0].id', /built-in/],
    ['an id twice', [...own(deals), ...own(deals)], 'kpis[1].id', /kpis\[0\]\.id is the same id/],
    ['no name', [{ id: 'own', ...deals }], 'kpis[0].name', /is required/],
    ['a name as text', own({ name: 'Own', ...deals }), 'kpis[0].name', /a mapping/],
    ['a name that only others read', own({ name: { fr: 'Le nôtre' }, ...deals }), 'kpis[0].name', /English/],
    ['a name in no language', own({ name: { en: 'Own', pt_BR: 'Nossa' }, ...deals }), 'kpis[0].name.pt_BR', /"pt-BR"/],
    [
      'a definition in no language',
      own({ definition: { '?': 'x' }, ...deals }),
      'kpis[0].definition.?',
      /language tag/,
    ],
    ['an unknown setting', own({ ...deals, were: {} }), 'kpis[0].were', /did you mean "where"/],
    ['an unknown direction', own({ ...deals, better: 'high' }), 'kpis[0].better', /did you mean "higher"/],
    ['an unknown category', own({ ...deals, category: 'adaption' }), 'kpis[0].category', /"adoption"/],
    ['an unknown role', own({ ...deals, audiences: ['sale'] }), 'kpis[0].audiences[0]', /did you mean "sales"/],
    ['nothing to take', own({}), 'kpis[0]', /one of count, sum, median, distinct, ratio, difference/],
    ['two things to take', own({ ...deals, sum: 'deal.amount' }), 'kpis[0].sum', /beside count/],
    ['two forms', own({ ...deals, ...ratio(deals, deals)[0] }), 'kpis[0].ratio', /beside count/],
    ['an unknown record', own({ count: 'deel', by: 'closedAt' }), 'kpis[0].count', /did you mean "deal"/],
    ['activities', own({ count: 'activity', by: 'at' }), 'kpis[0].count', /only who was present when/],
    ['products', own({ count: 'product', by: 'at' }), 'kpis[0].count', /nothing says when/],
    ['an unknown field', own({ ...revenue, sum: 'deal.amout' }), 'kpis[0].sum', /did you mean "amount"/],
    ['no field', own({ ...revenue, sum: 'deal' }), 'kpis[0].sum', /"deal\.amount"/],
    ['a field of an unknown record', own({ ...revenue, sum: 'del.amount' }), 'kpis[0].sum', /did you mean "deal"/],
    ['a sum of text', own({ ...revenue, sum: 'deal.name' }), 'kpis[0].sum', /no number.*amount, cost/],
    ['a sum of prices', own({ sum: 'subscription.mrr', by: 'startedAt' }), 'kpis[0].sum', /no number/],
    ['a median of text', own({ ...revenue, median: 'deal.name', sum: undefined }), 'kpis[0].median', /no number/],
    ['a list to count', own({ count: ['deal'], by: 'closedAt' }), 'kpis[0].count', /must be text/],
    ['a list for a median', own({ median: [] }), 'kpis[0].median', /text or a mapping/],
    ['different amounts', own({ distinct: 'deal.amount', by: 'closedAt' }), 'kpis[0].distinct', /no text or reference/],
    [
      'a duration of nothing',
      own({ median: { of: 'deal', form: 'createdAt', from: 'createdAt', to: 'closedAt' } }),
      'kpis[0].median.form',
      /did you mean "from"/,
    ],
    [
      'a duration without an end',
      own({ median: { of: 'deal', from: 'createdAt' } }),
      'kpis[0].median.to',
      /is required/,
    ],
    [
      'a duration of an unknown record',
      own({ median: { ...cycle.median, of: 'dael' } }),
      'kpis[0].median.of',
      /"deal"/,
    ],
    [
      'a duration from no instant',
      own({ median: { ...cycle.median, from: 'amount' } }),
      'kpis[0].median.from',
      /createdAt/,
    ],
    [
      'a duration to a misspelt one',
      own({ median: { ...cycle.median, to: 'closeAt' } }),
      'kpis[0].median.to',
      /"closedAt"/,
    ],
    ['no instant', own({ count: 'deal' }), 'kpis[0].by', /is required.*createdAt, closedAt/],
    ['a misspelt instant', own({ ...deals, by: 'closeAt' }), 'kpis[0].by', /did you mean "closedAt"/],
    [
      'an instant of another type',
      own({ count: 'order', by: 'closedAt' }),
      'kpis[0].by',
      /"closedAt" is not an instant of order/,
    ],
    ['a misspelt field', asking({ outcom: 'won' }), 'kpis[0].where.outcom', /did you mean "outcome"/],
    [
      'a misspelt custom field',
      asking({ 'custm.tier': 'x' }),
      'kpis[0].where.custm.tier',
      /did you mean "custom.tier"/,
    ],
    ['a misspelt choice', asking({ outcome: 'wonn' }), 'kpis[0].where.outcome', /did you mean "won"/],
    ['a misspelt choice among some', asking({ outcome: ['won', 'lots'] }), 'kpis[0].where.outcome[1]', /"lost"/],
    ['a misspelt choice that is not meant', asking({ outcome: { not: 'opn' } }), 'kpis[0].where.outcome.not', /"open"/],
    ['no value', asking({ outcome: [] }), 'kpis[0].where.outcome', /at least one/],
    ['none but no value', asking({ outcome: { not: [] } }), 'kpis[0].where.outcome.not', /at least one/],
    ['no condition', asking({ outcome: {} }), 'kpis[0].where.outcome', /give atLeast/],
    ['nothing for a value', asking({ source: '' }), 'kpis[0].where.source', /\{known: false\}/],
    ['null for a value', asking({ source: null }), 'kpis[0].where.source', /must be text or/],
    [
      'a misspelt condition',
      asking({ amount: { atleast: 5 } }),
      'kpis[0].where.amount.atleast',
      /did you mean "atLeast"/,
    ],
    ['text for whether', asking({ amount: { known: 'yes' } }), 'kpis[0].where.amount.known', /true or false/],
    ['text for a number', asking({ amount: 'much' }), 'kpis[0].where.amount', /a number/],
    ['text for a size', asking({ amount: { atLeast: '5k' } }), 'kpis[0].where.amount.atLeast', /a number/],
    ['a size of text', asking({ name: { atLeast: 5 } }), 'kpis[0].where.name.atLeast', /of numbers, and this is text/],
    ['an upside-down band', asking({ amount: { atLeast: 9, atMost: 8 } }), 'kpis[0].where.amount.atLeast', /atMost/],
    ['a value of an instant', asking({ createdAt: '2026-01-01' }), 'kpis[0].where.createdAt', /\{known: true\}/],
    ['a size of an instant', asking({ createdAt: { atLeast: 1 } }), 'kpis[0].where.createdAt.atLeast', /an instant/],
    [
      'text for yes',
      own({ count: 'survey', by: 'at', where: { lowIsEasy: 'yes' } }),
      'kpis[0].where.lowIsEasy',
      /true or false/,
    ],
    ['a ratio of one', own({ ratio: { numerator: deals } }), 'kpis[0].ratio.denominator', /is required/],
    [
      'an unknown side',
      own({ ratio: { numerator: deals, denominator: deals, denomnator: deals } }),
      'kpis[0].ratio.denomnator',
      /"denominator"/,
    ],
    ['a side of nothing', ratio(deals, {}), 'kpis[0].ratio.denominator', /one of count, sum, median, distinct/],
    ['a ratio in a ratio', ratio(deals, { ...deals, ratio: {} }), 'kpis[0].ratio.denominator.ratio', /not a setting/],
    [
      'a misspelt record in a ratio',
      ratio(deals, { count: 'leed', by: 'createdAt' }),
      'kpis[0].ratio.denominator.count',
      /"lead"/,
    ],
    [
      'a misspelt field in a difference',
      difference(deals, { ...deals, where: { ownr: 'ana' } }),
      'kpis[0].difference.less.where.ownr',
      /"owner"/,
    ],
    [
      'an instant beside two',
      own({ ...ratio(deals, deals)[0], by: 'closedAt' }),
      'kpis[0].by',
      /numerator and denominator/,
    ],
    [
      'a condition beside two',
      own({ ...difference(deals, deals)[0], where: { outcome: 'won' } }),
      'kpis[0].where',
      /of and less/,
    ],
    ['a count by money', ratio(deals, revenue), 'kpis[0].ratio', /divides count by money/],
    ['a duration by a count', ratio(cycle, deals), 'kpis[0].ratio', /divides duration by count/],
    ['money less a count', difference(revenue, deals), 'kpis[0].difference', /takes count from money/],
  ];

  it.each(cases)('%s', (_what, kpis, path, message) => {
    const found = mistakes(kpis);
    expect(found[path]).toMatch(message);
    expect(Object.keys(found)).toEqual([path]);
  });

  it('and none hides another', () => {
    const two = [
      { id: 'x', name: { en: 'X' }, count: 'deel', wher: {} },
      { id: 'y', name: {}, ratio: { numerator: { sum: 'deal.amout', by: 'closeAt' }, denominator: deals } },
    ];
    expect(Object.keys(mistakes(two)).sort()).toEqual([
      'kpis[0].count',
      'kpis[0].wher',
      'kpis[1].name',
      'kpis[1].ratio.numerator.by',
      'kpis[1].ratio.numerator.sum',
    ]);
  });
});

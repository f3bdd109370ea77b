import { describe, expect, it } from 'vitest';
import { catalogue } from '../../lambdas/domain/kpis/catalogue.ts';
import type { ListedRecord } from '../../lambdas/domain/reviews/records/listed.ts';
import { languageOf } from '../../lambdas/rendering/language/language.ts';
import { type ListedRecords, renderRecords } from '../../lambdas/rendering/records.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import en from '../../templates/messages/en.json' with { type: 'json' };
import { rendered } from '../fixtures/review.ts';
import { visible } from './support/mailed.ts';

const listed = (change: Partial<ListedRecord> = {}): ListedRecord => ({
  record: 'deal',
  source: 'kommo',
  id: '42',
  name: 'Big one',
  url: 'https://crm.example/42',
  at: '2026-10-05T10:00:00.000Z',
  role: 'both',
  fields: {},
  ...change,
});

const page = (
  records: readonly ListedRecord[],
  change: Partial<ListedRecords> = {},
  of: Rendered = rendered('sales'),
): string => {
  const kpi = of.document.kpis.find(({ id }) => id === 'winRate') ?? expect.fail('no KPI');
  const list = {
    asOf: '2026-11-02T12:00:00Z',
    value: 0.5,
    n: 2,
    of: null,
    segment: [],
    review: null,
    more: 0,
    records,
  };
  return renderRecords(of, kpi, { ...list, ...change }, '/r/token');
};
const text = (html: string): string => visible(html).replace(/\s+/g, ' ');

describe('the page of records', () => {
  it('says what each record says, in words', () => {
    const html = page([
      listed({ fields: { outcome: 'won', closedAt: '2026-10-05T01:00:00.000Z', amount: '1200.5', currency: 'BRL' } }),
      listed({ fields: { cost: null, currency: 'BRL', replies: '3' } }),
    ]);
    // In the workspace's zone that is the day before.
    expect(visible(html).replace(/[ \n]+/g, ' ')).toContain('closing date October 4, 2026 amount R$\u00a01,200.50');
    expect(text(html)).toContain('cost — number of replies 3');
  });

  it('says how it counts, and what has become of it since the period before', () => {
    const told = (change: Partial<ListedRecord>): string => text(page([listed(change)]));
    expect(told({ role: 'denominator' })).toContain('in the whole only');
    expect(told({ role: 'counted', part: 'red', partBefore: 'green' })).toContain(
      'counted · red · green in the period',
    );
    expect(told({ role: 'counted', part: 'red', partBefore: 'red' })).not.toContain('in the period before');
    expect(told({ role: null, leftOut: 'noClosedAt' })).toContain('left out: no closing date');
  });

  it('tells the monthly amounts of a customer, and where there are more', () => {
    const subscription = { source: 'kommo', id: 's', mrr: '10', currency: 'BRL', startedAt: null, endedAt: null };
    expect(text(page([listed({ subscriptions: [subscription] })]))).toContain('monthly revenue R$ 10.00');
    expect(text(page([listed({ subscriptions: Array.from({ length: 9 }, () => subscription) })]))).toContain(
      'R$ 10.00, …',
    );
  });

  it('tells an amount in the currency of its source, else of the workspace, where its record says none', () => {
    const { configuration } = rendered();
    const sources = configuration.sources.map((source) => ({ ...source, currency: 'USD' }));
    const abroad = rendered('sales', { configuration: { ...configuration, sources } });
    const shown = (source: string): string => text(page([listed({ source, fields: { amount: '5' } })], {}, abroad));
    expect(shown('kommo')).toContain('amount $ 5.00');
    expect(shown('other')).toContain('amount R$ 5.00');
    expect(text(page([listed({ fields: { amount: '5', currency: 'points' } })]))).toContain('amount 5 points');
  });

  it('adds up the amounts of what counts, each currency by itself', () => {
    const amount = (value: string, currency: string, role: ListedRecord['role'] = 'counted') =>
      listed({ role, fields: { amount: value, currency } });
    const told = text(
      page([amount('10.10', 'BRL'), amount('20.20', 'BRL'), amount('5', 'USD'), amount('99', 'BRL', 'denominator')]),
    );
    expect(told).toContain('Total of the records shown: R$ 30.30 and $ 5.00');
    expect(text(page([amount('10', 'BRL')]))).not.toContain('Total');
  });

  it('leads back to the review before the list, and after it', () => {
    const html = page([listed({})]);
    expect(html.match(/href="\/r\/token"/g)).toHaveLength(2);
    expect(html.indexOf('href="/r/token"')).toBeLessThan(html.indexOf('<h1>'));
  });

  it.each(['javascript:alert(1)', ' https://x', '//evil.example', 'data:text/html,x'])(
    'follows no address like %s',
    (url) => {
      expect(page([listed({ url })])).not.toContain('target="_blank"');
    },
  );

  it('shows what a record holds as the text that it is, on one line', () => {
    const bad = '<img src=x onerror=alert(1)>"\u202e\nx';
    const html = page(
      [listed({ name: bad, id: bad, record: 'deal', part: bad, fields: { 'custom.<u>': bad, outcome: bad } })],
      { segment: [{ by: 'custom.<i>', key: bad }] },
    );
    expect(html).not.toMatch(/<img|<u>|<i>|\u202e/);
    expect(html).toContain('&lt;img');
  });

  it('has words for every reason, part and field that the KPIs have', () => {
    const { find } = languageOf('en');
    const { sentence: _s, without: _w, unknown: _u, ...reasons } = en.leftOut;
    for (const code of Object.keys(reasons)) expect(find(`listed.reasons.${code}`), code).not.toBeNull();
    const fields = catalogue
      .flatMap(({ requires }) => requires.flat(2))
      .map((need) => need.split('.').slice(1).join('.'));
    for (const field of fields) expect(find(`fields.${field}`), field).not.toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { catalogue } from '../../lambdas/domain/kpis/catalogue.ts';
import type { ListedRecord } from '../../lambdas/domain/reviews/records/listed.ts';
import { languageOf } from '../../lambdas/rendering/language/language.ts';
import { type ListedRecords, renderRecords } from '../../lambdas/rendering/records.ts';
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

const page = (records: readonly ListedRecord[], change: Partial<ListedRecords> = {}): string => {
  const of = rendered('sales');
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
    expect(text(html)).toContain('closing date October 4, 2026 amount 1,200.5 BRL');
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
    expect(text(page([listed({ subscriptions: [subscription] })]))).toContain('monthly revenue 10 BRL');
    expect(text(page([listed({ subscriptions: Array.from({ length: 9 }, () => subscription) })]))).toContain(
      '10 BRL, …',
    );
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

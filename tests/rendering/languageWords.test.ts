import { describe, expect, it } from 'vitest';
import { catalogue, headlines } from '../../lambdas/domain/kpis/catalogue.ts';
import type { Preferred } from '../../lambdas/domain/ports/preferences.ts';
import { vocabulary } from '../../lambdas/domain/records/vocabulary.ts';
import type { KpiResult, ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import type { ListedRecord } from '../../lambdas/domain/reviews/records/listed.ts';
import { flatten, languages } from '../../lambdas/rendering/language/messages.ts';
import { renderNotice } from '../../lambdas/rendering/noticePage.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import { renderPreferences } from '../../lambdas/rendering/preferencesPage.ts';
import { renderRecords, renderRecordsPending } from '../../lambdas/rendering/records.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { renderWorkspacePage } from '../../lambdas/rendering/workspacePage.ts';
import { configuration, document, kpiResult, kpis, rendered } from '../fixtures/review.ts';
import { englishWords } from './support/english.ts';
import { mailed, visible } from './support/mailed.ts';

const english = languages.en ?? {};

/** Names that messages of a section have in English. */
const codesOf = (section: string): string[] =>
  [...flatten(english).keys()].flatMap((name) =>
    name.startsWith(`${section}.`) ? [name.slice(section.length + 1)] : [],
  );

/** A review in which everything is said that can be said of numbers. */
const rich = (): ReviewDocument => {
  const codes = codesOf('leftOut').filter((code) => code !== 'sentence' && code !== 'unknown' && code !== 'without');
  const leftOut = [...codes, 'noClosedAt', 'somethingElse'].map((code, index) => ({
    code,
    records: index + 1,
    example: `kommo:deal:${index}`,
  }));
  const lacking = catalogue
    .filter(({ id }) => !kpis.some((kpi) => kpi.id === id))
    .map((kpi, index): KpiResult => {
      const reasons = codesOf('missing').filter((code) => code.startsWith('no'));
      const missing = { code: reasons[index] ?? 'noData', needs: [...kpi.needs], text: 'Something is wanting.' };
      const { id, unit, better, category, audiences } = kpi;
      const none = kpiResult({ id: 'wonDeals', values: [null, null] });
      return { ...none, id, unit, better, category, audiences: [...audiences], n: 0, missing };
    });
  const [first, ...others] = kpis;
  if (first === undefined) throw new Error('the fixture has no KPIs');
  const rows = [first, ...others].map((kpi, index) => ({
    ...kpi,
    audiences: [...kpi.audiences, 'crm' as const],
    ...(index === 0 && { leftOut, flags: ['thin' as const, 'partial' as const] }),
  }));
  return {
    ...document,
    kpis: [...rows, ...lacking],
    coverage: document.coverage.flatMap((one) => [
      one,
      { ...one, source: `${one.source}2`, wrongAccount: 3, untied: 2, unresolved: 1, failed: 1 },
      { ...one, source: `${one.source}3`, observations: 0, deliveries: 0, lastAt: null, firstAt: null, silent: true },
    ]),
    restatements: (['late', 'corrected', 'removed', 'definition', 'configuration'] as const).map((cause, index) => ({
      kpi: 'wonDeals',
      period: '2026-09',
      was: index === 3 ? null : 41,
      is: index === 4 ? null : 43,
      records: index,
      cause,
    })),
  };
};

const variants: Readonly<Record<string, ReviewDocument>> = {
  rich: rich(),
  running: { ...rich(), status: 'running' },
  quarterly: { ...rich(), period: '2026-Q3', cadence: 'quarterly' },
  annual: { ...rich(), period: '2026', cadence: 'annual' },
  silent: {
    ...rich(),
    kpis: rich().kpis.map((kpi) => ({ ...kpi, silent: ['kommo3'], flags: ['partial'] })),
  },
  empty: { ...document, kpis: rich().kpis.map((kpi) => ({ ...kpi, value: null })), highlights: [] },
};

const readings = (locale: string): [string, Rendered][] =>
  Object.entries(variants).map(([name, of]) => [
    name,
    rendered('crm', { document: of, catalogue, headlines, reader: { role: 'crm', locale } }),
  ]);

const recipient = {
  email: 'ana@acme.example',
  role: 'service' as const,
  reviews: ['monthly' as const, 'quarterly' as const, 'annual' as const, 'campaign' as const],
  attachments: [],
  scope: { region: 'sul' },
};

/** What a browser shows of a page, and what it reads aloud. */
const shown = (html: string): string =>
  [
    visible(html.replace(/<script[\s\S]*?<\/script>/g, '')),
    ...[...html.matchAll(/\b(?:aria-label|alt|title|placeholder)="([^"]*)"/g)].map(([, text]) => text),
  ].join('\n');

const tags = Object.keys(languages).filter((tag) => tag !== 'en');

describe.each(tags)('in %s no English is left', (locale) => {
  it.each(readings(locale))('in the mail of a review that is %s', async (_, of) => {
    const { subject, html, text } = await mailed(of);
    for (const words of [subject, shown(html), text]) expect(englishWords(words)).toEqual([]);
  });

  it.each(readings(locale))('on the page of a review that is %s', (_, of) => {
    const html = renderPage(of, { csv: '/r/t?format=csv', records: '/r/t/records', preferences: '/u/t' });
    expect(englishWords(shown(html))).toEqual([]);
  });

  it.each([
    { by: 'region', key: 'south' },
    { by: 'region', key: 'atlantis' },
    { by: 'owner', key: '' },
    { by: 'mood' },
  ])('on the page of a review beside the segment %o', (chosen) => {
    const of = rendered('crm', { document: rich(), catalogue, headlines, reader: { role: 'crm', locale } });
    const html = renderPage(of, { csv: '/r/t?format=csv', records: '/r/t/records', preferences: '/u/t' }, chosen);
    expect(englishWords(shown(html))).toEqual([]);
  });

  it('on the page of a workspace', () => {
    const reader = { role: 'crm' as const, locale };
    const of = { configuration, catalogue, headlines, reader };
    const review = { period: '2026-10', cadence: 'monthly', status: 'closed', mailedAt: null, href: '/r/t' } as const;
    const source = { name: 'Kommo', lastAt: Date.UTC(2026, 9, 31), silent: false, failed: 0, refused: 0, pending: 2 };
    const content = {
      reviews: [review, { ...review, status: 'running' as const, mailedAt: Date.UTC(2026, 10, 2) }],
      latest: rich(),
      sources: [source, { ...source, lastAt: null }, { ...source, silent: true, failed: 1, refused: 3 }],
      sends: null,
      preferences: '/u/t',
    };
    for (const scope of [{}, { scope: { region: 'sul' } }])
      for (const told of [content, { ...content, reviews: [], latest: undefined, sources: [], sends: [] }])
        expect(englishWords(shown(renderWorkspacePage({ ...of, reader: { ...reader, ...scope } }, told)))).toEqual([]);
  });

  it('on the page of records', () => {
    const of = rendered('crm', { catalogue, headlines, reader: { role: 'crm', locale } });
    const reasons = [...codesOf('listed.reasons').filter((code) => code !== 'without'), 'noClosedAt'];
    const parts = codesOf('parts');
    const record = (change: Partial<ListedRecord>): ListedRecord => ({
      record: 'deal',
      source: 'kommo',
      id: '42',
      name: null,
      url: null,
      at: '2026-10-05T10:00:00.000Z',
      role: null,
      fields: { outcome: 'won', status: 'open', kind: 'renewal', category: 'sales', lowIsEasy: true, amount: '12.5' },
      ...change,
    });
    const roles = ['numerator', 'both', 'denominator', 'counted', 'other'] as const;
    const records = [
      ...Object.keys(vocabulary).map((of) => record({ record: of })),
      ...roles.map((role) => record({ role })),
      ...parts.map((part) => record({ part, partBefore: part === 'red' ? 'green' : 'red' })),
      ...reasons.map((leftOut) => record({ leftOut })),
    ];
    for (const kpi of of.document.kpis) {
      const list = { asOf: document.computedAt, value: 1, n: 2, of: kpi.of ?? null, segment: [], more: 3, records };
      for (const review of [null, { value: 3, n: 1 }])
        expect(englishWords(shown(renderRecords(of, kpi, { ...list, review }, '/r/t'))), kpi.id).toEqual([]);
      for (const failed of [true, false])
        expect(englishWords(shown(renderRecordsPending(of, kpi, { review: '/r/t', failed })))).toEqual([]);
    }
  });

  it('on the page of preferences', () => {
    const at = { configuration, recipient: { ...recipient, locale }, listed: true, today: '2026-11-02' };
    const states: readonly (Preferred | undefined)[] = [
      undefined,
      { unsubscribedAt: null, pausedUntil: '2026-12-01' },
      { unsubscribedAt: Date.UTC(2026, 9, 5) },
      { unsubscribedAt: Date.UTC(2026, 9, 5), stoppedBy: 'bounced' },
      { unsubscribedAt: Date.UTC(2026, 9, 5), stoppedBy: 'complained' },
    ];
    for (const preferred of states)
      for (const told of [undefined, 'subscribed', 'unsubscribed', 'resumed', 'saved'] as const)
        expect(englishWords(shown(renderPreferences({ ...at, preferred, ...(told && { told }) })))).toEqual([]);
  });

  it('on the pages in place of others', () => {
    for (const kind of ['expired', 'unknown', 'preview'] as const)
      expect(englishWords(shown(renderNotice(kind, locale)))).toEqual([]);
  });
});

it('finds English where there is some', async () => {
  const { subject, html, text } = await mailed(rendered('crm', { reader: { role: 'crm', locale: 'en' } }));
  for (const words of [subject, shown(html), text]) expect(englishWords(words)).not.toEqual([]);
});

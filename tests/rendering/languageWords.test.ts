import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { catalogue, headlines } from '../../lambdas/domain/kpis/catalogue.ts';
import type { Preferred } from '../../lambdas/domain/ports/preferences.ts';
import { vocabulary } from '../../lambdas/domain/records/vocabulary.ts';
import type { KpiResult, ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import type { ListedRecord } from '../../lambdas/domain/reviews/records/listed.ts';
import type { Send, SendState } from '../../lambdas/domain/reviews/send.ts';
import { renderReaderCsv } from '../../lambdas/rendering/csv.ts';
import { flatten, languages } from '../../lambdas/rendering/language/messages.ts';
import { renderNotice } from '../../lambdas/rendering/noticePage.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import type { PageLinks } from '../../lambdas/rendering/pageContext.ts';
import { renderPreferences } from '../../lambdas/rendering/preferencesPage.ts';
import { renderRecords, renderRecordsPending } from '../../lambdas/rendering/records.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { renderWorkspacePage } from '../../lambdas/rendering/workspacePage.ts';
import { renderXlsx } from '../../lambdas/rendering/xlsx.ts';
import { configuration, document, kpiResult, kpis, rendered } from '../fixtures/review.ts';
import { annual, campaign, moved, quarterly } from '../fixtures/reviewPeriods.ts';
import { englishWords } from './support/english.ts';
import { mailed, visible } from './support/mailed.ts';
import { sheetsIn } from './support/workbook.ts';

const english = languages.en ?? {};

/** Names that messages of a section have in English. */
const codesOf = (section: string): string[] =>
  [...flatten(english).keys()].flatMap((name) =>
    name.startsWith(`${section}.`) ? [name.slice(section.length + 1)] : [],
  );

/** Segments that have no name but our word for their key, of every list that has such words. */
const worded = [...codesOf('choices'), 'kind.'].map((name, index): KpiResult['segments'][number] => {
  const [by = '', key = ''] = name.split('.');
  const told = { value: index + 1, numerator: null, denominator: null, n: 1, overlaps: false };
  return key === '' ? { by, key: 'other', label: 'other', other: true, ...told } : { by, key, label: key, ...told };
});

/** A review, made such that everything is said that can be said of numbers. */
const rich = (from: ReviewDocument = document): ReviewDocument => {
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
  const [first, ...others] = from.kpis;
  if (first === undefined) throw new Error('the fixture has no KPIs');
  const rows = [first, ...others].map((kpi, index) => ({
    ...kpi,
    audiences: [...kpi.audiences, 'crm' as const],
    ...(index === 0 && { leftOut, flags: ['thin' as const, 'partial' as const], segments: worded }),
    ...(index === 1 && { of: { by: 'kind', key: 'renewal', label: 'renewal' } }),
  }));
  return {
    ...from,
    kpis: [...rows, ...lacking],
    coverage: from.coverage.flatMap((one) => [
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

/** Of a part of the workspace: of its sources nothing is counted, and of one of them nothing could be read. */
const scoped = (from: ReviewDocument): ReviewDocument => ({
  ...from,
  scope: { owner: 'ana' },
  kpis: from.kpis.map((kpi, index) => (index === 0 ? { ...kpi, silent: ['kommo2'] } : kpi)),
  coverage: from.coverage.map(({ source, failed = 0, firstAt, lastAt, silent }) => ({
    source,
    ...(failed > 0 && { unread: true }),
    ...{ firstAt, lastAt, silent },
  })),
  highlights: from.coverage.map(({ source, silent }) => ({
    kind: 'gap',
    kpi: '',
    params: { source, silent: silent ? 1 : 0, ...(silent && { news: 1 }) },
    text: 'Something is wanting.',
  })),
});

/** Names of a company's own are in its own language. */
const foreignCampaign: ReviewDocument = {
  ...campaign,
  campaigns: [{ id: 'c0', name: 'Expo São Paulo' }],
  kpis: campaign.kpis.map((kpi) => ({
    ...kpi,
    segments: kpi.segments.map((one) => (one.by === 'campaign' && one.key !== null ? { ...one, label: 'Expo' } : one)),
  })),
};

const variants: Readonly<Record<string, ReviewDocument>> = {
  rich: rich(),
  running: { ...rich(), status: 'running' },
  moved: rich(moved),
  quarterly: rich(quarterly),
  annual: rich(annual),
  campaign: rich(foreignCampaign),
  scoped: scoped(rich()),
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

const links: PageLinks = {
  page: '/r/t',
  csv: '/r/t?format=csv',
  xlsx: '/r/t?format=xlsx',
  records: '/r/t/records',
  preferences: '/u/t',
  workspace: '/w/t',
  periods: ['2026-10', '2026-09', '2026-11', '2026-Q3', '2025', '2026', '2026-09-28..2026-10-23'].map((period) => ({
    period,
    href: '/r/t2',
  })),
};

/** Entries of the ledger in every state, with every reason and every report. */
const sends = ((): Send[] => {
  const send: Send = {
    workspace: 'acme',
    cadence: 'monthly',
    start: '2026-10-01',
    period: '2026-10',
    scope: null,
    recipient: 'ana@acme.example',
    id: 'f3b1',
    state: 'sent',
    reason: null,
    version: 1,
    messageId: null,
    subject: 'October 2026: won revenue',
    attempts: 1,
    queuedAt: Date.UTC(2026, 10, 1),
    changedAt: Date.UTC(2026, 10, 2),
    feedback: null,
  };
  const states = codesOf('workspacePage.states').map((state) => ({ ...send, state: state as SendState }));
  const reasons = codesOf('workspacePage.reasons').map((reason) => ({ ...send, state: 'skipped' as const, reason }));
  const reports = codesOf('workspacePage.feedbacks').map((feedback) => ({ ...send, feedback }));
  const others = ['2026-Q3', '2025', '2026-09-28..2026-10-23'].map((period) => ({ ...send, period }));
  return [...states, ...reasons, ...reports, ...others, { ...send, scope: { region: 'sul', 'custom.tier': 'ouro' } }];
})();

const tags = Object.keys(languages).filter((tag) => tag !== 'en');

describe.each(tags)('in %s no English is left', (locale) => {
  it.each(readings(locale))('in the mail of a review that is %s', async (_, of) => {
    const { subject, html, text } = await mailed(of);
    for (const words of [subject, shown(html), text]) expect(englishWords(words)).toEqual([]);
  });

  it.each(readings(locale))('on the page of a review that is %s', (_, of) => {
    const html = renderPage(of, links);
    expect(englishWords(shown(html))).toEqual([]);
  });

  it.each(readings(locale))('in the files of a review that is %s', async (_, of) => {
    const csv: string[][] = parse(renderReaderCsv(of), { bom: true, delimiter: locale === 'ms' ? ',' : ';' });
    // Without the id of the KPI and the key.
    const told = csv.map((cells) => cells.filter((_cell, column) => column !== 1 && column !== 5).join('\n'));
    expect(englishWords(told.join('\n'))).toEqual([]);
    for (const { sheet, data } of await sheetsIn(renderXlsx(of))) {
      const [header = []] = data;
      expect(englishWords([sheet, ...header].join('\n'))).toEqual([]);
      // Without the id, which is in the last column, and the key beside it.
      const keys = header.length - (header.at(-2) === csv[0]?.[5] ? 2 : 1);
      expect(englishWords(data.map((row) => row.slice(0, keys).join('\n')).join('\n')), sheet).toEqual([]);
    }
  });

  it.each([
    { by: 'region', key: 'south' },
    { by: 'kind', key: 'renewal' },
    { by: 'region', key: 'atlantis' },
    { by: 'owner', key: '' },
    { by: 'mood' },
  ])('on the page of a review beside the segment %o', (chosen) => {
    const of = rendered('crm', { document: rich(), catalogue, headlines, reader: { role: 'crm', locale } });
    const html = renderPage(of, links, chosen);
    expect(html).toContain('id="segment"');
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
      sends,
      preferences: '/u/t',
    };
    const many = Array.from({ length: 201 }, () => sends).flat();
    const contents = [
      content,
      { ...content, sends: null },
      { ...content, sends: many },
      { ...content, reviews: [], latest: undefined, sources: [], sends: [] },
    ];
    for (const scope of [{}, { scope: { region: 'sul' } }])
      for (const told of contents)
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

import { describe, expect, it } from 'vitest';
import type { Coverage, KpiResult, ReviewDocument, Segment } from '../../lambdas/domain/reviews/document.ts';
import { configurationSchema } from '../../lambdas/domain/workspaces/schema.ts';
import { viewOf } from '../../lambdas/rendering/view.ts';
import { document, kpiResult, kpis, rendered } from '../fixtures/review.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const viewed = (change: Partial<ReviewDocument>, role: 'sales' | 'crm' | 'service' = 'crm') =>
  viewOf(rendered(role, { document: { ...document, ...change } })).view;
const changedKpi = (id: string, change: Partial<KpiResult>): readonly KpiResult[] =>
  kpis.map((kpi) => (kpi.id === id ? { ...kpi, ...change } : kpi));

describe('what happened', () => {
  it('is said in sentences with the document’s numbers', () => {
    expect(viewed({}).highlights.map(({ symbol, tone, text }) => [symbol, tone, plain(text)])).toEqual([
      ['✗', 'bad', 'Churn rate came to 4.13 %, above the target of 3 %.'],
      ['✗', 'bad', 'Win rate came to 28.5 %, below the target of 30 %.'],
      ['✓', 'good', 'Won deals met the target of at least 45 with 47.'],
      ['▲', 'good', 'Won revenue rose by 12 %, from R$ 1.11 M (September) to R$ 1.24 M.'],
      ['▲', 'good', 'Customer satisfaction rose by 4.8 pt, from 82.3 % (September) to 87.1 %.'],
      ['▲', 'bad', 'Tickets rose by 18 %, from 918 (September) to 1,083.'],
      ['!', 'warning', 'helpdesk: 12 deliveries could not be read, and are not in these numbers.'],
    ]);
  });

  it('keeps room for gaps among many highlights', () => {
    const many = Array.from({ length: 12 }, () => ({ kind: 'more', kpi: 'wonDeals', params: {}, text: 'More.' }));
    const gap = { kind: 'gap', kpi: '', params: { source: 'helpdesk', silent: 0, failed: 12 }, text: '' };
    const { highlights } = viewed({ highlights: [...many, gap] });
    expect(highlights).toHaveLength(7);
    expect(highlights.at(-1)?.symbol).toBe('!');
  });

  it('falls back to the document’s own words for a kind it does not know', () => {
    const { highlights } = viewed({
      highlights: [{ kind: 'anniversary', kpi: 'wonDeals', params: {}, text: 'The most deals ever.' }],
    });
    expect(highlights).toEqual([{ symbol: '•', tone: 'neutral', text: 'The most deals ever.' }]);
  });

  it('says that a value came from nothing, never by how much of it', () => {
    const risen = kpiResult({ id: 'wonRevenue', values: [0, 1200] });
    const { highlights } = viewed({
      kpis: [risen],
      highlights: [{ kind: 'changed', kpi: 'wonRevenue', params: {}, text: '' }],
    });
    expect(plain(highlights[0]?.text ?? '')).toBe('Won revenue went from 0 (September) to R$ 1.2 K.');
  });
});

describe('the review of a campaign', () => {
  it('begins with what came of campaigns, though there was only one', () => {
    const segment = (by: string, key: string | null, value: number) =>
      ({ by, key, label: key ?? '', value, numerator: null, denominator: null, n: 9, overlaps: false }) as const;
    const segments = [
      segment('owner', 'ana', 5),
      segment('owner', 'rui', 4),
      segment('campaign', 'Spring', 6),
      segment('campaign', null, 3),
    ];
    const of = kpis.map((kpi) => (kpi.id === 'wonDeals' ? { ...kpi, segments } : kpi));
    const titles = (campaigns: Partial<ReviewDocument>) =>
      viewed({ kpis: of, ...campaigns }, 'sales').breakdowns.map(({ title }) => title);
    expect(titles({ campaigns: [{ id: 'kommo:campaign:7', name: 'Spring' }] })[0]).toBe('Won deals by campaign');
    expect(titles({})).not.toContain('Won deals by campaign');
  });
});

describe('what is not there', () => {
  it('is told with what it needs, and how to send it', () => {
    const { missing, howToSend } = viewed({});
    expect(missing.map(({ names, reason }) => [names, reason])).toEqual([
      ['Lead response time', 'Needs leads with creation date and time of the first answer'],
      ['Customer acquisition cost', 'Needs the spend of this period'],
    ]);
    expect(howToSend).toContain('ops@acme.example');
    expect(howToSend).toContain('quarterdeck import');
  });

  it('is told together where it waits for the same', () => {
    const missing = { code: 'noData', needs: ['deal'], text: '' };
    const without = kpis.map((kpi) =>
      ['winRate', 'wonDeals', 'churnRate'].includes(kpi.id) ? { ...kpi, value: null, missing } : kpi,
    );
    const told = viewed({ kpis: without }).missing;
    expect(told.find(({ kpis: ids }) => ids.includes('winRate'))?.kpis).toEqual(['wonDeals', 'winRate']);
    expect(told.find(({ kpis: ids }) => ids.includes('churnRate'))?.reason).toBe(
      'Needs customers with start date, customers with status, or subscriptions with monthly revenue',
    );
  });

  it('is not among the numbers', () => {
    const ids = viewed({}).groups.flatMap((group) => group.kpis.map(({ id }) => id));
    expect(ids).not.toContain('leadResponseTime');
    expect(ids).toHaveLength(kpis.filter(({ value }) => value !== null).length);
  });
});

describe('how far to trust it', () => {
  it('says what is corrected, and what was told before', () => {
    expect(viewed({}).about.restatements).toEqual([
      'Won deals in September: now 43 (we told you 41). 2 records came late.',
    ]);
  });

  it('corrects no number of another role', () => {
    expect(viewed({}, 'service').about.restatements).toEqual([]);
  });

  it('says of each source what it told of the period, what came in meanwhile, and what did not', () => {
    expect(viewed({}).about.coverage).toEqual([
      'Kommo: 1,377 changes told of October 2026, the last on October 31, 2026. 1,204 deliveries were received in that time.',
      'helpdesk: 2,295 changes told of October 2026, the last on October 24, 2026. 2,311 deliveries were received in that time. 12 of them could not be read and are missing here. 5 records name a customer that no source knows.',
    ]);
  });

  const coverageOf = (change: Partial<Coverage>): string | undefined =>
    viewed({
      coverage: document.coverage.slice(0, 1).map((coverage) => ({ ...coverage, ...change })),
    }).about.coverage[0];
  const nothing = { observations: 0, firstAt: null, lastAt: null };

  it('says nothing of deliveries where history was imported later', () => {
    expect(coverageOf({ deliveries: 0 })).toBe(
      'Kommo: 1,377 changes told of October 2026, the last on October 31, 2026.',
    );
  });

  it('calls a source silent only where it neither told of the period nor sent anything in it', () => {
    expect(coverageOf({ ...nothing, deliveries: 3 })).toBe(
      'Kommo: nothing told of October 2026. 3 deliveries were received in that time.',
    );
    expect(coverageOf({ ...nothing, deliveries: 0, silent: true })).toBe(
      'Kommo: nothing told of October 2026, and nothing received in it: numbers that rest on it are missing or too low.',
    );
  });

  it('says of how many customers nothing ties them to one of another source', () => {
    const said = (untied: number) => coverageOf({ deliveries: 0, untied })?.split('2026. ')[1];
    expect(said(12)).toBe(
      '12 customers of Kommo are known to Kommo alone, and each counts as a customer of its own: as it should be, unless another source knows them as well.',
    );
    expect(said(1)).toBe(
      'One customer of Kommo is known to Kommo alone, and counts as a customer of its own: as it should be, unless another source knows it as well.',
    );
    expect(said(0)).toBeUndefined();
  });

  it('tells once of records that are left out of several numbers', () => {
    const leftOut = [{ code: 'noClosedAt', records: 3, example: 'kommo:deal:1' }];
    const with_ = kpis.map((kpi) =>
      kpi.id === 'wonDeals' || kpi.id === 'winRate' ? { ...kpi, leftOut } : { ...kpi, leftOut: [] },
    );
    expect(viewed({ kpis: with_ }).about.leftOut).toEqual([
      'Left out: 3 records without closing date (Won deals, Win rate).',
    ]);
  });

  it('says why a record is left out even where it has no words for it', () => {
    const leftOut = [{ code: 'stranger', records: 1, example: 'kommo:deal:1' }];
    expect(viewed({ kpis: changedKpi('wonRevenue', { leftOut }) }).about.leftOut).toEqual([
      'Left out: 1 record for another reason, stranger (Won revenue).',
    ]);
  });

  it('explains the words that stand beside the numbers, and no others', () => {
    const { words } = viewed({ kpis: kpis.filter(({ id }) => id === 'nps') }).about;
    expect(words).toHaveLength(1);
    expect(words[0]).toMatch(/^Few cases/);
  });
});

describe('where it comes from', () => {
  const segmentsOf = (by: string, count: number): Segment[] =>
    Array.from({ length: count }, (_, index) => ({
      by,
      key: `${index}`,
      label: `${by} ${index}`,
      value: index + 1,
      numerator: null,
      denominator: null,
      n: 9,
      overlaps: false,
    }));

  it('is told by the dimension with the most keys that can be taken in', () => {
    const segments = [...segmentsOf('owner', 30), ...segmentsOf('region', 3), ...segmentsOf('product', 6)];
    const [first] = viewed({ kpis: changedKpi('wonRevenue', { segments }) }, 'sales').breakdowns;
    expect(first?.title).toBe('Won revenue by product');
  });

  it('shows of a long dimension the greatest, and how many more there are', () => {
    const [first] = viewed(
      { kpis: changedKpi('wonRevenue', { segments: segmentsOf('owner', 30) }) },
      'sales',
    ).breakdowns;
    expect(first?.rows.map(({ label }) => label)).toEqual(
      [29, 28, 27, 26, 25, 24, 23, 22].map((index) => `owner ${index}`),
    );
    expect(first?.more).toBe(22);
  });

  it('tells each leading number by another dimension where it can', () => {
    const { breakdowns } = viewed({}, 'sales');
    expect(breakdowns.map(({ title }) => title)).toEqual([
      'Won revenue by owner',
      'Win rate by region',
      'Pipeline value by stage',
    ]);
  });

  it('says what part of a sum a segment is, and what a share was counted from', () => {
    const { breakdowns } = viewed({}, 'sales');
    expect(breakdowns[0]?.rows.map(({ label, basis }) => [label, plain(basis)])).toContainEqual(['Ana Lima', '32 %']);
    expect(breakdowns[0]?.rows.at(-1)?.label).toBe('not set');
    expect(breakdowns[1]?.rows[0]).toMatchObject({ label: 'Southeast', basis: '28 of 82' });
  });

  it('tells segments of one name apart by their keys', () => {
    const named = (labels: readonly string[]) =>
      segmentsOf('stage', labels.length).map((segment, index) => ({ ...segment, label: labels[index] ?? '' }));
    const segments = named(['Qualified', 'Won', 'Qualified', '1', '', 'not set']);
    const last = { ...(segments[0] as Segment), key: null, label: '' };
    const [first] = viewed({ kpis: changedKpi('wonRevenue', { segments: [...segments, last] }) }, 'sales').breakdowns;
    expect(first?.rows.map(({ label }) => label)).toEqual([
      'not set (5)',
      '4',
      '1',
      'Qualified (2)',
      'Won',
      'Qualified (0)',
      'not set',
    ]);
  });

  it('claims no part of a whole where segments overlap', () => {
    const segments = segmentsOf('owner', 3).map((segment) => ({ ...segment, overlaps: true }));
    const [first] = viewed({ kpis: changedKpi('wonRevenue', { segments }) }, 'sales').breakdowns;
    expect(first?.rows[0]?.basis).toBe('9 cases');
  });

  it('needs two keys to compare', () => {
    const { breakdowns } = viewed({ kpis: changedKpi('wonRevenue', { segments: segmentsOf('owner', 1) }) }, 'sales');
    expect(breakdowns.map(({ title }) => title)).not.toContain('Won revenue by owner');
  });
});

describe('the columns of the table', () => {
  it('leave out last year where it is the period before', () => {
    const yearly = kpis.map((kpi) => ({ ...kpi, lastYear: kpi.previous, trend: [] }));
    expect(viewed({ kpis: yearly, period: '2026', cadence: 'annual' }).versus.lastYear).toBeNull();
  });

  it('leave out what no number has', () => {
    const first = kpis.map((kpi) => ({ ...kpi, previous: null, lastYear: null }));
    expect(viewed({ kpis: first }).versus).toEqual({ previous: null, lastYear: null });
  });
});

describe('a trend', () => {
  const trendOf = (values: readonly (number | null)[], change: Partial<KpiResult> = {}) => {
    const kpi = kpiResult({ id: 'wonRevenue', values, rest: change });
    return viewed({
      kpis: [
        {
          ...kpi,
          trend: values.map((value, index) => ({ period: `2026-${String(index + 1).padStart(2, '0')}`, value, n: 1 })),
        },
      ],
    }).cards[0]?.trend;
  };

  it('stands on zero', () => {
    const trend = trendOf([50, 100, 0, null, 25]);
    expect(trend?.bars.map(({ up, known }) => [up, known])).toEqual([
      [0.5, true],
      [1, true],
      [0, true],
      [0, false],
      [0.25, true],
    ]);
    expect(trend?.above).toBe(1);
  });

  it('hangs what is negative below it, to the same scale', () => {
    const trend = trendOf([30, -10, 20]);
    expect(trend?.bars.map(({ up, down }) => [up, down])).toEqual([
      [0.75, 0],
      [0, 0.25],
      [0.5, 0],
    ]);
    expect(trend?.above).toBe(0.75);
  });

  it('leaves room for its target', () => {
    expect(trendOf([50, 80], { target: { atLeast: 100, status: 'missed', pace: null } })).toMatchObject({
      target: 1,
      bars: [{ up: 0.5 }, { up: 0.8 }],
    });
  });

  it('is none without two values to compare', () => {
    expect(trendOf([null, null, 5])).toBeNull();
  });
});

describe('a company’s own KPI', () => {
  it('has the name that the company gave it, in the reader’s language where there is one', () => {
    const of = rendered('sales');
    const { kpis } = configurationSchema.parse({
      ...of.configuration,
      kpis: [{ id: 'winRate', name: { en: 'Share of big Deals', pt: 'Fatia' }, count: 'order' }],
    });
    const { view } = viewOf({ ...of, configuration: { ...of.configuration, kpis } });
    expect(view.cards.map(({ name }) => name)).toContain('Share of big Deals');
    expect(view.headline).toContain('Share of big Deals missed');
  });
});

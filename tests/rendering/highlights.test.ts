import { describe, expect, it } from 'vitest';
import type { Highlight, KpiResult, Role } from '../../lambdas/domain/reviews/document.ts';
import type { Rendered } from '../../lambdas/rendering/render.ts';
import { viewOf } from '../../lambdas/rendering/view.ts';
import { document, kpiResult, kpis, rendered } from '../fixtures/review.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

const highlight = (kind: string, kpi: string, params: Highlight['params'] = {}): Highlight => ({
  kind,
  kpi,
  params,
  text: '',
});

const told = (
  highlights: readonly Highlight[],
  {
    of = kpis,
    role = 'sales',
    ...reader
  }: { of?: readonly KpiResult[]; role?: Role } & Partial<Rendered['reader']> = {},
) =>
  viewOf(rendered(role, { reader: { role, ...reader }, document: { ...document, kpis: of, highlights } })).view
    .highlights;

const texts = (...of: Parameters<typeof told>): string[] => told(...of).map(({ text }) => plain(text));

/** Of the KPI of which the fixture says what moved it, in every language. */
const fell = highlight('targetMissed', 'winRate', {
  value: 47 / 165,
  atLeast: 0.3,
  previous: 43 / 142,
  change: 47 / 165 - 43 / 142,
  by: 'region',
  key: 'south',
  mix: -0.004,
  rate: -0.017,
  record: 'lowest',
  since: '2025-10',
});

describe('a highlight', () => {
  it.each([
    [
      'en',
      ' came to 28.5 %, below the target of 30 %; down 1.8 pt from 30.3 % (September), mostly because of South (region, −2.1 pt), the lowest of 13 months.',
    ],
    [
      'pt-BR',
      ': 28,5%, abaixo da meta de 30%; queda de 1,8 p.p. ante 30,3% (setembro), principalmente por South (região, −2,1 p.p.), o menor valor em 13 meses.',
    ],
    [
      'es',
      ': 28,5 %, por debajo del objetivo de 30 %; descenso de 1,8 pp frente a 30,3 % (septiembre), sobre todo por South (región, −2,1 pp), el valor más bajo en 13 meses.',
    ],
    [
      'ms',
      ' ialah 28.5%, di bawah sasaran 30%; menurun 1.8 mata daripada 30.3% (September), terutamanya disebabkan South (wilayah, −2.1 mata), yang terendah dalam 13 bulan.',
    ],
  ])('tells of a KPI that missed its target all that there is to say, in one sentence (%s)', (locale, afterName) => {
    const [only, ...others] = told([fell, highlight('changed', 'winRate')], { locale });
    expect(others).toEqual([]);
    expect(only).toMatchObject({ symbol: '✗', tone: 'bad' });
    expect(plain(only?.text ?? '').replace(/^[\p{L} ]+?(?=:| came| ialah)/u, '')).toBe(afterName);
  });

  it('tells which segment explains a change, of an amount by how much', () => {
    const of = [
      kpiResult({
        id: 'wonRevenue',
        values: [1_000_000, 1_500_000],
        rest: { movedBy: [{ by: 'owner', key: '7', label: 'Ana', mix: 0, rate: 450_000 }] },
      }),
    ];
    expect(texts([highlight('changed', 'wonRevenue', { by: 'owner', key: '7' })], { of })).toEqual([
      'Won revenue rose by 50 %, from R$ 1 M (September) to R$ 1.5 M, mostly because of Ana (owner, +R$ 450 K).',
    ]);
  });

  it('tells a record as good or bad as it is', () => {
    const [best] = told([highlight('record', 'wonDeals', { value: 47, record: 'highest', since: '2025-10' })]);
    expect(best).toMatchObject({ symbol: '▲', tone: 'good' });
    expect(best?.text).toBe('Won deals came to 47, the highest of 13 months.');
    const [most] = told([highlight('record', 'tickets', { value: 1083, record: 'highest' })], { role: 'service' });
    expect(most).toMatchObject({ symbol: '▲', tone: 'bad' });
  });

  it('never tells a value as the target that it missed: the closer, the finer', () => {
    const missed = (id: string, value: number, target: object) => {
      const rest = { target: { status: 'missed' as const, pace: null, ...target } };
      return texts([highlight('targetMissed', id)], { of: [kpiResult({ id, values: [1, value], rest })], role: 'crm' });
    };
    expect(missed('firstResponseTime', 93_600 + 840, { atMost: 93_600 })).toEqual([
      'First response time came to 1 d 2 h 14 min, above the target of 1 d 2 h.',
    ]);
    expect(missed('firstResponseTime', 93_600.25, { atMost: 93_600 })[0]).toContain('1 d 2 h 0.25 s, above');
    expect(missed('winRate', 0.299_96, { atLeast: 0.3 })[0]).toContain('30 %');
    expect(missed('winRate', 0.299_96, { atLeast: 0.3 })[0]).toContain('29.996 %');
    expect(missed('wonRevenue', 1_099_600, { atLeast: 1_100_000 })[0]).toContain('R$ 1.0996 M, below');
    expect(missed('nps', 29.98, { atLeast: 30 })[0]).toContain('29.98, below');
  });

  it('says neither better nor worse of a tenth more of ten', () => {
    const [few] = told([highlight('changed', 'wonDeals')], {
      of: [kpiResult({ id: 'wonDeals', values: [10, 11], n: 11 })],
    });
    expect(few?.tone).toBe('neutral');
  });
});

describe('the highlights of a reader', () => {
  const many = ['tickets', 'wonRevenue', 'csat', 'winRate', 'firstResponseTime', 'churnRate', 'wonDeals', 'nps'].map(
    (id) => highlight('changed', id),
  );

  it('begin with what leads for the reader, and are no more than seven', () => {
    const names = (role: Role, reader: Partial<Rendered['reader']> = {}): string[] =>
      texts(many, { role, ...reader }).map((text) => /^[A-Z]\w*(?: [a-z]+)*?(?= (?:rose|fell))/.exec(text)?.[0] ?? '');
    expect(names('crm')).toHaveLength(7);
    expect(names('crm').slice(0, 2)).toEqual(['Churn rate', 'NPS']);
    expect(names('sales').slice(0, 2)).toEqual(['Won revenue', 'Win rate']);
    expect(names('service').slice(0, 2)).toEqual(['Customer satisfaction', 'First response time']);
    expect(names('service', { kpis: { first: ['tickets'] } })[0]).toBe('Tickets');
    expect(names('service', { kpis: { only: ['nps'] } })).toEqual(['NPS']);
  });

  it('leave room for what happened beside targets that were met', () => {
    const met = ['salesCycle', 'closeRate', 'averagePurchaseValue', 'stageLength', 'wonDeals'].map((id) =>
      kpiResult({ id, values: [50, 50], rest: { target: { atLeast: 1, status: 'met', pace: null } } }),
    );
    const of = [...met, kpiResult({ id: 'customerRetentionRate', values: [0.8, 0.9], significant: true })];
    const highlights = [
      ...met.map(({ id }) => highlight('targetMet', id)),
      highlight('changed', 'customerRetentionRate'),
    ];
    expect(told(highlights, { of, role: 'crm' }).map(({ symbol }) => symbol)).toEqual(['✓', '✓', '✓', '▲', '✓', '✓']);
  });

  it('tell of each KPI once, though an older document has a highlight for each thing', () => {
    const both = texts([highlight('changed', 'winRate'), highlight('targetMissed', 'winRate')]);
    expect(both).toEqual(['Win rate came to 28.5 %, below the target of 30 %; down 1.8 pt from 30.3 % (September).']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../lambdas/domain/kpis/catalogue.ts';
import type { DayCount } from '../../../lambdas/domain/ports.ts';
import type { Highlight, ReviewDocument } from '../../../lambdas/domain/reviews/document.ts';
import { type Asked, deal, kpiOf, type Posted, reviewOf, ticket } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';
import { world } from './worlds.ts';

const month = (of: string, won: number, lost: number, amount = 10): Posted[] =>
  Array.from({ length: won + lost }, (_, index) =>
    deal(`${of} ${index}`, { outcome: index < won ? 'won' : 'lost', closedAt: `${of}-03T00:00:00Z`, amount }),
  );
/** Of long before, so that no month is the first. */
const past = month('2025-01', 5, 5);

const day: DayCount = {
  day: '2026-03-05',
  deliveries: 4,
  failed: 0,
  wrongAccount: 0,
  refused: 0,
  observations: 4,
  rejected: 0,
  firstAt: 0,
  lastAt: 0,
};
const heard: Asked['received'] = { standard: [day] };

const highlights = (
  observations: readonly Posted[],
  targets: Record<string, unknown> = {},
  asked: Partial<Asked> = {},
) =>
  reviewOf([...past, ...observations], {
    period: '2026-03',
    workspace: workspaceOf({ targets }),
    received: heard,
    ...asked,
  }).highlights;

/** Where in the document a number of a highlight stands. */
const found = (review: ReviewDocument, { kpi: id, params }: Highlight, name: string): unknown => {
  if (id === '') {
    const of = review.coverage.find(({ source }) => source === params.source);
    return { failed: of?.failed, silent: Number(of?.silent), news: params.news }[name];
  }
  const { value, previous, target, movedBy, trend } = kpiOf(review, id);
  const mover = movedBy.find(({ by, key }) => by === params.by && key === params.key);
  return {
    value,
    previous: previous?.value,
    change: previous?.change,
    atLeast: target?.atLeast,
    atMost: target?.atMost,
    mix: mover?.mix,
    rate: mover?.rate,
    beaten: trend.find(({ period }) => period === params.beatenIn)?.value,
  }[name];
};

const kinds = (...of: Parameters<typeof highlights>) => highlights(...of).map(({ kind, kpi }) => `${kind} ${kpi}`);

describe('the highlights of a review', () => {
  it('are what was missed, then what was met, then what changed most, then the gaps; each KPI is told once', () => {
    const observations = [...month('2026-02', 20, 20), ...month('2026-03', 39, 1, 30)];
    const targets = { winRate: { monthly: { atLeast: 0.99 } }, wonDeals: { monthly: { atLeast: 39 } } };
    const sources = ['standard', 'shop'].map((id) => ({ id, system: 'standard' }));
    const workspace = workspaceOf({ targets, sources });
    expect(kinds(observations, targets, { workspace })).toEqual([
      'targetMissed winRate',
      'targetMet wonDeals',
      'changed wonRevenue',
      'changed averagePurchaseValue',
      'gap ',
    ]);
  });

  it('tell of a KPI that missed its target and changed both at once', () => {
    const [missed] = highlights([...month('2026-02', 20, 20), ...month('2026-03', 39, 1)], {
      winRate: { monthly: { atLeast: 0.99 } },
    });
    expect(missed).toEqual({
      kind: 'targetMissed',
      kpi: 'winRate',
      params: { value: 0.975, atLeast: 0.99, atMost: null, previous: 0.5, change: 0.475 },
      text: 'Win rate: 97.5 % after 50.0 % in 2026-02, target at least 99.0 %: missed.',
    });
  });

  it('leave out a change that may be noise, is small, or rests on few', () => {
    expect(kinds([...month('2026-02', 20, 20), ...month('2026-03', 20, 20)])).toEqual([]);
    // 9 % more deals; a share that cannot be told from the one before.
    expect(kinds([...month('2026-02', 100, 100), ...month('2026-03', 109, 100)])).toEqual([]);
    expect(kinds([...month('2026-02', 4, 0), ...month('2026-03', 1, 3)])).toEqual([]);
    // A tenth more, but of ten.
    expect(kinds([...month('2026-02', 10, 10, 11), ...month('2026-03', 11, 10, 10)])).toEqual([]);
    expect(kinds([...month('2026-02', 50, 50), ...month('2026-03', 62, 50)])).toEqual([
      'changed wonRevenue',
      'changed wonDeals',
    ]);
  });

  it('leave out what differs from a month in which the data begin: that was only a part of one', () => {
    const tickets = (of: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        ticket(`${of} ${index}`, { createdAt: `${of}-10T00:00:00Z` }, `${of}-10T00:00:00Z`),
      );
    const grown = [...tickets('2026-02', 10), ...tickets('2026-03', 50)];
    expect(kinds(tickets('2026-03', 50))).toEqual([]);
    expect(kinds(grown)).toEqual([]);
    expect(kinds([...tickets('2026-01', 1), ...grown])).toEqual(['changed tickets']);
  });

  it('say of a running period nothing of what is still adding up', () => {
    const observations = [...month('2026-02', 30, 10), ...month('2026-03', 5, 35)];
    const targets = { wonDeals: { monthly: { atLeast: 30 } }, winRate: { monthly: { atLeast: 0.5 } } };
    const running = { asOf: '2026-03-20T00:00:00Z' };
    expect(kinds(observations, targets)).toContain('targetMissed wonDeals');
    const told = highlights(observations, targets, running);
    expect(told.map(({ kind, kpi }) => `${kind} ${kpi}`)).toEqual(['targetMissed winRate']);
    expect(told[0]?.params).toMatchObject({ previous: 0.75 });
  });

  it('name the segment that explains a change, and no other', () => {
    const of = (owner: string, when: string, won: number, lost: number) =>
      month(when, won, lost).map((said) => ({
        ...said,
        id: `${owner} ${said.id}`,
        set: { ...(said as { set?: object }).set, owner },
      }));
    const before = [...of('ana', '2026-02', 50, 50), ...of('rui', '2026-02', 50, 50)];
    const [fell] = highlights([...before, ...of('ana', '2026-03', 10, 90), ...of('rui', '2026-03', 50, 50)]).filter(
      ({ kpi }) => kpi === 'winRate',
    );
    expect(fell?.params).toMatchObject({ by: 'owner', key: 'ana', mix: 0, rate: expect.closeTo(-0.2, 12) });
    expect(fell?.text).toBe('Win rate: 30.0 % after 50.0 % in 2026-02, mostly because of owner ana.');
    // Where both fell alike, neither is why.
    const [both] = highlights([...before, ...of('ana', '2026-03', 10, 90), ...of('rui', '2026-03', 10, 90)]).filter(
      ({ kpi }) => kpi === 'winRate',
    );
    expect(both?.params).not.toHaveProperty('by');
  });

  it('tell of a record beyond chance, where enough of the trend is known', () => {
    const year = Array.from({ length: 12 }, (_, index) =>
      new Date(Date.UTC(2025, 2 + index, 1)).toISOString().slice(0, 7),
    );
    const steady = year.flatMap((of) => month(of, 40, 60));
    const told = (won: number, observations = steady) =>
      highlights([...observations, ...month('2026-03', won, 100 - won)], {}, {}).find(({ kpi }) => kpi === 'winRate');
    expect(told(70)).toMatchObject({ kind: 'changed', params: { record: 'highest', since: '2025-03', beaten: 0.4 } });
    expect(told(70)?.text).toBe('Win rate: 70.0 % after 40.0 % in 2026-02, the highest since 2025-03.');
    expect(told(10)?.params).toMatchObject({ record: 'lowest', beaten: 0.4, beatenIn: '2025-03' });
    // Within the interval of what it was, and of three months only.
    expect(told(44)).toBeUndefined();
    expect(told(70, [...month('2026-01', 40, 60), ...month('2026-02', 40, 60)])?.params).not.toHaveProperty('record');
  });

  it('tell a value and a bound that differ so that they read otherwise', () => {
    const targets = { firstResponseTime: { monthly: { atMost: 93_600 } } };
    const late = Array.from({ length: 10 }, (_, index) =>
      ticket(`${index}`, { createdAt: '2026-03-10T00:00:00Z', respondedAt: '2026-03-11T02:14:00Z' }),
    );
    const [missed] = highlights(late, targets);
    expect(missed?.text).toBe('First response time: 1.09 days, target at most 1.08 days: missed.');
  });

  it('say which source was silent, and which sent what could not be read', () => {
    const gaps = (asked: Partial<Asked>) =>
      highlights([], {}, asked).map(({ kind, params, text }) => ({ kind, params, text }));
    expect(gaps({ received: {} })).toEqual([
      {
        kind: 'gap',
        params: { source: 'standard', silent: 1, failed: 0, news: 0 },
        text: 'standard said nothing of this period.',
      },
    ]);
    expect(gaps({ received: { standard: [{ ...day, failed: 3 }] } })).toEqual([
      {
        kind: 'gap',
        params: { source: 'standard', silent: 0, failed: 3 },
        text: '3 deliveries of standard could not be read.',
      },
    ]);
    const [one] = gaps({ received: { standard: [{ ...day, failed: 1 }] } });
    expect(one?.text).toBe('1 delivery of standard could not be read.');
    expect(gaps({ received: heard })).toEqual([]);
    expect(gaps({ received: { standard: [{ ...day, wrongAccount: 3 }] } })).toEqual([]);
    expect(gaps({ received: { standard: [{ ...day, wrongAccount: 4 }] } })).toMatchObject([{ params: { silent: 1 } }]);
    // That it told of the month before is news.
    const told = highlights(month('2026-02', 1, 0), {}, { received: {} });
    expect(told.at(-1)?.params).toEqual({ source: 'standard', silent: 1, failed: 0, news: 1 });
  });

  it('are sentences with their numbers, in their units', () => {
    const answered = (of: string, count: number, minutes: number) =>
      Array.from({ length: count }, (_, index) =>
        ticket(`${of} ${index}`, {
          createdAt: `${of}-10T00:00:00Z`,
          respondedAt: new Date(Date.parse(`${of}-10T00:00:00Z`) + minutes * 60_000).toISOString(),
        }),
      );
    const targets = {
      firstResponseTime: { monthly: { atMost: '1h' } },
      winRate: { monthly: { atLeast: 0.2, atMost: 0.4 } },
    };
    const observations = [...answered('2026-02', 10, 90), ...answered('2026-03', 10, 45), ...month('2026-03', 5, 5)];
    const texts = highlights(observations, targets).map(({ text }) => text);
    expect(texts).toContain('Win rate: 50.0 %, target at least 20.0 % and at most 40.0 %: missed.');
    expect(texts).toContain(
      'First response time: 45.0 minutes after 1.5 hours in 2026-02, target at most 1.0 hours: met.',
    );
  });

  it('tell of each KPI once, and no number that is not in the document', () => {
    const bounds = Object.fromEntries(
      catalogue.map(({ id }) => [id, { monthly: { atLeast: 1 }, annual: { atMost: 2 } }]),
    );
    fc.assert(
      fc.property(world, fc.boolean(), ({ observations, workspace, ...asked }, isAimed) => {
        const configuration = { ...workspace.configuration, targets: isAimed ? bounds : {} };
        const review = reviewOf(observations, { ...asked, workspace: { ...workspace, configuration } });
        const about = review.highlights.filter(({ kind }) => kind !== 'gap');
        expect(new Set(about.map(({ kpi }) => kpi)).size).toBe(about.length);
        for (const highlight of review.highlights)
          for (const [name, param] of Object.entries(highlight.params))
            if (typeof param === 'number') expect([name, found(review, highlight, name)]).toEqual([name, param]);
      }),
      { numRuns: 30 },
    );
  }, 30_000);
});

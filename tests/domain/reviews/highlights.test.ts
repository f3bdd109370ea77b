import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../lambdas/domain/kpis/catalogue.ts';
import type { DayCount } from '../../../lambdas/domain/ports.ts';
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

const kinds = (...of: Parameters<typeof highlights>) => highlights(...of).map(({ kind, kpi }) => `${kind} ${kpi}`);

describe('the highlights of a review', () => {
  it('are what was missed, then what changed most, then what was met, then the gaps', () => {
    const observations = [...month('2026-02', 20, 20), ...month('2026-03', 39, 1, 30)];
    const targets = { winRate: { monthly: { atLeast: 0.99 } }, wonDeals: { monthly: { atLeast: 39 } } };
    const sources = ['standard', 'shop'].map((id) => ({ id, system: 'standard' }));
    const workspace = workspaceOf({ targets, sources });
    expect(kinds(observations, targets, { workspace })).toEqual([
      'targetMissed winRate',
      'changed wonRevenue',
      'changed averagePurchaseValue',
      'changed wonDeals',
      'changed winRate',
      'targetMet wonDeals',
      'gap ',
    ]);
  });

  it('leave out a change that may be noise, is small, or rests on few', () => {
    expect(kinds([...month('2026-02', 20, 20), ...month('2026-03', 20, 20)])).toEqual([]);
    // 9 % more deals; a share that cannot be told from the one before.
    expect(kinds([...month('2026-02', 100, 100), ...month('2026-03', 109, 100)])).toEqual([]);
    expect(kinds([...month('2026-02', 4, 0), ...month('2026-03', 1, 3)])).toEqual([]);
    expect(kinds([...month('2026-02', 50, 50), ...month('2026-03', 60, 50)])).toEqual([
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
    expect(kinds(observations, targets, running)).toEqual(['targetMissed winRate', 'changed winRate']);
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
    expect(texts).toContain('First response time: 45.0 minutes after 1.5 hours in 2026-02.');
    expect(texts).toContain('First response time: 45.0 minutes, target at most 1.0 hours: met.');
  });

  it('tell of each KPI each thing once, and no number that the document does not have', () => {
    const bounds = Object.fromEntries(
      catalogue.map(({ id }) => [id, { monthly: { atLeast: 1 }, annual: { atMost: 2 } }]),
    );
    fc.assert(
      fc.property(world, ({ observations, workspace, ...asked }) => {
        const configuration = { ...workspace.configuration, targets: bounds };
        const review = reviewOf(observations, { ...asked, workspace: { ...workspace, configuration } });
        const about = review.highlights.filter(({ kind }) => kind !== 'gap');
        expect(new Set(about.map(({ kind, kpi }) => `${kind} ${kpi}`)).size).toBe(about.length);
        for (const { kind, kpi: id, params } of about) {
          const { value, previous, target } = kpiOf(review, id);
          const told = { value, previous: previous?.value, change: previous?.change };
          const aimed = { value, atLeast: target?.atLeast ?? null, atMost: target?.atMost ?? null };
          expect(params).toEqual(kind === 'changed' ? told : aimed);
        }
      }),
      { numRuns: 30 },
    );
  }, 30_000);
});

import { describe, expect, it } from 'vitest';
import { deal, kpiOf, type Posted, recordsOf, reviewOf, reviewRecords } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

/** So many deals of 10 won in a month, and so many lost. */
const month = (of: string, won: number, lost = 0): Posted[] =>
  Array.from({ length: won + lost }, (_, index) =>
    deal(`${of} ${index}`, {
      outcome: index < won ? 'won' : 'lost',
      createdAt: `${of}-01T00:00:00Z`,
      closedAt: `${of}-03T00:00:00Z`,
      amount: 10,
    }),
  );

const months = [...month('2025-03', 8), ...month('2026-02', 5, 5), ...month('2026-03', 6, 4)];

const targetOf = (id: string, targets: Record<string, unknown>, period = '2026-03', observations = months) =>
  kpiOf(reviewOf(observations, { period, workspace: workspaceOf({ targets: { [id]: targets } }) }), id).target;

describe('a target', () => {
  it.each([
    [{ atLeast: 6 }, 'met'],
    [{ atLeast: 7 }, 'missed'],
    [{ atMost: 6 }, 'met'],
    [{ atMost: 5 }, 'missed'],
    [{ atLeast: 5, atMost: 7 }, 'met'],
    [{ atLeast: 1, atMost: 5 }, 'missed'],
    [{ atLeast: 7, atMost: 9 }, 'missed'],
  ])('%j of 6 is %s', (target, status) => {
    expect(targetOf('wonDeals', { monthly: target })).toMatchObject({ ...target, status, pace: null });
  });

  it('of a duration is in seconds, however it was written', () => {
    expect(targetOf('salesCycle', { monthly: { atMost: '2d' } })).toMatchObject({ atMost: 172_800, status: 'met' });
    expect(targetOf('salesCycle', { monthly: { atMost: '47h' } })).toMatchObject({ atMost: 169_200, status: 'missed' });
    expect(targetOf('salesCycle', { monthly: { atMost: 172_799 } })).toMatchObject({ status: 'missed' });
  });

  it('of money is in major units', () => {
    expect(targetOf('wonRevenue', { monthly: { atLeast: 60 } })).toMatchObject({ atLeast: 60, status: 'met' });
  });

  it('may be a change of the previous period or of last year', () => {
    const relative = (target: Record<string, unknown>) => targetOf('wonDeals', { monthly: target });
    expect(relative({ atLeast: '+20%', of: 'previous' })).toMatchObject({ atLeast: 6, status: 'met' });
    expect(relative({ atLeast: '+21%', of: 'previous' })).toMatchObject({ status: 'missed' });
    expect(relative({ atLeast: '-25%', of: 'lastYear' })).toMatchObject({ atLeast: 6, status: 'met' });
    expect(relative({ atMost: '-50%', of: 'lastYear' })).toMatchObject({ atMost: 4, status: 'missed' });
  });

  it('of a change of a value below zero asks for more, not for less', () => {
    const refund = (of: string, amount: number) => deal(of, { outcome: 'won', closedAt: `${of}-03T00:00:00Z`, amount });
    const told = targetOf('wonRevenue', { monthly: { atLeast: '+20%', of: 'previous' } }, '2026-03', [
      refund('2026-02', -10),
      refund('2026-03', -9),
    ]);
    expect(told).toMatchObject({ atLeast: -8, status: 'missed' });
  });

  it('is neither met nor missed where there is no value, or none to change', () => {
    expect(targetOf('winRate', { monthly: { atLeast: 0.3 } }, '2026-01')).toEqual({
      atLeast: 0.3,
      status: null,
      pace: null,
    });
    expect(targetOf('winRate', { monthly: { atLeast: '+20%', of: 'previous' } }, '2025-03')).toEqual({
      status: null,
      pace: null,
    });
  });

  it('is that of the cadence: none where that has none, and none for a range', () => {
    const all = { monthly: { atLeast: 6 }, quarterly: { atLeast: 12 } };
    expect(targetOf('wonDeals', all, '2026-Q1')).toMatchObject({ atLeast: 12, status: 'missed', pace: null });
    expect(targetOf('wonDeals', all, '2026')).toBeNull();
    expect(targetOf('wonDeals', all, '2026-03-01..2026-03-31')).toBeNull();
    expect(targetOf('wonDeals', { annual: { atMost: 11 } }, '2026')).toMatchObject({
      atMost: 11,
      status: 'met',
      pace: null,
    });
  });

  it('is of one KPI only', () => {
    const workspace = workspaceOf({ targets: { wonDeals: { monthly: { atLeast: 6 } } } });
    const { kpis } = reviewOf(months, { period: '2026-03', workspace });
    expect(kpis.filter(({ target }) => target !== null).map(({ id }) => id)).toEqual(['wonDeals']);
  });

  it('of what adds up is the workspace’s, and is held against no part of it', () => {
    const owned = months.map((said) => ({ ...said, set: { ...(said.set as object), owner: 'ana' } }));
    const scoped = (id: string, target: Record<string, unknown>) => {
      const workspace = workspaceOf({ targets: { [id]: { monthly: target } } });
      const [document] = reviewRecords(recordsOf(owned), { period: '2026-03', workspace, scopes: [{ owner: 'ana' }] });
      return document && kpiOf(document, id).target;
    };
    expect(scoped('wonRevenue', { atLeast: 10_000 })).toBeNull();
    expect(scoped('wonDeals', { atMost: 5 })).toBeNull();
    expect(scoped('wonDeals', { atLeast: '+20%', atMost: 7 })).toBeNull();
    expect(scoped('wonDeals', { atLeast: '+20%', of: 'previous' })).toMatchObject({ atLeast: 6, status: 'met' });
    expect(scoped('winRate', { atLeast: 0.7 })).toMatchObject({ atLeast: 0.7, status: 'missed' });
    expect(scoped('salesCycle', { atMost: '2d' })).toMatchObject({ status: 'met' });
  });
});

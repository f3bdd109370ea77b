import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deal, kpiOf, type Posted, reviewOf, survey } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const won = (count: number, amount = 100): Posted[] =>
  Array.from({ length: count }, (_, index) =>
    deal(`${index}`, {
      outcome: 'won',
      createdAt: '2026-04-01T00:00:00Z',
      closedAt: '2026-04-02T00:00:00Z',
      amount,
    }),
  );
/** A month before it: the data do not begin within the period. */
const before = deal('before', {
  outcome: 'won',
  createdAt: '2026-01-01T00:00:00Z',
  closedAt: '2026-03-02T00:00:00Z',
  amount: 1,
});

const targetOf = (id: string, observations: readonly Posted[], asOf: string, target: object = { atLeast: 1 }) =>
  kpiOf(
    reviewOf([before, ...observations], {
      period: '2026-04',
      asOf,
      workspace: workspaceOf({ targets: { [id]: { monthly: target } } }),
    }),
    id,
  ).target;

const aThird = '2026-04-11T00:00:00Z';

describe('pace', () => {
  it('is three times what came in a third of the period, for what adds up', () => {
    expect(targetOf('wonDeals', won(16), aThird)?.pace?.value).toBeCloseTo(48, 9);
    expect(targetOf('wonRevenue', won(16), aThird)?.pace?.value).toBeCloseTo(4800, 9);
  });

  it('has a range of what may still come, wider for amounts, which vary by themselves', () => {
    // The rest is 32, with a variance of 16 × 2 × 3 = 96: 1.959964 × √96 = 19.2037; of amounts √192 × 100.
    const deals = targetOf('wonDeals', won(16), aThird)?.pace;
    expect([deals?.low, deals?.high]).toEqual([expect.closeTo(28.7963, 3), expect.closeTo(67.2037, 3)]);
    const revenue = targetOf('wonRevenue', won(16), aThird)?.pace;
    expect(revenue?.high).toBeCloseTo(4800 + 100 * 1.959964 * Math.sqrt(192), 6);
  });

  it('never ends below what has come already', () => {
    const last = '2026-04-29T00:00:00Z';
    const { value = 0, low = 0 } = targetOf('wonDeals', won(2), last)?.pace ?? {};
    expect(low).toBe(2);
    expect(value).toBeGreaterThan(2);
  });

  it('of a share is what it is, within its interval', () => {
    const answers = Array.from({ length: 40 }, (_, index) =>
      survey(`${index}`, { kind: 'csat', score: index < 30 ? 5 : 1, at: '2026-04-02T00:00:00Z' }),
    );
    const earlier = survey('earlier', { kind: 'csat', score: 5, at: '2026-03-02T00:00:00Z' });
    const pace = targetOf('csat', [earlier, ...answers], aThird, { atLeast: 0.8 })?.pace;
    expect(pace).toMatchObject({ value: 0.75, low: expect.closeTo(0.598, 3), high: expect.closeTo(0.858, 3) });
  });

  it('is none of a state, of a period that is over, where nothing came, and where data begin within it', () => {
    expect(targetOf('pipelineValue', won(3), aThird)?.pace).toBeNull();
    expect(targetOf('wonDeals', won(3), '2026-05-01T00:00:00Z')?.pace).toBeNull();
    expect(targetOf('wonDeals', [], aThird)?.pace).toBeNull();
    const begun = won(3).map((posted) => ({ ...posted, at: '2026-04-02T00:00:00Z' }));
    const review = reviewOf(begun, {
      period: '2026-04',
      asOf: aThird,
      workspace: workspaceOf({ targets: { wonDeals: { monthly: { atLeast: 1 } } } }),
    });
    expect(kpiOf(review, 'wonDeals').target?.pace).toBeNull();
  });

  it('comes to the value as the period ends, and its range to nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (count) => {
        const pace = targetOf('wonDeals', won(count), '2026-04-30T23:59:59.999Z')?.pace;
        expect(pace?.value).toBeCloseTo(count, 4);
        expect((pace?.high ?? 0) - (pace?.low ?? 0)).toBeLessThan(0.02);
      }),
      { numRuns: 20 },
    );
  });
});

describe('attainment', () => {
  it.each([
    [{ atLeast: 20 }, 0.8],
    [{ atLeast: 8 }, 2],
    [{ atMost: 8 }, 0.5],
    [{ atMost: 32 }, 2],
  ])('of 16 against %j is %d', (target, attainment) => {
    expect(targetOf('wonDeals', won(16), '2026-05-02T00:00:00Z', target)).toMatchObject({ attainment });
  });

  it('is none of a band, nor against 0', () => {
    for (const target of [{ atLeast: 10, atMost: 20 }, { atLeast: 0 }])
      expect(targetOf('wonDeals', won(16), '2026-05-02T00:00:00Z', target)).not.toHaveProperty('attainment');
  });
});

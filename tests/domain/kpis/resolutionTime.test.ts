import { describe, expect, it } from 'vitest';
import { companionOf, kpiOf, type Posted, reviewOf, segmentsBy, ticket } from '../../support/review.ts';

const hour = 3600;

const resolutionOf = (observations: readonly Posted[], asOf?: string) =>
  kpiOf(reviewOf(observations, { period: '2026-03', ...(asOf && { asOf }) }), 'resolutionTime');

const solved = (id: string, createdAt: string, solvedAt: string, set: Readonly<Record<string, unknown>> = {}) =>
  ticket(id, { createdAt, solvedAt, ...set });
const usual = solved('usual', '2026-03-10T00:00:00Z', '2026-03-10T01:00:00Z');

describe('resolution time', () => {
  it('is the median of solved − created: after 1, 2 and 9 hours 2 hours', () => {
    const kpi = resolutionOf([
      usual,
      solved('a', '2026-03-11T00:00:00Z', '2026-03-11T02:00:00Z'),
      solved('b', '2026-03-12T00:00:00Z', '2026-03-12T09:00:00Z'),
    ]);
    expect(kpi).toMatchObject({ value: 2 * hour, numerator: null, denominator: null, n: 3, interval: null });
    expect(companionOf(kpi, 'mean')).toBe(4 * hour);
    expect(companionOf(kpi, 'p90')).toBeCloseTo(7.6 * hour, 6);
  });

  it('of an even number is the mean of the middle two', () => {
    expect(resolutionOf([usual, solved('a', '2026-03-11T00:00:00Z', '2026-03-11T02:00:00Z')]).value).toBe(1.5 * hour);
  });

  it('is by the solution: that of the start belongs to it, that of the end does not', () => {
    const counted = (solvedAt: string) => resolutionOf([usual, solved('a', '2026-02-01T00:00:00Z', solvedAt)]).n - 1;
    expect(counted('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(counted('2026-03-01T00:00:00Z')).toBe(1);
    expect(counted('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(counted('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('lets a reopened ticket run on to its last solution', () => {
    const first = solved('a', '2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', { status: 'solved' });
    const reopened = ticket('a', { status: 'open', solvedAt: null }, '2026-03-03T00:00:00Z');
    const again = ticket('a', { status: 'solved', solvedAt: '2026-03-05T00:00:00Z' }, '2026-03-05T00:00:00Z');
    expect(resolutionOf([first, reopened, again, usual])).toMatchObject({ value: 48.5 * hour, n: 2 });
    expect(resolutionOf([first, reopened, usual])).toMatchObject({ value: hour, n: 1, leftOut: [] });
  });

  it('lets one run on that was reopened, though nobody took its solution back', () => {
    const told = (status: string, at: string) => ticket('a', { status }, at);
    const first = solved('a', '2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z');
    expect(resolutionOf([first, told('open', '2026-03-03T00:00:00Z'), usual]).n).toBe(1);
    // That it was open before it was solved, or at that instant, says nothing.
    expect(resolutionOf([first, told('open', '2026-03-02T00:00:00Z'), usual]).n).toBe(2);
    expect(resolutionOf([first, told('solved', '2026-03-03T00:00:00Z'), usual]).n).toBe(2);
  });

  it('does not know a solution from after the computation', () => {
    const observations = [usual, solved('a', '2026-03-01T00:00:00Z', '2026-03-20T00:00:00Z')];
    expect(resolutionOf(observations, '2026-03-19T00:00:00Z').n).toBe(1);
    expect(resolutionOf(observations, '2026-03-20T00:00:00Z').n).toBe(2);
  });

  it('counts one solved as it came as 0', () => {
    expect(resolutionOf([solved('a', '2026-03-10T00:00:00Z', '2026-03-10T00:00:00Z')])).toMatchObject({
      value: 0,
      n: 1,
    });
  });

  it('leaves out, and counts, a solution before the ticket or of a ticket of unknown age', () => {
    const kpi = resolutionOf([
      usual,
      solved('a', '2026-03-11T00:00:00Z', '2026-03-10T00:00:00Z'),
      ticket('b', { solvedAt: '2026-03-10T00:00:00Z' }),
    ]);
    expect(kpi).toMatchObject({
      n: 1,
      leftOut: [
        { code: 'noCreatedAt', records: 1, example: 'standard:ticket:b' },
        { code: 'solvedBeforeCreated', records: 1, example: 'standard:ticket:a' },
      ],
    });
  });

  it('has no value where nothing was solved', () => {
    expect(resolutionOf([solved('a', '2026-01-10T00:00:00Z', '2026-01-11T00:00:00Z')])).toMatchObject({
      value: null,
      n: 0,
      missing: { code: 'zeroDenominator' },
    });
  });

  it('is segmented as of the solution', () => {
    const moved = [
      solved('a', '2026-03-01T00:00:00Z', '2026-03-10T00:00:00Z', { owner: 'ana', channel: 'chat', priority: 'high' }),
      ticket('a', { owner: 'rui' }, '2026-03-10T00:00:00Z'),
      ticket('a', { owner: 'eva' }, '2026-03-10T00:00:00.001Z'),
    ];
    const keys = (by: string) => [...segmentsBy(resolutionOf(moved), by).keys()];
    expect([keys('owner'), keys('channel'), keys('priority')]).toEqual([['rui'], ['chat'], ['high']]);
  });
});

import { describe, expect, it } from 'vitest';
import { kpiOf, type Posted, reviewOf, segmentsBy, ticket } from '../../support/review.ts';

const resolutionOf = (observations: readonly Posted[], asOf?: string) =>
  kpiOf(reviewOf(observations, { period: '2026-03', ...(asOf && { asOf }) }), 'firstContactResolution');

const solved = (id: string, set: Readonly<Record<string, unknown>> = {}) =>
  ticket(id, { createdAt: '2026-03-01T00:00:00Z', solvedAt: '2026-03-10T00:00:00Z', replies: 1, ...set });

describe('first contact resolution', () => {
  it('is solved at once ÷ solved: of four one took two replies, another was reopened', () => {
    const observations = [solved('a'), solved('b'), solved('c', { replies: 2 }), solved('d', { reopens: 1 })];
    expect(resolutionOf(observations)).toMatchObject({ value: 0.5, numerator: 2, denominator: 4, n: 4 });
  });

  it.each([
    [0, 0, 1],
    [1, 0, 1],
    [1, null, 1],
    [2, 0, 0],
    [1, 1, 0],
    [0, 1, 0],
  ])('of %s replies and %s reopenings is %s', (replies, reopens, value) => {
    expect(resolutionOf([solved('a', { replies, reopens })]).value).toBe(value);
  });

  it('has one of unknown replies on neither side, and counts it', () => {
    const observations = [solved('a'), solved('b', { replies: null }), solved('c', { replies: null, reopens: 2 })];
    expect(resolutionOf(observations)).toMatchObject({
      value: 1,
      n: 1,
      leftOut: [{ code: 'noReplies', records: 2, example: 'standard:ticket:b' }],
    });
  });

  it('knows nothing of one that runs on', () => {
    const reopened = [solved('b'), ticket('b', { status: 'open', solvedAt: null }, '2026-03-12T00:00:00Z')];
    expect(resolutionOf([solved('a'), ...reopened, solved('c', { solvedAt: null })])).toMatchObject({
      n: 1,
      leftOut: [],
    });
  });

  it('is by the solution: that of the start belongs to it, that of the end does not', () => {
    const counted = (solvedAt: string) => resolutionOf([solved('a'), solved('b', { solvedAt })]).n - 1;
    expect(counted('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(counted('2026-03-01T00:00:00Z')).toBe(1);
    expect(counted('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(counted('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('is still open until five days after the period', () => {
    const isOpen = (asOf: string) => resolutionOf([solved('a')], asOf).flags.includes('stillOpen');
    expect(isOpen('2026-04-05T23:59:59.999Z')).toBe(true);
    expect(isOpen('2026-04-06T00:00:00Z')).toBe(false);
  });

  it('is segmented as of the solution', () => {
    const observations = [
      solved('a', { owner: 'ana' }),
      ticket('a', { owner: 'rui' }, '2026-03-10T00:00:00Z'),
      solved('b', { owner: 'ana', replies: 3 }),
    ];
    const rows = [...segmentsBy(resolutionOf(observations), 'owner')].map(([key, { value, n }]) => [key, value, n]);
    expect(rows).toEqual([
      ['ana', 0, 1],
      ['rui', 1, 1],
    ]);
  });
});

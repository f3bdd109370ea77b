import { describe, expect, it } from 'vitest';
import { companionOf, deal, kpiOf, type Posted, reviewOf, segmentsBy } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const day = 86_400;

const stagesOf = (observations: readonly Posted[], configuration: Record<string, unknown> = {}) =>
  kpiOf(reviewOf(observations, { period: '2026-03', workspace: workspaceOf(configuration) }), 'stageLength');

/** One deal, said stage by stage: `[['2026-03-01', { stage: 'new' }], …]`. */
const history = (id: string, ...said: readonly (readonly [at: string, set: Readonly<Record<string, unknown>>])[]) =>
  said.map(([at, set]) => deal(id, set, at.includes('T') ? at : `${at}T00:00:00Z`));

/** In `stage` for so many days up to 20 March, then in `next`. */
const left = (id: string, stage: string, days: number, next = 'end') =>
  history(
    id,
    [new Date(Date.UTC(2026, 2, 20) - days * day * 1000).toISOString(), { stage }],
    ['2026-03-20', { stage: next }],
  );

const daysBy = (kpi: ReturnType<typeof stagesOf>) =>
  Object.fromEntries([...segmentsBy(kpi, 'stage')].map(([key, { value, n }]) => [key, [(value ?? 0) / day, n]]));

describe('the stages of a period', () => {
  it('is the median stay over the deals that left a stage: after 2, 4 and 9 days', () => {
    const kpi = stagesOf([...left('a', 'new', 2), ...left('b', 'new', 9), ...left('c', 'new', 4)]);
    expect(kpi).toMatchObject({ value: 4 * day, n: 3, numerator: null, denominator: null });
    expect(kpi.of).toEqual({ by: 'stage', key: 'new', label: 'new' });
    expect(companionOf(kpi, 'mean')).toBe(5 * day);
    expect(companionOf(kpi, 'p90')).toBeCloseTo(8 * day, 6);
  });

  it('tells every stage and leads with the slowest, whatever the number of deals', () => {
    const kpi = stagesOf([...left('a', 'new', 2), ...left('b', 'new', 2), ...left('c', 'talk', 7)]);
    expect(daysBy(kpi)).toEqual({ new: [2, 2], talk: [7, 1] });
    expect(kpi).toMatchObject({ value: 7 * day, n: 1, of: { key: 'talk' } });
    expect(kpi.flags).toContain('thin');
  });

  it('leads with the first by name of equally slow ones', () => {
    const kpi = stagesOf([...left('a', 'b', 3), ...left('c', 'a', 3), ...left('d', 'c', 3)]);
    expect(kpi.of?.key).toBe('a');
  });

  it('begins a stay at the instant that said it, and puts a leaving at the first instant into this period', () => {
    const kpi = stagesOf(
      history(
        'a',
        ['2026-02-19', { stage: 'new' }],
        ['2026-03-01', { stage: 'talk' }],
        ['2026-04-01', { stage: 'end' }],
      ),
    );
    expect(daysBy(kpi)).toEqual({ new: [10, 1] });
  });

  it('takes a repeat of the same stage for no change', () => {
    const kpi = stagesOf(
      history(
        'a',
        ['2026-03-01', { stage: 'new' }],
        ['2026-03-05', { stage: 'new', amount: 1 }],
        ['2026-03-08', { stage: 'talk' }],
      ),
    );
    expect(daysBy(kpi)).toEqual({ new: [7, 1] });
  });

  it('takes a skipped stage for no observation', () => {
    const kpi = stagesOf([...left('a', 'new', 2, 'talk'), ...left('b', 'new', 2, 'offer')]);
    expect([...segmentsBy(kpi, 'stage').keys()]).toEqual(['new']);
  });

  it('ends a stay with the close, and has a closed deal in no stage', () => {
    const kpi = stagesOf(
      history(
        'a',
        ['2026-03-01', { stage: 'talk' }],
        ['2026-03-25', { stage: 'won!', outcome: 'won', closedAt: '2026-03-11T00:00:00Z' }],
        ['2026-03-28', { stage: 'archive' }],
      ),
    );
    expect(daysBy(kpi)).toEqual({ talk: [10, 1] });
    expect(companionOf(kpi, 'open')).toBe(0);
  });

  it('has a reopened deal in the stage last said, from the reopening', () => {
    const observations = history(
      'a',
      ['2026-02-01', { stage: 'talk' }],
      ['2026-02-11', { outcome: 'lost', closedAt: '2026-02-11T00:00:00Z' }],
      ['2026-02-15', { stage: 'offer' }],
      ['2026-03-01', { outcome: 'open' }],
      ['2026-03-04', { stage: 'end' }],
    );
    expect(daysBy(stagesOf(observations))).toEqual({ offer: [3, 1] });
  });

  it('adds the completed stays of one deal in one stage up to the end of the period, once', () => {
    const observations = history(
      'a',
      ['2026-02-01', { stage: 'talk' }],
      ['2026-02-03', { stage: 'offer' }],
      ['2026-03-01', { stage: 'talk' }],
      ['2026-03-05', { stage: 'offer' }],
      ['2026-03-06', { stage: 'talk' }],
      ['2026-03-07', { stage: 'offer' }],
      ['2026-04-01', { stage: 'talk' }],
      ['2026-04-09', { stage: 'end' }],
    );
    // February and March in "talk": 2 + 4 + 1; "offer": 26 + 1, and its last stay is left in April.
    expect(daysBy(stagesOf(observations))).toEqual({ talk: [7, 1], offer: [27, 1] });
  });

  it('leaves out, and counts, a deal with stages that is closed nobody knows when', () => {
    const kpi = stagesOf([
      ...left('a', 'new', 2),
      ...history('b', ['2026-03-01', { stage: 'new' }], ['2026-03-08', { stage: 'x', outcome: 'won' }]),
      deal('no stages', { outcome: 'won' }),
    ]);
    expect(kpi).toMatchObject({ n: 1, leftOut: [{ code: 'noClosedAt', records: 1, example: 'standard:deal:b' }] });
  });

  it('has no value, and no companions, where no deal left a stage', () => {
    const kpi = stagesOf(history('a', ['2026-01-01', { stage: 'new' }]));
    expect(kpi).toMatchObject({ value: null, n: 0, missing: { code: 'zeroDenominator' } });
    expect(kpi.of).toBeUndefined();
    expect(kpi.companions.map(({ value }) => value)).toEqual([null, null, null, null]);
  });
});

describe('beside the slowest stage', () => {
  const february = history(
    'old',
    ['2026-01-01', { stage: 'talk' }],
    ['2026-02-05', { stage: 'new' }],
    ['2026-02-25', { stage: 'end' }],
  );
  const march = [...left('a', 'new', 5), ...left('b', 'talk', 3)];

  it('tells the previous period and the trend of that same stage', () => {
    const kpi = stagesOf([...february, ...march]);
    expect(kpi.of?.key).toBe('new');
    // In February "talk" was slower, with 35 days; "new" took 20.
    expect(kpi.previous).toMatchObject({ value: 20 * day, n: 1, change: -15 * day, significant: null });
    expect(kpi.trend.slice(-3).map(({ value }) => value)).toEqual([null, 20 * day, 5 * day]);
  });

  it('tells the deals that are still in that stage, and their median age at the end of the period', () => {
    const still = (id: string, since: string, stage = 'new') => history(id, [since, { stage }]);
    const observations = [
      ...march,
      ...still('c', '2026-03-22'),
      ...still('d', '2026-03-30'),
      ...still('e', '2026-04-01'),
      ...still('f', '2026-03-01', 'talk'),
      // Left at the end itself: just before it, still there. Left a moment earlier: not.
      ...history('g', ['2026-03-26', { stage: 'new' }], ['2026-04-01', { stage: 'end' }]),
      ...history('h', ['2026-03-27', { stage: 'new' }], ['2026-03-31T23:59:59.999Z', { stage: 'end' }]),
    ];
    const kpi = stagesOf(observations);
    expect(companionOf(kpi, 'open')).toBe(3);
    expect(companionOf(kpi, 'openMedianAge')).toBe(6 * day);
  });

  it('tells the age of today while the period runs', () => {
    const observations = [...march, ...history('c', ['2026-03-22', { stage: 'new' }])];
    const kpi = kpiOf(reviewOf(observations, { period: '2026-03', asOf: '2026-03-25T00:00:00Z' }), 'stageLength');
    expect(companionOf(kpi, 'openMedianAge')).toBe(3 * day);
  });

  it('tells of another segment its own slowest stage, as of the last leaving of that stage', () => {
    const owned = (id: string, owner: string, stage: string, days: number) => [
      ...left(id, stage, days),
      deal(id, { owner }),
    ];
    const moved = deal('a', { owner: 'rui' }, '2026-03-19T00:00:00Z');
    const kpi = stagesOf([
      ...owned('a', 'ana', 'new', 5),
      ...owned('b', 'ana', 'talk', 3),
      ...owned('c', 'ana', 'new', 1),
      moved,
    ]);
    const owners = segmentsBy(kpi, 'owner');
    expect(owners.get('rui')).toMatchObject({ value: 5 * day, n: 1, overlaps: true });
    expect(owners.get('ana')).toMatchObject({ value: 3 * day, n: 1, overlaps: true });
  });

  it('tells stages of two sources apart, and by their labels', () => {
    const sources = [
      { id: 'standard', system: 'standard', labels: { '142': 'Talk' } },
      { id: 'kommo', system: 'kommo', labels: { '142': 'Gespräch' } },
    ];
    const kpi = stagesOf(
      [...left('a', '142', 2), ...left('b', '142', 6).map((said) => ({ ...said, source: 'kommo' }))],
      { sources },
    );
    const rows = kpi.segments.filter(({ by }) => by === 'stage');
    expect(rows.map(({ key, label, value }) => [key, label, value])).toEqual([
      ['kommo:142', 'Gespräch', 6 * day],
      ['standard:142', 'Talk', 2 * day],
    ]);
    expect(kpi.of).toEqual({ by: 'stage', key: 'kommo:142', label: 'Gespräch' });
  });
});

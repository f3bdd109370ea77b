import { describe, expect, it } from 'vitest';
import { deal, kpiOf, type Posted, reviewOf, segmentsBy } from '../../support/review.ts';

const day = 86_400;

const velocityOf = (observations: readonly Posted[]) =>
  kpiOf(reviewOf(observations, { period: '2026-03' }), 'dealVelocity');

type Said = readonly [at: string, set: Readonly<Record<string, unknown>>];

const history = (id: string, ...said: readonly Said[]) =>
  said.map(([at, set]) => deal(id, set, at.includes('T') ? at : `${at}T00:00:00Z`));

const closed = (on: string, outcome = 'won'): Said => [
  on,
  { outcome, closedAt: on.includes('T') ? on : `${on}T00:00:00Z` },
];

describe('time per stage', () => {
  it('is time in stages ÷ stages visited: two stages in 10 days and one in 5 make 5 days a stage', () => {
    const kpi = velocityOf([
      ...history('a', ['2026-03-01', { stage: 'new' }], ['2026-03-08', { stage: 'talk' }], closed('2026-03-11')),
      ...history('b', ['2026-03-05', { stage: 'new' }], closed('2026-03-10', 'lost')),
    ]);
    expect(kpi).toMatchObject({ value: 5 * day, numerator: 15 * day, denominator: 3, n: 2, interval: null });
    expect(kpi.flags).toContain('thin');
  });

  it('counts a stage once a deal, with the time of all stays in it', () => {
    const kpi = velocityOf(
      history(
        'a',
        ['2026-03-01', { stage: 'new' }],
        ['2026-03-03', { stage: 'talk' }],
        ['2026-03-07', { stage: 'new' }],
        closed('2026-03-09'),
      ),
    );
    expect(kpi).toMatchObject({ value: 4 * day, numerator: 8 * day, denominator: 2 });
  });

  it('is cut at the close, whatever is said of stages after it', () => {
    const kpi = velocityOf(
      history('a', ['2026-03-01', { stage: 'new' }], closed('2026-03-05'), ['2026-03-20', { stage: 'archive' }]),
    );
    expect(kpi).toMatchObject({ value: 4 * day, denominator: 1 });
  });

  it('leaves away the time in which a deal that was reopened had been closed', () => {
    const kpi = velocityOf(
      history(
        'a',
        ['2026-02-01', { stage: 'talk' }],
        closed('2026-02-03', 'lost'),
        ['2026-03-02', { outcome: 'open' }],
        closed('2026-03-05'),
      ),
    );
    expect(kpi).toMatchObject({ value: 5 * day, denominator: 1 });
  });

  it('is by the instant of the close, from the first of the period to the last', () => {
    const n = (closedAt: string) => velocityOf(history('a', ['2026-02-01', { stage: 'new' }], closed(closedAt))).n;
    expect(n('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(n('2026-03-01T00:00:00Z')).toBe(1);
    expect(n('2026-03-31T23:59:59.999Z')).toBe(1);
    expect(n('2026-04-01T00:00:00Z')).toBe(0);
  });

  it('leaves out, and counts, deals without stages, and those closed nobody knows when', () => {
    const kpi = velocityOf([
      ...history('a', ['2026-03-01', { stage: 'new' }], closed('2026-03-05')),
      ...history('b', closed('2026-03-05')),
      ...history('c', closed('2026-03-05'), ['2026-03-08', { stage: 'archive' }]),
      ...history('d', ['2026-03-01', { stage: 'new' }], ['2026-03-05', { outcome: 'lost' }]),
    ]);
    expect(kpi).toMatchObject({
      value: 4 * day,
      n: 1,
      leftOut: [
        { code: 'noClosedAt', records: 1, example: 'standard:deal:d' },
        { code: 'noStage', records: 2, example: 'standard:deal:b' },
      ],
    });
  });

  it('has no value where no deal was closed; open ones never count', () => {
    const observations = [
      ...history('a', ['2026-03-01', { stage: 'new' }]),
      ...history('b', ['2026-01-01', { stage: 'new' }], closed('2026-02-05')),
    ];
    expect(velocityOf(observations)).toMatchObject({ value: null, n: 0, missing: { code: 'zeroDenominator' } });
  });

  it('is by the segments of the close', () => {
    const kpi = velocityOf([
      ...history('a', ['2026-03-01', { stage: 'new', owner: 'ana' }], closed('2026-03-05')),
      deal('a', { owner: 'rui' }, '2026-03-05T00:00:00Z'),
      ...history('b', ['2026-03-01', { stage: 'new', owner: 'ana' }], closed('2026-03-03')),
    ]);
    const owners = segmentsBy(kpi, 'owner');
    expect(owners.get('rui')).toMatchObject({ value: 4 * day, denominator: 1, n: 1 });
    expect(owners.get('ana')).toMatchObject({ value: 2 * day, denominator: 1, n: 1 });
  });
});

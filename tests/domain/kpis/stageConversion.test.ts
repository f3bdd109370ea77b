import { describe, expect, it } from 'vitest';
import { deal, kpiOf, type Posted, reviewOf, segmentsBy } from '../../support/review.ts';

const conversionOf = (observations: readonly Posted[]) =>
  kpiOf(reviewOf(observations, { period: '2026-03' }), 'stageConversion');

type Said = readonly [at: string, set: Readonly<Record<string, unknown>>];

/** One deal, said stage by stage. */
const history = (id: string, ...said: readonly Said[]) =>
  said.map(([at, set]) => deal(id, set, at.includes('T') ? at : `${at}T00:00:00Z`));

const won = (day: string): Said => [day, { outcome: 'won', closedAt: `${day}T00:00:00Z` }];
const lost = (day: string): Said => [day, { outcome: 'lost', closedAt: `${day}T00:00:00Z` }];

const entered: Said = ['2026-02-20', { stage: 'talk' }];
const toNext: Said = ['2026-03-10', { stage: 'offer' }];

const sides = (observations: readonly Posted[], stage = 'talk') => {
  const row = segmentsBy(conversionOf(observations), 'stage').get(stage);
  return row ? [row.numerator, row.denominator] : null;
};

describe('stage conversion', () => {
  it('is of four deals that left a stage, two for the next, one won, one lost: 0.75', () => {
    const kpi = conversionOf([
      ...history('a', entered, toNext),
      ...history('b', entered, toNext),
      ...history('c', entered, won('2026-03-11')),
      ...history('d', entered, lost('2026-03-12')),
    ]);
    expect(kpi).toMatchObject({ value: 0.75, numerator: 3, denominator: 4, n: 4, of: { by: 'stage', key: 'talk' } });
    expect(kpi.flags).toContain('thin');
    expect(kpi.interval?.low).toBeCloseTo(0.3006, 4);
  });

  it('does not count a move back to a stage that the deal had been in before', () => {
    const back = history(
      'a',
      ['2026-02-01', { stage: 'new' }],
      ['2026-02-10', { stage: 'talk' }],
      ['2026-03-05', { stage: 'new' }],
    );
    expect(sides(back)).toEqual([0, 1]);
  });

  it('counts a skip as going on, and leaves the skipped stage without an observation', () => {
    const kpi = conversionOf(history('a', entered, ['2026-03-10', { stage: 'contract' }]));
    expect([...segmentsBy(kpi, 'stage').keys()]).toEqual(['talk']);
    expect(kpi.value).toBe(1);
  });

  it('of several leavings in the period lets any count, and the deal once', () => {
    const twice = history(
      'a',
      ['2026-02-10', { stage: 'new' }],
      ['2026-02-20', { stage: 'talk' }],
      ['2026-03-05', { stage: 'offer' }],
      ['2026-03-08', { stage: 'talk' }],
      ['2026-03-12', { stage: 'new' }],
    );
    expect(sides(twice)).toEqual([1, 1]);
    // The leaving that went on was in February: that of March went back.
    const before = twice.map((said) =>
      said.at === '2026-03-05T00:00:00Z' ? { ...said, at: '2026-02-25T00:00:00Z' } : said,
    );
    expect(sides(before)).toEqual([0, 1]);
  });

  it('is of the leavings from the first instant of the period to the last', () => {
    const at = (instant: string) => sides(history('a', entered, [instant, { stage: 'offer' }]));
    expect(at('2026-02-28T23:59:59.999Z')).toBeNull();
    expect(at('2026-03-01T00:00:00Z')).toEqual([1, 1]);
    expect(at('2026-03-31T23:59:59.999Z')).toEqual([1, 1]);
    expect(at('2026-04-01T00:00:00Z')).toBeNull();
  });

  it('takes a deal won as its stage changes for one that went on, a lost one not', () => {
    expect(
      sides(history('a', entered, ['2026-03-11', { stage: 'done', outcome: 'won', closedAt: '2026-03-11T00:00:00Z' }])),
    ).toEqual([1, 1]);
    expect(
      sides(
        history('a', entered, ['2026-03-11', { stage: 'done', outcome: 'lost', closedAt: '2026-03-11T00:00:00Z' }]),
      ),
    ).toEqual([0, 1]);
  });

  it('takes a repeat of the same stage for no leaving', () => {
    expect(sides(history('a', entered, ['2026-03-10', { stage: 'talk' }]))).toBeNull();
  });

  it('takes a lost deal that was reopened and then moved on for one that went on', () => {
    const reopened = history('a', entered, lost('2026-03-05'), ['2026-03-08', { outcome: 'open' }], toNext);
    expect(sides(reopened)).toEqual([1, 1]);
  });

  it('leads with the lowest, of equal ones the first by name, and tells every stage', () => {
    const kpi = conversionOf([
      ...history('a', entered, toNext, lost('2026-03-20')),
      ...history('b', ['2026-02-20', { stage: 'demo' }], lost('2026-03-20')),
      ...history('c', ['2026-02-20', { stage: 'zero' }], lost('2026-03-20')),
    ]);
    expect(kpi).toMatchObject({ value: 0, n: 1, of: { key: 'demo' } });
    const stages = [...segmentsBy(kpi, 'stage')].map(([key, { value }]) => [key, value]);
    expect(Object.fromEntries(stages)).toEqual({ demo: 0, offer: 0, talk: 1, zero: 0 });
  });

  it('tells the previous period of that same stage', () => {
    const kpi = conversionOf([
      ...history('a', entered, lost('2026-03-10')),
      ...history(
        'b',
        ['2026-01-20', { stage: 'talk' }],
        ['2026-02-10', { stage: 'offer' }],
        ['2026-03-10', { stage: 'end' }],
      ),
      ...history('c', ['2026-01-20', { stage: 'demo' }], lost('2026-02-10')),
    ]);
    expect(kpi.of?.key).toBe('talk');
    expect(kpi.previous).toMatchObject({ value: 1, n: 1, change: -1 });
  });

  it('is told in another segment by its own lowest stage, as of the last leaving of that stage', () => {
    const kpi = conversionOf([
      ...history('a', ['2026-02-20', { stage: 'talk', owner: 'ana' }], toNext),
      deal('a', { owner: 'rui' }, '2026-03-10T00:00:00Z'),
      ...history('b', ['2026-02-20', { stage: 'talk', owner: 'ana' }], lost('2026-03-10')),
    ]);
    const owners = segmentsBy(kpi, 'owner');
    expect(owners.get('rui')).toMatchObject({ value: 1, n: 1 });
    expect(owners.get('ana')).toMatchObject({ value: 0, n: 1 });
  });

  it('leaves out, and counts, a deal with stages that is closed nobody knows when', () => {
    const kpi = conversionOf([
      ...history('a', entered, toNext),
      ...history('b', entered, ['2026-03-10', { outcome: 'won' }]),
      deal('no stages', { outcome: 'won' }),
    ]);
    expect(kpi).toMatchObject({ n: 1, leftOut: [{ code: 'noClosedAt', records: 1, example: 'standard:deal:b' }] });
  });

  it('has no value where no deal left a stage', () => {
    const kpi = conversionOf(history('a', entered));
    expect(kpi).toMatchObject({ value: null, n: 0, interval: null, missing: { code: 'zeroDenominator' } });
    expect(kpi.of).toBeUndefined();
  });
});

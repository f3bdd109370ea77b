import { describe, expect, it } from 'vitest';
import { customer, kpiOf, type Posted, reviewOf, segmentsBy, survey } from '../../support/review.ts';

const npsOf = (observations: readonly Posted[], period = '2026-03') => kpiOf(reviewOf(observations, { period }), 'nps');

const answer = (id: string, score: number | string | null, set: Readonly<Record<string, unknown>> = {}) =>
  survey(id, { kind: 'nps', score, at: '2026-03-10T00:00:00Z', ...set });

const answers = (scores: readonly number[], set: Readonly<Record<string, unknown>> = {}) =>
  scores.map((score, index) => answer(`${index} ${JSON.stringify(set)}`, score, set));

const times = (count: number, score: number): number[] => Array.from({ length: count }, () => score);

describe('net promoter score', () => {
  it('is 100 × (promoters − detractors) ÷ answers: 74, 75 and 35 are 21.1957, 95 % 10.2512 to 31.4600', () => {
    const kpi = npsOf(answers([...times(74, 9), ...times(75, 8), ...times(35, 3)]));
    expect(kpi).toMatchObject({ numerator: 39, denominator: 184, n: 184, flags: [] });
    expect(kpi.value).toBeCloseTo(21.1957, 4);
    expect(kpi.interval?.low).toBeCloseTo(10.2512, 4);
    expect(kpi.interval?.high).toBeCloseTo(31.46, 4);
  });

  it.each([
    [0, -100],
    [6, -100],
    [7, 0],
    [8, 0],
    [9, 100],
    [10, 100],
  ])('takes a %d for %d', (score, value) => {
    expect(npsOf([answer('a', score)]).value).toBe(value);
  });

  it.each([
    [[0, 7, 7, 9, 9, 9], 100 / 3],
    [[0, 7, 9], 0],
    [[1, 9], 0],
  ])('of %j it is %d', (scores, value) => {
    expect(npsOf(answers(scores)).value).toBeCloseTo(value, 10);
  });

  it('keeps an interval that is wider than nothing where all agree, within ±100', () => {
    const { interval } = npsOf(answers(times(40, 10)));
    expect(interval?.high).toBe(100);
    expect(interval?.low).toBeLessThan(100);
    expect(interval?.low).toBeGreaterThan(80);
  });

  it.each([
    ['11', { score: 11 }],
    ['−1', { score: -1 }],
    ['8.5', { score: '8.5' }],
    ['4 of 5', { score: 4, scaleMax: 5 }],
  ])('leaves out, and counts, what is off the scale: %s', (_, set) => {
    expect(npsOf([answer('a', 10), answer('b', 0, set)])).toMatchObject({
      value: 100,
      n: 1,
      leftOut: [{ code: 'offScale', records: 1, example: 'standard:survey:b' }],
    });
  });

  it('leaves out, and counts, answers without an instant or a score; what was only sent is no answer', () => {
    const observations = [
      answer('a', 10),
      survey('b', { kind: 'nps', score: 3 }),
      answer('c', null),
      survey('d', { kind: 'nps', sentAt: '2026-03-01T00:00:00Z' }),
      survey('e', { kind: 'csat', score: 1, at: '2026-03-10T00:00:00Z' }),
    ];
    expect(npsOf(observations)).toMatchObject({
      n: 1,
      leftOut: [
        { code: 'noAt', records: 1, example: 'standard:survey:b' },
        { code: 'noScore', records: 1, example: 'standard:survey:c' },
      ],
    });
  });

  it('is thin below thirty answers', () => {
    expect(npsOf(answers(times(29, 9))).flags).toEqual(['thin']);
    expect(npsOf(answers(times(30, 9))).flags).toEqual([]);
  });
});

describe('of a person only the last answer of the period counts', () => {
  const on = (day: string, score: number, set: Readonly<Record<string, unknown>>) =>
    answer(`${day} ${score}`, score, { at: `2026-${day}T00:00:00Z`, ...set });
  const ana = { respondent: 'ana@example.com' };

  it('whichever came first', () => {
    const observations = [on('03-20', 9, ana), on('03-10', 0, ana), on('03-05', 0, ana)];
    expect(npsOf(observations)).toMatchObject({ value: 100, n: 1 });
    expect(npsOf([...observations].reverse())).toMatchObject({ value: 100, n: 1 });
  });

  it('in each period for itself', () => {
    const observations = [on('02-20', 0, ana), on('03-10', 9, ana)];
    expect(npsOf(observations)).toMatchObject({ value: 100, previous: { value: -100, n: 1 } });
    expect(npsOf(observations, '2026-Q1')).toMatchObject({ value: 100, n: 1 });
  });

  it('of one instant the one with the greatest id', () => {
    const same = (id: string, score: number) => answer(id, score, ana);
    expect(npsOf([same('a', 0), same('b', 10)]).value).toBe(100);
    expect(npsOf([same('b', 0), same('a', 10)]).value).toBe(-100);
  });

  it('told by the respondent, else by the customer, else each alone', () => {
    const beta = { customer: 'beta' };
    expect(npsOf([on('03-01', 0, { ...beta, ...ana }), on('03-02', 9, { ...beta, respondent: 'rui' })]).n).toBe(2);
    expect(npsOf([on('03-01', 0, beta), on('03-02', 9, beta)])).toMatchObject({ n: 1, value: 100 });
    expect(npsOf([on('03-01', 0, { ...beta, respondent: '' }), on('03-02', 9, beta)]).n).toBe(1);
    expect(npsOf([on('03-01', 0, {}), on('03-02', 9, {})]).n).toBe(2);
    expect(npsOf([on('03-01', 0, { respondent: 'beta' }), on('03-02', 9, beta)]).n).toBe(2);
  });

  it('a customer who was merged being one with who it was merged into', () => {
    const merged: Posted = { record: 'customer', id: 'beta', at: '2020-01-01T00:00:00Z', mergedInto: 'alpha' };
    expect(npsOf([on('03-01', 0, { customer: 'beta' }), on('03-02', 9, { customer: 'alpha' }), merged]).n).toBe(1);
  });

  it('an answer off the scale being none', () => {
    expect(npsOf([on('03-01', 9, ana), on('03-02', 11, ana)])).toMatchObject({ value: 100, n: 1 });
  });

  it('chosen before segments are formed: in the segment of an earlier answer there is none', () => {
    const observations = [
      customer('north', { region: 'north' }),
      customer('south', { region: 'south' }),
      on('03-01', 0, { ...ana, customer: 'north' }),
      on('03-02', 9, { ...ana, customer: 'south' }),
    ];
    const rows = segmentsBy(npsOf(observations), 'region');
    expect([...rows.keys()]).toEqual(['south']);
    expect(rows.get('south')).toMatchObject({ value: 100, n: 1 });
  });
});

describe('a change of the score', () => {
  const month = (of: string, promoters: number, passives: number, detractors: number) =>
    answers([...times(promoters, 10), ...times(passives, 7), ...times(detractors, 0)], {
      at: `2026-${of}-10T00:00:00Z`,
    });

  it('is told from noise by the standard errors of both', () => {
    const clear = npsOf([...month('02', 50, 0, 50), ...month('03', 90, 0, 10)]);
    expect(clear.previous).toMatchObject({ value: 0, change: 80, significant: true });
    const noise = npsOf([...month('02', 20, 10, 20), ...month('03', 22, 10, 18)]);
    expect(noise.previous).toMatchObject({ change: 8, significant: false });
  });

  it('is not told where either has few answers', () => {
    expect(npsOf([...month('02', 29, 0, 0), ...month('03', 0, 0, 50)]).previous).toMatchObject({
      change: -200,
      significant: null,
    });
  });
});

import { describe, expect, it } from 'vitest';
import {
  activity,
  companionOf,
  customer,
  deal,
  kpiOf,
  order,
  type Posted,
  reviewOf,
  segmentsBy,
  survey,
  ticket,
} from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

interface Where {
  readonly weights?: Readonly<Record<string, number>>;
  readonly configuration?: Readonly<Record<string, unknown>>;
  readonly period?: string;
  readonly asOf?: string;
}

const healthOf = (
  observations: readonly Posted[],
  { weights, configuration, period = '2026-03', asOf }: Where = {},
) => {
  const workspace = workspaceOf({ ...configuration, ...(weights && { health: { weights } }) });
  return kpiOf(reviewOf(observations, { period, workspace, ...(asOf && { asOf }) }), 'customerHealthScore');
};

const since = '2025-01-10T00:00:00Z';
const within = '2026-03-10T00:00:00Z';
const acme = customer('acme', { since });

const did = (at: string, kind = 'login', of = 'acme'): Posted => activity('any', { at, kind, customer: of }, at);
const asked = (id: string, createdAt: string, of = 'acme') => ticket(id, { createdAt, customer: of });
const answered = (id: string, score: number, set: Readonly<Record<string, unknown>> = {}) =>
  survey(id, { kind: 'nps', score, at: within, customer: 'acme', ...set });

const alone = (name: string): Where['weights'] & {} => ({
  engagement: 0,
  tickets: 0,
  survey: 0,
  recency: 0,
  [name]: 1,
});

describe('customer health', () => {
  it('is the weighted mean of its signals: 2 days, 1 ticket, seen 9 days ago are 50, 75 and 90, which is 71.67', () => {
    const observations = [acme, did('2026-03-20T10:00:00Z'), did('2026-03-23T00:00:00Z'), asked('1', within)];
    const kpi = healthOf(observations);
    expect(kpi.value).toBeCloseTo(215 / 3, 10);
    expect(kpi).toMatchObject({ denominator: 1, n: 1, interval: null, leftOut: [] });
    expect(kpi.numerator).toBeCloseTo(215 / 3, 10);
  });

  it('takes weights where they are configured', () => {
    const observations = [acme, did('2026-03-20T10:00:00Z'), did('2026-03-23T00:00:00Z'), asked('1', within)];
    const value = (weights: Where['weights'] & {}) => healthOf(observations, { weights }).value;
    expect(value({ engagement: 2 })).toBeCloseTo((2 * 50 + 75 + 90) / 4, 10);
    expect(value({ engagement: 2, tickets: 0.5, recency: 0 })).toBeCloseTo((2 * 50 + 0.5 * 75) / 2.5, 10);
    expect(value({ tickets: 0 })).toBeCloseTo(70, 10);
    // A weight of a signal that nobody has changes nothing.
    expect(value({ survey: 9 })).toBeCloseTo(215 / 3, 10);
  });

  it('is the mean over the customers at the end', () => {
    const members = [
      acme,
      customer('b', { since: '2026-03-31T23:59:59.999Z' }),
      customer('c', { since, until: '2026-04-01T00:00:00Z' }),
      customer('too late', { since: '2026-04-01T00:00:00Z' }),
      customer('gone', { since, until: '2026-03-31T23:59:59.999Z' }),
    ];
    const scores = ['acme', 'b', 'c', 'too late', 'gone'].map((id, index) =>
      answered(id, [10, 5, 9, 0, 0][index] ?? 0, { customer: id }),
    );
    expect(healthOf([...members, ...scores])).toMatchObject({ value: 80, numerator: 240, denominator: 3, n: 3 });
  });

  it('is of the end of today while the period runs', () => {
    const observations = [acme, did('2026-03-20T06:00:00Z'), did('2026-03-10T00:00:00Z')];
    const recency = (asOf: string) => healthOf(observations, { weights: alone('recency'), asOf }).value;
    expect(recency('2026-03-20T12:00:00Z')).toBe(100);
    expect(recency('2026-03-21T12:00:00Z')).toBeCloseTo((100 * 89) / 90, 10);
    expect(recency('2026-04-20T12:00:00Z')).toBeCloseTo((100 * 79) / 90, 10);
  });

  it('knows a customer by whichever name something happened to it', () => {
    const merged: Posted = { record: 'customer', id: 'old', at: since, mergedInto: 'acme' };
    expect(healthOf([acme, merged, answered('1', 3, { customer: 'old' })]).value).toBe(30);
  });

  it('is segmented as of the end', () => {
    const moved = [
      customer('acme', { since, owner: 'ana' }),
      customer('acme', { owner: 'rui' }, '2026-03-31T23:59:59.999Z'),
      customer('acme', { owner: 'eva' }, '2026-04-01T00:00:00Z'),
      answered('1', 7),
    ];
    const rows = [...segmentsBy(healthOf(moved), 'owner')].map(([key, { value, n }]) => [key, value, n]);
    expect(rows).toEqual([['rui', 70, 1]]);
  });
});

describe('engagement', () => {
  const engagement = (observations: readonly Posted[], where: Where = {}) =>
    healthOf([acme, ...observations], { ...where, weights: alone('engagement') }).value;
  /** Of another: so that the signal is there. */
  const other = did('2026-03-10T12:00:00Z', 'login', 'other');

  it('is 25 for each day with a qualifying activity, 100 at most', () => {
    const days = (count: number) =>
      engagement([other, ...Array.from({ length: count }, (_, index) => did(`2026-03-2${index}T12:00:00Z`))]);
    expect([0, 1, 2, 3, 4, 5].map(days)).toEqual([0, 25, 50, 75, 100, 100]);
  });

  it('counts a day once, and none of which nothing qualifies', () => {
    expect(engagement([did('2026-03-20T01:00:00Z'), did('2026-03-20T23:00:00Z', 'use')])).toBe(25);
    expect(engagement([did('2026-03-20T01:00:00Z', 'open')])).toBe(0);
    const configuration = { engagement: { kinds: ['open'] } };
    expect(engagement([did('2026-03-20T01:00:00Z', 'open'), did('2026-03-21T01:00:00Z')], { configuration })).toBe(25);
  });

  it('is of the last 30 days, whatever the period', () => {
    const one = (at: string, period = '2026-03') => engagement([other, did(at)], { period });
    expect(one('2026-03-01T23:45:00Z')).toBe(0);
    expect(one('2026-03-02T00:00:00Z')).toBe(25);
    expect(one('2026-03-31T23:45:00Z')).toBe(25);
    expect(one('2026-04-01T00:00:00Z')).toBe(0);
    expect(one('2026-03-02T00:00:00Z', '2026-Q1')).toBe(25);
    expect(one('2026-03-01T23:45:00Z', '2026-Q1')).toBe(0);
    expect(one('2026-03-02T00:00:00Z', '2026-03-29..2026-03-31')).toBe(25);
  });

  it('is of local days, of which one is an hour shorter where the clocks go forward', () => {
    const configuration = { timeZone: 'Europe/Berlin' };
    const days = (...at: string[]) => engagement([other, ...at.map((instant) => did(instant))], { configuration });
    // 30 local days before 1 April are an hour less than 30 × 24 hours.
    expect(days('2026-03-01T22:45:00Z')).toBe(0);
    expect(days('2026-03-01T23:00:00Z')).toBe(25);
    expect(days('2026-03-31T21:45:00Z')).toBe(25);
    expect(days('2026-03-31T22:00:00Z')).toBe(0);
    // 29 March has 23 hours.
    expect(days('2026-03-28T23:00:00Z', '2026-03-29T21:45:00Z')).toBe(25);
    expect(days('2026-03-28T22:45:00Z', '2026-03-28T23:00:00Z')).toBe(50);
    expect(days('2026-03-29T21:45:00Z', '2026-03-29T22:00:00Z')).toBe(50);
  });

  it('is of local days, of which one is an hour longer where the clocks go back', () => {
    const where = { configuration: { timeZone: 'Europe/Berlin' }, period: '2025-10' };
    const days = (...at: string[]) =>
      engagement(
        at.map((instant) => did(instant)),
        where,
      );
    expect(days('2025-10-25T22:00:00Z', '2025-10-26T22:45:00Z')).toBe(25);
    expect(days('2025-10-26T22:45:00Z', '2025-10-26T23:00:00Z')).toBe(50);
    expect(days('2025-10-01T21:45:00Z', '2025-10-20T12:00:00Z')).toBe(25);
    expect(days('2025-10-01T22:00:00Z', '2025-10-20T12:00:00Z')).toBe(50);
  });

  it('is of local days that begin at half past the hour', () => {
    const configuration = { timeZone: 'Asia/Kolkata' };
    const days = (...at: string[]) => engagement([other, ...at.map((instant) => did(instant))], { configuration });
    expect(days('2026-03-10T18:15:00Z', '2026-03-10T18:30:00Z')).toBe(50);
    expect(days('2026-03-10T18:30:00Z', '2026-03-11T18:15:00Z')).toBe(25);
    expect(days('2026-03-01T18:15:00Z')).toBe(0);
    expect(days('2026-03-01T18:30:00Z')).toBe(25);
    expect(days('2026-03-31T18:15:00Z')).toBe(25);
    expect(days('2026-03-31T18:30:00Z')).toBe(0);
  });

  it('is of local days where the clocks go back by half an hour', () => {
    const where = { configuration: { timeZone: 'Australia/Lord_Howe' }, period: '2026-04' };
    const days = (...at: string[]) =>
      engagement(
        at.map((instant) => did(instant)),
        where,
      );
    expect(days('2026-04-04T13:00:00Z', '2026-04-05T13:15:00Z')).toBe(25);
    expect(days('2026-04-05T13:15:00Z', '2026-04-05T13:30:00Z')).toBe(50);
  });
});

describe('tickets', () => {
  const tickets = (observations: readonly Posted[], where: Where = {}) =>
    healthOf([acme, ...observations], { ...where, weights: alone('tickets') }).value;
  const other = asked('other', within, 'other');

  it('are 100 less 25 for each that was opened, 0 at least', () => {
    const of = (count: number) =>
      tickets([other, ...Array.from({ length: count }, (_, index) => asked(`${index}`, within))]);
    expect([0, 1, 2, 3, 4, 5].map(of)).toEqual([100, 75, 50, 25, 0, 0]);
  });

  it('are those of the last 90 × 24 hours', () => {
    const one = (at: string, timeZone = 'UTC') => tickets([other, asked('1', at)], { configuration: { timeZone } });
    expect(one('2025-12-31T23:59:59.999Z')).toBe(100);
    expect(one('2026-01-01T00:00:00Z')).toBe(75);
    expect(one('2026-03-31T23:59:59.999Z')).toBe(75);
    expect(one('2026-04-01T00:00:00Z')).toBe(100);
    // The clocks went forward in between: that is an hour before local midnight.
    expect(one('2025-12-31T21:59:59.999Z', 'Europe/Berlin')).toBe(100);
    expect(one('2025-12-31T22:00:00Z', 'Europe/Berlin')).toBe(75);
  });

  it('do not count where nobody knows when they were opened', () => {
    expect(tickets([other, ticket('1', { customer: 'acme', status: 'open' })])).toBe(100);
  });
});

describe('survey', () => {
  const points = (set: Readonly<Record<string, unknown>>, where: Where = {}) =>
    healthOf([acme, answered('1', 0, set)], where).value;

  it.each([
    ['nps', 0, {}, 0],
    ['nps', 7, {}, 70],
    ['nps', 10, {}, 100],
    ['csat', 1, {}, 0],
    ['csat', 4, {}, 75],
    ['csat', 2, { scaleMax: 3 }, 50],
    ['csat', 2, { scaleMax: 2 }, 100],
    ['csat', 3, { scaleMax: 10 }, 30],
    ['ces', 4, {}, 50],
    ['ces', 7, {}, 100],
    ['ces', 7, { lowIsEasy: true }, 0],
    ['ces', 1, { lowIsEasy: true }, 100],
    ['ces', 2, { lowIsEasy: true }, (100 * 5) / 6],
  ])('of %s takes %d with %j for %d', (kind, score, set, wanted) => {
    expect(points({ kind, score, ...set })).toBeCloseTo(wanted, 10);
  });

  it('turns round no score of which a low one cannot be easy', () => {
    expect(points({ kind: 'nps', score: 9, lowIsEasy: true })).toBe(90);
  });

  it('is the last answer on its scale, of one instant that of the greatest id', () => {
    const value = (...said: Posted[]) => healthOf([acme, ...said]).value;
    const later = '2026-03-11T00:00:00Z';
    expect(value(answered('2', 3), answered('1', 8, { at: later }))).toBe(80);
    expect(value(answered('2', 3), answered('1', 11, { at: later }))).toBe(30);
    expect(value(answered('2', 3), answered('1', 8))).toBe(30);
  });

  it('is one of the last 365 × 24 hours', () => {
    const one = (at: string) => points({ score: 4, at });
    expect(one('2025-03-31T23:59:59.999Z')).toBeNull();
    expect(one('2025-04-01T00:00:00Z')).toBe(40);
    expect(one('2026-03-31T23:59:59.999Z')).toBe(40);
    expect(one('2026-04-01T00:00:00Z')).toBeNull();
  });

  it('is a signal of those alone who answered', () => {
    const b = customer('b', { since });
    expect(healthOf([acme, b, answered('1', 4)])).toMatchObject({
      value: 40,
      n: 1,
      leftOut: [{ code: 'noSignals', records: 1, example: 'standard:customer:b' }],
    });
  });
});

describe('recency', () => {
  const recency = (observations: readonly Posted[], where: Where = {}) =>
    healthOf([acme, ...observations], { ...where, weights: alone('recency') }).value;
  const ninetieths = (count: number) => (100 * count) / 90;
  const bought = (at: string, of = 'acme') => order(`order ${at}`, { at, amount: 5, customer: of });
  const won = (closedAt: string, outcome = 'won') => deal('d', { outcome, closedAt, amount: 5, customer: 'acme' });

  it('loses a ninetieth for each whole day since the last activity of any kind', () => {
    const seen = (at: string) => recency([did(at, 'open'), did('2026-01-10T00:00:00Z')]);
    expect(seen('2026-03-31T23:45:00Z')).toBe(100);
    expect(seen('2026-03-31T00:15:00Z')).toBe(100);
    expect(seen('2026-03-31T00:00:00Z')).toBeCloseTo(ninetieths(89), 10);
    expect(seen('2026-03-30T00:15:00Z')).toBeCloseTo(ninetieths(89), 10);
    expect(seen('2026-01-20T00:00:00Z')).toBeCloseTo(ninetieths(19), 10);
  });

  it('is by an order or a won deal too, whichever was last', () => {
    expect(recency([bought('2026-03-22T00:00:00Z')])).toBeCloseTo(ninetieths(80), 10);
    expect(recency([won('2026-03-22T00:00:00Z')])).toBeCloseTo(ninetieths(80), 10);
    expect(recency([bought('2026-03-22T00:00:00Z'), did('2026-03-12T00:00:00Z')])).toBeCloseTo(ninetieths(80), 10);
    expect(recency([bought('2026-03-12T00:00:00Z'), did('2026-03-22T00:00:00Z')])).toBeCloseTo(ninetieths(80), 10);
    expect(recency([bought('2026-04-01T00:00:00Z'), won('2026-03-12T00:00:00Z')])).toBeCloseTo(ninetieths(70), 10);
  });

  it('is 0 after 90 days, and where there was never anything', () => {
    expect(recency([bought('2026-01-01T00:00:00.001Z')])).toBeCloseTo(ninetieths(1), 10);
    expect(recency([bought('2026-01-01T00:00:00Z')])).toBe(0);
    expect(recency([bought('2025-06-01T00:00:00Z')])).toBe(0);
    expect(recency([bought(within, 'other')])).toBe(0);
    expect(recency([won(within, 'lost')])).toBe(0);
  });

  it('takes days of 24 hours, whatever the clocks do', () => {
    const configuration = { timeZone: 'Europe/Berlin' };
    expect(recency([bought('2026-03-21T22:00:00Z')], { configuration })).toBeCloseTo(ninetieths(80), 10);
    expect(recency([bought('2026-03-21T22:00:00.001Z')], { configuration })).toBeCloseTo(ninetieths(81), 10);
  });
});

describe('signals that a workspace does not have', () => {
  it('stand on neither side', () => {
    expect(healthOf([acme, asked('1', within)]).value).toBe(75);
    expect(healthOf([acme, asked('1', within), answered('1', 5)]).value).toBe(62.5);
  });

  it('are there for everybody once any record of the type is', () => {
    expect(healthOf([acme, asked('1', within, 'other')]).value).toBe(100);
    expect(healthOf([acme, did('2026-03-20T00:00:00Z', 'login', 'other')]).value).toBe(0);
  });

  it('leave no value where there is none at all', () => {
    expect(healthOf([acme])).toMatchObject({ value: null, n: 0, missing: { code: 'noSignals' } });
    const weights = { tickets: 0 };
    expect(healthOf([acme, asked('1', within)], { weights })).toMatchObject({ missing: { code: 'noSignals' } });
    expect(companionOf(healthOf([acme]), 'red')).toBeNull();
  });

  it('are not what is missing where there is no customer', () => {
    const later = customer('later', { since: '2026-04-01T00:00:00Z' });
    expect(healthOf([later, customer('gone', { since, until: within }), asked('1', within)])).toMatchObject({
      value: null,
      missing: { code: 'zeroDenominator' },
    });
  });
});

describe('red, amber and green', () => {
  const lights = (...answers: Posted[]) => {
    const members = answers.map((_, index) => customer(`${index}`, { since }));
    const theirs = answers.map(({ set, ...said }, index) => ({
      ...said,
      set: { ...(set as object), customer: `${index}` },
    }));
    const kpi = healthOf([...members, ...theirs]);
    return ['red', 'amber', 'green'].map((id) => companionOf(kpi, id));
  };

  it('are the shares of customers at most 50, at most 75, above', () => {
    expect(lights(answered('1', 5))).toEqual([1, 0, 0]);
    expect(lights(answered('1', 6))).toEqual([0, 1, 0]);
    expect(lights(answered('1', 4, { kind: 'csat' }))).toEqual([0, 1, 0]);
    expect(lights(answered('1', 8))).toEqual([0, 0, 1]);
    expect(lights(answered('1', 0), answered('2', 5), answered('3', 7), answered('4', 10))).toEqual([0.5, 0.25, 0.25]);
  });
});

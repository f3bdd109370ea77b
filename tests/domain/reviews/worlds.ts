import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Workspace } from '../../../lambdas/domain/ports.ts';
import type { RecordType } from '../../../lambdas/domain/records/vocabulary.ts';
import type { Posted } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';
import { type Looked, stretchesOf } from './sql/dates.ts';

/** Workspaces out of small pools, so that what is rare in life is common: equal instants, boundaries, gaps, aliases. */
export interface World {
  readonly workspace: Workspace;
  readonly period: string;
  readonly asOf: string;
  readonly observations: readonly Posted[];
}

/** Zones of which the clocks change within or at the edge of the periods below, and of both hemispheres. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
];
const periods = [
  '2026-03',
  '2026-04',
  '2025-11',
  '2026-01',
  '2026-Q1',
  '2026-Q4',
  '2026',
  '2026-03-05..2026-03-29',
  '2026-02-20..2026-04-02',
];
const sources = ['crm', 'shop'];

const rates = {
  EUR: { '2025-06-01': '1.105', '2026-03-10': '1.2', '2026-03-31': '1.3333', '2026-04-01': '0.995' },
  JPY: { '2026-02-01': '0.0065' },
  USD: { '2024-06-01': '0.31', '2026-03-05': '0.305' },
  KWD: { '2024-06-01': '3.25' },
};

const workspaceIn = (timeZone: string, fiscalYearStart: number): fc.Arbitrary<Workspace> =>
  fc
    .record({
      currency: fc.constantFrom('USD', 'KWD', 'CLP'),
      rates: fc.constantFrom(rates, rates, rates, rates, {}),
      authority: fc.constantFrom(undefined, { customer: 'shop', deal: 'shop', subscription: 'crm' }),
      renewalGraceDays: fc.constantFrom(30, 10, 0),
      businessHours: fc.constantFrom(
        undefined,
        { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' },
        { days: ['fri', 'sat', 'sun'], from: '22:00', to: '06:00' },
      ),
      engagement: fc.constantFrom(undefined, { kinds: ['login', 'open'] }),
      adoption: fc.constantFrom(
        undefined,
        { features: ['reports', 'rules'], atLeast: 2 },
        { features: ['rules', 'mail'] },
      ),
      health: fc.constantFrom(
        undefined,
        { weights: { engagement: 2, survey: 0.5 } },
        { weights: { recency: 0, tickets: 3 } },
      ),
    })
    .map(({ currency, rates: given, renewalGraceDays, ...optional }) =>
      workspaceOf({
        timeZone,
        currency,
        rates: given,
        fiscalYearStart,
        renewalGraceDays,
        holidays: ['2026-03-10', '2026-03-20'],
        ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
        sources: [
          { id: 'crm', system: 'standard' },
          { id: 'shop', system: 'standard', currency: 'EUR' },
        ],
      }),
    );

const midnight = (timeZone: string, year: number, month: number, day: number): number =>
  Temporal.PlainDateTime.from({ year, month: 1, day: 1 })
    .add({ months: month - 1, days: day - 1 })
    .toZonedDateTime(timeZone).epochMilliseconds;

const day = 86_400_000;
/** Back from a boundary to the edges of the windows that end there. */
const windows = [-365 * day, -90 * day, -90 * day - 1, -30 * day, -30 * day - 1, -5 * day];

/** Instants, of which many lie at or next to a boundary of what a review looks at. */
const instantIn = (timeZone: string, [now, previous]: readonly Looked[]): fc.Arbitrary<string> => {
  const { start, end } = now as Looked;
  const earlier = (previous as Looked).start;
  const months = Array.from({ length: 19 }, (_, index) => midnight(timeZone, 2025, 1 + index, 1));
  const near = (instants: readonly number[], ...apart: number[]): fc.Arbitrary<number> =>
    fc.tuple(fc.constantFrom(...instants), fc.constantFrom(...apart)).map(([a, b]) => a + b);
  const at = fc.oneof(
    { weight: 3, arbitrary: near([start, end, end, earlier], -1, 0, 1, day) },
    { weight: 4, arbitrary: fc.integer({ min: start, max: end - 1 }) },
    { weight: 2, arbitrary: fc.integer({ min: earlier, max: start }) },
    { weight: 1, arbitrary: near([end, start], ...windows) },
    { weight: 1, arbitrary: near(months, -1, 0) },
    { weight: 2, arbitrary: fc.integer({ min: Date.UTC(2024, 11, 1), max: Date.UTC(2026, 6, 1) }) },
  );
  return at.map((instant) => new Date(instant).toISOString());
};

/** Of what mostly goes on for long. */
const longSince = fc
  .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2026, 1, 1) })
  .map((instant) => new Date(instant).toISOString());

const ids = fc.constantFrom('1', '2', '3', '4', '5');
const people = fc.constantFrom('1', '2', '3', 'shop:1', 'crm:2', 'nobody');
const amount = fc.constantFrom('0', '10', '10.005', '10.015', '-3.5', '99.9951', '1200', '0.5', null);
const currency = fc.constantFrom('USD', 'EUR', 'KWD', 'JPY', 'CLP', null);
const word = (...of: string[]): fc.Arbitrary<string | null> => fc.constantFrom(...of, null);

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;

const fieldsWith = (instant: fc.Arbitrary<string>): Partial<Record<RecordType, Fields>> => {
  const at = fc.option(instant, { freq: 9 });
  const begun = fc.oneof({ weight: 3, arbitrary: at }, { weight: 2, arbitrary: longSince });
  const tier = { 'custom.tier': word('gold', 'iron', '') };
  const sold = {
    amount,
    cost: fc.constantFrom('0', '4', '5.005', '1500', null),
    currency,
    product: fc.constantFrom('1', 'shop:1'),
    kind: word('new', 'renewal', 'upsell', 'cross-sell'),
  };
  return {
    product: { name: word('Desk', 'Chair') },
    user: {
      name: fc.constantFrom('Ana', 'Rui'),
      team: word('red', 'blue'),
      region: word('south', 'north'),
      activeFrom: begun,
      activeUntil: fc.option(instant, { freq: 2 }),
    },
    customer: {
      ...tier,
      status: fc.constantFrom('active', 'ended', null),
      since: begun,
      until: fc.option(instant, { freq: 2 }),
      owner: people,
      source: word('web', 'fair'),
      region: word('north', 'east', ''),
      industry: word('food'),
      churnReason: word('price', 'merger', ''),
      referredBy: people,
      onboardingStartedAt: begun,
      onboardedAt: fc.option(instant, { freq: 3 }),
    },
    subscription: {
      customer: people,
      startedAt: begun,
      endedAt: fc.option(instant, { freq: 2 }),
      mrr: fc.constantFrom('0', '10', '25', '12.345', '0.5', '10'),
      currency,
      endReason: word('price', 'bug'),
      plan: word('pro'),
    },
    deal: {
      ...sold,
      ...tier,
      createdAt: at,
      closedAt: at,
      stage: word('new', 'talk', 'offer', ''),
      outcome: fc.constantFrom('open', 'won', 'lost', 'won', null),
      owner: fc.option(people, { freq: 9 }),
      customer: people,
      pipeline: word('main'),
    },
    order: {
      ...sold,
      ...tier,
      at,
      customer: people,
      deal: fc.oneof(ids, fc.constantFrom('crm:1', 'crm:2', 'none', null)),
    },
    renewal: {
      ...tier,
      customer: people,
      dueAt: at,
      amount,
      currency,
      outcome: word('renewed', 'lost', 'renewed'),
      renewedAmount: fc.constantFrom('5', '12', '1500', null, null),
    },
    spend: {
      category: word('marketing', 'sales', 'retention', 'service', 'marketing', 'other'),
      amount,
      currency,
      from: at,
      to: fc.option(instant, { freq: 3 }),
      campaign: word('1', 'shop:1'),
    },
    lead: {
      ...tier,
      createdAt: at,
      respondedAt: at,
      qualifiedAt: at,
      convertedAt: at,
      owner: people,
      source: word('web'),
      customer: people,
    },
    ticket: {
      ...tier,
      createdAt: at,
      respondedAt: at,
      solvedAt: at,
      status: fc.constantFrom('open', 'solved', null),
      owner: people,
      customer: people,
      replies: word('0', '1', '2'),
      reopens: word('0', '1'),
      channel: word('mail'),
      priority: word('high'),
    },
    survey: {
      ...tier,
      kind: fc.constantFrom('nps', 'csat', 'nps', 'csat', 'nps', 'ces', 'ces'),
      score: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('0', '1', '3', '4', '5', '6', '7', '8', '9', '10') },
        { weight: 1, arbitrary: fc.constantFrom('11', '7.5', '-1', null) },
      ),
      scaleMax: fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom('10', null) },
        { weight: 1, arbitrary: fc.constantFrom('5', '3', '2', '7') },
      ),
      lowIsEasy: fc.constantFrom(true, false, null),
      sentAt: at,
      at,
      customer: people,
      respondent: word('ana@example.com', 'rui@example.com', ''),
    },
  };
};

const marks = fc.record(
  {
    deleted: fc.boolean(),
    mergedInto: fc.option(fc.constantFrom('1', '2', '3', 'shop:1', 'gone')),
    same: fc.subarray(['crm:1', 'shop:2', 'shop:9', 'stripe:1'], { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const rarely = fc.oneof({ weight: 12, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: marks });

/** What is said of records of a type: much at first, then this and that. */
const saidOf = (record: RecordType, fields: Fields, instant: fc.Arbitrary<string>): fc.Arbitrary<Posted> => {
  const some = fc.record(fields, { requiredKeys: [] });
  const all = fc.record(fields);
  return fc
    .record({
      source: fc.constantFrom(...sources),
      id: ids,
      at: instant,
      set: fc.oneof({ weight: 2, arbitrary: all }, { weight: 3, arbitrary: some }),
      mark: rarely,
    })
    .map(({ source, id, at, set, mark }) => ({ source, record, id, at, set: { 'custom.any': 'x', ...set }, ...mark }));
};

const most: Partial<Record<RecordType, number>> = {
  deal: 24,
  survey: 20,
  customer: 16,
  lead: 12,
  ticket: 12,
  subscription: 14,
};

/** Told whole, of a customer, of a user, or of both. */
const activityIn = (instant: fc.Arbitrary<string>): fc.Arbitrary<Posted> =>
  fc
    .record({
      source: fc.constantFrom(...sources),
      at: instant,
      kind: word('login', 'use', 'open', 'meeting'),
      feature: word('reports', 'rules', 'mail'),
      of: fc.oneof(
        fc.record({ customer: people, user: people }),
        fc.record({ customer: people }),
        fc.record({ user: people }),
      ),
    })
    .map(({ source, at, of, ...set }) => ({ source, record: 'activity', id: 'any', at, set: { at, ...of, ...set } }));

const basis = fc.record({
  timeZone: fc.constantFrom(...zones),
  period: fc.constantFrom(...periods),
  fiscalYearStart: fc.constantFrom(1, 1, 4, 11),
});

export const world: fc.Arbitrary<World> = basis.chain(({ timeZone, period, fiscalYearStart }) => {
  const instant = instantIn(timeZone, stretchesOf(period, timeZone, fiscalYearStart));
  const said = Object.entries(fieldsWith(instant)).map(([record, fields]) =>
    fc.array(saidOf(record as RecordType, fields, instant), {
      maxLength: most[record as RecordType] ?? 8,
      size: 'max',
    }),
  );
  return fc.record({
    workspace: workspaceIn(timeZone, fiscalYearStart),
    period: fc.constant(period),
    asOf: fc.constantFrom('2026-03-20T12:00:00.000Z', '2026-07-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z'),
    observations: fc
      .tuple(...said, fc.array(activityIn(instant), { maxLength: 40, size: 'max' }))
      .map((lists) => lists.flat()),
  });
});

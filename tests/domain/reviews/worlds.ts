import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Workspace } from '../../../lambdas/domain/ports.ts';
import type { RecordType } from '../../../lambdas/domain/records/vocabulary.ts';
import type { Posted } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

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
const periods = ['2026-03', '2026-04', '2025-11', '2026-01', '2026-Q1', '2026', '2026-03-05..2026-03-29'];
const sources = ['crm', 'shop'];

const rates = {
  EUR: { '2025-06-01': '1.105', '2026-03-10': '1.2', '2026-03-31': '1.3333', '2026-04-01': '0.995' },
  JPY: { '2026-02-01': '0.0065' },
};

const workspaceIn = (timeZone: string): fc.Arbitrary<Workspace> =>
  fc
    .record({
      currency: fc.constantFrom('USD', 'KWD', 'CLP'),
      rates: fc.constantFrom(rates, rates, {}),
      authority: fc.constantFrom(undefined, { customer: 'shop', deal: 'shop', subscription: 'crm' }),
    })
    .map(({ currency, rates: given, authority }) =>
      workspaceOf({
        timeZone,
        currency,
        rates: given,
        ...(authority && { authority }),
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

/** Instants, of which half lie at or next to the boundary of some period of these reviews. */
const instantIn = (timeZone: string): fc.Arbitrary<string> => {
  const months = Array.from({ length: 19 }, (_, index) => midnight(timeZone, 2025, 1 + index, 1));
  const recent = [...months.slice(9, 17), midnight(timeZone, 2026, 3, 5), midnight(timeZone, 2026, 3, 30)];
  const at = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(fc.constantFrom(...recent), fc.constantFrom(-1, 0, 1, day)).map(([a, b]) => a + b),
    },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...months), fc.constantFrom(-1, 0)).map(([a, b]) => a + b) },
    { weight: 3, arbitrary: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 3, 5) }) },
    { weight: 1, arbitrary: fc.integer({ min: Date.UTC(2024, 11, 1), max: Date.UTC(2026, 6, 1) }) },
  );
  return at.map((instant) => new Date(instant).toISOString());
};

const ids = fc.constantFrom('1', '2', '3', '4', '5');
const people = fc.constantFrom('1', '2', '3', 'shop:1', 'crm:2', 'nobody');
const amount = fc.constantFrom('0', '10', '10.005', '10.015', '-3.5', '99.9951', '1200', '0.5', null);
const currency = fc.constantFrom('USD', 'EUR', 'KWD', 'JPY', 'CLP', null);
const word = (...of: string[]): fc.Arbitrary<string | null> => fc.constantFrom(...of, null);

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;

const fieldsWith = (instant: fc.Arbitrary<string>): Partial<Record<RecordType, Fields>> => {
  const at = fc.option(instant, { freq: 9 });
  const tier = { 'custom.tier': word('gold', 'iron', '') };
  const sold = { amount, currency, product: fc.constantFrom('1', 'shop:1'), kind: fc.constantFrom('new', 'renewal') };
  return {
    product: { name: word('Desk', 'Chair') },
    user: { name: fc.constantFrom('Ana', 'Rui'), team: word('red', 'blue'), region: word('south', 'north') },
    customer: {
      ...tier,
      status: fc.constantFrom('active', 'ended', null),
      since: at,
      until: at,
      owner: people,
      source: word('web', 'fair'),
      region: word('north', 'east', ''),
      industry: word('food'),
      churnReason: word('price', 'merger', ''),
    },
    subscription: {
      customer: people,
      startedAt: at,
      endedAt: at,
      mrr: fc.constantFrom('0', '10', '0.5', '-1'),
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
    lead: {
      ...tier,
      createdAt: at,
      respondedAt: at,
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
      channel: word('mail'),
      priority: word('high'),
    },
    survey: {
      ...tier,
      kind: fc.constantFrom('nps', 'csat', 'nps', 'csat', 'nps', 'ces'),
      score: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('0', '1', '3', '4', '5', '6', '7', '8', '9', '10') },
        { weight: 1, arbitrary: fc.constantFrom('11', '7.5', '-1', null) },
      ),
      scaleMax: fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom('10', null) },
        { weight: 1, arbitrary: fc.constantFrom('5', '3', '2', '7') },
      ),
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

const most: Partial<Record<RecordType, number>> = { deal: 24, survey: 20, customer: 12, lead: 12, ticket: 12 };

/** Told whole, and no part of any KPI of these reviews. */
const activityIn = (instant: fc.Arbitrary<string>): fc.Arbitrary<Posted> =>
  fc
    .record({
      source: fc.constantFrom(...sources),
      at: instant,
      kind: word('login', 'use'),
      customer: ids,
      user: people,
    })
    .map(({ source, at, ...set }) => ({ source, record: 'activity', id: 'any', at, set: { at, ...set } }));

export const world: fc.Arbitrary<World> = fc.constantFrom(...zones).chain((timeZone) => {
  const instant = instantIn(timeZone);
  const said = Object.entries(fieldsWith(instant)).map(([record, fields]) =>
    fc.array(saidOf(record as RecordType, fields, instant), {
      maxLength: most[record as RecordType] ?? 8,
      size: 'max',
    }),
  );
  return fc.record({
    workspace: workspaceIn(timeZone),
    period: fc.constantFrom(...periods),
    asOf: fc.constantFrom('2026-03-20T12:00:00.000Z', '2026-07-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z'),
    observations: fc.tuple(...said, fc.array(activityIn(instant), { maxLength: 5 })).map((lists) => lists.flat()),
  });
});

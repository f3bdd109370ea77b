import * as z from 'zod/mini';
import { cadences, roles } from '../../domain/workspaces/schema.ts';
import { answered } from './named.ts';

// The review document, as it is kept. Descriptions are what a program cannot tell from the names.

const number = z.nullable(z.number());
const text = z.string();
export const unit = z
  .enum(['ratio', 'money', 'moneyPerDay', 'duration', 'count', 'score'])
  .check(z.describe('`money` in major units of the currency, `duration` in seconds, `ratio` as a share'));
const key = z.nullable(text).check(z.describe('`null` where records lack the field'));

const comparison = answered(
  'Comparison',
  z.strictObject({
    period: text,
    value: number,
    n: z.int(),
    change: number.check(z.describe("This period's value minus that one's")),
    significant: z
      .nullable(z.boolean())
      .check(z.describe('Whether the change can be told from noise at 95 %; `null` where no test applies')),
    certain: z.optional(z.literal(true)),
    partial: z.optional(z.literal(true)),
  }),
);

const target = answered(
  'TargetResult',
  z.strictObject({
    atLeast: z.optional(z.number()),
    atMost: z.optional(z.number()),
    status: z.nullable(z.enum(['met', 'missed'])),
    attainment: z.optional(z.number()),
    pace: z.nullable(z.strictObject({ value: z.number(), low: number, high: number })),
  }),
);

const segment = answered(
  'Segment',
  z.strictObject({
    by: text.check(z.describe('The dimension: `owner`, `region`, `custom.tier`')),
    key,
    label: text,
    other: z.optional(z.literal(true)).check(z.describe('All keys beyond the 50 largest together')),
    value: number,
    numerator: number,
    denominator: number,
    n: z.int(),
    overlaps: z.boolean().check(z.describe('A record can stand under several keys, so that they need not add up')),
  }),
);

const movedBy = z.strictObject({
  by: text,
  key,
  label: text,
  other: z.optional(z.literal(true)),
  mix: z.number().check(z.describe('What its share of the whole did to the change, in the unit of the KPI')),
  rate: z.number().check(z.describe('What its own value did')),
});

const month = z.strictObject({
  period: text,
  value: number,
  n: z.int(),
  partial: z.optional(z.literal(true)),
  running: z.optional(z.literal(true)).check(z.describe('It was not over: its value is as of `computedAt`')),
  silent: z.optional(z.array(text)).check(z.describe('Its sources, where none of them told anything of the month')),
  target: z
    .optional(z.nullable(z.enum(['met', 'missed'])))
    .check(z.describe('Against its own target; `null` where it cannot be told, as while it runs')),
});

export const missing = answered(
  'Missing',
  z.strictObject({ code: text, needs: z.array(text), text }).check(z.describe('Why a value cannot be had')),
);

export const part = z.strictObject({ by: text, key, label: text });

const kpi = answered(
  'KpiResult',
  z.strictObject({
    id: text,
    unit,
    better: z.enum(['higher', 'lower']),
    category: z.enum(['performance', 'perception', 'adoption']),
    audiences: z.array(z.enum(roles)),
    value: number.check(z.describe('All digits; `null` with `missing` where it cannot be had')),
    numerator: number,
    denominator: number,
    n: z.int().check(z.describe('How many records it rests on')),
    of: z.optional(part).check(z.describe('The segment that the value is of, where it is of one')),
    companions: z.array(z.strictObject({ id: text, unit, value: number })),
    flags: z.array(z.enum(['thin', 'stillOpen', 'partial'])),
    silent: z.optional(z.array(text)).check(z.describe('Its sources, where none of them told anything of the period')),
    interval: z.nullable(z.strictObject({ low: z.number(), high: z.number() })).check(z.describe('95 % confidence')),
    previous: z.nullable(comparison),
    lastYear: z.nullable(comparison),
    target: z.nullable(target),
    movedBy: z.array(movedBy),
    months: z.optional(z.array(month)).check(z.describe('Of a quarter its three months, of a year its twelve')),
    trend: z.array(z.strictObject({ period: text, value: number, n: z.int() })),
    segments: z.array(segment),
    leftOut: z.array(z.strictObject({ code: text, records: z.int(), example: text })),
    missing: z.nullable(missing),
  }),
);

const wholeCount = z
  .optional(z.int())
  .check(z.describe('Of the whole workspace; a review of a scope does not tell it'));

const coverage = answered(
  'Coverage',
  z.strictObject({
    source: text,
    name: z.optional(text),
    deliveries: wholeCount,
    failed: wholeCount,
    unread: z.optional(z.literal(true)).check(z.describe('Of a scope: some of what it sent could not be read')),
    wrongAccount: z.optional(z.int()),
    observations: wholeCount,
    firstAt: z.nullable(text),
    lastAt: z.nullable(text),
    silent: z.boolean(),
    unresolved: wholeCount,
    unresolvedExamples: z.optional(z.array(z.strictObject({ record: text, names: text }))),
    untied: z.optional(z.int()),
    untiedExamples: z.optional(z.array(text)),
  }),
);

const restatement = z.strictObject({
  kpi: text,
  period: text,
  was: number,
  is: number,
  records: z.int(),
  cause: z.enum(['late', 'corrected', 'removed', 'definition', 'configuration']),
});

const highlight = z.strictObject({
  kind: text,
  kpi: text,
  params: z.record(text, z.nullable(z.union([text, z.number()]))),
  text,
});

export const scope = z.nullable(z.record(text, text));
const cadence = z.enum([...cadences, 'range']);

/** What all that is said of a review has in common. */
const about = {
  id: text.check(z.describe('`workspace/cadence/start date/scope/version`')),
  cadence,
  period: text.check(z.describe('`2026-10`, `2026-Q3`, `2026` or `2026-10-01..2026-10-15`')),
  scope,
  version: z.int(),
  status: z.enum(['closed', 'running']),
  computedAt: text,
};

export const reviewSummary = answered('ReviewSummary', z.strictObject(about));

export const reviewSchema = answered(
  'Review',
  z.strictObject({
    ...about,
    workspace: text,
    campaigns: z.optional(z.array(z.strictObject({ id: text, name: text }))),
    start: text.check(z.describe('First instant of the period')),
    end: text.check(z.describe('First instant after the period')),
    timeZone: text,
    currency: text,
    definitions: text,
    configuration: text,
    generations: z.optional(z.record(text, z.int())),
    kpis: z.array(kpi),
    coverage: z.array(coverage),
    restatements: z.array(restatement),
    highlights: z
      .array(highlight)
      .check(
        z.describe('Of every KPI that has one, for all roles; mail and page tell a reader seven of theirs at most'),
      ),
  }),
);

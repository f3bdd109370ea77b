import * as z from 'zod/mini';
import { recordTypes } from '../../domain/records/vocabulary.ts';
import { answered, asked } from './named.ts';
import type { Operation } from './operation.ts';
import { accepted, instant, later, maybeInstant } from './shared.ts';

const tag = 'Sources';
const count = z.int();
const value = z.nullable(z.union([z.string(), z.number(), z.boolean()]));

const statement = {
  record: z.enum(recordTypes),
  id: z.string().check(z.describe('The id in its system, 200 characters at most')),
  at: instant.check(z.describe('When it came to be so, ISO 8601 with an offset')),
  seq: z.optional(z.string()).check(z.describe('Orders what was said of one instant')),
  set: z
    .optional(z.record(z.string(), value))
    .check(z.describe('The fields that were said, `custom.*` among them; `null` clears. Amounts in major units')),
  deleted: z.optional(z.boolean()),
  mergedInto: z.optional(z.nullable(z.string())),
  same: z.optional(z.array(z.string())).check(z.describe('What it is in other systems, `stripe:cus_9`')),
};
const observations = asked('Observations', z.array(asked('Observation', z.strictObject(statement))));

const rejection = answered(
  'Rejection',
  z.strictObject({
    index: count,
    path: z.string(),
    message: z.string(),
    wrongAccount: z.optional(z.literal(true)),
  }),
);
const posted = answered('Posted', z.strictObject({ accepted: count, rejected: z.array(rejection) }));

export const observationsOperation = (): Operation => ({
  tag: 'Observations',
  summary: 'Post observations',
  description:
    'A JSON array, or one observation a line, up to 4 MB. Good ones count although others are bad; saying the same again changes nothing.',
  body: {
    schema: observations,
    example: [
      {
        record: 'deal',
        id: '42',
        at: '2026-10-03T12:00:00Z',
        set: {
          createdAt: '2026-09-20T09:00:00Z',
          outcome: 'won',
          closedAt: '2026-10-03T12:00:00Z',
          amount: '1200.50',
          owner: 'ana',
        },
      },
    ],
    types: ['application/json', 'application/x-ndjson'],
  },
  answers: { 200: { description: 'What was taken in, and why the rest was not', schema: posted } },
  problems: { 400: 'No observation is good: `rejected` says why of each' },
});

const reason = answered(
  'Reason',
  z.strictObject({
    reason: z.string(),
    deliveries: count,
    firstAt: instant,
    receivedAt: instant,
    id: z.string(),
    size: z.nullable(count),
    wrongAccount: z.optional(z.literal(true)),
  }),
);
const counts = {
  deliveries: count,
  failed: count,
  wrongAccount: count,
  refused: count,
  observations: count,
  rejected: count,
};
const source = answered(
  'Source',
  z.strictObject({
    id: z.string(),
    system: z.string(),
    systemName: z.string(),
    url: z.string(),
    generation: count,
    lastAt: maybeInstant,
    quietFor: z.nullable(count).check(z.describe('Seconds')),
    usualInterval: z.nullable(count).check(z.describe('Seconds')),
    pending: count,
    silent: z.boolean(),
    setAside: z.nullable(
      z.strictObject({ deliveries: count, bare: count, reason: z.string(), firstUntil: instant, until: instant }),
    ),
    totals: z.strictObject(counts),
    days: z.array(z.strictObject({ day: z.string(), ...counts, firstAt: maybeInstant, lastAt: maybeInstant })),
    failures: z.array(reason),
    rejections: z.array(reason),
    neverSeen: z.array(z.strictObject({ field: z.string(), path: z.string() })),
    unresolved: count,
    unresolvedExamples: z.array(z.strictObject({ record: z.string(), names: z.string() })),
    untied: count,
    untiedExamples: z.array(z.string()),
    reviewedAt: maybeInstant,
  }),
);
const sourceList = answered('Sources', z.strictObject({ sources: z.array(source) }));

export const sourcesOperation = (): Operation => ({
  tag,
  summary: 'What arrives from each source',
  description: 'Over the last 30 days, and what fails and why. No reason holds a value of a record.',
  answers: { 200: { description: 'The sources of the workspace', schema: sourceList } },
});

const delivery = answered(
  'Delivery',
  z.strictObject({
    id: z.string(),
    kind: z.string(),
    status: z.enum(['pending', 'translated', 'failed', 'refused']),
    reason: z.nullable(z.string()),
    size: z.nullable(count),
    receivedAt: instant,
    until: maybeInstant,
    observations: z.array(answered('ObservationShown', z.strictObject({ ...statement }))),
    rejected: z.array(rejection),
    labels: z.record(z.string(), z.record(z.string(), z.string())),
    counts: z.strictObject({ observations: count, rejected: count }),
    body: z.optional(z.nullable(z.string())),
  }),
);
const deliveryList = answered(
  'Deliveries',
  z.strictObject({ at: instant, deliveries: z.array(delivery), more: z.boolean() }),
);

export const deliveriesOperation = (): Operation => ({
  tag,
  summary: 'What came in lately, decoded',
  description: 'The newest 50 of seven days at most. It shows what a CRM tells of persons, and so takes `admin`.',
  queries: {
    after: 'Only what came at that instant or later, ISO 8601',
    id: 'That one, however long ago it came',
    body: '`true`: with its body as it came, of one that is asked for by its `id`',
  },
  answers: { 200: { description: 'The deliveries, the newest first', schema: deliveryList } },
});

export const replayWanted = asked(
  'ReplayWanted',
  z.strictObject({ failed: z._default(z.boolean(), false).check(z.describe('Only what failed')) }),
);

export const replayOperation = (): Operation => ({
  tag,
  summary: 'Translate again what a source has sent',
  description: 'All of it anew, beside what there is, which then takes its place; or what failed.',
  body: { schema: replayWanted, example: { failed: true } },
  answers: { 202: { description: 'It goes on as a job', schema: accepted, headers: later } },
  problems: { 409: 'Another one is under way: `job` has to end first' },
});

export const hookOperation = (): Operation => ({
  tag: 'Webhooks',
  summary: 'Take in a webhook',
  description:
    'Up to 1 MB, verified as its system signs; with a token in the path where it signs nothing. Answered once it is stored, as that system expects.',
  answers: { 200: { description: 'It is stored' } },
  problems: { 400: 'Refused, for whatever reason, with one body for all of them' },
});

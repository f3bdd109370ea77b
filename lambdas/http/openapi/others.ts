import * as z from 'zod/mini';
import { roles } from '../../domain/workspaces/schema.ts';
import { answered, asked } from './named.ts';
import type { Operation } from './operation.ts';
import { missing, part, scope, unit } from './reviewSchema.ts';
import { accepted, instant, later, maybeInstant } from './shared.ts';

const count = z.int();
const number = z.nullable(z.number());
const text = z.nullable(z.string());

export const recordsAsked = z.object({
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1000)), 100),
});

const fieldValue = z.nullable(z.union([z.string(), z.number(), z.boolean()]));
const record = answered(
  'RecordBehind',
  z.strictObject({
    record: z.string(),
    source: z.string(),
    id: z.string(),
    name: text,
    url: text.check(z.describe('Where it is seen in its system')),
    at: maybeInstant,
    role: z.nullable(z.enum(['numerator', 'denominator', 'both', 'counted', 'other'])),
    part: z.optional(z.string()),
    partBefore: z.optional(z.string()),
    leftOut: z.optional(z.string()),
    fields: z.record(z.string(), fieldValue),
    subscriptions: z.optional(
      z.array(
        z.strictObject({
          source: z.string(),
          id: z.string(),
          mrr: fieldValue,
          currency: fieldValue,
          startedAt: fieldValue,
          endedAt: fieldValue,
        }),
      ),
    ),
  }),
);

const recordsAnswer = answered(
  'RecordsBehind',
  z.strictObject({
    workspace: z.string(),
    period: z.string(),
    kpi: z.string(),
    scope,
    segment: z.array(z.strictObject({ by: z.string(), key: text })),
    asOf: instant,
    currency: z.string(),
    unit,
    value: number,
    numerator: number,
    denominator: number,
    n: count,
    missing: z.nullable(missing),
    of: z.nullable(part),
    review: z.nullable(
      z.strictObject({ id: z.string(), version: count, computedAt: instant, value: number, n: count }),
    ),
    total: count,
    more: count,
    records: z.array(record),
  }),
);

export const recordsOperation = (): Operation => ({
  tag: 'Reviews',
  summary: 'List the records behind a number',
  description: 'Those that were counted, by the computation of the review, as they are known now.',
  query: recordsAsked,
  queries: { segment: '`owner:ana`, or `owner:` for those that have none; given several times, all must hold' },
  answers: {
    200: { description: 'The number, and its records', schema: recordsAnswer },
    202: { description: 'It goes on as a job', schema: accepted, headers: later },
  },
  problems: { 400: '`other` cannot be listed' },
});

export const sendsWanted = asked(
  'SendsWanted',
  z.strictObject({
    to: z
      .optional(z.array(z.string()).check(z.minLength(1)))
      .check(z.describe('Recipients of the workspace; without it all who subscribe')),
    uncertain: z
      ._default(z.boolean(), false)
      .check(z.describe('Mails again what may or may not have been taken; it may arrive twice')),
  }),
);

const send = answered(
  'Send',
  z.strictObject({
    id: z.string(),
    workspace: z.string(),
    cadence: z.string(),
    start: z.string(),
    scope,
    recipient: z.string(),
    period: z.string(),
    state: z.enum(['queued', 'sending', 'sent', 'refused', 'uncertain', 'skipped']),
    reason: text,
    version: count,
    messageId: text,
    subject: text,
    attempts: count,
    queuedAt: instant,
    changedAt: instant,
    feedback: text,
  }),
);
const sendList = answered('Sends', z.strictObject({ sends: z.array(send) }));
const sending = answered(
  'Sending',
  z.strictObject({
    sends: z.array(send),
    already: z
      .array(
        z.strictObject({
          recipients: z.array(z.string()),
          version: count.check(z.describe('The version that they have')),
          latest: count.check(z.describe('The latest that there is')),
          differing: z.array(z.string()).check(z.describe('KPIs that have another value in the latest')),
        }),
      )
      .check(z.describe('What was mailed before, by scope: it is not mailed again')),
    without: z
      .array(
        z.strictObject({
          recipient: z.string(),
          reason: z.enum(['unsubscribed', 'bounced', 'complained', 'paused']),
        }),
      )
      .check(z.describe('Who takes such reviews, and is mailed nothing now, and why')),
  }),
);

export const sendOperation = (): Operation => ({
  tag: 'Mails',
  summary: 'Mail a review',
  description: 'To each at most once: asked again, it mails only what is not mailed yet.',
  body: { schema: sendsWanted, example: { to: ['ana@acme.example'] }, required: false },
  answers: {
    202: {
      description: 'The entries of the ledger',
      schema: sending,
      headers: { Location: 'The ledger of the period' },
    },
  },
});

export const sendsOperation = (): Operation => ({
  tag: 'Mails',
  summary: 'Read the ledger of what was mailed',
  queries: { period: 'Of that period only' },
  answers: { 200: { description: 'The sends, the newest period first', schema: sendList } },
});

const replayed = z.strictObject({ deliveries: count, observations: count, failed: count, wrongAccount: count });
const job = answered(
  'Job',
  z.strictObject({
    id: z.string(),
    status: z.enum(['queued', 'done', 'failed']),
    result: text.check(z.describe('Path of what it made')),
    reason: text.check(z.describe('Why it failed; or, of a test that was mailed, what was not well then')),
    answer: z.optional(recordsAnswer),
    progress: z.optional(z.strictObject({ done: count, of: count })),
    before: z.optional(replayed),
    after: z.optional(z.nullable(replayed)),
    feedback: z
      .optional(z.enum(['sent', 'delayed', 'delivered', 'bounced', 'complained', 'refused']))
      .check(z.describe('Of a test: what the mail system reported of it last')),
  }),
);

export const jobOperation = (): Operation => ({
  tag: 'Jobs',
  summary: 'What became of a 202',
  answers: { 200: { description: 'The job', schema: job } },
});

const kpi = answered(
  'Kpi',
  z.strictObject({
    id: z.string(),
    name: z.string(),
    definition: z.string(),
    formula: z.string(),
    unit,
    toldAs: z.optional(z.literal('number')).check(z.describe('A ratio that is no share: 3.2, not 320 %')),
    better: z.enum(['higher', 'lower']),
    category: z.string(),
    audiences: z.array(z.enum(roles)),
    headlineFor: z.array(z.enum(roles)),
    needs: z.array(z.string()),
    source: z.string(),
  }),
);
const kpiList = answered('Kpis', z.strictObject({ kpis: z.array(kpi) }));

export const kpisOperation = (): Operation => ({
  tag: 'KPIs',
  summary: 'Read the catalogue',
  description: 'Every KPI that is built in. Open; with `workspace` and a key of it that may `read`, its own, too.',
  queries: {
    locale: 'A language, `pt-BR`; English unless said',
    workspace: 'A workspace whose own KPIs are told, too',
  },
  answers: { 200: { description: 'The KPIs', schema: kpiList } },
});

const html = 'text/html';

export const documentOperation = (): Operation => ({
  tag: 'This document',
  summary: 'The OpenAPI document',
  answers: { 200: { description: 'OpenAPI 3.1', others: { 'application/json': 'The document' } } },
});

export const docsOperation = (): Operation => ({
  tag: 'This document',
  summary: 'The same as a page',
  answers: { 200: { description: 'The page', others: { [html]: 'The page' } } },
});

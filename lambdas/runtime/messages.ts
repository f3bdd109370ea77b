import * as z from 'zod/mini';
import { cadences, roles } from '../domain/workspaces/schema.ts';

/** Messages as they come out of the queues: what `ports.ts` says of them, checked where they come in. */

const scope = z.nullable(z.record(z.string(), z.string()));

// Strict: what is not known here would be lost without a word.
const reviewMessage = z.strictObject({
  workspace: z.string(),
  period: z.string(),
  baseline: z.optional(z.string()),
  asOf: z.int(),
  scopes: z.array(scope),
  recipients: z.array(z.string()),
  late: z.array(z.string()),
  byHand: z._default(z.boolean(), false),
  job: z.nullable(z.string()),
});

const instant = z.int();

const replayCursor = z.discriminatedUnion('phase', [
  z.object({
    phase: z.literal('translate'),
    generation: z.int(),
    settings: z.string(),
    pass: z.int(),
    began: instant,
    from: instant,
  }),
  z.object({ phase: z.literal('catchUp'), from: instant }),
  z.object({ phase: z.literal('settle'), from: instant }),
]);

const ofSource = { workspace: z.string(), source: z.string() };

const replayMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('replay'), ...ofSource, job: z.string(), step: z.int(), cursor: replayCursor }),
  z.object({ kind: z.literal('cleanUp'), ...ofSource, generation: z.int(), notBefore: instant }),
]);

const recordsMessage = z.strictObject({
  kind: z.literal('records'),
  workspace: z.string(),
  period: z.string(),
  scope,
  kpi: z.string(),
  segment: z.array(z.tuple([z.string(), z.nullable(z.string())])),
  most: z.int(),
  asOf: z.int(),
  job: z.string(),
});

/** What the queue of reviews carries. */
export const reviewOrReplay = z.union([replayMessage, recordsMessage, reviewMessage]);

const ofReview = { workspace: z.string(), cadence: z.enum([...cadences, 'range']), start: z.string(), scope };

const sendMessage = z.object({
  send: z.object({ ...ofReview, recipient: z.string() }),
  asOf: z.int(),
});

const testMessage = z.strictObject({
  kind: z.literal('test'),
  review: z.strictObject(ofReview),
  version: z.int(),
  to: z.string(),
  role: z.optional(z.enum(roles)),
  locale: z.optional(z.string()),
  asOf: z.int(),
  job: z.string(),
});

/** What the queue of mails carries. */
export const mailMessage = z.union([testMessage, sendMessage]);

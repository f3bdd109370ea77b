import * as z from 'zod/mini';
import { cadences } from '../domain/workspaces/schema.ts';

/** Messages as they come out of the queues: what `ports.ts` says of them, checked where they come in. */

const scope = z.nullable(z.record(z.string(), z.string()));

export const reviewMessage = z.object({
  workspace: z.string(),
  period: z.string(),
  asOf: z.int(),
  scopes: z.array(scope),
  recipients: z.array(z.string()),
  late: z.array(z.string()),
  byHand: z._default(z.boolean(), false),
  job: z.nullable(z.string()),
});

export const mailMessage = z.object({
  send: z.object({
    workspace: z.string(),
    cadence: z.enum([...cadences, 'range']),
    start: z.string(),
    scope,
    recipient: z.string(),
  }),
  asOf: z.int(),
});

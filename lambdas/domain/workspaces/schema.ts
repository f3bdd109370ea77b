import * as z from 'zod/mini';
import { recordTypes } from '../records/vocabulary.ts';
import { addressRules } from './addressRules.ts';
import { computed } from './termSchema.ts';

/**
 * The shape of `workspace.yaml`. What a schema cannot see (that a zone exists, that a target names a KPI)
 * is checked in `validate.ts`; both report every mistake with its path.
 */

const id = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower-case letters, digits and hyphens, 63 at most'));
const address = z
  .string()
  .check(
    ...addressRules.map(([rule, error]) => z.regex(rule, { error, abort: true })),
    z.regex(
      /^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:"]+$|^[^\s@<>,;:"]+@localhost$/,
      'not an e-mail address: write it as "ana@acme.example"',
    ),
    z.maxLength(254),
  );
/** The same mailbox in whatever case it is written: otherwise it would be owed its reviews anew when its case changes. */
const mailbox = address.check(z.toLowerCase());
/** Text that YAML reads as something else where it is not quoted: `account: 30307558`. */
const scalar = z.pipe(z.union([z.string(), z.number(), z.boolean()]), z.transform(String));
const line = z.string().check(z.regex(/^[^\r\n]*$/, 'must be one line'), z.minLength(1), z.maxLength(300));
const date = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, 'write a date as YYYY-MM-DD'));
const clock = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day as "HH:MM", in quotes'));
const decimalText = z.union([
  z.number(),
  z.string().check(z.regex(/^\d{1,15}(\.\d{1,12})?$/, 'write a rate as a decimal, "5.41"')),
]);

export const roles = ['crm', 'sales', 'marketing', 'service', 'executive'] as const;
export const cadences = ['monthly', 'quarterly', 'annual'] as const;
export const subscriptions = [...cadences, 'campaign'] as const;
/** Files that a mail can carry beside the review itself. */
export const attachments = ['csv', 'xlsx'] as const;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const sourceSchema = z.strictObject({
  id,
  system: z.string(),
  secrets: z._default(z.array(z.string()), []),
  account: z.optional(scalar),
  currency: z.optional(z.string()),
  /** Which of a system's records are the customers: its companies, or its persons. */
  customers: z._default(z.enum(['company', 'person']), 'company'),
  stages: z.optional(
    z.strictObject({
      qualified: z.optional(z.array(scalar)),
      won: z.optional(z.array(scalar)),
      lost: z.optional(z.array(scalar)),
    }),
  ),
  /** What the tasks of a list are, by its id, in systems that only know of tasks; those of any other are deals. */
  lists: z.optional(z.record(z.string(), z.enum(['deal', 'ticket', 'lead', 'onboarding']))),
  labels: z._default(z.record(z.string(), scalar), {}),
  fields: z._default(z.partialRecord(z.enum(recordTypes), z.record(z.string(), z.string())), {}),
  /** Where a record is seen, of whatever type, or by type. */
  recordUrl: z.optional(z.union([z.string(), z.partialRecord(z.enum(recordTypes), z.string())])),
});

const recipientSchema = z.strictObject({
  email: mailbox,
  name: z.optional(line),
  role: z.enum(roles),
  locale: z.optional(z.string()),
  reviews: z._default(z.array(z.enum(subscriptions)), [...cadences]),
  scope: z.optional(z.record(z.string(), scalar)),
  kpis: z.optional(z.strictObject({ only: z.optional(z.array(z.string())), first: z.optional(z.array(z.string())) })),
  /** Optional rather than empty: what was applied before they were known keeps its fingerprint. */
  attachments: z.optional(z.array(z.enum(attachments))),
  since: z.optional(date),
});

const targetValue = z.union([z.number(), z.string()]);
const targetSchema = z.strictObject({
  atLeast: z.optional(targetValue),
  atMost: z.optional(targetValue),
  of: z.optional(z.enum(['previous', 'lastYear'])),
});

const texts = z.record(z.string(), line);
export const kpiSchema = z.strictObject({
  id: z
    .string()
    .check(z.regex(/^[a-z][a-zA-Z0-9]{0,62}$/, 'write it as "bigDealShare": letters and digits, 63 at most')),
  /** By language tag. */
  name: texts,
  definition: z.optional(texts),
  better: z._default(z.enum(['higher', 'lower']), 'higher'),
  category: z._default(z.enum(['performance', 'perception', 'adoption']), 'performance'),
  audiences: z._default(z.array(z.enum(roles)), []),
  ...computed,
});

export const configurationSchema = z.strictObject({
  workspace: id,
  name: z.optional(line),
  timeZone: z.string(),
  currency: z.string(),
  fiscalYearStart: z._default(z.int().check(z.minimum(1), z.maximum(12)), 1),
  locale: z._default(z.string(), 'en'),
  from: z.optional(line),
  replyTo: z.optional(address),
  brand: z.optional(
    z.strictObject({
      logo: z.optional(z.string().check(z.regex(/^https:\/\//, 'the logo must be an https:// address'))),
      colour: z.optional(z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/, 'write a colour as #rrggbb'))),
    }),
  ),
  admins: z._default(z.array(address), []),
  since: z.optional(date),
  sendAt: z._default(clock, '08:00'),
  sendOn: z._default(z.enum(['firstDay', 'firstWorkday']), 'firstDay'),
  holidays: z._default(z.array(date), []),
  sources: z._default(z.array(sourceSchema), []),
  identity: z.optional(
    z.catchall(
      z.object({ by: z.optional(z.array(z.enum(['email']))) }),
      z.partialRecord(z.enum(recordTypes), z.string()),
    ),
  ),
  authority: z.optional(z.partialRecord(z.enum(recordTypes), z.string())),
  businessHours: z.optional(z.strictObject({ days: z.array(z.enum(weekdays)), from: clock, to: clock })),
  engagement: z.optional(z.strictObject({ kinds: z.array(z.string()) })),
  adoption: z.optional(z.strictObject({ features: z.array(z.string()), atLeast: z.optional(z.int()) })),
  health: z.optional(z.strictObject({ weights: z.record(z.string(), z.number()) })),
  renewalGraceDays: z._default(z.int().check(z.minimum(0)), 30),
  recipients: z._default(z.array(recipientSchema), []),
  rates: z._default(z.record(z.string(), z.record(date, decimalText)), {}),
  targets: z._default(z.record(z.string(), z.partialRecord(z.enum(cadences), targetSchema)), {}),
  kpis: z._default(z.array(kpiSchema), []),
});

/** A workspace's configuration with its defaults filled in. */
export type Configuration = z.infer<typeof configurationSchema>;
export type SourceConfiguration = Configuration['sources'][number];
export type Recipient = Configuration['recipients'][number];
export type Subscription = (typeof subscriptions)[number];
export type Attachment = (typeof attachments)[number];
export type Target = z.infer<typeof targetSchema>;
export type OwnKpi = Configuration['kpis'][number];

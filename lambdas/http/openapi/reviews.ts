import * as z from 'zod/mini';
import { dimensionProblem, localeProblem } from '../../domain/workspaces/names.ts';
import { roles } from '../../domain/workspaces/schema.ts';
import { contentTypes } from '../../rendering/files.ts';
import { answered, asked } from './named.ts';
import type { Operation } from './operation.ts';
import { reviewSchema, reviewSummary } from './reviewSchema.ts';
import { accepted, later } from './shared.ts';

const tag = 'Reviews';

/** A mail as it goes over the wire (RFC 5322). */
export const mailType = 'message/rfc822';

/** More than any key has that records are told apart by in earnest. */
const longestKey = 1000;

const dimension = z
  .string()
  .check(
    z.refine((name) => dimensionProblem(name) === null, { error: ({ input }) => dimensionProblem(String(input)) }),
  );

export const languageTag = z
  .string()
  .check(z.refine((locale) => localeProblem(locale) === null, 'must be a language tag, "pt-BR"'));

export const wanted = asked(
  'ReviewWanted',
  z.strictObject({
    period: z
      .string()
      .check(z.describe('A month `2026-10`, a quarter `2026-Q3`, a year `2026`, or days `2026-10-01..2026-10-15`')),
    baseline: z
      .optional(z.string())
      .check(z.describe('What days are compared with, `2026-09-01..2026-09-15`; by default as many before')),
    segment: z
      .optional(
        z
          .record(dimension, z.string().check(z.minLength(1), z.maxLength(longestKey)))
          .check(z.refine((segment) => Object.keys(segment).length > 0, 'must name a segment')),
      )
      .check(z.describe('Of these records only: the key of a dimension, as the review of all has it')),
  }),
);

export const listing = z.object({
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 20),
  cursor: z.optional(z.string()).check(z.describe('`next` of the page before')),
});

export const reading = z.object({
  version: z
    .optional(z.coerce.number().check(z.int(), z.minimum(1)))
    .check(z.describe('That very version; without it the one that was mailed, else the latest')),
  scope: z.optional(z.string()).check(z.describe('`owner=ana`, parts joined by `&`; without it the whole workspace')),
  role: z.optional(z.enum(roles)).check(z.describe('Only the KPIs of a role, except as JSON')),
  locale: z
    .optional(languageTag)
    .check(z.describe('The language of the page, the text, the mail and the workbook; without it the workspace’s')),
  recipient: z
    .optional(z.string())
    .check(z.describe('The address of a recipient: as they would get it, in their role, scope and language')),
});

const reviewList = answered(
  'ReviewList',
  z.strictObject({
    reviews: z.array(reviewSummary),
    next: z.nullable(z.string()).check(z.describe('`cursor` of the next page; `null` on the last')),
  }),
);

export const computeOperation = (): Operation => ({
  tag,
  summary: 'Compute a review now',
  description:
    'Of everything that was received until now. It never replaces one that was mailed. What takes longer than 20 seconds goes on as a job. A segment that no record is of is refused with the keys that there are.',
  body: { schema: wanted, example: { period: '2026-10', segment: { owner: 'ana' } } },
  answers: {
    200: { description: 'The review', schema: reviewSchema },
    202: { description: 'It goes on as a job', schema: accepted, headers: later },
  },
});

export const listOperation = (): Operation => ({
  tag,
  summary: 'List the reviews that there are',
  description: 'The newest period first, in pages.',
  query: listing,
  answers: {
    200: {
      description: 'A page of them',
      schema: reviewList,
    },
  },
});

export const readOperation = (): Operation => ({
  tag,
  summary: 'Read a review',
  description: 'As it was mailed, else the latest, in the form that `Accept` asks for.',
  query: reading,
  answers: {
    200: {
      description: 'The review',
      schema: reviewSchema,
      others: {
        'text/html': 'The page',
        'text/csv': 'Every number with all its digits: RFC 4180, with `.` before decimals, whatever the language',
        [contentTypes.xlsx]: 'A workbook: KPIs, trend, segments and definitions',
        'text/plain': 'The text of the mail',
        [mailType]: 'The mail, composed and sent to nobody; its links lead to a page that says so',
      },
    },
  },
  problems: { 406: 'It is not answered in what `Accept` asks for' },
});

import * as z from 'zod/mini';
import { answered } from './named.ts';

const mistake = z.strictObject({
  path: z.string().check(z.describe('Where, `sources[0].system`')),
  message: z.string(),
});

export const problemSchema = answered(
  'Problem',
  z.looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().check(z.describe('What happened, and what to do')),
    errors: z.optional(z.array(mistake)).check(z.describe('Of a 422: every mistake with its path')),
  }),
);

export const mistakes = z.array(mistake);

/** Of a 202: the job, and where it tells what became of it. */
export const accepted = answered('Accepted', z.strictObject({ job: z.string() }));
export const later = { Location: 'Where the job tells what became of it, `/v1/jobs/{id}`' };

/** What stands in paths: what it is, and one that can be asked for. */
export const pathParameters: Readonly<Record<string, readonly [description: string, example: string]>> = {
  workspace: ['The id of a workspace', 'acme'],
  source: ['The id of a source of the workspace', 'shop'],
  period: ['A month `2026-10`, a quarter `2026-Q3`, a year `2026`, or days `2026-10-01..2026-10-15`', '2026-10'],
  id: ['The id', ''],
  token: ['The token of a signed link, or of a hook', ''],
};

/** Instants, ISO 8601. */
export const instant = z.string();
export const maybeInstant = z.nullable(instant);

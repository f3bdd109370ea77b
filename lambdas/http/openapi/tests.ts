import * as z from 'zod/mini';
import { roles } from '../../domain/workspaces/schema.ts';
import { asked } from './named.ts';
import type { Operation } from './operation.ts';
import { languageTag } from './reviews.ts';
import { accepted, later } from './shared.ts';

export const testWanted = asked(
  'TestWanted',
  z.strictObject({
    to: z.string().check(z.describe('A recipient or an admin of the workspace; to nobody else is a test mailed')),
    role: z
      .optional(z.enum(roles))
      .check(z.describe('In the place of the recipient’s own; of an admin who is none, `crm`')),
    locale: z.optional(languageTag).check(z.describe('In the place of the recipient’s own')),
  }),
);

export const testOperation = (): Operation => ({
  tag: 'Mails',
  summary: 'Mail a test',
  description:
    'A copy of the review as it was mailed, else of the latest, in the scope of the one who gets it. Its subject says that it is a test. The ledger has nothing of it: a send is due as before, to the same address, too. Asked again, it mails again.',
  body: { schema: testWanted, example: { to: 'ana@acme.example', locale: 'pt-BR' } },
  answers: { 202: { description: 'The job that tells what became of it', schema: accepted, headers: later } },
  problems: { 404: 'The review is not computed yet' },
});

import * as z from 'zod/mini';
import { attachments, subscriptions } from '../../domain/workspaces/schema.ts';
import { contentTypes } from '../../rendering/files.ts';
import { languages } from '../../rendering/language/messages.ts';
import { ways } from '../preferencesForm.ts';
import { asked } from './named.ts';
import { formTypes, type Operation } from './operation.ts';

const tag = 'Links in mails';
const html = 'text/html';
const noLink = 'The link opens nothing';

/** What a signed link leads to. */
const link = (
  summary: string,
  {
    others = {},
    queries = {},
    answers = {},
    nothing = noLink,
  }: Partial<Pick<Operation, 'queries' | 'answers'>> & {
    readonly others?: Readonly<Record<string, string>>;
    readonly nothing?: string;
  } = {},
): Operation => ({
  tag,
  summary,
  description:
    'Without an account. A link that was not signed here, has expired or was revoked is answered 404, with one page for every reason; the token `preview`, which the mails of previews have, 200, with a page that says so.',
  queries,
  answers: {
    200: { description: 'The page', others: { [html]: 'The page', ...others } },
    404: { description: nothing, others: { [html]: 'The page that says so' } },
    ...answers,
  },
});

const format = '`csv` or `xlsx`: the numbers as a file, in the language of the reader';
const files = {
  'text/csv': 'Rows as a spreadsheet in the reader’s language opens them',
  [contentTypes.xlsx]: 'A workbook',
};
const records = { kpi: 'The id of the KPI', segment: '`owner:ana`; given several times, all must hold' };

export const reviewLink = (): Operation =>
  link('A review, for its reader', {
    queries: {
      format,
      by: 'A dimension to narrow the page down by, `owner`',
      key: 'The key of that dimension',
    },
    others: files,
  });

const listed = {
  nothing: `${noLink}; or there is no such number, or no such segment of it`,
  answers: { 202: { description: 'They are being listed', others: { [html]: 'A page that loads itself again' } } },
};

export const recordsLink = (): Operation =>
  link('The records behind a number of a review', { ...listed, queries: records });

export const workspaceRecordsLink = (): Operation =>
  link('The records behind a number of any review of a workspace', {
    ...listed,
    queries: { review: 'The period of the review', ...records },
  });

export const workspaceLink = (): Operation =>
  link('All reviews of a workspace, its numbers over time and its sources', {
    queries: {
      review: 'A period: its review instead, as it was mailed, else the latest',
      format: `Of that review, ${format}`,
      by: 'A dimension to narrow that review down by, `owner`',
      key: 'The key of that dimension',
    },
    others: files,
    nothing: `${noLink}; or there is no such review`,
  });

export const preferencesLink = (): Operation => ({
  ...link('The preferences of a reader'),
  description: 'Changes nothing, however often a scanner follows it.',
});

const form = asked(
  'PreferencesForm',
  z.object({
    'List-Unsubscribe': z.optional(z.literal('One-Click')).check(z.describe('The one click of RFC 8058')),
    subscribe: z.optional(z.enum(['no', 'yes'])).check(z.describe('Ends all mails, or begins them again')),
    save: z
      .optional(z.literal('yes'))
      .check(z.describe('Keeps all that follows: a cadence or a file that is not named is taken back')),
    cadences: z.optional(z.array(z.enum(subscriptions))).check(z.describe('The field as often as there are')),
    locale: z.optional(z.enum(Object.keys(languages))).check(z.describe('With `save` always')),
    attachments: z.optional(z.array(z.enum(attachments))).check(z.describe('The field as often as there are')),
    pause: z.optional(z.enum(ways)).check(z.describe('With `save` always; `none` without it ends the pause')),
    until: z
      .optional(z.string())
      .check(z.describe('Of the pause `date`: a day, `2027-01-31`, from tomorrow to in twelve months')),
  }),
);

export const preferencesForm = (): Operation => ({
  ...link('Change the preferences of a reader, or unsubscribe', {
    answers: {
      422: {
        description: 'A day or a choice cannot be; nothing was changed',
        others: { [html]: 'The page, filled in' },
      },
    },
  }),
  description:
    'The form of that page, or the one click of RFC 8058: one of `List-Unsubscribe`, `subscribe`, `save` and `pause` says what is asked for.',
  body: { schema: form, example: { 'List-Unsubscribe': 'One-Click' }, types: formTypes },
  problems: { 400: 'It asks for nothing' },
});

export const revokeOperation = (): Operation => ({
  tag,
  summary: 'End the links that were mailed until now',
  description: 'Of one recipient, or of all. Mails that are sent from now on have links that work.',
  queries: { recipient: 'The address of one; without it all' },
  answers: { 204: { description: 'They open nothing any more' } },
  problems: { 422: 'There is no such recipient' },
});

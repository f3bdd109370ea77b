import * as z from 'zod/mini';
import { contentTypes } from '../../rendering/files.ts';
import { asked } from './named.ts';
import type { Operation } from './operation.ts';

const tag = 'Links in mails';
const html = 'text/html';

/** What a signed link leads to. */
const link = (
  summary: string,
  {
    others = {},
    queries = {},
  }: Pick<Operation, 'queries'> & { readonly others?: Readonly<Record<string, string>> } = {},
): Operation => ({
  tag,
  summary,
  description:
    'Without an account. A link that was not signed here, has expired or was revoked is answered 404, with one page for every reason.',
  queries,
  answers: {
    200: { description: 'The page', others: { [html]: 'The page', ...others } },
    404: { description: 'The link opens nothing', others: { [html]: 'The page that says so' } },
  },
});

export const reviewLink = (): Operation =>
  link('A review, for its reader', {
    queries: {
      format: '`csv` or `xlsx`: the numbers as a file, in the language of the reader',
      by: 'A dimension to narrow the page down by, `owner`',
      key: 'The key of that dimension',
    },
    others: {
      'text/csv': 'Rows as a spreadsheet in the reader’s language opens them',
      [contentTypes.xlsx]: 'A workbook',
    },
  });

export const recordsLink = (): Operation =>
  link('The records behind a number of a review', {
    queries: { kpi: 'The id of the KPI', segment: '`owner:ana`; given several times, all must hold' },
  });

export const workspaceLink = (): Operation =>
  link('All reviews of a workspace, its numbers over time and its sources', {
    queries: {
      review: 'A period: its review instead, as it was mailed, else the latest',
      by: 'A dimension to narrow that review down by, `owner`',
      key: 'The key of that dimension',
    },
  });

export const preferencesLink = (): Operation => ({
  ...link('The preferences of a reader'),
  description: 'Changes nothing, however often a scanner follows it.',
});

const form = asked('PreferencesForm', z.looseObject({ 'List-Unsubscribe': z.optional(z.string()) }));

export const preferencesForm = (): Operation => ({
  ...link('Change the preferences of a reader, or unsubscribe'),
  description: 'The form of that page, or the one click of RFC 8058.',
  body: { schema: form, example: 'List-Unsubscribe=One-Click', types: ['application/x-www-form-urlencoded'] },
});

export const revokeOperation = (): Operation => ({
  tag,
  summary: 'End the links that were mailed until now',
  description: 'Of one recipient, or of all. Mails that are sent from now on have links that work.',
  queries: { recipient: 'The address of one; without it all' },
  answers: { 204: { description: 'They open nothing any more' } },
  problems: { 422: 'There is no such recipient' },
});

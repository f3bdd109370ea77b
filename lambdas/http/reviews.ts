import { type Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import * as z from 'zod/mini';
import { catalogueOf, headlines } from '../domain/kpis/catalogue.ts';
import type { Period } from '../domain/periods/period.ts';
import type { Workspace } from '../domain/ports.ts';
import type { ReviewDocument } from '../domain/reviews/document.ts';
import { dimensionProblem, localeProblem } from '../domain/workspaces/names.ts';
import { roles } from '../domain/workspaces/schema.ts';
import { versionInPath } from '../flow/address.ts';
import { askReview } from '../flow/ask.ts';
import { findReview } from '../flow/findReview.ts';
import type { HttpServices } from '../flow/services.ts';
import { renderCsv } from '../rendering/csv.ts';
import { renderPage } from '../rendering/page.ts';
import type { Rendered } from '../rendering/render.ts';
import { renderText } from '../rendering/text.ts';
import { allow, type Env } from './auth.ts';
import { csvNamed } from './download.ts';
import { invalid, notFound, Problem } from './problem.ts';
import { atMost, checked, jsonBody, thePeriod, theScope, theWorkspace } from './request.ts';

/** More than any key has that records are told apart by in earnest. */
const longestKey = 1000;

const dimension = z
  .string()
  .check(
    z.refine((name) => dimensionProblem(name) === null, { error: ({ input }) => dimensionProblem(String(input)) }),
  );

const wanted = z.strictObject({
  period: z.string(),
  baseline: z.optional(z.string()),
  segment: z.optional(
    z
      .record(dimension, z.string().check(z.minLength(1), z.maxLength(longestKey)))
      .check(z.refine((segment) => Object.keys(segment).length > 0, 'must name a segment')),
  ),
});

const listing = z.object({
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 20),
  cursor: z.optional(z.string()),
});

const reading = z.object({
  version: z.optional(z.coerce.number().check(z.int(), z.minimum(1))),
  scope: z.optional(z.string()),
  role: z.optional(z.enum(roles)),
  locale: z.optional(
    z.string().check(z.refine((locale) => localeProblem(locale) === null, 'must be a language tag, "pt-BR"')),
  ),
});

const json = 'application/json';
const forms = [json, 'text/html', 'text/csv', 'text/plain'];

/** The form that `Accept` asks for, JSON where it takes anything. */
const formOf = (c: Context<Env>): string => {
  const asked = c.req.header('accept') ?? '';
  const anything = asked === '' || asked.includes('*/*');
  const form = accepts(c, { header: 'Accept', supports: forms, default: anything ? json : '' });
  // Numbers in another form than was asked for would be saved under a name that is wrong.
  if (form === '')
    throw new Problem(406, `A review is answered as ${forms.join(', ')}. Send "Accept" with one of them.`);
  return form;
};

const renderedFor = (
  document: ReviewDocument,
  { configuration }: Workspace,
  { role = 'crm', locale = configuration.locale }: Pick<z.output<typeof reading>, 'role' | 'locale'>,
): Rendered => ({
  document,
  configuration,
  catalogue: catalogueOf(configuration),
  headlines,
  reader: { role, locale },
});

/** What a range is to be compared with: another one. What has a period before it is compared with that. */
const theBaseline = (name: string | undefined, period: Period, workspace: Workspace): Period | null => {
  if (name === undefined) return null;
  const baseline = thePeriod(name, workspace, 'baseline');
  if (period.cadence !== 'range' || baseline.cadence !== 'range')
    throw invalid([{ path: 'baseline', message: 'goes with a range, and is one: "2026-09-01..2026-09-15"' }]);
  return baseline;
};

/** A review in the form that `Accept` asks for. */
const inForm = (
  c: Context<Env>,
  document: ReviewDocument,
  workspace: Workspace,
  query: z.output<typeof reading>,
): Response => {
  const rendered = renderedFor(document, workspace, query);
  c.header('vary', 'accept');
  switch (formOf(c)) {
    case 'text/html':
      return c.html(renderPage(rendered));
    case 'text/csv':
      return c.body(renderCsv(document, rendered.catalogue, query.role && rendered.reader), 200, csvNamed(document));
    case 'text/plain':
      return c.text(renderText(rendered));
    default:
      return c.json(document);
  }
};

const listPage = async ({ reviews }: HttpServices, workspace: string, query: z.output<typeof listing>) => {
  try {
    return await reviews.list(workspace, query.limit, query.cursor);
  } catch (error) {
    if (error instanceof RangeError) throw invalid([{ path: 'cursor', message: error.message }]);
    throw error;
  }
};

/** Reviews: computed on demand, listed, and read in several forms. */
export const reviews = (services: HttpServices): Hono<Env> =>
  new Hono<Env>()
    .post('/v1/workspaces/:workspace/reviews', allow(services, 'read'), atMost(1), async (c) => {
      const workspace = await theWorkspace(services, c);
      const { period: name, baseline: against, segment = null } = checked(wanted, await jsonBody(c));
      const period = thePeriod(name, workspace);
      const baseline = theBaseline(against, period, workspace);
      const asOf = services.clock();
      if (period.start > asOf) throw invalid([{ path: 'period', message: `${period.name} has not begun` }]);
      const { workspace: id } = workspace.configuration;
      const job = await askReview(services, {
        workspace: id,
        period: period.name,
        ...(baseline && { baseline: baseline.name }),
        asOf,
        scopes: [segment],
        recipients: [],
        late: [],
      });
      if (job.status === 'failed') throw new Problem(500, job.reason ?? 'It could not be computed.');
      if (job.result === null) return c.json({ job: job.id }, 202, { location: `/v1/jobs/${job.id}` });
      const document = await findReview(services, {
        workspace: id,
        period,
        scope: segment,
        version: versionInPath(job.result),
      });
      if (!document) throw new Error(`The job ${job.id} is done, and the review that it made is not there.`);
      return c.json(document);
    })
    .get('/v1/workspaces/:workspace/reviews', allow(services, 'read'), async (c) => {
      const { configuration } = await theWorkspace(services, c);
      const { items, cursor } = await listPage(services, configuration.workspace, checked(listing, c.req.query()));
      return c.json({ reviews: items, next: cursor });
    })
    .get('/v1/workspaces/:workspace/reviews/:period', allow(services, 'read'), async (c) => {
      const workspace = await theWorkspace(services, c);
      const query = checked(reading, c.req.query());
      const period = thePeriod(c.req.param('period'), workspace);
      const scope = theScope(query.scope);
      const { workspace: id } = workspace.configuration;
      const document = await findReview(services, { workspace: id, period, scope, version: query.version });
      if (!document)
        throw notFound(`such review of ${period.name} yet. Compute one: POST /v1/workspaces/${id}/reviews`);
      return inForm(c, document, workspace, query);
    });
